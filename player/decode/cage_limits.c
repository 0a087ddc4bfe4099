// How much a caged decoder may use up.
// Memory: what is shared with the player, the scaler's working copies, and an allowance in which
// the largest photograph that is decoded here (SOURCE_PIXELS in source.c, 16 bits a channel) fits.
// Files: a file size is not limited: nothing can be opened to be written, and the limit's signal
// would hit whoever shares a log file with us.
// Processor time: how long a film is, nobody knows here, and one that plays for a night is fine.
// So the kernel is asked for a signal with every second of it after the first ones, and whoever
// has read nothing and finished no picture for a minute of it loops inside a codec, and is ended.
// Code that was taken over could ignore that: it has until the hard limit, or until the player
// kills it when its time on the screen is over, which is sooner.
#include "decode/cage_parts.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    CAGE_DESCRIPTORS = 8,        // three standard ones, three of ours, two for making the cage
    CAGE_BOX_BYTES = 4 + 8,      // per pixel of the box: before turning, before tone mapping
    CAGE_CPU_FIRST_S = 10,       // when looking at the progress begins
    CAGE_CPU_IDLE_S = 60,        // processor time without progress
    CAGE_CPU_MOST_S = 7 * 86400, // a day's film on four processors takes four
};
#define CAGE_ALLOWANCE (UINT64_C(3) << 29) // 1.5 GiB; a photograph of 8192 × 8192 took 0.8 GiB

static struct {
    _Atomic uint32_t *progress;
    uint32_t last;
    int idle_s;
} watch;

bool cage_is_stuck(uint32_t progress)
{
    watch.idle_s = progress != watch.last ? 0 : watch.idle_s + 1;
    watch.last = progress;
    return watch.idle_s > CAGE_CPU_IDLE_S;
}

static void look_at_progress(int number)
{
    if (cage_is_stuck(atomic_load(watch.progress))) {
        signal(number, SIG_DFL);
        raise(number); // as if the limit had been hit: the player reads how we ended
    }
}

static bool limit(int what, uint64_t soft, uint64_t hard)
{
    struct rlimit old;
    if (getrlimit(what, &old) != 0) {
        return false;
    }
    struct rlimit wanted = {soft, hard};
    if (wanted.rlim_max > old.rlim_max) { // somebody was stricter
        wanted.rlim_max = old.rlim_max;
    }
    if (wanted.rlim_cur > wanted.rlim_max) {
        wanted.rlim_cur = wanted.rlim_max;
    }
    return setrlimit(what, &wanted) == 0;
}

// Where memory runs short, the player and its picture are not what has to go.
static void offer_to_the_memory_killer(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)!write(fd, "1000", 4);
        close(fd);
    }
}

static bool limit_cpu(_Atomic uint32_t *progress)
{
    if (progress == NULL) {
        return limit(RLIMIT_CPU, CAGE_CPU_IDLE_S, CAGE_CPU_MOST_S);
    }
    watch.progress = progress;
    struct sigaction action = {.sa_handler = look_at_progress, .sa_flags = SA_RESTART};
    return sigaction(SIGXCPU, &action, NULL) == 0 &&
           limit(RLIMIT_CPU, CAGE_CPU_FIRST_S, CAGE_CPU_MOST_S);
}

bool cage_limit(const struct cage_wish *wish, struct cage_layer_state *state)
{
    uint64_t memory = CAGE_ALLOWANCE + wish->shared + wish->box_pixels * CAGE_BOX_BYTES;
    offer_to_the_memory_killer();
    // a sanitizer's shadow alone is larger than any machine
    if (!CAGE_SANITIZED && !limit(RLIMIT_AS, memory, memory)) {
        return cage_gap(state, "memory");
    }
    // 1 and not 0: core(5) lets a handler that is piped to have all of it for 0
    if (!limit(RLIMIT_CORE, 1, 1)) {
        return cage_gap(state, "core files");
    }
    if (!limit(RLIMIT_NOFILE, CAGE_DESCRIPTORS, CAGE_DESCRIPTORS)) {
        return cage_gap(state, "descriptors");
    }
    if (!limit_cpu(wish->progress)) {
        return cage_gap(state, "processor time");
    }
    snprintf(state->words, sizeof state->words, "memory, core files, descriptors, processor time");
    return true;
}

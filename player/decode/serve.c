// One medium for the player, in a cage.
#include "decode/serve.h"

#include <signal.h>
#include <sys/prctl.h>

#include "decode/cage.h"
#include "decode/run.h"
#include "decode/sink.h"
#include "decode/vet.h"

static uint32_t gaps_of(const struct cage *cage)
{
    static const uint32_t bits[CAGE_LAYERS] = {
        [CAGE_LIMITS] = RING_GAP_LIMITS,
        [CAGE_NO_PRIVILEGES] = RING_GAP_PRIVILEGES,
        [CAGE_LANDLOCK] = RING_GAP_LANDLOCK,
        [CAGE_CALLS] = RING_GAP_CALLS,
    };
    uint32_t gaps = 0;
    for (int i = 0; i < CAGE_LAYERS; i++) {
        gaps |= cage->layers[i].holds ? 0 : bits[i];
    }
    return gaps;
}

static void lock_in(int media_fd, int bell_fd, struct sink *sink)
{
    const struct ring_wish *wish = sink_wish(sink);
    struct cage cage;
    cage_enter(&(struct cage_wish){.media_fd = media_fd,
                                   .bell_fd = bell_fd,
                                   .shared = sink_bytes(sink),
                                   .box_pixels = (uint64_t)wish->box_w * wish->box_h,
                                   .progress = sink_progress(sink)},
               &cage);
    sink_tell_gaps(sink, gaps_of(&cage));
}

int serve(int media_fd, int memory_fd, int bell_fd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); // a loop inside a codec would never look at the bell
    struct sink *sink = sink_open(memory_fd, bell_fd);
    if (sink == NULL) {
        return 2;
    }
    lock_in(media_fd, bell_fd, sink);
    struct error err = {0};
    bool is_shown = false;
    if (vet(media_fd, sink, &err)) {
        is_shown = run(media_fd, sink);
    } else {
        sink_fail(sink, err.text);
    }
    sink_close(sink);
    return is_shown ? 0 : 1;
}

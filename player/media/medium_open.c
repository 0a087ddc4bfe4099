// Opening a medium and closing it.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "media/child.h"
#include "media/medium_parts.h"
#include "media/vetted.h"

enum {
    MEDIUM_PATIENCE_MS = 10000,  // a slow disk may spin up; nothing decodes for that long
    MEDIUM_PATIENCE_FACTOR = 12, // … and nobody works that many times as long on one picture
};

static int open_file(const char *path, bool is_signed, struct stat *about, struct error *err)
{
    // without O_NONBLOCK a pipe that nobody writes would hold the player up
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (is_signed ? O_NOFOLLOW : 0);
    int fd = open(path, flags);
    if (fd < 0) {
        error_set(err, ERROR_MEDIA, "%s: %s", path,
                  is_signed && errno == ELOOP ? "a symbolic link, where the file itself is wanted"
                                              : strerror(errno));
        return -1;
    }
    if (fstat(fd, about) != 0 || !S_ISREG(about->st_mode)) {
        error_set(err, ERROR_MEDIA, "%s: not a file", path);
        close(fd);
        return -1;
    }
    return fd;
}

static bool takes_i420(void)
{
#if defined(__x86_64__) || defined(__i386__)
    return true; // SDL converts with SSE; elsewhere it has plain C only, and swscale is faster
#else
    return false;
#endif
}

// Starts the child on descriptors that are closed here in any case.
static bool start(struct medium *self, int media_fd, int memory_fd, struct error *err)
{
    int bell[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, bell) != 0) {
        return error_set(err, ERROR_MEDIA, "no descriptor left for a decoder: %s", strerror(errno));
    }
    intake_set_bell(self->intake, bell[0]);
    self->has_child = child_start(&self->child, media_fd, memory_fd, bell[1], err);
    close(bell[1]);
    return self->has_child;
}

static struct ring_wish ring_wish(const struct medium_wish *wish)
{
    bool wants_pictures = wish->box.w > 0 && wish->box.h > 0;
    return (struct ring_wish){
        .box_w = wants_pictures ? (uint32_t)wish->box.w : 0,
        .box_h = wants_pictures ? (uint32_t)wish->box.h : 0,
        .fit = (uint32_t)(wish->fit == 0 ? FIT_CONTAIN : wish->fit),
        .wants_sound = wish->wants_sound,
        .takes_i420 = takes_i420(),
        .start_us = wish->start_us,
    };
}

// Starts a decoder on the open file, which is closed here in any case.
static struct medium *open_on(int media_fd, const char *path, const struct stat *file,
                              const struct ring_wish *wish, struct error *err)
{
    struct clock *clock = clock_system();
    int memory_fd = -1;
    struct intake *intake = intake_new(wish, &memory_fd);
    if (intake == NULL) {
        close(media_fd);
        error_set(err, ERROR_MEDIA, "%s: no memory for pictures of %u × %u", path, wish->box_w,
                  wish->box_h);
        return NULL;
    }
    struct medium *self = mem_zeroed(1, sizeof *self);
    self->intake = intake;
    self->wish = *wish;
    self->file = *file;
    self->opened = clock->now_mono(clock);
    self->state = MEDIUM_OPENING;
    self->current = -1;
    self->start_us = wish->start_us;
    bool is_started = start(self, media_fd, memory_fd, err);
    close(media_fd);
    close(memory_fd);
    if (!is_started) {
        medium_discard(self);
        return NULL;
    }
    return self;
}

struct medium *medium_open(const char *path, const struct medium_wish *wish, struct error *err)
{
    struct ring_wish wanted = ring_wish(wish);
    bool is_signed = wish->sha256 != NULL && wish->sha256[0] != '\0';
    if (is_signed && !vetted_digest(wanted.digest, wish->sha256)) {
        error_set(err, ERROR_MEDIA, "%s: \"%.80s\" is no SHA-256 (64 hexadecimal digits)", path,
                  wish->sha256);
        return NULL;
    }
    struct stat file;
    int media_fd = open_file(path, is_signed, &file, err);
    if (media_fd < 0) {
        return NULL;
    }
    medium_tidy_vetting();
    wanted.has_digest = is_signed && !vetted_is_right(&file, wanted.digest);
    struct medium *self = wanted.has_digest != 0 ? medium_take_vetting(&file, &wanted) : NULL;
    if (self != NULL) {
        close(media_fd);
    } else {
        self = open_on(media_fd, path, &file, &wanted, err);
    }
    if (self != NULL) {
        self->patience_ms = wish->patience_ms > 0 ? wish->patience_ms : MEDIUM_PATIENCE_MS;
    }
    return self;
}

void medium_discard(struct medium *self)
{
    if (self != NULL) {
        if (self->has_child) {
            child_drop(self->child);
        }
        intake_hang_up(self->intake);
        intake_release(self->intake);
        free(self);
    }
}

void medium_close(struct medium *self)
{
    if (self != NULL && !medium_keep_vetting(self)) {
        medium_discard(self);
    }
}

void medium_reap_all(void)
{
    medium_drop_vetting();
    child_reap_all();
}

bool medium_tries_patience(struct medium *self, struct patience *patience)
{
    struct clock *clock = clock_system();
    struct mono now = clock->now_mono(clock);
    uint32_t progress = intake_progress(self->intake);
    uint64_t brought = intake_pictures(self->intake);
    bool is_news = !patience->has_begun || brought != patience->brought || medium_is_vetting(self);
    if (is_news) {
        patience->first = patience->has_begun ? patience->first : now;
        patience->has_begun = true;
        patience->since = now;
        patience->began = now;
        patience->progress = progress;
        patience->brought = brought;
    } else if (progress != patience->progress) {
        patience->progress = progress;
        patience->since = now;
    }
    int64_t most_us = (int64_t)self->patience_ms * 1000;
    return (patience->longest_us > 0 && mono_since(now, patience->first) >= patience->longest_us) ||
           mono_since(now, patience->since) >= most_us ||
           mono_since(now, patience->began) >= MEDIUM_PATIENCE_FACTOR * most_us;
}

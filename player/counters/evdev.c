// Presses of an input device. A beam's contact or a button is a keyboard with one key to the
// kernel.
// Source: Documentation/input/event-codes.rst: EV_KEY has value 1 for a press, 0 for a release and
// 2 for a repeat.
#include "counters/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EVENTS = 64, PRESS = 1, RETRY_MOST_MS = 5000 };

struct presses {
    struct source *source;
    int64_t last_us; // when the last one was counted, by the kernel's clock
    bool has_last;
};

static int open_device(struct source *self)
{
    const struct counter_wish *wish = self->wish;
    int fd = open(wish->device, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        source_down(self, "%s: %s", wish->device, strerror(errno));
        return -1;
    }
    if (wish->grabs && ioctl(fd, EVIOCGRAB, 1) != 0) {
        source_down(self, "%s: cannot be had alone: %s", wish->device, strerror(errno));
        close(fd);
        return -1;
    }
    source_up(self);
    return fd;
}

static void hear(struct presses *self, const struct input_event *event)
{
    const struct counter_wish *wish = self->source->wish;
    bool is_ours = event->type == EV_KEY && event->value == PRESS &&
                   (wish->key == COUNTER_ANY_KEY || event->code == wish->key);
    if (!is_ours) {
        return;
    }
    int64_t at_us = (int64_t)event->input_event_sec * 1000000 + (int64_t)event->input_event_usec;
    int64_t since_us = at_us - self->last_us;
    bool is_bounce = self->has_last && since_us >= 0 && since_us < wish->debounce_us;
    if (!is_bounce) {
        self->has_last = true;
        self->last_us = at_us;
        source_add(self->source, 1);
    }
}

// Reads what is there. False: the device is gone.
static bool drain(struct presses *self, int fd)
{
    while (true) {
        struct input_event events[EVENTS];
        ssize_t got = read(fd, events, sizeof events);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && errno == EAGAIN) {
            return true;
        }
        if (got < (ssize_t)sizeof events[0]) {
            return false;
        }
        for (size_t i = 0; i < (size_t)got / sizeof events[0]; i++) {
            hear(self, &events[i]);
        }
    }
}

// Counts until the device is gone (false) or the thread must end (true).
static bool listen_to(struct source *self, int fd)
{
    struct presses presses = {.source = self};
    while (true) {
        struct pollfd fds[] = {{.fd = self->stop, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 && errno != EINTR) {
            return false;
        }
        if (fds[0].revents != 0) {
            return true;
        }
        if (fds[1].revents != 0 && !drain(&presses, fd)) {
            return false;
        }
    }
}

void evdev_run(struct source *self)
{
    struct backoff backoff = {0};
    bool must_end = false;
    while (!must_end) {
        int fd = open_device(self);
        if (fd >= 0) {
            backoff_reset(&backoff);
            must_end = listen_to(self, fd);
            close(fd);
        }
        if (fd >= 0 && !must_end) {
            source_down(self, "%s: is gone", self->wish->device);
        }
        int wait_ms = backoff_next_ms(&backoff);
        must_end =
            must_end || source_must_end(self, wait_ms < RETRY_MOST_MS ? wait_ms : RETRY_MOST_MS);
    }
}

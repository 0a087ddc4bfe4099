// The decoder's work without its process: whatever it takes it gives back, which a sanitizer finds
// at the end of this program. (In its cage it cannot be looked at: the search for leaks needs a
// process of its own, and /proc.) Everything here is short enough for the ring, so that nobody has
// to take anything out. Seen to fail: without freeing what the resampler made.
#include "../media/clips.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "decode/run.h"
#include "decode/sink.h"
#include "media/intake.h"

struct work {
    struct intake *intake;
    struct sink *sink;
    int bell[2];
};

static void work_open(struct work *self, int64_t start_us)
{
    struct ring_wish wish = {
        .box_w = 64, .box_h = 48, .fit = FIT_CONTAIN, .wants_sound = 1, .start_us = start_us};
    int memory_fd = -1;
    self->intake = intake_new(&wish, &memory_fd);
    assert_non_null(self->intake);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, self->bell), 0);
    self->sink = sink_open(memory_fd, self->bell[1]);
    assert_non_null(self->sink);
    close(memory_fd);
}

static void work_close(struct work *self)
{
    sink_close(self->sink);
    intake_release(self->intake);
    close(self->bell[0]);
    close(self->bell[1]);
}

static bool decode(const char *path, int64_t start_us)
{
    struct work work;
    work_open(&work, start_us);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    bool is_shown = run(fd, work.sink);
    assert_int_equal(is_shown, intake_state(work.intake) == RING_READY);
    close(fd);
    work_close(&work);
    return is_shown;
}

static const char *const clips[][2] = {
    {"l.mp4",
     "-f lavfi -i testsrc=s=48x32:r=5:d=0.8 -f lavfi -i sine=duration=0.8 -pix_fmt yuv420p "
     "-c:v libx264 -g 2 -c:a aac"},
    {"l.mkv", "-f lavfi -i testsrc=s=32x32:r=5:d=0.8 -pix_fmt yuv420p -c:v libvpx-vp9"},
    {"l.ts", "-f lavfi -i testsrc=s=32x32:r=25:d=0.2 -pix_fmt yuv420p -c:v mpeg2video"},
    {"l.jpg", "-f lavfi -i testsrc=s=100x90 -frames:v 1"},
    {"l.png", "-f lavfi -i testsrc=s=100x90 -frames:v 1 -pix_fmt rgba"},
    {"l.webp", "-f lavfi -i testsrc=s=64x64 -frames:v 1 -c:v libwebp"},
    {"l.mp3", "-f lavfi -i sine=duration=1"},
};
enum { CLIPS = sizeof clips / sizeof clips[0] };

static void what_is_decoded_leaves_nothing_behind(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLIPS; i++) {
        assert_true(decode(clip_make(clips[i][0], clips[i][1]), 0));
    }
}

static void beginning_in_the_middle_leaves_nothing_behind(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLIPS; i++) {
        decode(clip_make(clips[i][0], clips[i][1]), 600000);
    }
}

static void what_is_broken_leaves_nothing_behind(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLIPS; i++) {
        size_t length = 0;
        char *bytes = clip_read(clip_make(clips[i][0], clips[i][1]), &length);
        for (size_t part = 1; part < 6; part++) {
            decode(clip_write("cut", bytes, length * part / 6), 0);
        }
        for (size_t n = 0; n < 12; n++) {
            bytes[(n * n * 37 + n * 11) % length] ^= (char)(1 << n % 8);
            decode(clip_write("broken", bytes, length), 0);
        }
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_decoded_leaves_nothing_behind),
        cmocka_unit_test(beginning_in_the_middle_leaves_nothing_behind),
        cmocka_unit_test(what_is_broken_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}

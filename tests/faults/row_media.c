// Mutated media through the caged decoder: the player's side never crashes and never waits for more
// than five seconds, whatever the decoder makes of them or they of the decoder, and good media
// still play in between. A decoder that a file makes crash is what processes are for, and is
// counted; one that the cage kills has used a call that is missing in the list, and is a failure.
//
// Each file gets a process and a cage of its own, as in the player. To have thousands of them in a
// minute, the process is forked from this program, into which the decoder is linked, instead of
// being loaded anew with its hundred libraries each time: from serve() on it is the same code. One
// in a hundred is the real program. Several are decoded at once, as a show prepares the next film
// beside the one that is on. And one in forty was taken over: it is the program of
// tests/media/evil_decode.c, which knows what a file can make of a decoder.
#include "base/file.h"
#include "base/mem.h"
#include "decode/serve.h"
#include "media/child.h"
#include "media/medium.h"
#include "media/ring.h"
#include "mutate.h"
#include "row.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <libavutil/log.h>
#include <signal.h>
#include <unistd.h>

enum {
    AT_ONCE = 4,
    REAL_ONE_IN = 100,
    EVIL_ONE_IN = 40,
    EVIL_PATIENCE_MS = 20, // they are not worth more
    GOOD_ONE_IN = 16,
    VETTED_ONE_IN = 7, // is asked for with the digest of the good file
    BOX_W = 64,
    BOX_H = 48,
    HANG_MS = 5000,
    TRIED = 40, // pictures at most of a medium
    BLOCK = 4096,
};

struct source {
    const char *name, *arguments;
    int64_t pictures; // of the good one
    uint8_t *bytes;
    size_t length;
    char sha256[65];
};

static struct source sources[] = {
    {.name = "film.mp4",
     .arguments = "-f lavfi -i testsrc=s=48x32:r=10:d=0.5 -f lavfi -i sine=duration=0.5 -pix_fmt "
                  "yuv420p -c:v libx264 -g 3 -c:a aac -movflags +faststart",
     .pictures = 5},
    {.name = "parts.mp4",
     .arguments = "-f lavfi -i testsrc=s=32x32:r=10:d=0.5 -pix_fmt yuv420p -c:v libx264 -g 2 "
                  "-movflags frag_keyframe+empty_moov",
     .pictures = 5},
    {.name = "film.mkv",
     .arguments = "-f lavfi -i testsrc=s=32x32:r=10:d=0.4 -f lavfi -i sine=duration=0.4 -pix_fmt "
                  "yuv420p -c:v libvpx-vp9 -deadline realtime -c:a libopus",
     .pictures = 4},
    {.name = "film.avi",
     .arguments = "-f lavfi -i testsrc=s=32x32:r=10:d=0.5 -f lavfi -i sine=duration=0.5 -c:v mpeg4 "
                  "-c:a libmp3lame",
     .pictures = 5},
    {.name = "film.ts",
     .arguments = "-f lavfi -i testsrc=s=32x32:r=25:d=0.4 -pix_fmt yuv420p -c:v mpeg2video",
     .pictures = 10},
    {.name = "hevc.mp4",
     .arguments = "-f lavfi -i testsrc=s=64x64:r=10:d=0.3 -pix_fmt yuv420p -c:v libx265 "
                  "-x265-params log-level=none:pools=1",
     .pictures = 3},
    {.name = "photo.jpg",
     .arguments = "-f lavfi -i testsrc=s=64x48 -frames:v 1 -c:v mjpeg",
     .pictures = 1},
    {.name = "image.png", .arguments = "-f lavfi -i testsrc=s=64x48 -frames:v 1", .pictures = 1},
    {.name = "pale.png",
     .arguments = "-f lavfi -i testsrc=s=40x30 -frames:v 1 -pix_fmt rgba64be",
     .pictures = 1},
    {.name = "image.webp",
     .arguments = "-f lavfi -i testsrc=s=64x48 -frames:v 1 -c:v libwebp",
     .pictures = 1},
    {.name = "call.mp3", .arguments = "-f lavfi -i sine=duration=0.5"},
    {.name = "call.ogg", .arguments = "-f lavfi -i sine=duration=0.5 -c:a libvorbis"},
    {.name = "call.flac", .arguments = "-f lavfi -i sine=duration=0.3"},
};
enum { SOURCES = sizeof sources / sizeof sources[0] };

// A medium that is being decoded while others are looked at.
struct lane {
    struct medium *medium;
    struct mono opened;
    const struct source *source;
    bool is_good, is_evil, has_digest;
    const char *deed; // of an evil one
    char path[512];
};

struct siege {
    struct row *row;
    char *folder;
    SDL_Surface *surface;
    char deeds[64][64]; // of an evil decoder
    size_t deed_count;
    uint64_t random;
    int64_t shown, refused, damaged, crashed, evil, longest_ms;
};

// --- the decoder's process ---

static bool wants_real_program;

bool __real_child_start(pid_t *out, int media_fd, int memory_fd, int bell_fd, struct error *err);
bool __wrap_child_start(pid_t *out, int media_fd, int memory_fd, int bell_fd, struct error *err);

static _Noreturn void be_decoder(const int from[3])
{
    int lifted[3];
    int nowhere = open("/dev/null", O_RDWR);
    setpgid(0, 0);
    alarm(0);
    for (int i = 0; i < 3; i++) {
        lifted[i] = fcntl(from[i], F_DUPFD, RING_BELL_FD + 1);
        dup2(nowhere, i < 2 ? i : STDIN_FILENO);
    }
    for (int i = 0; i < 3; i++) {
        dup2(lifted[i], RING_MEDIA_FD + i);
    }
    close_range(RING_BELL_FD + 1, ~0u, 0);
    av_log_set_level(AV_LOG_QUIET);
    _exit(serve(RING_MEDIA_FD, RING_MEMORY_FD, RING_BELL_FD));
}

bool __wrap_child_start(pid_t *out, int media_fd, int memory_fd, int bell_fd, struct error *err)
{
    if (wants_real_program) {
        return __real_child_start(out, media_fd, memory_fd, bell_fd, err);
    }
    *out = fork();
    if (*out == 0) {
        be_decoder((const int[3]){media_fd, memory_fd, bell_fd});
    }
    return *out > 0 || error_set(err, ERROR_MEDIA, "fork: %s", strerror(errno));
}

// --- files ---

static bool make_sources(const char *folder)
{
    for (size_t i = 0; i < SOURCES; i++) {
        struct source *source = &sources[i];
        char *path = file_join(folder, source->name);
        char *command = mem_format("ffmpeg -nostdin -v error -y %s '%s' && sha256sum '%s'",
                                   source->arguments, path, path);
        FILE *answer = popen(command, "r");
        char *bytes = NULL;
        struct error err = {0};
        bool is_made = answer != NULL && fread(source->sha256, 1, 64, answer) == 64;
        is_made = answer != NULL && pclose(answer) == 0 && is_made &&
                  file_read(path, 1 << 20, &bytes, &source->length, &err);
        source->bytes = (uint8_t *)bytes;
        free(command);
        free(path);
        if (!is_made) {
            return false;
        }
    }
    return true;
}

static void write_file(const char *path, const uint8_t *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length) {
        perror(path);
        abort();
    }
    close(fd);
}

static bool ask_deeds(struct siege *self)
{
    FILE *list = popen(TEST_EVIL, "r");
    while (list != NULL && self->deed_count < 64 &&
           fscanf(list, "%63s", self->deeds[self->deed_count]) == 1) {
        self->deed_count++;
    }
    return list != NULL && pclose(list) == 0 && self->deed_count > 0;
}

static void choose_program(struct siege *self, struct lane *lane)
{
    lane->is_evil = random_below(&self->random, EVIL_ONE_IN) == 0;
    wants_real_program = lane->is_evil || random_below(&self->random, REAL_ONE_IN) == 0;
    setenv("XIAOLABA_DECODE", lane->is_evil ? TEST_EVIL : TEST_DECODE, 1);
    if (lane->is_evil) {
        lane->has_digest = false;
        lane->deed = self->deeds[self->evil++ % (int64_t)self->deed_count];
        setenv("XIAOLABA_EVIL", lane->deed, 1);
    }
}

static void open_lane(struct siege *self, struct lane *lane, size_t number)
{
    const struct source *other = &sources[random_below(&self->random, SOURCES)];
    lane->source = &sources[random_below(&self->random, SOURCES)];
    lane->is_good = random_below(&self->random, GOOD_ONE_IN) == 0;
    lane->has_digest = random_below(&self->random, VETTED_ONE_IN) == 0;
    size_t length = lane->source->length;
    uint8_t *bytes = mem_zeroed(1, length + MUTATE_ROOM);
    memcpy(bytes, lane->source->bytes, length);
    if (!lane->is_good) {
        length = mutate(&self->random, bytes, length, other->bytes, other->length);
    }
    // what was mutated to nothing is good after all
    lane->is_good =
        length == lane->source->length && memcmp(bytes, lane->source->bytes, length) == 0;
    snprintf(lane->path, sizeof lane->path, "%s/%zu", self->folder, number);
    write_file(lane->path, bytes, length);
    free(bytes);
    choose_program(self, lane);
    struct medium_wish wish = {
        .box = {BOX_W, BOX_H},
        .fit = FIT_CONTAIN,
        .wants_sound = true,
        .start_us = random_below(&self->random, 8) == 0 ? random_below(&self->random, 600000) : 0,
        .patience_ms = lane->is_evil ? EVIL_PATIENCE_MS : HANG_MS,
        .sha256 = lane->has_digest ? lane->source->sha256 : NULL,
    };
    wish.start_us = lane->is_good ? 0 : wish.start_us;
    struct error err = {0};
    lane->opened = clock_system()->now_mono(clock_system());
    lane->medium = medium_open(lane->path, &wish, &err);
    if (lane->medium == NULL) {
        row_fail(self->row, "not opened: %s", err.text);
    }
}

// --- what the player does with them ---

// Looks at every picture, and hears all of the sound. How many pictures there were.
static int64_t play_through(struct siege *self, struct medium *medium, int64_t patience_us)
{
    float sound[BLOCK];
    enum { BLOCKS = 64 }; // an evil decoder brings more as fast as it is taken
    int64_t pictures = 0;
    int64_t before = -1;
    int64_t at_us = 600000;
    medium_wait(medium, patience_us);
    if (medium_state(medium) != MEDIUM_READY) {
        return 0;
    }
    struct size shown = medium_info(medium)->shown;
    if (shown.w > BOX_W || shown.h > BOX_H) {
        row_fail(self->row, "a picture of %d × %d was to be drawn", shown.w, shown.h);
        return 0;
    }
    for (int i = 0; i < TRIED; i++) {
        int64_t picture = medium_picture(medium, at_us, MEDIUM_WAIT);
        if (picture >= 0 && picture != before) {
            medium_draw(medium, self->surface, 0, 0);
            pictures = picture + 1;
            before = picture;
        }
        for (int n = 0;
             n < BLOCKS && medium_take_sound(medium, sound, BLOCK / RING_SOUND_CHANNELS) > 0; n++) {
        }
        int64_t next_us = medium_next_us(medium);
        if (next_us == INT64_MAX || medium_is_over(medium, at_us, NULL)) {
            break;
        }
        at_us = next_us > at_us ? next_us : at_us + 400000;
    }
    return pictures;
}

static void judge_good(struct siege *self, const struct lane *lane, int64_t pictures)
{
    const char *why = medium_state(lane->medium) == MEDIUM_READY ? medium_damage(lane->medium)
                                                                 : medium_error(lane->medium);
    if (medium_state(lane->medium) != MEDIUM_READY || pictures != lane->source->pictures ||
        why[0] != '\0') {
        row_fail(self->row, "good %s: %lld pictures, %s", lane->source->name, (long long)pictures,
                 why);
    }
}

static bool says(const char *text, const char *word)
{
    return strstr(text, word) != NULL;
}

static void judge_mutated(struct siege *self, const struct lane *lane)
{
    bool is_ready = medium_state(lane->medium) == MEDIUM_READY;
    const char *why = is_ready ? medium_damage(lane->medium) : medium_error(lane->medium);
    self->shown += is_ready;
    self->refused += !is_ready;
    self->damaged += is_ready && why[0] != '\0';
    bool is_crash = says(why, "ended by signal");
    self->crashed += is_crash;
    if (lane->has_digest && (is_ready || !says(why, "are not those that were signed"))) {
        row_fail(self->row, "%s with other bytes than were asked for: %s", lane->source->name,
                 is_ready ? "shown" : why);
    }
    if (says(why, "no decoder does") || says(why, "nonsense") || says(why, "ended with code") ||
        says(why, "for too long") || says(why, "got nowhere")) {
        char *kept = mem_format(XIAOLABA_BUILD_DIR "/row_media-%lld-%s", (long long)self->row->done,
                                lane->source->name);
        bool is_kept = rename(lane->path, kept) == 0;
        row_fail(self->row, "mutated %s: %s%s%s", lane->source->name, why,
                 is_kept ? "; it is kept as " : "", is_kept ? kept : "");
        free(kept);
    }
}

static void finish_lane(struct siege *self, struct lane *lane)
{
    if (lane->medium == NULL) {
        return;
    }
    struct clock *clock = clock_system();
    struct mono begun = clock->now_mono(clock);
    int64_t pictures = play_through(self, lane->medium,
                                    (lane->is_evil ? EVIL_PATIENCE_MS : HANG_MS) * INT64_C(1000));
    int64_t took_ms = mono_since(clock->now_mono(clock), begun) / 1000;
    self->longest_ms = took_ms > self->longest_ms ? took_ms : self->longest_ms;
    if (took_ms > HANG_MS) {
        row_fail(self->row, "%s held the player up for %lld ms",
                 lane->is_evil ? lane->deed : lane->source->name, (long long)took_ms);
    }
    if (!lane->is_evil && lane->is_good) {
        judge_good(self, lane, pictures);
    } else if (!lane->is_evil) {
        judge_mutated(self, lane);
    }
    medium_close(lane->medium);
    lane->medium = NULL;
}

int main(int argc, char **argv)
{
    struct row row = {.name = "media",
                      .tries = "media",
                      .ci = 20000,
                      .nightly = 2000000,
                      .release = 10000000,
                      .hang_s = 15};
    row_begin(&row, argc, argv);
    signal(SIGPIPE, SIG_IGN);
    struct siege self = {.row = &row, .folder = test_folder_make(), .random = row.seed};
    self.surface = SDL_CreateRGBSurfaceWithFormat(0, BOX_W, BOX_H, 32, SDL_PIXELFORMAT_RGB888);
    if (!make_sources(self.folder) || !ask_deeds(&self)) {
        test_folder_remove(self.folder);
        return row_skip(&row, "ffmpeg and sha256sum are needed to make the good files");
    }
    struct lane lanes[AT_ONCE] = {0};
    while (row_goes_on(&row)) {
        struct lane *lane = &lanes[row.done % AT_ONCE];
        finish_lane(&self, lane);
        open_lane(&self, lane, (size_t)(row.done % AT_ONCE));
    }
    for (int i = 0; i < AT_ONCE; i++) {
        finish_lane(&self, &lanes[i]);
    }
    medium_reap_all();
    row_figure(&row, "shown", self.shown);
    row_figure(&row, "refused", self.refused);
    row_figure(&row, "shown_with_damage", self.damaged);
    row_figure(&row, "decoder_crashes", self.crashed);
    row_figure(&row, "evil_decoders", self.evil);
    row_figure(&row, "longest_ms", self.longest_ms);
    for (size_t i = 0; i < SOURCES; i++) {
        free(sources[i].bytes);
    }
    SDL_FreeSurface(self.surface);
    test_folder_remove(self.folder);
    return row_end(&row);
}

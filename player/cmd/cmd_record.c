// xiaolaba record: load, say what is wrong, find the stretch, and perform it on a clock that does
// not wait, into a file instead of onto a screen.
#include "base/log.h"
#include "base/mem.h"
#include "cmd/exits.h"
#include "cmd/progress.h"
#include "cmd/record_wish.h"
#include "cmd/rehearse.h"
#include "cmd/setting.h"
#include "cmd/table.h"
#include "cmd/take.h"
#include "record/recording.h"

#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t must_end; // a person has seen enough
static char part[PATH_MAX]; // what a person who cannot wait leaves behind; "": nothing yet

static const struct opt options[] = {
    {"output", 'o', "FILE",
     "where it goes: .mp4 .mov .mkv .webm .gif, or a folder/ of pictures (default: NAME.mp4)"},
    {"from", 0, "TIME", "begin so long after the loop began (default 0)"},
    {"at", 0, "TIME", "begin by the clock: 14:30, 2026-10-01T09:00"},
    {"for", 0, "TIME", "so long (default: until everything was on once)"},
    {"loop", 0, NULL, "a round whose end meets its beginning"},
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"fps", 0, "N", "pictures a second (default: the point's, else 60)"},
    {"for-card", 0, "NAME", "as LED cards play it: huidu, novastar, colorlight or generic"},
    {"for-chat", 0, NULL, "as chats take it: at most 20 MB, upright, plain H.264"},
    {"shape", 0, "9:16|1:1", "a canvas for telephones, in place of the playlist's"},
    {"codec", 0, "NAME", "h264, hevc or vp9 (default: by the file's ending)"},
    {"crf", 0, "N", "how much is lost: 1 next to nothing, 18 not seen, 28 small (default 20)"},
    {"preset", 0, "NAME", "how hard the encoder tries, ultrafast … veryslow (default medium)"},
    {"mute", 0, NULL, "without sound"},
    {0},
};

// One recording on its way.
struct work {
    const struct opts *opts;
    const struct record_wish *wish;
    char *path;
    struct size canvas;
    struct stretch stretch;
    struct take take;
    struct recording *recording;
    int pass;           // from 0
    struct size output; // pixels of the pictures
    bool is_cut;        // a person had seen enough
    int64_t bytes;
    struct progress progress;
};

// The first one ends the recording and keeps it, the second ends the program and keeps nothing.
static void on_end(int number)
{
    if (must_end) {
        unlink(part);
        _exit(128 + number);
    }
    must_end = 1;
}

static void hear_signals(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction end = {.sa_handler = on_end, .sa_flags = SA_RESTART};
    struct sigaction before;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        bool is_ignored =
            sigaction(ends[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN; // nohup
        if (!is_ignored) {
            sigaction(ends[i], &end, NULL);
        }
    }
    // A file that may not grow any further fails like a full disk, and is removed.
    sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
}

// --- what is put in -----------------------------------------------------------------------------

static void show_progress(struct work *self)
{
    if (!progress_is_due(&self->progress)) {
        return;
    }
    int64_t total = self->take.frames * recording_passes(self->recording);
    int64_t done = self->take.frames * self->pass + self->take.kept;
    double a_second = (double)done * 1e6 / (double)progress_spent_us(&self->progress);
    int64_t left_s = a_second > 0 ? (int64_t)((double)(total - done) / a_second) : 0;
    char note[64];
    snprintf(note, sizeof note, "%.0f frames/s, %lld:%02lld left", a_second,
             (long long)(left_s / 60), (long long)(left_s % 60));
    progress_draw(&self->progress, done, total, done > 0 ? note : NULL);
}

static bool keep_picture(void *work, const struct SDL_Surface *picture, const struct rect *changed,
                         int count, struct error *err)
{
    struct work *self = work;
    show_progress(self);
    return recording_add_picture(self->recording, picture, changed, count, err);
}

static bool keep_sound(void *work, const float *frames, size_t count, struct error *err)
{
    return recording_add_sound(((struct work *)work)->recording, frames, count, err);
}

// --- performing ---------------------------------------------------------------------------------

static bool wants_sound(const struct work *self, const struct setting *setting)
{
    bool sounds = playlist_has_sound(setting->playlist) && !self->wish->is_mute;
    if (sounds && !format_has_sound(&self->wish->format)) {
        log_warn("%s has no sound: the playlist's is left out", self->path);
        return false;
    }
    return sounds;
}

static bool open_recording(struct work *self, const struct setting *setting, struct error *err)
{
    struct format format;
    struct recording_wish wish = {.path = self->path,
                                  .format = &format,
                                  .size = self->output,
                                  .rate_mhz = self->take.rate_mhz,
                                  .length_us = self->stretch.length_us,
                                  .has_sound = wants_sound(self, setting)};
    if (!record_format(self->wish, wish.size, wish.rate_mhz, wish.has_sound, &format, err)) {
        return false;
    }
    struct take_sink *sink = &self->take.sink;
    *sink = (struct take_sink){keep_picture, wish.has_sound ? keep_sound : NULL, self};
    self->recording = recording_open(&wish, err);
    const char *note = self->recording != NULL ? recording_note(self->recording) : NULL;
    if (note != NULL) {
        log_warn("%s", note);
    }
    if (self->recording != NULL) {
        snprintf(part, sizeof part, "%s", recording_part(self->recording));
    }
    return self->recording != NULL;
}

// A show takes its playlist over: another pass reads it again.
static bool begin_pass(struct work *self, struct setting *setting, struct error *err)
{
    if (self->pass == 0) {
        return true;
    }
    struct troubles known = {0};
    setting->playlist = playlist_load(self->opts->operands[0], &known);
    troubles_fini(&known);
    if (setting->playlist == NULL) {
        return error_set(err, ERROR_CONFIG, "%s was changed while it was recorded",
                         self->opts->operands[0]);
    }
    return recording_next_pass(self->recording, err);
}

// A format that chooses its colours sees the same take twice.
static bool perform(struct work *self, struct setting *setting, struct error *err)
{
    int passes = recording_passes(self->recording);
    for (self->pass = 0; self->pass < passes; self->pass++) {
        if (!begin_pass(self, setting, err) || !take_perform(&self->take, err)) {
            return false;
        }
        bool is_last = self->pass + 1 == passes;
        if (must_end && (!is_last || self->take.kept == 0)) {
            return error_set(err, ERROR_BUSY, "stopped before the first picture was written");
        }
    }
    self->is_cut = self->take.kept < self->take.frames;
    if (self->is_cut) {
        recording_cut(self->recording);
    }
    return recording_finish(self->recording, &self->bytes, err);
}

static void tell(const struct work *self)
{
    struct size size = recording_size(self->recording);
    double length_s = (double)self->take.kept * 1000 / self->take.rate_mhz;
    double a_second = self->take.rate_mhz / 1000.0;
    if (self->is_cut) {
        log_warn("stopped after %.1f of %.1f s; what there is plays%s", length_s,
                 (double)self->take.frames * 1000 / self->take.rate_mhz,
                 self->wish->is_loop ? ", and makes no loop" : "");
    }
    bool is_large = self->bytes >= 1000000;
    printf("%s: %.1f s, %dx%d px, %g picture%s a second, %.*f %s; took %.1f s\n",
           recording_path(self->recording), length_s, size.w, size.h, a_second,
           self->take.rate_mhz == 1000 ? "" : "s", is_large ? 1 : 0,
           (double)self->bytes / (is_large ? 1e6 : 1e3), is_large ? "MB" : "kB",
           (double)progress_spent_us(&self->progress) / 1e6);
    const struct target *target = self->wish->target;
    if (target != NULL) {
        printf("%s\n%s\n", target->then_zh, target->then_en);
    }
}

static bool make(struct work *self, struct setting *setting, struct error *err)
{
    self->output = take_output(setting, self->canvas);
    hear_signals();
    progress_init(&self->progress, "recording");
    bool is_made = open_recording(self, setting, err) && perform(self, setting, err);
    progress_hide(&self->progress);
    if (is_made) {
        tell(self);
    }
    recording_close(self->recording);
    progress_fini(&self->progress);
    return is_made;
}

// --- the command --------------------------------------------------------------------------------

// What depends on the hour is not shown by whoever does not know it.
static void warn_without_clock(const struct playlist *playlist)
{
    size_t left_out = 0;
    const struct item *one = NULL;
    for (size_t i = 0; i < playlist->item_count; i++) {
        const struct item *item = &playlist->items[i];
        if (item->kind == ITEM_CLOCK) {
            log_warn(
                "item \"%s\" is a clock, which would be wrong in a film: it is left empty (--at "
                "records a time of day)",
                item->id);
        }
        left_out += item->daypart_count > 0;
        one = item->daypart_count > 0 && one == NULL ? item : one;
    }
    if (one != NULL) {
        log_warn("%zu of %zu items play at certain times only (\"%s\") and are left out; --at "
                 "records a time of day",
                 left_out, playlist->item_count, one->id);
    }
    for (size_t z = 0; z < playlist->zone_count; z++) {
        if (playlist->zones[z].clock_unknown_count > 0) {
            log_warn("zone \"%s\" shows what it has for players without a clock; --at records a "
                     "time of day",
                     playlist->zones[z].name);
        }
    }
}

static int64_t frames_in(int64_t length_us, int rate_mhz)
{
    double frames = (double)length_us * rate_mhz / 1e9;
    return frames < 1.0 ? 1 : llround(frames);
}

static bool plan_take(struct work *self, struct setting *setting, struct troubles *troubles,
                      struct error *err)
{
    const struct stretch_wish wish = record_stretch(self->wish, setting);
    struct rehearsal rehearsal;
    setting->point->fps = record_rate_mhz(self->wish, setting) / 1000;
    rehearsal_init(&rehearsal, setting, self->canvas, troubles);
    bool is_found = stretch_find(&self->stretch, &rehearsal, &wish, err);
    rehearsal_fini(&rehearsal);
    if (!is_found) {
        return false;
    }
    if (self->stretch.jumping_zone != SIZE_MAX) {
        log_warn("zone \"%s\" does not come round with the others: it jumps where the loop ends",
                 setting->playlist->zones[self->stretch.jumping_zone].name);
    }
    if (!wish.is_by_clock) {
        warn_without_clock(setting->playlist);
    }
    int rate_mhz = setting->point->fps * 1000;
    self->take = (struct take){.setting = setting,
                               .canvas = self->canvas,
                               .rate_mhz = rate_mhz,
                               .is_by_clock = wish.is_by_clock,
                               .start = self->stretch.start,
                               .lead_us = self->stretch.lead_us,
                               .frames = frames_in(self->stretch.length_us, rate_mhz),
                               .must_end = &must_end};
    return true;
}

static int run(struct work *self, struct setting *setting)
{
    struct troubles troubles = {0};
    struct error err = {0};
    if (!record_canvas(self->wish, setting, self->opts, &self->canvas)) {
        return EXIT_USAGE;
    }
    self->path = record_path(self->wish, setting);
    bool is_planned = plan_take(self, setting, &troubles, &err);
    int code = troubles_errors(&troubles) > 0 ? EXIT_FINDINGS : EXIT_FINE;
    setting_say(&troubles);
    if (is_planned && make(self, setting, &err)) {
        code = self->is_cut ? EXIT_FINDINGS : code;
    } else {
        log_error("%s", err.text);
        code = err.code == ERROR_CONFIG ? EXIT_USAGE
               : err.code == ERROR_BUSY ? EXIT_FINDINGS
                                        : EXIT_CANNOT_START;
    }
    free(self->path);
    return code;
}

static int record(const struct opts *opts)
{
    struct record_wish wish;
    struct setting setting;
    if (!record_wish_read(&wish, opts)) {
        return EXIT_USAGE;
    }
    if (!setting_load_saying(&setting, opts->operands[0], opts)) {
        return EXIT_CANNOT_START;
    }
    struct work work = {.opts = opts, .wish = &wish};
    int code = run(&work, &setting);
    setting_fini(&setting);
    return code;
}

const struct command command_record = {
    .name = "record",
    .operands = "PLAYLIST",
    .summary = "Writes a film of what the screen would show, with its sound, without a display.",
    .options = options,
    .run = record,
    .operands_min = 1,
    .operands_max = 1,
};

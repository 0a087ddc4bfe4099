// xiaolaba simulate: the real show on a clock that does not wait and a screen in memory, for as
// many days as one likes, and what the ledger says afterwards.
#include "base/civil.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "cmd/exits.h"
#include "cmd/rehearsed_clock.h"
#include "cmd/report_opts.h"
#include "cmd/setting.h"
#include "cmd/table.h"
#include "ledger/trust.h"
#include "screen/screen.h"
#include "show/show.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { USUAL_RATE_MHZ = 60000, MOST_DAYS = 36600, KEPT_ACTS = 64 };
#define HEAR_US (60 * CLOCK_SECOND_US) // a clock that has become known is noticed within this

static volatile sig_atomic_t must_end; // set by signals, and when the ledger cannot be written

static const struct opt options[] = {
    {"days", 0, "N", "how many days (default 1)"},
    {"from", 0, "DATE", "when the first begins (default: today's midnight)"},
    {"jump", 0, "AT=BY", "after AT (36h, 2d) the clock jumps by BY (-3s, +10y); may come often"},
    {"clock-unknown", 0, "TIME", "the clock is not known to be right for this long"},
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"ledger", 0, "FILE", "keep the ledger here (default: it is thrown away)"},
    {"by", 0, "WHAT", "as for report: item, zone, hour, day, topic, audience, kind or point"},
    {"csv", 0, NULL, "for spreadsheets"},
    {"json", 0, NULL, "for programs"},
    {"verbose", 'v', NULL, "log a line per item"},
    {0},
};

// What a simulation is made of.
struct simulation {
    struct setting setting;
    struct rehearsed_clock clock;
    struct report_wish wish;
    int64_t for_us;
    char *folder; // of a ledger that is thrown away; NULL
    char *ledger_path;
};

// --- the command line --------------------------------------------------------------------------

static bool read_days(const struct opts *opts, int64_t *out_us)
{
    const char *text = opts_value(opts, "days");
    char *end = NULL;
    long days = text == NULL ? 1 : strtol(text, &end, 10);
    if (days < 1 || days > MOST_DAYS || (text != NULL && (*text == '\0' || *end != '\0'))) {
        opts_complain(opts, "--days: \"%s\" is not a number of days, 1 … %d", text, MOST_DAYS);
        return false;
    }
    *out_us = days * CIVIL_DAY_US;
    return true;
}

static bool read_jumps(const struct opts *opts, struct rehearsed_clock *clock)
{
    const char *jumps[REHEARSED_JUMPS];
    size_t count = opts_values(opts, "jump", jumps, REHEARSED_JUMPS);
    for (size_t i = 0; i < count; i++) {
        if (!rehearsed_clock_add(clock, jumps[i])) {
            opts_complain(opts, "--jump: \"%s\" is not such as 36h=-3s, 2d=+10y", jumps[i]);
            return false;
        }
    }
    return true;
}

// The midnight before which the simulation begins; `from` NULL: today's.
static bool read_start(const struct opts *opts, const struct meridian *meridian, struct wall *out)
{
    const char *from = opts_value(opts, "from");
    struct civil civil;
    if (from == NULL) {
        struct clock *clock = clock_system();
        *out = meridian_instant(meridian, meridian_day(meridian, clock->now_wall(clock)), 0);
        return true;
    }
    if (!civil_parse(from, &civil)) {
        opts_complain(opts, "--from: \"%s\" is not a date such as 2026-11-25", from);
        return false;
    }
    *out = meridian_instant(meridian, civil_day_number(civil), civil.hour * 60 + civil.minute);
    return true;
}

// --- the simulation ----------------------------------------------------------------------------

static void on_end(int number)
{
    (void)number;
    must_end = 1;
}

// Whoever has seen enough gets the report of what there is, and no ledger is left behind.
static void hear_signals(void)
{
    struct sigaction end = {.sa_handler = on_end, .sa_flags = SA_RESTART};
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &end, NULL);
}

static bool choose_ledger(struct simulation *self, const struct opts *opts, struct error *err)
{
    const char *path = opts_value(opts, "ledger");
    if (path != NULL && file_exists(path)) {
        return error_set(err, ERROR_CONFIG,
                         "%s is there already, and a simulation never adds to a ledger", path);
    }
    if (path != NULL) {
        self->ledger_path = mem_copy(path);
        return true;
    }
    const char *top = getenv("TMPDIR");
    self->folder = mem_format("%s/xiaolaba-simulate-XXXXXX", top != NULL && *top ? top : "/tmp");
    if (mkdtemp(self->folder) == NULL) {
        free(self->folder);
        self->folder = NULL;
        return error_set(err, ERROR_FULL, "no place for a ledger in %s",
                         top != NULL && *top ? top : "/tmp");
    }
    self->ledger_path = file_join(self->folder, "ledger.db");
    return true;
}

static void throw_ledger_away(struct simulation *self)
{
    static const char *const tails[] = {"", "-wal", "-shm"};
    for (size_t i = 0; self->folder != NULL && i < sizeof tails / sizeof tails[0]; i++) {
        char *name = mem_format("%s%s", self->ledger_path, tails[i]);
        unlink(name);
        free(name);
    }
    if (self->folder != NULL) {
        rmdir(self->folder);
    }
    free(self->folder);
    free(self->ledger_path);
    self->folder = self->ledger_path = NULL;
}

// Days before this program was made can be simulated too.
static struct wall earliest_of(struct wall start)
{
    struct wall made = trust_earliest();
    return start.us < made.us ? start : made;
}

static bool perform(struct simulation *self, struct size canvas, struct error *err)
{
    const struct point *point = self->setting.point;
    struct writer_identity identity = {.point_id = point->id,
                                       .program_version = XIAOLABA_VERSION PLAY_SIMULATION,
                                       .is_throwaway = true};
    struct writer *writer = writer_start(self->ledger_path, &identity, clock_system());
    self->clock.writer = writer;
    self->clock.must_end = &must_end;
    int rate_mhz = point->fps > 0 ? point->fps * 1000 : USUAL_RATE_MHZ;
    struct show_parts parts = {
        .clock = &self->clock.clock,
        .fonts = self->setting.fonts,
        .writer = writer,
        .meridian = self->setting.meridian,
        .calendar = self->setting.calendar,
        .openings = point->openings,
        .opening_count = point->opening_count,
        .district = point->district,
        .trust = rehearsed_clock_trust,
        .trust_self = &self->clock,
        .earliest = earliest_of(self->clock.time.wall),
        .mode = MEDIUM_FIRST,
        .display = DISPLAY_ON,
        .rate_mhz = rate_mhz,
        .canvas = canvas,
        .for_us = self->for_us,
        .must_end = &must_end,
        .hear_us = HEAR_US,
        .skips_frames = true,
        .keeps_acts = KEPT_ACTS,
    };
    struct screen *screen = screen_open_memory(canvas);
    struct show *show = show_new(&parts, self->setting.playlist);
    self->setting.playlist = NULL; // the show has it now
    enum show_end end = show_run(show, screen, NULL, rate_mhz, err);
    show_free(show);
    screen_close(screen);
    rehearsed_clock_end(&self->clock);
    struct writer_status stored = writer_stop(writer);
    if (stored.dropped + stored.waiting > 0) {
        return error_set(err, ERROR_FULL, "%s: %lld entries could not be stored: %s",
                         self->ledger_path, (long long)(stored.dropped + stored.waiting),
                         stored.trouble);
    }
    return end == SHOW_ENDED;
}

static bool make_report(struct simulation *self, struct str *out, struct error *err)
{
    const char *const ledgers[] = {self->ledger_path};
    return report_run(ledgers, 1, &self->wish, out, err);
}

static void say_when_cut(const struct simulation *self)
{
    int64_t passed_us = self->clock.time.mono.us;
    if (passed_us < self->for_us) {
        log_warn("ended after %.1f of %lld days", (double)passed_us / (double)CIVIL_DAY_US,
                 (long long)(self->for_us / CIVIL_DAY_US));
    }
}

static int run(struct simulation *self, const struct opts *opts)
{
    struct size canvas;
    struct wall start;
    struct error err = {0};
    if (!setting_canvas(&self->setting, opts, &canvas) ||
        !read_start(opts, self->setting.meridian, &start)) {
        return EXIT_USAGE;
    }
    rehearsed_clock_start(&self->clock, start, self->for_us);
    hear_signals();
    struct str report = {0};
    bool done = choose_ledger(self, opts, &err) && perform(self, canvas, &err) &&
                make_report(self, &report, &err);
    throw_ledger_away(self); // before printing, which may end the program (SIGPIPE)
    if (done) {
        say_when_cut(self);
        fputs(str_text(&report), stdout);
    } else {
        log_error("%s", err.text);
    }
    str_fini(&report);
    return done ? EXIT_FINE : EXIT_CANNOT_START;
}

static int simulate(const struct opts *opts)
{
    struct simulation self = {0};
    log_set_level(opts_has(opts, "verbose") ? LOG_INFO : LOG_WARN);
    if (!report_opts_read(opts, &self.wish) || !read_days(opts, &self.for_us) ||
        !read_jumps(opts, &self.clock) ||
        !opts_length(opts, "clock-unknown", &self.clock.unknown_us)) {
        return EXIT_USAGE;
    }
    if (!setting_load_saying(&self.setting, opts->operands[0], opts)) {
        return EXIT_CANNOT_START;
    }
    int code = run(&self, opts);
    setting_fini(&self.setting);
    return code;
}

const struct command command_simulate = {
    .name = "simulate",
    .operands = "PLAYLIST",
    .summary = "Plays days in seconds, without a display, and tells what the ledger then says.",
    .options = options,
    .run = simulate,
    .operands_min = 1,
    .operands_max = 1,
};

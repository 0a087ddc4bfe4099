// The pieces of a show, played by hand.
#include "theatre.h"

#include "support/test.h"

#include "base/civil.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "ledger/audit.h"
#include "screen/frame.h"

#include <SDL.h>

enum { TURN_US = 100, KEPT_ACTS = 64 };
enum { SETTLE_EVERY = 400 }; // sleeps; far below what the writer's queue holds

static struct theatre *of_clock(struct clock *clock)
{
    return (struct theatre *)((char *)clock - offsetof(struct theatre, clock));
}

static struct mono ask_mono(struct clock *clock)
{
    return of_clock(clock)->time.mono;
}

static struct wall ask_wall(struct clock *clock)
{
    return of_clock(clock)->time.wall;
}

// The day passes faster than a disk stores it, so the ledger is given time now and then.
static void sleep_until(struct clock *clock, struct mono deadline)
{
    struct theatre *self = of_clock(clock);
    struct clock *time = &self->time.clock;
    if (deadline.us <= self->time.mono.us) {
        self->vain_sleeps++;
        clock_virtual_advance(&self->time, TURN_US); // a loop that spins takes its time
    }
    time->sleep_until(time, deadline);
    if (++self->sleeps % SETTLE_EVERY == 0 && !self->is_disk_slow) {
        writer_settle(self->writer);
    }
}

static struct theatre *of_screen(struct screen *screen)
{
    return (struct theatre *)((char *)screen - offsetof(struct theatre, screen));
}

static void leave_open(struct screen *screen)
{
    (void)screen; // the theatre closes it
}

static struct SDL_Surface *canvas_of(struct screen *screen)
{
    return screen_canvas(of_screen(screen)->memory);
}

static bool is_black(const SDL_Surface *canvas)
{
    for (int y = 0; y < canvas->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)canvas->pixels +
                                                               (size_t)y * (size_t)canvas->pitch);
        for (int x = 0; x < canvas->w; x++) {
            if ((row[x] & 0xFFFFFF) != 0) {
                return false;
            }
        }
    }
    return true;
}

static void watch_spots(struct theatre *self)
{
    const SDL_Surface *canvas = canvas_of(&self->screen);
    for (int i = 0; i < self->spot_count; i++) {
        struct spot *spot = &self->spots[i];
        const uint8_t *row = (const uint8_t *)canvas->pixels + (ptrdiff_t)spot->y * canvas->pitch;
        uint32_t colour = ((const uint32_t *)(const void *)row)[spot->x] & 0xFFFFFF;
        int count = spot->glance_count;
        bool is_new = count == 0 || spot->glances[count - 1].colour != colour;
        if (is_new) {
            spot->glance_count = count < GLANCES_MAX ? count + 1 : count;
            spot->glances[spot->glance_count - 1] = (struct glance){self->time.mono.us, colour};
        }
    }
}

// The display's own beat, away from that of the show.
static void wait_for_display(struct theatre *self)
{
    enum { USUAL_MHZ = 60000, PHASE_US = 12000 };
    int rate_mhz = self->display_mhz > 0 ? self->display_mhz : USUAL_MHZ;
    int64_t beats = (self->time.mono.us - PHASE_US) * rate_mhz / 1000000000 + 1;
    int64_t next_us = PHASE_US + beats * 1000000000 / rate_mhz;
    clock_virtual_advance(&self->time, next_us - self->time.mono.us);
}

static bool present(struct screen *screen, const struct rect *changed, int count, struct error *err)
{
    struct theatre *self = of_screen(screen);
    if (self->is_failing) {
        return error_set(err, ERROR_DEVICE, "the display is unplugged");
    }
    self->presents++;
    if (self->is_blocking) {
        wait_for_display(self);
    }
    self->black_presents += is_black(canvas_of(screen));
    watch_spots(self);
    return screen_present(self->memory, changed, count, err);
}

static bool reopen(struct screen *screen, struct error *err)
{
    struct theatre *self = of_screen(screen);
    self->reopens++;
    self->is_failing = self->is_failing && self->reopens != self->reopens_needed;
    return !self->is_failing || error_set(err, ERROR_DEVICE, "no window");
}

static bool is_gone(const struct screen *screen)
{
    return ((const struct theatre *)(const void *)((const char *)screen -
                                                   offsetof(struct theatre, screen)))
        ->is_gone;
}

static enum screen_event poll_cues(struct screen *screen)
{
    struct theatre *self = of_screen(screen);
    while (self->cues_done < self->cue_count &&
           self->time.mono.us >= self->cues[self->cues_done].at_us) {
        self->done_us[self->cues_done] = self->time.mono.us;
        struct cue *cue = &self->cues[self->cues_done++];
        if (cue->act == NULL) {
            return cue->event;
        }
        cue->act(cue->self);
    }
    return SCREEN_NOTHING;
}

static bool set_power(struct screen *screen, bool is_on)
{
    struct theatre *self = of_screen(screen);
    if (self->power_count < POWERS_MAX) {
        self->powers[self->power_count++] = (struct power){self->time.mono.us, is_on};
    }
    return !self->is_unswitchable && screen_set_power(self->memory, is_on);
}

// Answers what was so when it was asked, as a server does that takes its time.
static void ask_power(struct screen *screen)
{
    struct theatre *self = of_screen(screen);
    self->answer = self->lit;
}

static enum screen_power power(struct screen *screen)
{
    return of_screen(screen)->answer;
}

struct wall theatre_time(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, CIVIL_CHINA_OFFSET_S);
}

// What the ledger knew before is in hand when this returns, unless it cannot be opened.
static void start_writer(struct theatre *self)
{
    struct writer_identity identity = {.point_id = "test", .program_version = "0"};
    self->writer = writer_start(self->ledger_path, &identity, clock_system());
    writer_settle(self->writer);
}

static void keep_said(void *self, enum log_level level, const char *line)
{
    (void)level;
    str_addf(&((struct theatre *)self)->said, "%s\n", line);
}

void theatre_open(struct theatre *self, struct size canvas, struct wall start)
{
    *self = (struct theatre){.canvas = canvas, .trust = CLOCK_TRUSTED};
    log_set_sink(keep_said, self);
    setenv("XIAOLABA_DECODE", TEST_DECODE, 1);
    clock_virtual_init(&self->time, start);
    self->clock = (struct clock){ask_mono, ask_wall, sleep_until};
    self->memory = screen_open_memory(canvas);
    self->screen = (struct screen){.close = leave_open,
                                   .canvas = canvas_of,
                                   .present = present,
                                   .poll = poll_cues,
                                   .set_power = set_power,
                                   .ask_power = ask_power,
                                   .power = power,
                                   .reopen = reopen,
                                   .is_gone = is_gone,
                                   .size = canvas};
    self->folder = test_folder_make();
    self->ledger_path = file_join(self->folder, "ledger.db");
    start_writer(self);
    const char *const folders[] = {XIAOLABA_SOURCE_DIR "/fonts", NULL};
    struct error err = {0};
    self->fonts = fonts_open(NULL, folders, &err);
    assert_non_null(self->fonts);
}

static void keep_finding(void *findings, const char *sentence)
{
    str_addf(findings, "%s\n", sentence);
}

// Whatever was shown: an auditor finds nothing wrong with what was written about it.
static void expect_sound_ledger(const struct theatre *self)
{
    struct error err = {0};
    struct str findings = {0};
    struct audit audit;
    const struct audit_wish wish = {.finding = keep_finding, .finding_self = &findings};
    struct ledger *ledger =
        file_exists(self->ledger_path) ? ledger_open(self->ledger_path, &err) : NULL;
    if (ledger != NULL && audit_ledger(ledger, &wish, &audit, &err) && audit.findings > 0) {
        fail_msg("%s", str_text(&findings));
    }
    ledger_close(ledger);
    str_fini(&findings);
}

void theatre_close(struct theatre *self)
{
    writer_stop(self->writer);
    expect_sound_ledger(self);
    fonts_close(self->fonts);
    screen_close(self->memory);
    free(self->ledger_path);
    test_folder_remove(self->folder);
    log_set_sink(NULL, NULL);
    str_fini(&self->said);
}

char *theatre_file(const struct theatre *self, const char *name, const char *text)
{
    return test_file(self->folder, name, text);
}

static struct mixer *open_sound(void *self)
{
    ((struct theatre *)self)->sounds_opened++;
    return NULL;
}

static struct playlist *fall_back(void *context, int rung, struct troubles *troubles)
{
    struct theatre *self = context;
    self->falls++;
    const char *path = rung <= RUNGS_MAX ? self->rungs[rung - 1] : NULL;
    return path != NULL ? playlist_load(path, troubles) : NULL;
}

static enum clock_trust trust_in(void *self)
{
    return ((struct theatre *)self)->trust;
}

static void look_at_machine(void *theatre, struct health *out)
{
    const struct theatre *self = theatre;
    *out = self->health;
    out->looks = 1 + self->time.mono.us / (HEALTH_EVERY_S * CLOCK_SECOND_US);
}

enum show_end theatre_perform(struct theatre *self, const char *path, int64_t for_us,
                              int64_t hear_us)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_load(path, &troubles);
    assert_non_null(playlist);
    troubles_fini(&troubles);
    struct show_parts parts = {
        .clock = &self->clock,
        .fonts = self->fonts,
        .writer = self->writer,
        .mode = self->skips_frames ? MEDIUM_FIRST
                : self->is_live    ? MEDIUM_LATEST
                                   : MEDIUM_WAIT,
        .display = self->is_display_asked ? DISPLAY_UNKNOWN : DISPLAY_ON,
        .rate_mhz = 60000,
        .is_rate_told = self->is_rate_told,
        .canvas = self->canvas,
        .for_us = for_us,
        .hear_us = hear_us,
        .watches_file = true,
        .open_sound = open_sound,
        .open_sound_self = self,
        .fall_back = self->rungs[0] != NULL ? fall_back : NULL,
        .fall_back_self = self,
        .meridian = self->meridian,
        .openings = self->openings,
        .opening_count = self->openings != NULL,
        .district = self->district,
        .light = self->light,
        .earliest = self->earliest,
        .console = self->console,
        .counters = self->counters,
        .counter_wishes = self->counter_wishes,
        .counter_count = self->counter_count,
        .is_interactive = self->is_interactive,
        .told = self->told,
        .skips_frames = self->skips_frames,
        .keeps_acts = self->skips_frames ? KEPT_ACTS : 0,
        .trust = trust_in,
        .trust_self = self,
        .health = self->is_watched ? look_at_machine : NULL,
        .health_self = self,
        .must_end = &self->must_end,
        .reload_wish = &self->reload_wish,
        .began = self->began,
        .began_self = self->beat_self,
        .beat = self->beat,
        .beat_self = self->beat_self,
    };
    struct show *show = show_new(&parts, playlist);
    self->show = show;
    struct error err = {0};
    enum show_end end = show_run(show, &self->screen, NULL, 60000, &err);
    show_free(show);
    self->show = NULL;
    struct writer_status status = writer_stop(self->writer);
    self->writer = NULL;
    assert_int_equal(status.dropped, 0);
    assert_int_equal(status.waiting, 0);
    return end;
}

void theatre_begin_again(struct theatre *self, int64_t away_us)
{
    clock_virtual_advance(&self->time, away_us);
    self->cue_count = 0;
    self->cues_done = 0;
    self->must_end = 0;
    start_writer(self);
}

static void add_play(void *self, const struct play *play)
{
    struct sums *sums = self;
    size_t used = strlen(sums->order);
    if (used + 1 < sizeof sums->order) {
        sums->order[used] = play->item[0];
    }
    sums->plays++;
    sums->full += play_is_full(&play->shown, play->planned_ms);
    sums->failed += play->end == PLAY_FAILED;
    sums->skipped += play->end == PLAY_SKIPPED;
    sums->complete += play->end == PLAY_COMPLETE;
    sums->preempted += play->end == PLAY_PREEMPTED;
    sums->shutdown += play->end == PLAY_SHUTDOWN;
    sums->open += play->end == PLAY_OPEN;
    sums->visible_ms += play->shown.visible_ms;
    sums->frames += play->shown.frames;
    sums->late += play->shown.frames_late;
    if (play->shown.visible_ms > sums->longest_ms) {
        sums->longest_ms = play->shown.visible_ms;
    }
}

struct sums theatre_sums(const struct theatre *self)
{
    struct sums sums = {0};
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->ledger_path, &err);
    if (ledger == NULL) {
        fail_msg("%s", err.text);
    }
    const struct wall always = {INT64_MIN};
    const struct wall never = {INT64_MAX};
    assert_true(ledger_each(ledger, always, never, add_play, &sums, &err));
    ledger_close(ledger);
    return sums;
}

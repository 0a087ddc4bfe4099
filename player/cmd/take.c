// A performance that is kept.
//
// The show asks a clock that stands still until the show sleeps. To sleep is to let frames pass:
// each frame that begins before the deadline gets what is on the glass, which is what the loop has
// drawn for it, or what still is right since an earlier one; and the sound of its time is taken
// from the mixer. Before the first content is there, no time passes, so that a recording begins
// with it.
#include "cmd/take.h"

#include "base/mem.h"
#include "cmd/outlet.h"
#include "ledger/trust.h"
#include "media/mixer.h"
#include "show/pace.h"
#include "show/show.h"

#include <stdlib.h>

enum {
    RECTS_MOST = 16,
    // Looks before time passes all the same: in each, all that can be got ready was waited for, so
    // that what is not there after some of them never comes.
    STANDING_MOST = 1000,
};
#define SOUND_RATE INT64_C(48000) // frames per second, as the mixer has it

struct taking {
    struct clock clock; // first member
    struct take *take;
    const struct take_sink *sink;
    struct mono mono;
    struct wall zero; // wall time when mono was 0
    struct pace pace;
    int64_t lead;         // frames before the first that is kept
    int64_t frame;        // that comes next, the lead's first being 0
    struct screen *glass; // borrowed; where pictures end up
    struct mixer *mixer;
    float *sound;              // of one frame
    struct playlist *playlist; // the show's
    enum sync_mode sync;       // as the playlist wants it
    int standing;
    bool has_begun;
    volatile sig_atomic_t is_over;
    struct error err; // that the sink had
};

static struct mono taking_now_mono(struct clock *clock)
{
    return ((struct taking *)clock)->mono;
}

static struct wall taking_now_wall(struct clock *clock)
{
    struct taking *self = (struct taking *)clock;
    return (struct wall){self->zero.us + self->mono.us};
}

// How many frames of sound have passed when frame `number` of the pictures begins.
static int64_t sound_at(const struct taking *self, int64_t number)
{
    int64_t rate_mhz = self->take->rate_mhz;
    int64_t thousands = number / rate_mhz; // of seconds
    return thousands * 1000 * SOUND_RATE + number % rate_mhz * 1000 * SOUND_RATE / rate_mhz;
}

static bool pass_sound(struct taking *self, bool is_kept)
{
    if (self->mixer == NULL) {
        return true;
    }
    size_t count = (size_t)(sound_at(self, self->frame + 1) - sound_at(self, self->frame));
    mixer_take(self->mixer, self->sound, count);
    return !is_kept || self->sink->sound(self->sink->self, self->sound, count, &self->err);
}

static bool pass_picture(struct taking *self, bool is_kept)
{
    struct rect changed[RECTS_MOST];
    if (!is_kept) {
        return true;
    }
    int count = screen_take_presented(self->glass, changed, RECTS_MOST);
    return self->sink->picture == NULL ||
           self->sink->picture(self->sink->self, screen_canvas(self->glass), changed, count,
                               &self->err);
}

static void pass_frame(struct taking *self)
{
    struct take *take = self->take;
    bool is_kept = self->frame >= self->lead;
    bool is_stopped = take->must_end != NULL && *take->must_end;
    if (is_stopped || !pass_picture(self, is_kept) || !pass_sound(self, is_kept)) {
        self->is_over = 1;
        return;
    }
    self->frame++;
    take->kept += is_kept;
    self->is_over = take->kept >= take->frames;
}

static void taking_sleep_until(struct clock *clock, struct mono deadline)
{
    struct taking *self = (struct taking *)clock;
    if (!self->has_begun && ++self->standing < STANDING_MOST) {
        self->is_over = self->take->must_end != NULL && *self->take->must_end;
        return;
    }
    while (!self->is_over && pace_time(&self->pace, self->frame).us < deadline.us) {
        self->mono = pace_time(&self->pace, self->frame);
        pass_frame(self);
    }
    self->mono = deadline;
}

// From here on items begin as the playlist wants it.
static void begin(void *taking)
{
    struct taking *self = taking;
    self->has_begun = true;
    self->playlist->sync = self->sync;
}

static enum clock_trust believe(void *self)
{
    return ((struct taking *)self)->take->is_by_clock ? CLOCK_TRUSTED : CLOCK_UNKNOWN;
}

struct size take_output(const struct setting *setting, struct size canvas)
{
    struct wallmap map = point_map(setting->point, canvas);
    struct size output = map.output;
    wallmap_fini(&map);
    return output;
}

// What the wall clock shows that nobody believes: always the same.
static struct wall some_midnight(const struct meridian *meridian)
{
    const struct civil day = {.year = 2000, .month = 1, .day = 1};
    return meridian_instant(meridian, civil_day_number(day), 0);
}

static void init(struct taking *self, struct take *take)
{
    *self = (struct taking){.clock = {taking_now_mono, taking_now_wall, taking_sleep_until},
                            .take = take,
                            .sink = &take->sink};
    pace_init(&self->pace, (struct mono){0}, take->rate_mhz);
    self->lead = pace_frame(&self->pace, (struct mono){take->lead_us});
    self->zero = take->is_by_clock ? take->start : some_midnight(take->setting->meridian);
    self->zero.us += take->is_by_clock ? 0 : take->start.us;
    self->zero.us -= pace_time(&self->pace, self->lead).us;
    int64_t most = sound_at(self, 1) + 1;
    self->sound = mem_zeroed((size_t)most * 2, sizeof *self->sound);
    take->kept = 0;
}

static struct show_parts parts_of(struct taking *self)
{
    const struct take *take = self->take;
    const struct setting *setting = take->setting;
    const struct point *point = setting->point;
    struct wall made = trust_earliest();
    return (struct show_parts){
        .clock = &self->clock,
        .fonts = setting->fonts,
        .meridian = setting->meridian,
        .calendar = setting->calendar,
        .openings = point->openings,
        .opening_count = point->opening_count,
        .district = point->district,
        .trust = believe,
        .trust_self = self,
        .earliest = self->zero.us < made.us ? self->zero : made,
        .loop_us = take->start.us - pace_time(&self->pace, self->lead).us,
        .mode = MEDIUM_WAIT,
        .display = DISPLAY_ON,
        .wants_sound = self->mixer != NULL,
        .rate_mhz = take->rate_mhz,
        .is_rate_told = true,
        .canvas = take->canvas,
        .hides_clocks = !take->is_by_clock,
        .must_end = &self->is_over,
        .began = begin,
        .began_self = self,
    };
}

// The glass in memory, and before it what the point asks for.
static struct screen *open_screen(struct taking *self)
{
    const struct point *point = self->take->setting->point;
    struct wallmap map = point_map(point, self->take->canvas);
    self->glass = screen_open_memory(map.output);
    struct screen *screen = outlet_is_mapped(point)
                                ? screen_open_mapped(self->glass, &map, point->light.gamma)
                                : self->glass;
    wallmap_fini(&map);
    return screen;
}

bool take_perform(struct take *take, struct error *err)
{
    struct taking self;
    init(&self, take);
    struct playlist *playlist = take->setting->playlist;
    self.playlist = playlist;
    self.sync = playlist->sync;
    bool is_heard = take->sink.sound != NULL && playlist_has_sound(playlist);
    // Whatever has begun at the start is where the plan has it.
    playlist->sync = SYNC_WALL;
    struct screen *screen = open_screen(&self);
    self.mixer = is_heard ? mixer_open_taken(&self.clock) : NULL;
    struct show_parts parts = parts_of(&self);
    struct show *show = show_new(&parts, playlist);
    take->setting->playlist = NULL; // the show has it now
    enum show_end end = show_run(show, screen, self.mixer, take->rate_mhz, err);
    show_free(show);
    mixer_close(self.mixer);
    screen_close(screen);
    free(self.sound);
    if (self.err.code != 0) {
        *err = self.err;
        return false;
    }
    return end == SHOW_ENDED;
}

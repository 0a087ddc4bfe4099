// Reading speed and size.
#include "cmd/legible.h"

#include "base/mem.h"
#include "stage/reading.h"
#include "stage/scroll.h"

#include <math.h>
#include <stdlib.h>

// Characters that are read in 1000 s: 260 a minute aloud, and silent reading is 1.3 times as fast.
// Source: Wang, Lin, Guo, "Visual requirement for Chinese reading with normal vision", Brain and
// Behavior 2019 (259.5 ± 38.2; IReST 2012 has 255 ± 29); Brysbaert, "How many words do we read per
// minute?", Journal of Memory and Language 2019 (238 words silently, 183 aloud).
enum { READ_MCH_S = 5600 };
// Source: the shortest that a subtitle may be shown, 5/6 s (Netflix, Timed Text Style Guide).
enum { SIGHT_US = 833333 };
// How many times its height a character may be away: 17 minutes of arc. Source: practice of LED
// signs, 200 to 250; ISO 9241-3 asks for 16 minutes at least, for Latin letters.
enum { HEIGHTS_FAR = 200 };
// The same for reading at full speed: 24.2 minutes of arc. Source: Wang, Lin, Guo.
enum { HEIGHTS_EASY = 142 };
// Ink of a Chinese character, of its square; and the smallest bitmaps that anybody draws of them.
// Source: Noto Sans CJK; WenQuanYi, whose smallest are of 12 px.
enum { INK_PERCENT = 92, LEAST_PX = 12 };
// A flash and a half in a second is well below WCAG's three, and enough for an emergency.
enum { BLINK_CALM_MHZ = 1500 };

struct judge {
    const struct legible_terms *terms;
    struct legible_case at;
    struct size size; // of the zone
    int64_t length_us;
    const struct zone *zone; // NULL: the whole screen
    bool is_zone_told;       // the speed that all texts of an endless zone have
    struct troubles *troubles;
};

static void warn(const struct judge *self, const char *key, char *hint, char *sentence)
{
    const struct item *item = self->at.item;
    troubles_add(self->troubles, TROUBLE_WARNING, self->terms->playlist->path, item->line, key,
                 hint, "item \"%s\"%s: %s", item->id, self->at.where, sentence);
    free(hint);
    free(sentence);
}

// Half of the time there is nothing to read.
static int64_t lit_us(const struct judge *self, int64_t us)
{
    return self->at.item->blink_mhz > 0 ? us / 2 : us;
}

// --- scrolling ---------------------------------------------------------------------------------

// The highest speed that moves by whole pixels and is not above `most`, as it is written.
static int speed_up_to(const struct judge *self, int64_t most_mpx_s)
{
    struct scroll scroll = scroll_at_most(most_mpx_s < 1 ? 1 : most_mpx_s, self->terms->rate_mhz);
    int64_t speed = scroll_speed_mpx_s(&scroll) / 1000;
    return speed < 1 ? 1 : (int)speed;
}

// An endless zone has one speed, which is told once, where the zone says it.
static void warn_speed(struct judge *self, const struct reading *reading, int64_t most_mpx_s,
                       const char *more, char *sentence)
{
    char *hint = mem_format("speed = %d; or less%s%s", speed_up_to(self, most_mpx_s),
                            reading->is_joined ? ", for the zone" : "", more);
    if (!reading->is_joined) {
        warn(self, "speed", hint, sentence);
        return;
    }
    if (!self->is_zone_told) {
        self->is_zone_told = true;
        troubles_add(self->troubles, TROUBLE_WARNING, self->terms->playlist->path, self->zone->line,
                     "speed", hint, "zone \"%s\", item \"%s\": %s", self->zone->name,
                     self->at.item->id, sentence);
    }
    free(hint);
    free(sentence);
}

static void judge_scroll(struct judge *self, const struct reading *reading)
{
    if (reading->rate_mch_s > READ_MCH_S) {
        int64_t most = reading->speed_mpx_s * READ_MCH_S / reading->rate_mch_s;
        warn_speed(self, reading, most, "",
                   mem_format("%.1f characters pass in a second, and people read %.1f (Wang 2019, "
                              "Brysbaert 2019)",
                              (double)reading->rate_mch_s / 1000, READ_MCH_S / 1000.0));
    }
    int64_t sight_us = lit_us(self, reading->sight_us);
    if (sight_us < SIGHT_US) {
        int64_t most = reading->speed_mpx_s * sight_us / SIGHT_US;
        warn_speed(self, reading, most, ", or a larger zone",
                   mem_format("each character is in sight for %.2f s, and even the shortest "
                              "subtitle stays for 0.83 s",
                              (double)(sight_us / 10000) / 100));
    }
}

// --- pages -------------------------------------------------------------------------------------

static double seconds_up(int64_t us)
{
    return ceil((double)us / 100000) / 10;
}

// What would be right for a page that is shown too short.
static char *page_hint(const struct judge *self, const struct reading *reading, double wanted_s)
{
    const struct item *item = self->at.item;
    if (item->kind == ITEM_SLOGAN && item->hold_us == 0) {
        return mem_format("page = \"%.1fs\"; or more, or \"auto\"", wanted_s);
    }
    return reading->pages == 1
               ? mem_format("hold = \"%.1fs\"; or more", wanted_s)
               : mem_copy("leave the hold out, or make it longer than all pages together");
}

static void judge_page(const struct judge *self, const struct reading *reading)
{
    int64_t shown_us = reading->shown_us == INT64_MAX ? self->length_us : reading->shown_us;
    int64_t needed_us = reading->characters * INT64_C(1000000000) / READ_MCH_S;
    if (lit_us(self, shown_us) >= needed_us) {
        return;
    }
    const struct item *item = self->at.item;
    bool is_blinking = item->blink_mhz > 0;
    bool is_paced = item->kind == ITEM_SLOGAN && item->hold_us == 0;
    char *which = reading->pages == 1 ? mem_copy("it")
                                      : mem_format("page %d of %d", reading->page, reading->pages);
    char *sentence =
        shown_us == 0
            ? mem_format("%s is never shown, because the item is over before", which)
            : mem_format("%s has %d characters and is shown for %.1f s%s, and reading them takes "
                         "%.1f s (%.1f a second: Wang 2019, Brysbaert 2019)",
                         which, reading->characters, (double)shown_us / 1e6,
                         is_blinking ? ", half of that in the dark" : "", seconds_up(needed_us),
                         READ_MCH_S / 1000.0);
    double wanted_s = seconds_up(is_blinking ? 2 * needed_us : needed_us);
    warn(self, is_paced ? "page" : "hold", page_hint(self, reading, wanted_s), sentence);
    free(which);
}

// --- size --------------------------------------------------------------------------------------

static int pixels_for(const struct point *point, int heights)
{
    return (int)ceil(point->viewing_distance_m * 1000 / heights / point->pixel_pitch_mm);
}

static void judge_size(const struct judge *self, const struct reading *reading)
{
    const struct point *point = self->terms->point;
    if (point->pixel_pitch_mm <= 0 || point->viewing_distance_m <= 0) {
        return;
    }
    double height_mm = reading->size_px * point->pixel_pitch_mm;
    if (height_mm * HEIGHTS_FAR >= point->viewing_distance_m * 1000) {
        return;
    }
    warn(self, "size",
         mem_format("%d px would do, and from %d px on it is read at full speed: Wang 2019",
                    pixels_for(point, HEIGHTS_FAR), pixels_for(point, HEIGHTS_EASY)),
         mem_format("characters of %d px are %.0f mm high and read from up to %.1f m (%d times "
                    "their height, 17 minutes of arc; ISO 9241-3 asks for 16), and people stand "
                    "%g m away",
                    reading->size_px, height_mm, height_mm * HEIGHTS_FAR / 1000, HEIGHTS_FAR,
                    point->viewing_distance_m));
}

// Whoever stands before the screen sees these, whatever the distance.
static void judge_room(const struct judge *self, const struct reading *reading)
{
    const struct item *item = self->at.item;
    bool is_vertical = item->kind == ITEM_SLOGAN && item->direction == DIRECTION_VERTICAL;
    int room_px = is_vertical ? self->size.w : self->size.h;
    if (item->look.size_px > 0 && reading->size_px * INK_PERCENT > room_px * 100) {
        warn(self, "size", mem_format("size = %d; or \"fit\"", room_px),
             mem_format("characters of %d px are cut in a zone of %dx%d", reading->size_px,
                        self->size.w, self->size.h));
    } else if (reading->size_px < LEAST_PX) {
        warn(self, "size", mem_copy("fewer words, or a larger zone"),
             mem_format("characters of %d px cannot be told apart; %d px is the least for Chinese",
                        reading->size_px, LEAST_PX));
    }
}

// --- flashing ----------------------------------------------------------------------------------

static void judge_blink(const struct judge *self)
{
    const struct item *item = self->at.item;
    bool is_emergency = item->priority == PRIORITY_EMERGENCY;
    if (item->blink_mhz <= (is_emergency ? BLINK_CALM_MHZ : 0)) {
        return;
    }
    warn(self, "blink",
         mem_copy(is_emergency ? "blink = 1.0; is enough"
                               : "leave blink out, or keep it for an emergency"),
         mem_format("it flashes %g times a second; people with photosensitive epilepsy should not "
                    "have to see that in public (WCAG 2.3.1 allows three)",
                    item->blink_mhz / 1000.0));
}

// --- items in zones ----------------------------------------------------------------------------

static void judge_reading(struct judge *self)
{
    struct act_env env = {
        .fonts = self->terms->fonts, .rate_mhz = self->terms->rate_mhz, .mode = MEDIUM_FIRST};
    struct act_request request = {.env = &env,
                                  .item = self->at.item,
                                  .zone = self->zone,
                                  .size = self->size,
                                  .background = self->at.background};
    struct reading reading;
    struct error told = {0}; // when it was measured
    if (self->terms->fonts == NULL || !reading_of(&request, &reading, &told) ||
        reading.size_px == 0) {
        return;
    }
    if (reading.rate_mch_s > 0) {
        judge_scroll(self, &reading);
    } else {
        judge_page(self, &reading);
    }
    judge_size(self, &reading);
    judge_room(self, &reading);
}

static void judge_item(struct judge *self, const struct item *item, struct colour background)
{
    self->at.item = item;
    self->at.background = item->look.background.a > 0 ? item->look.background : background;
    bool is_joined = self->zone != NULL && self->zone->is_endless && item->kind == ITEM_SLOGAN;
    self->at.separator = is_joined ? self->zone->separator : NULL;
    judge_reading(self);
    check_contrast(&self->at, self->troubles);
}

static void judge_zone(struct judge *self, size_t index)
{
    const struct playlist *playlist = self->terms->playlist;
    const struct zone *zone = &playlist->zones[index];
    struct rect place = zone_place(zone, self->terms->canvas);
    char *where =
        playlist->zone_count == 1 ? mem_copy("") : mem_format(" in zone \"%s\"", zone->name);
    self->size = (struct size){place.w, place.h};
    self->at.where = where;
    self->zone = zone;
    self->is_zone_told = false;
    for (size_t i = 0; i < playlist->item_count; i++) {
        // What cannot be shown is told as such; what is none of the zone's has no length there.
        self->length_us = self->terms->lengths_us[index][i];
        if (self->length_us > 0) {
            judge_item(self, &playlist->items[i], zone->background);
        }
    }
    free(where);
}

void check_legible(const struct legible_terms *terms, struct troubles *troubles)
{
    const struct playlist *playlist = terms->playlist;
    struct judge judge = {.terms = terms, .troubles = troubles, .at = {.playlist = playlist}};
    for (size_t z = 0; z < playlist->zone_count; z++) {
        judge_zone(&judge, z);
    }
    // Emergencies take the whole screen, which is black beneath them.
    judge.size = terms->canvas;
    judge.at.where = "";
    judge.zone = NULL;
    for (size_t i = 0; i < playlist->item_count; i++) {
        const struct item *item = &playlist->items[i];
        judge.at.item = item;
        judge_blink(&judge);
        if (item->priority == PRIORITY_EMERGENCY) {
            judge.length_us = item->hold_us > 0 ? item->hold_us : INT64_MAX;
            judge_item(&judge, item, (struct colour){0, 0, 0, 255});
        }
    }
}

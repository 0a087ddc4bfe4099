// Any bytes, read as a playlist, as a point and as a calendar: no crash, no hang, and what comes
// back keeps the promises of playlist.h, when.h and calendar.h. Built as a libFuzzer program with
// -DXIAOLABA_FUZZ=ON (clang), and linked with replay.c to run the corpus under ctest.
#include "base/utf8.h"
#include "calendar/calendar.h"
#include "playlist/playlist.h"
#include "point/point.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_when(const struct when *when)
{
    assert(when->first_day <= when->last_day);
    assert(when->days < 1U << 9);
    for (size_t i = 0; i < when->hours_count; i++) {
        int from_min = when->hours[i].from_min;
        int to_min = when->hours[i].to_min;
        assert(from_min >= 0 && from_min < 1440 && to_min > from_min && to_min <= from_min + 1440);
    }
    for (size_t i = 0; i < when->festival_count; i++) {
        assert(when->festivals[i][0] != '\0');
    }
    for (int64_t day = 20480; day < 20490; day++) {
        (void)when_fits_day(when, NULL, day);
    }
}

static void check_daypart(const struct daypart *daypart)
{
    assert(daypart->name != NULL && daypart->lift >= 1 && daypart->lift <= 10);
    assert(!daypart->is_own || daypart->audience_count + daypart->topic_count == 0);
    check_when(&daypart->when);
}

static void check_often(const struct item *item, size_t daypart_count)
{
    const struct often *often = &item->often;
    assert(item->priority >= PRIORITY_NORMAL && item->priority <= PRIORITY_EMERGENCY);
    assert(often->weight >= 1 && often->weight <= 100);
    assert(often->share_ppm >= 0 && often->share_ppm <= 1000000);
    assert(often->min_per_hour >= 0 && often->max_per_hour <= 3600);
    assert(often->min_per_day >= 0 && often->max_per_day <= 86400);
    assert(often->gap_us >= 0 && often->gap_us <= INT64_C(43200000000));
    for (size_t i = 0; i < item->daypart_count; i++) {
        assert(item->dayparts[i] < daypart_count);
    }
}

static void check_item(const struct item *item)
{
    assert(item->id != NULL && strlen(item->id) >= 1 && strlen(item->id) <= 64);
    assert(item_kind_name(item->kind) != NULL);
    assert(item->source != NULL && strchr(item->source, '\n') == NULL);
    assert(item->passes >= 1 && item->passes <= 100);
    assert(item->hold_us >= 0 && item->page_us >= 0 && item->speed_px_s >= 0);
    assert(item->gain_db >= -60 && item->gain_db <= 12);
    bool has_file =
        item->kind == ITEM_IMAGE || item->kind == ITEM_VIDEO || item->kind == ITEM_AUDIO;
    bool has_text = item->kind == ITEM_SLOGAN || item->kind == ITEM_QR;
    assert(has_file == (item->path != NULL));
    assert(has_text == (item->text != NULL));
}

static void check_indices(const struct playlist *playlist, const size_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(items[i] < playlist->item_count);
        assert(playlist->items[items[i]].priority != PRIORITY_EMERGENCY);
    }
}

static void check_zone(const struct playlist *playlist, const struct zone *zone)
{
    assert(zone->name != NULL && zone->item_count >= 1);
    assert(zone->topic_gap_us >= 0);
    check_indices(playlist, zone->items, zone->item_count);
    check_indices(playlist, zone->filler, zone->filler_count);
    check_indices(playlist, zone->clock_unknown, zone->clock_unknown_count);
    static const struct size canvases[] = {{1, 1}, {1024, 128}, {3, 5000}};
    for (size_t i = 0; i < sizeof canvases / sizeof canvases[0]; i++) {
        struct rect place = zone_place(zone, canvases[i]);
        assert(!rect_is_empty(place));
        assert(rect_holds((struct rect){0, 0, canvases[i].w, canvases[i].h}, place));
    }
}

static void check_findings(const struct troubles *troubles, bool is_usable)
{
    assert(is_usable == (troubles_errors(troubles) == 0));
    struct str out = {0};
    troubles_print(troubles, &out);
    assert(utf8_valid_length(str_text(&out), out.length) == out.length);
    assert((out.length == 0) == (troubles->count == 0));
    str_fini(&out);
}

static void check_playlist(const struct playlist *playlist)
{
    for (size_t i = 0; i < playlist->item_count; i++) {
        check_item(&playlist->items[i]);
        check_often(&playlist->items[i], playlist->daypart_count);
        assert(playlist_item(playlist, playlist->items[i].id) == &playlist->items[i]);
    }
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        check_daypart(&playlist->dayparts[i]);
    }
    assert(playlist->zone_count >= 1 && strlen(playlist->revision) == 32);
    for (size_t i = 0; i < playlist->zone_count; i++) {
        check_zone(playlist, &playlist->zones[i]);
    }
    const struct cases_rule *rule = &playlist->cases;
    assert(rule->least >= 0.1 && rule->least <= 1 && rule->most >= 1 && rule->most <= 10);
    assert(rule->days >= 1 && rule->days <= 31);
}

static void check_calendar(const struct calendar *calendar)
{
    assert(calendar->year_count >= 1);
    for (size_t i = 1; i < calendar->day_count; i++) {
        assert(calendar->days[i - 1].day < calendar->days[i].day);
    }
    for (size_t i = 0; i < calendar->day_count; i++) {
        const struct calendar_day *day = &calendar->days[i];
        assert(calendar_is_workday(calendar, day->day) == day->is_workday);
    }
    for (size_t i = 0; i < calendar->festival_count; i++) {
        const struct festival *festival = &calendar->festivals[i];
        assert(calendar_is_festival(calendar, festival->day, festival->name));
    }
}

static void check_audience(const struct audience *audience)
{
    for (size_t i = 0; i < (size_t)AUDIENCE_DAYS * AUDIENCE_HOURS; i++) {
        double rate = audience->per_hour[i / AUDIENCE_HOURS][i % AUDIENCE_HOURS];
        assert(rate >= 0 && rate <= 100001);
    }
    assert(audience->rel_sd >= 0 && audience->rel_sd <= 2 && audience->dwell_sd_s >= 0);
    assert(audience->notice >= 0 && audience->notice <= 1 && audience->repeat > 0);
    assert(dwell_mean_s(&audience->dwell) > 0);
    assert(audience_grade_letter(audience->grade) != NULL);
}

static void check_point(const struct point *point)
{
    if (point->has_audience) {
        check_audience(&point->audience);
    }
    assert(point->id != NULL && point->volume >= 0 && point->volume <= 100);
    for (size_t i = 0; i < point->opening_count; i++) {
        check_when(&point->openings[i]);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("fuzz/f.cfg", bytes, size, &troubles);
    check_findings(&troubles, playlist != NULL);
    if (playlist != NULL) {
        check_playlist(playlist);
    }
    playlist_free(playlist);
    troubles_fini(&troubles);

    struct point *point = point_parse("fuzz/p.cfg", bytes, size, &troubles);
    check_findings(&troubles, point != NULL);
    if (point != NULL) {
        check_point(point);
    }
    point_free(point);
    troubles_fini(&troubles);

    struct calendar *calendar = calendar_parse("fuzz/c.cfg", bytes, size, &troubles);
    check_findings(&troubles, calendar != NULL);
    if (calendar != NULL) {
        check_calendar(calendar);
    }
    calendar_free(calendar);
    troubles_fini(&troubles);
    return 0;
}

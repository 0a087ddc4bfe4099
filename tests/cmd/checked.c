// Playlists in, findings out.
#include "checked.h"

#include "support/test.h"

#include "base/civil.h"
#include "base/mem.h"

#define USUAL_US (10 * CLOCK_SECOND_US)

static const char usual_calendar[] =
    "years = ( 2026, 2027 );"
    "holidays = ( { name = \"假日\"; from = \"2026-11-25\"; to = \"2026-11-25\"; } );"
    "workdays = ( \"2026-12-05\" );"
    "festivals = ( { name = \"重阳节\"; date = \"2026-10-18\"; },"
    "              { name = \"重阳节\"; date = \"2027-10-08\"; } );";

void checked_set_calendar(struct checked *self, const char *text)
{
    struct troubles troubles = {0};
    calendar_free(self->calendar);
    self->calendar = calendar_parse("days.cfg", text, strlen(text), &troubles);
    assert_non_null(self->calendar);
    assert_int_equal(troubles.count, 0);
    self->terms.plan.calendar = self->calendar;
}

void checked_set_today(struct checked *self, const char *date)
{
    struct civil civil;
    assert_true(civil_parse(date, &civil));
    self->terms.today = civil_day_number(civil);
}

void checked_init(struct checked *self, const char *text)
{
    *self = (struct checked){0};
    struct troubles troubles = {0};
    self->playlist = playlist_parse("list.cfg", text, strlen(text), &troubles);
    if (self->playlist == NULL || troubles.count > 0) {
        fail_msg("%s", troubles.items[0].sentence);
    }
    const struct playlist *playlist = self->playlist;
    self->terms.plan.playlist = playlist;
    checked_set_calendar(self, usual_calendar);
    checked_set_today(self, "2026-11-23");
    self->lengths_us = mem_zeroed(playlist->zone_count, sizeof *self->lengths_us);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        self->lengths_us[z] = mem_zeroed(playlist->item_count, sizeof **self->lengths_us);
        for (size_t i = 0; i < playlist->item_count; i++) {
            self->lengths_us[z][i] = USUAL_US;
        }
    }
    self->terms.lengths_us = self->lengths_us;
}

void checked_fini(struct checked *self)
{
    for (size_t z = 0; z < self->playlist->zone_count; z++) {
        free(self->lengths_us[z]);
    }
    free(self->lengths_us);
    troubles_fini(&self->troubles);
    calendar_free(self->calendar);
    playlist_free(self->playlist);
}

void checked_open(struct checked *self, int from_min, int to_min)
{
    when_init(&self->opening);
    self->hours = (struct hours){from_min, to_min};
    self->opening.hours = &self->hours;
    self->opening.hours_count = 1;
    self->terms.plan.openings = &self->opening;
    self->terms.plan.opening_count = 1;
}

void checked_set_length(struct checked *self, const char *item, int64_t length_s)
{
    const struct item *found = playlist_item(self->playlist, item);
    assert_non_null(found);
    for (size_t z = 0; z < self->playlist->zone_count; z++) {
        self->lengths_us[z][found - self->playlist->items] = length_s * CLOCK_SECOND_US;
    }
}

void assert_found(struct checked *self, size_t count, const char *wanted)
{
    struct str text = {0};
    check_plan(&self->terms, &self->troubles);
    troubles_print(&self->troubles, &text);
    bool is_said = count == 0 || strstr(str_text(&text), wanted) != NULL;
    if (self->troubles.count != count || !is_said) {
        fail_msg("%zu findings, \"%s\" wanted:\n%s", self->troubles.count, wanted, str_text(&text));
    }
    str_fini(&text);
}

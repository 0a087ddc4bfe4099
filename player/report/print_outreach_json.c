// The outreach for programs: everything in it, in the order of the structure.
#include "base/civil.h"
#include "base/json.h"
#include "report/outreach_print.h"

#include <stdio.h>

enum { DATE_BYTES = 32 };

static void add_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_string(json, text);
}

// Null for "", which is how an outreach says that nothing was said.
static void add_said(struct json *json, const char *key, const char *text)
{
    add_text(json, key, text[0] != '\0' ? text : NULL);
}

static void add_integer(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_integer(json, value);
}

static void add_flag(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_boolean(json, value);
}

// What is not known is null.
static void add_number(struct json *json, const char *key, double value, bool is_known)
{
    json_key(json, key);
    if (is_known) {
        json_number(json, value);
    } else {
        json_string(json, NULL);
    }
}

static void add_day(struct json *json, const char *key, int64_t day)
{
    char text[DATE_BYTES];
    struct civil date = civil_of_day(day);
    snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    add_text(json, key, text);
}

static void begin_list(struct json *json, const char *key)
{
    json_key(json, key);
    json_open(json, '[');
}

// --- plays and reach ---------------------------------------------------------------------------

static void add_plays(struct json *json, const struct outreach_plays *plays)
{
    json_key(json, "plays");
    json_open(json, '{');
    add_integer(json, "plays", plays->plays);
    add_integer(json, "full_plays", plays->full_plays);
    add_integer(json, "visible_ms", plays->visible_ms);
    add_integer(json, "failed", plays->failed);
    add_integer(json, "skipped", plays->skipped);
    add_integer(json, "cut", plays->cut);
    add_integer(json, "untrusted", plays->untrusted);
    add_integer(json, "display_unknown", plays->display_unknown);
    add_integer(json, "display_off", plays->display_off);
    json_close(json, '}');
}

static void add_reach(struct json *json, const struct outreach_reach *reach)
{
    json_key(json, "reach");
    if (!reach->has_model) {
        json_string(json, NULL);
        return;
    }
    bool has_persons = reach->persons > 0;
    json_open(json, '{');
    add_number(json, "impressions", reach->impressions, true);
    add_number(json, "impressions_lo95", reach->impressions_lo, true);
    add_number(json, "impressions_hi95", reach->impressions_hi, true);
    add_number(json, "visits", reach->visits, true);
    add_number(json, "visits_lo95", reach->visits_lo, true);
    add_number(json, "visits_hi95", reach->visits_hi, true);
    add_number(json, "persons", reach->persons, has_persons);
    add_number(json, "persons_lo95", reach->persons_lo, has_persons);
    add_number(json, "persons_hi95", reach->persons_hi, has_persons);
    add_number(json, "engagements", reach->engagements, true);
    add_text(json, "grade", audience_grade_letter(reach->grade));
    json_close(json, '}');
}

// --- lists -------------------------------------------------------------------------------------

static void add_row(struct json *json, const struct outreach_row *row, bool has_depth)
{
    json_open(json, '{');
    add_text(json, "key", row->key);
    add_text(json, "label", row->label);
    if (has_depth) {
        add_integer(json, "depth", row->depth);
    }
    add_plays(json, &row->plays);
    add_reach(json, &row->reach);
    json_close(json, '}');
}

static void add_tables(struct json *json, const struct outreach *outreach)
{
    static const char *const names[OUTREACH_TABLES] = {
        [OUTREACH_DISTRICT] = "districts", [OUTREACH_POINT] = "screens",
        [OUTREACH_VENUE] = "venues",       [OUTREACH_TOPIC] = "topics",
        [OUTREACH_AUDIENCE] = "audiences", [OUTREACH_ITEM] = "items",
        [OUTREACH_DAY] = "days",
    };
    json_key(json, "tables");
    json_open(json, '{');
    for (int i = 0; i < OUTREACH_TABLES; i++) {
        const struct outreach_rows *table = &outreach->tables[i];
        begin_list(json, names[i]);
        for (size_t k = 0; k < table->count; k++) {
            add_row(json, &table->rows[k], i == OUTREACH_DISTRICT);
        }
        json_close(json, ']');
    }
    json_close(json, '}');
}

static void add_hours(struct json *json, const struct outreach *outreach)
{
    int64_t days = outreach->hours_ms != NULL ? outreach->last_day - outreach->first_day + 1 : 0;
    begin_list(json, "visible_ms_by_day_and_hour");
    for (int64_t day = 0; day < days; day++) {
        json_open(json, '[');
        for (int hour = 0; hour < OUTREACH_HOURS; hour++) {
            json_integer(json, outreach->hours_ms[day][hour]);
        }
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void add_frequency(struct json *json, const struct outreach *outreach)
{
    begin_list(json, "visits_with_at_least");
    for (int k = 0; k < OUTREACH_FREQUENCIES && outreach->reach.has_model; k++) {
        json_number(json, outreach->frequency[k]);
    }
    json_close(json, ']');
}

static void add_point(struct json *json, const struct outreach_point *point)
{
    json_open(json, '{');
    add_text(json, "id", point->id);
    add_said(json, "name", point->name);
    add_said(json, "district", point->district);
    add_said(json, "venue", point->venue);
    add_flag(json, "reporting", point->is_reporting);
    if (point->last_day == INT64_MIN) {
        add_text(json, "last_day", NULL);
    } else {
        add_day(json, "last_day", point->last_day);
    }
    add_said(json, "ledger", point->log_id);
    add_integer(json, "chain_length", point->chain_length);
    add_said(json, "chain_head", point->chain_head);
    json_key(json, "audience");
    if (audience_is_known(&point->audience)) {
        audience_print(&point->audience, json->out);
        json->needs_comma = true;
    } else {
        json_string(json, NULL);
    }
    json_close(json, '}');
}

static void add_manual(struct json *json, const struct outreach_manual *manual)
{
    json_open(json, '{');
    add_text(json, "kind", manual_kind_name(manual->kind));
    add_integer(json, "count", manual->count);
    add_day(json, "day", manual->day);
    add_text(json, "id", manual->id);
    add_said(json, "by", manual->by);
    add_said(json, "note", manual->note);
    add_said(json, "point", manual->point);
    add_flag(json, "correction", manual->is_correction);
    json_close(json, '}');
}

static const char *notice_name(enum outreach_notice kind)
{
    switch (kind) {
    case OUTREACH_GAP:
        return "gap";
    case OUTREACH_FAULT:
        return "fault";
    case OUTREACH_CLOCK:
        return "clock";
    }
    return NULL;
}

static void add_event(struct json *json, const struct outreach *outreach,
                      const struct outreach_event *event)
{
    json_open(json, '{');
    add_text(json, "kind", notice_name(event->kind));
    add_day(json, "day", event->day);
    add_text(json, "point", outreach->points[event->point].id);
    add_integer(json, "value", event->value);
    add_said(json, "text", event->text);
    json_close(json, '}');
}

static void add_cell(struct json *json, const struct outreach *outreach,
                     const struct outreach_cell *cell)
{
    json_open(json, '{');
    add_day(json, "day", cell->day);
    add_text(json, "point", outreach->points[cell->point].id);
    add_text(json, "item", cell->item);
    add_said(json, "topic", cell->topic);
    add_said(json, "audience", cell->audience);
    add_plays(json, &cell->plays);
    add_reach(json, &cell->reach);
    json_close(json, '}');
}

static void add_lists(struct json *json, const struct outreach *outreach)
{
    begin_list(json, "points");
    for (size_t i = 0; i < outreach->point_count; i++) {
        add_point(json, &outreach->points[i]);
    }
    json_close(json, ']');
    begin_list(json, "manual");
    for (size_t i = 0; i < outreach->manual_count; i++) {
        add_manual(json, &outreach->manual[i]);
    }
    json_close(json, ']');
    begin_list(json, "events");
    for (size_t i = 0; i < outreach->event_count; i++) {
        add_event(json, outreach, &outreach->events[i]);
    }
    json_close(json, ']');
    begin_list(json, "cells");
    for (size_t i = 0; i < outreach->cell_count; i++) {
        add_cell(json, outreach, &outreach->cells[i]);
    }
    json_close(json, ']');
}

// --- the whole ---------------------------------------------------------------------------------

static void add_made(struct json *json, const struct outreach *outreach)
{
    char text[DATE_BYTES] = "";
    if (outreach->made.us != 0) {
        civil_format(outreach->made, outreach->offset_s, text, sizeof text);
    }
    add_said(json, "made", text);
}

void outreach_json(const struct outreach *outreach, struct str *out)
{
    struct json json = {.out = out};
    int64_t reporting = 0;
    for (size_t i = 0; i < outreach->point_count; i++) {
        reporting += outreach->points[i].is_reporting;
    }
    json_open(&json, '{');
    add_text(&json, "title",
             outreach->title != NULL ? outreach->title
                                     : outreach_title(outreach->first_day, outreach->last_day));
    add_day(&json, "first_day", outreach->first_day);
    add_day(&json, "last_day", outreach->last_day);
    add_integer(&json, "utc_offset_s", outreach->offset_s);
    add_made(&json, outreach);
    add_text(&json, "method", OUTREACH_METHOD);
    add_integer(&json, "ledgers", (int64_t)outreach->ledger_count);
    add_said(&json, "checkpoint", outreach->checkpoint);
    add_integer(&json, "points_due", (int64_t)outreach->point_count);
    add_integer(&json, "points_reporting", reporting);
    add_plays(&json, &outreach->plays);
    add_reach(&json, &outreach->reach);
    add_frequency(&json, outreach);
    add_hours(&json, outreach);
    add_tables(&json, outreach);
    add_lists(&json, outreach);
    json_close(&json, '}');
    str_add(out, "\n");
}

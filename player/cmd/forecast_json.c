// A forecast for programs.
#include "cmd/forecast_print.h"

#include "base/civil.h"
#include "base/json.h"
#include "report/outreach.h"

static void add_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_string(json, text);
}

static void add_number(struct json *json, const char *key, double value)
{
    json_key(json, key);
    json_number(json, value);
}

static void add_integer(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_integer(json, value);
}

static void add_date(struct json *json, const char *key, int64_t day)
{
    struct civil date = civil_of_day(day);
    struct str text = {0};
    str_addf(&text, "%04d-%02d-%02d", date.year, date.month, date.day);
    add_text(json, key, str_text(&text));
    str_fini(&text);
}

static void add_interval(struct json *json, const char *key, struct interval interval)
{
    json_key(json, key);
    json_open(json, '[');
    json_number(json, interval.lo);
    json_number(json, interval.hi);
    json_close(json, ']');
}

static void add_reach(struct json *json, const struct forecast *forecast,
                      const struct forecast_row *row)
{
    struct interval visits = forecast_visits(forecast, row);
    add_number(json, "impressions", row->impressions.count);
    add_interval(json, "impressions_95", forecast_impressions(forecast, row));
    add_number(json, "visits", row->visits.count);
    add_interval(json, "visits_95", visits);
    add_number(json, "exposures", row->exposures);
    add_number(json, "frequency", forecast_frequency(row));
    if (forecast->audience->notice > 0) {
        add_number(json, "noticed", row->noticed);
    }
    if (forecast->audience->population > 0) {
        struct interval persons = {forecast_persons(forecast, visits.lo),
                                   forecast_persons(forecast, visits.hi)};
        add_number(json, "persons", forecast_persons(forecast, row->visits.count));
        add_interval(json, "persons_95", persons);
    }
}

// `name`: of its key; NULL: it has none.
static void add_row(struct json *json, const struct forecast *forecast, const char *name,
                    const struct forecast_row *row)
{
    json_open(json, '{');
    if (name != NULL) {
        add_text(json, name, row->key);
    }
    add_integer(json, "plays", row->plays);
    add_integer(json, "full_plays", row->full_plays);
    add_number(json, "shown_s", row->shown_s);
    if (forecast->audience != NULL) {
        add_reach(json, forecast, row);
    }
    json_close(json, '}');
}

static void add_rows(struct json *json, const struct forecast *forecast, const char *key,
                     const char *name, const struct forecast_rows *rows)
{
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < rows->count; i++) {
        add_row(json, forecast, name, &rows->rows[i]);
    }
    json_close(json, ']');
}

static void add_tables(struct json *json, const struct forecast *forecast)
{
    add_text(json, "playlist", forecast->playlist->path);
    add_text(json, "revision", forecast->playlist->revision);
    json_key(json, "total");
    add_row(json, forecast, NULL, &forecast->total);
    add_rows(json, forecast, "items", "item", &forecast->items);
    add_rows(json, forecast, "topics", "topic", &forecast->topics);
    add_rows(json, forecast, "audiences", "audience", &forecast->audiences);
}

// --- differences -------------------------------------------------------------------------------

static void add_difference(struct json *json, const char *name, const struct forecast_row *before,
                           const struct forecast_row *after)
{
    json_open(json, '{');
    if (name != NULL) {
        add_text(json, name, before->key != NULL ? before->key : after->key);
    }
    add_integer(json, "plays", after->plays - before->plays);
    add_number(json, "impressions", after->impressions.count - before->impressions.count);
    add_number(json, "visits", after->visits.count - before->visits.count);
    add_number(json, "frequency", forecast_frequency(after) - forecast_frequency(before));
    json_close(json, '}');
}

static void add_differences(struct json *json, const char *key, const char *name,
                            const struct forecast_rows *before, const struct forecast_rows *after)
{
    static const struct forecast_row nothing;
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < before->count; i++) {
        const struct forecast_row *row = forecast_find(after, before->rows[i].key);
        add_difference(json, name, &before->rows[i], row != NULL ? row : &nothing);
    }
    for (size_t i = 0; i < after->count; i++) {
        if (forecast_find(before, after->rows[i].key) == NULL) {
            add_difference(json, name, &nothing, &after->rows[i]);
        }
    }
    json_close(json, ']');
}

static void add_comparison(struct json *json, const struct forecast *before,
                           const struct forecast *after)
{
    json_key(json, "compare");
    json_open(json, '{');
    add_tables(json, after);
    json_close(json, '}');
    json_key(json, "differences");
    json_open(json, '{');
    json_key(json, "total");
    add_difference(json, NULL, &before->total, &after->total);
    add_differences(json, "items", "item", &before->items, &after->items);
    add_differences(json, "topics", "topic", &before->topics, &after->topics);
    add_differences(json, "audiences", "audience", &before->audiences, &after->audiences);
    json_close(json, '}');
}

// --- the whole ---------------------------------------------------------------------------------

static void add_audience(struct json *json, const struct forecast *forecast)
{
    const struct audience *audience = forecast->audience;
    json_key(json, "audience");
    json_open(json, '{');
    add_text(json, "grade", audience_grade_letter(audience->grade));
    add_text(json, "source", audience->source);
    add_number(json, "arrivals", forecast->arrivals);
    add_number(json, "dwell_mean_s", dwell_mean_s(&audience->dwell));
    add_number(json, "full_s", audience->full_s);
    add_number(json, "notice", audience->notice);
    add_number(json, "population", audience->population);
    json_close(json, '}');
}

void forecast_print_json(const struct forecast_sheet *sheet, struct str *out)
{
    const struct forecast *forecast = sheet->forecast;
    struct json json = {.out = out};
    json_open(&json, '{');
    add_date(&json, "from", sheet->first_day);
    add_date(&json, "to", sheet->first_day + forecast->days - 1);
    add_text(&json, "point", sheet->point);
    add_text(&json, "method", OUTREACH_METHOD);
    if (forecast->audience != NULL) {
        add_audience(&json, forecast);
    }
    add_tables(&json, forecast);
    if (sheet->other != NULL) {
        add_comparison(&json, forecast, sheet->other);
    }
    json_close(&json, '}');
    str_add(out, "\n");
}

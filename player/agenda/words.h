// Times, lengths and shares as people read them in a plan. Each adds to `out`. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "base/str.h"

// "08:30:00" by the point's clock; the end of the agenda's day is "24:00:00".
void words_time(struct str *out, const struct agenda *agenda, int64_t at_us);
// "08:30".
void words_minute(struct str *out, const struct agenda *agenda, int64_t at_us);
// "2026-11-26".
void words_date(struct str *out, const struct agenda *agenda);
// The same instant for programs: "2026-11-26T08:30:00+08:00".
void words_instant(struct str *out, const struct agenda *agenda, int64_t at_us);
// "1:02:03", to the nearest second.
void words_length(struct str *out, int64_t us);
// "12.3 %", to the nearest tenth.
void words_share(struct str *out, int64_t ppm);
// "×3.0", "×0.25".
void words_lift(struct str *out, int64_t permille);
// The same without its sign.
void words_weight(struct str *out, int64_t permille);

// "08:30–11:00, 14:00–17:00".
void words_spans(struct str *out, const struct agenda *agenda, const struct agenda_band *band);
// "老年人, 刷单": whom a daypart names, "" when nobody.
void words_named(struct str *out, const struct daypart *daypart, const char *separator);

// An item's title, else its id. Borrowed.
const char *words_title(const struct item *item);

// What the calendar says of the day: festivals and the name of a holiday, in the calendar's order;
// false when there is nothing.
bool words_day_names(struct str *out, const struct agenda *agenda, const char *separator);
bool words_is_workday(const struct agenda *agenda);

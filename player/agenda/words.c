// Numbers into words.
#include "agenda/words.h"

#include "base/civil.h"
#include "base/meridian.h"

#include <string.h>

static struct civil civil_of(const struct agenda *agenda, int64_t at_us)
{
    struct wall at = {at_us};
    return civil_at(at, meridian_offset_s(agenda->wish.terms->meridian, at));
}

void words_time(struct str *out, const struct agenda *agenda, int64_t at_us)
{
    struct civil civil = civil_of(agenda, at_us);
    int hour = at_us == agenda->end_us ? 24 : civil.hour;
    str_addf(out, "%02d:%02d:%02d", hour, civil.minute, civil.second);
}

void words_minute(struct str *out, const struct agenda *agenda, int64_t at_us)
{
    struct civil civil = civil_of(agenda, at_us);
    str_addf(out, "%02d:%02d", at_us == agenda->end_us ? 24 : civil.hour, civil.minute);
}

void words_date(struct str *out, const struct agenda *agenda)
{
    struct civil date = civil_of_day(agenda->wish.day);
    str_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void words_instant(struct str *out, const struct agenda *agenda, int64_t at_us)
{
    char text[40];
    struct wall at = {at_us};
    civil_format(at, meridian_offset_s(agenda->wish.terms->meridian, at), text, sizeof text);
    str_add(out, text);
}

void words_length(struct str *out, int64_t us)
{
    long long seconds = (us + CLOCK_SECOND_US / 2) / CLOCK_SECOND_US;
    str_addf(out, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void words_share(struct str *out, int64_t ppm)
{
    long long tenths = (ppm + 500) / 1000;
    str_addf(out, "%lld.%lld %%", tenths / 10, tenths % 10);
}

void words_lift(struct str *out, int64_t permille)
{
    str_add(out, "×");
    words_weight(out, permille);
}

void words_weight(struct str *out, int64_t permille)
{
    long long hundredths = (permille + 5) / 10;
    str_addf(out, "%lld.%lld", hundredths / 100, hundredths / 10 % 10);
    if (hundredths % 10 != 0) {
        str_addf(out, "%lld", hundredths % 10);
    }
}

void words_spans(struct str *out, const struct agenda *agenda, const struct agenda_band *band)
{
    for (size_t i = 0; i < band->count; i++) {
        str_add(out, i > 0 ? ", " : "");
        words_minute(out, agenda, band->spans[i].from_us);
        str_add(out, "–");
        words_minute(out, agenda, band->spans[i].to_us);
    }
}

static void add_names(struct str *out, char *const names[], size_t count, const char *separator,
                      bool *is_more)
{
    for (size_t i = 0; i < count; i++) {
        str_addf(out, "%s%s", *is_more ? separator : "", names[i]);
        *is_more = true;
    }
}

void words_named(struct str *out, const struct daypart *daypart, const char *separator)
{
    bool is_more = false;
    add_names(out, daypart->audiences, daypart->audience_count, separator, &is_more);
    add_names(out, daypart->topics, daypart->topic_count, separator, &is_more);
}

const char *words_title(const struct item *item)
{
    return item->title != NULL ? item->title : item->id;
}

bool words_day_names(struct str *out, const struct agenda *agenda, const char *separator)
{
    const struct calendar *calendar = agenda->wish.terms->calendar;
    bool is_more = false;
    for (size_t i = 0; calendar != NULL && i < calendar->day_count; i++) {
        if (calendar->days[i].day == agenda->wish.day && calendar->days[i].name != NULL) {
            add_names(out, &calendar->days[i].name, 1, separator, &is_more);
        }
    }
    for (size_t i = 0; calendar != NULL && i < calendar->festival_count; i++) {
        const struct festival *festival = &calendar->festivals[i];
        bool is_said = is_more && strstr(str_text(out), festival->name) != NULL;
        if (festival->day == agenda->wish.day && !is_said) {
            add_names(out, &festival->name, 1, separator, &is_more);
        }
    }
    return is_more;
}

bool words_is_workday(const struct agenda *agenda)
{
    return calendar_is_workday(agenda->wish.terms->calendar, agenda->wish.day);
}

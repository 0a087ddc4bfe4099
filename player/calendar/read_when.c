// When something may happen, from its keys.
#include "calendar/read_when.h"

#include "base/mem.h"
#include "config/lists.h"

#include <stdlib.h>
#include <string.h>

enum {
    DAY_MIN = 24 * 60,
    WEEK_DAYS = 7,
    MONTH_DAYS = 31,
    NAME_LIMIT = 256, // bytes of a festival's name
};

static const char *const keys[] = {"from", "until", "days", "month_days", "festivals", "hours"};

const char *const *when_keys(size_t *count)
{
    *count = sizeof keys / sizeof keys[0];
    return keys;
}

// --- days -------------------------------------------------------------------------------------

// What a word of `days` stands for. The weekdays come first, as their bits do, in two languages.
static const struct choice day_words[] = {
    {"sun", 1 << 0},           {"mon", 1 << 1},           {"tue", 1 << 2},
    {"wed", 1 << 3},           {"thu", 1 << 4},           {"fri", 1 << 5},
    {"sat", 1 << 6},           {"周日", 1 << 0},          {"周一", 1 << 1},
    {"周二", 1 << 2},          {"周三", 1 << 3},          {"周四", 1 << 4},
    {"周五", 1 << 5},          {"周六", 1 << 6},          {"weekend", DAYS_SATURDAY | DAYS_SUNDAY},
    {"workday", DAYS_WORKDAY}, {"holiday", DAYS_HOLIDAY}, {"周末", DAYS_SATURDAY | DAYS_SUNDAY},
    {"工作日", DAYS_WORKDAY},  {"休息日", DAYS_HOLIDAY},  {NULL, 0},
};
enum { WEEKDAY_WORDS = 2 * WEEK_DAYS };

// The weekday (0 = Sunday) that `text` begins with, −1 when it begins with none; `*length` is how
// many bytes its name takes.
static int begins_with_weekday(const char *text, size_t *length)
{
    for (int i = 0; i < WEEKDAY_WORDS; i++) {
        *length = strlen(day_words[i].name);
        if (strncmp(text, day_words[i].name, *length) == 0) {
            return i % WEEK_DAYS;
        }
    }
    return -1;
}

// The bits of "mon-fri" or "周一至周五", which may run over the end of the week; 0 when it is no
// such text.
static unsigned parse_range(const char *text)
{
    static const char to[] = "至";
    size_t length = 0;
    int first = begins_with_weekday(text, &length);
    if (first < 0) {
        return 0;
    }
    text += length;
    if (strncmp(text, to, strlen(to)) == 0) {
        text += strlen(to);
    } else if (*text++ != '-') {
        return 0;
    }
    int last = begins_with_weekday(text, &length);
    if (last < 0 || text[length] != '\0') {
        return 0;
    }
    unsigned bits = 1U << (unsigned)last;
    for (int day = first; day != last; day = (day + 1) % WEEK_DAYS) {
        bits |= 1U << (unsigned)day;
    }
    return bits;
}

static void read_days(const struct section *section, struct when *out)
{
    static const char hint[] = "mon … sun, \"mon-fri\", workday, holiday, weekend; or 周一 … 周日, "
                               "\"周一至周五\", 工作日, 休息日, 周末";
    const struct node *node = section_find(section, "days");
    if (node == NULL || !node_is_counted(section->config, node, LIST_LIMIT, hint)) {
        return;
    }
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (element->type != NODE_TEXT) {
            node_say_type(section->config, element, "a word in quotes", hint);
            continue;
        }
        unsigned bits = (unsigned)choice_value(day_words, element->text);
        bits = bits == 0 ? parse_range(element->text) : bits;
        if (bits == 0) {
            config_complain(section->config, element, NULL, TROUBLE_ERROR, hint,
                            "“%s” is no sort of day",
                            strlen(element->text) < NAME_LIMIT ? element->text : "…");
        }
        out->days |= bits;
    }
}

static void read_month_days(const struct section *section, struct when *out)
{
    static const char hint[] = "1 … 31, or -1 for the last day of the month";
    const struct node *node = section_find(section, "month_days");
    if (node == NULL || !node_is_counted(section->config, node, LIST_LIMIT, hint)) {
        return;
    }
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        bool is_last = element->integer == -1;
        if (element->type != NODE_INTEGER) {
            node_say_type(section->config, element, "a whole number", hint);
        } else if (!is_last && (element->integer < 1 || element->integer > MONTH_DAYS)) {
            config_complain(section->config, element, NULL, TROUBLE_ERROR, hint,
                            "%lld is no day of a month", (long long)element->integer);
        } else {
            out->month_days |= UINT32_C(1) << (unsigned)(is_last ? 0 : element->integer);
        }
    }
}

static void read_span(const struct section *section, struct when *out)
{
    bool begins = key_date(section, "from", &out->first_day);
    bool ends = key_date(section, "until", &out->last_day);
    if (begins && ends && out->first_day > out->last_day) {
        config_complain(section->config, section_find(section, "until"), NULL, TROUBLE_ERROR,
                        "exchange the two", "until is before from: that is never");
    }
}

// --- hours ------------------------------------------------------------------------------------

// "8:30" or "08:30" at `*at`, which moves behind it; −1 when it is not there.
static int take_minutes(const char **at)
{
    size_t hour_digits = strspn(*at, "0123456789");
    if (hour_digits < 1 || hour_digits > 2 || (*at)[hour_digits] != ':') {
        return -1;
    }
    const char *minutes = *at + hour_digits + 1;
    if (strspn(minutes, "0123456789") != 2) {
        return -1;
    }
    int hour = atoi(*at);
    int minute = atoi(minutes);
    *at = minutes + 2;
    return hour > 24 || minute > 59 || hour * 60 + minute > DAY_MIN ? -1 : hour * 60 + minute;
}

static bool parse_hours(const char *text, struct hours *out)
{
    const char *at = text;
    int from_min = take_minutes(&at);
    at += strspn(at, " ");
    if (from_min < 0 || from_min == DAY_MIN || *at++ != '-') {
        return false;
    }
    at += strspn(at, " ");
    int to_min = take_minutes(&at);
    if (to_min < 0 || *at != '\0') {
        return false;
    }
    to_min += to_min <= from_min ? DAY_MIN : 0;
    *out = (struct hours){from_min, to_min};
    return true;
}

bool read_hours(struct config *config, const struct node *node, struct when *out)
{
    static const char hint[] = "\"08:30-18:00\"; \"18:00-02:00\" runs past midnight; "
                               "\"00:00-24:00\" is round the clock";
    if (!node_is_counted(config, node, LIST_LIMIT, hint)) {
        return false;
    }
    struct hours *hours = mem_zeroed(node_count(node), sizeof *hours);
    bool is_good = true;
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (element->type != NODE_TEXT || !parse_hours(element->text, &hours[i])) {
            config_complain(config, element, NULL, TROUBLE_ERROR, hint, "must be hours of the day");
            is_good = false;
        }
    }
    if (!is_good) {
        free(hours);
        return false;
    }
    free(out->hours);
    out->hours = hours;
    out->hours_count = node_count(node);
    return true;
}

void read_when(const struct section *section, struct when *out)
{
    char **festivals = NULL;
    size_t festival_count = 0;
    const struct node *hours = section_find(section, "hours");
    read_span(section, out);
    read_days(section, out);
    read_month_days(section, out);
    if (key_texts(section, "festivals", NAME_LIMIT, &festivals, &festival_count)) {
        texts_free(out->festivals, out->festival_count);
        out->festivals = festivals;
        out->festival_count = festival_count;
    }
    if (hours != NULL) {
        (void)read_hours(section->config, hours, out);
    }
}

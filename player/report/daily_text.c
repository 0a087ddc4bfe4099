// Sums as text: one fact a line, its parts parted by tabs.
#include "report/daily.h"

#include "base/mem.h"
#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char first_word[] = "sums-2";

// --- printing ---

static void add_text(struct str *out, const char *text)
{
    str_add_bytes(out, "\t", 1);
    for (const char *at = text; *at != '\0'; at++) {
        const char *escaped = *at == '\t'   ? "\\t"
                              : *at == '\n' ? "\\n"
                              : *at == '\\' ? "\\\\"
                                            : NULL;
        if (escaped != NULL) {
            str_add(out, escaped);
        } else {
            str_add_bytes(out, at, 1);
        }
    }
}

static void add_integer(struct str *out, int64_t value)
{
    str_add_bytes(out, "\t", 1);
    str_add_integer(out, value);
}

// Seventeen digits read back as the same double.
static void add_number(struct str *out, double value)
{
    str_addf(out, "\t%.17g", value);
}

static void add_visits(struct str *out, const struct daily_visits *visits)
{
    add_number(out, visits->visits);
    add_number(out, visits->stretch);
    add_number(out, visits->variance);
}

static void add_plays(struct str *out, const struct outreach_plays *plays)
{
    const int64_t values[] = {plays->plays,     plays->full_plays,      plays->visible_ms,
                              plays->failed,    plays->skipped,         plays->cut,
                              plays->untrusted, plays->display_unknown, plays->display_off};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        add_integer(out, values[i]);
    }
}

static void add_groups(struct str *out, const char *word, const struct daily_group *groups,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_addf(out, "\n%s", word);
        add_text(out, groups[i].key);
        add_visits(out, &groups[i].reach);
    }
}

void daily_print(const struct daily *self, struct str *out)
{
    str_add(out, first_word);
    add_integer(out, self->day);
    add_integer(out, self->has_model);
    add_integer(out, (int64_t)self->grade);
    str_add(out, "\nall");
    add_visits(out, &self->all);
    for (size_t i = 0; i < OUTREACH_FREQUENCIES; i++) {
        add_number(out, self->frequency[i]);
    }
    str_add(out, "\nhours");
    for (size_t i = 0; i < OUTREACH_HOURS; i++) {
        add_integer(out, self->hours_ms[i]);
    }
    for (size_t i = 0; i < self->item_count; i++) {
        const struct daily_item *item = &self->items[i];
        str_add(out, "\nitem");
        add_text(out, item->item);
        add_text(out, item->topic);
        add_text(out, item->audience);
        add_plays(out, &item->plays);
        add_number(out, item->impressions.count);
        add_number(out, item->impressions.stretch);
        add_visits(out, &item->reach);
    }
    add_groups(out, "topic", self->topics, self->topic_count);
    add_groups(out, "audience", self->audiences, self->audience_count);
    str_add(out, "\nend\n");
}

// --- reading ---

struct cursor {
    const char *at;
    bool is_good;
};

// Takes the word and what parts it from the rest of its line. False: another word is there.
static bool take_word(struct cursor *self, const char *word)
{
    size_t length = strlen(word);
    bool is_there = self->is_good && strncmp(self->at, word, length) == 0 &&
                    (self->at[length] == '\t' || self->at[length] == '\n');
    self->at += is_there ? length : 0;
    return is_there;
}

static void take_mark(struct cursor *self, char mark)
{
    self->is_good = self->is_good && *self->at == mark;
    self->at += self->is_good;
}

static int64_t take_integer(struct cursor *self)
{
    take_mark(self, '\t');
    char *end = NULL;
    long long value = self->is_good ? strtoll(self->at, &end, 10) : 0;
    self->is_good = self->is_good && end != self->at;
    self->at = self->is_good ? end : self->at;
    return value;
}

static double take_number(struct cursor *self)
{
    take_mark(self, '\t');
    char *end = NULL;
    double value = self->is_good ? strtod(self->at, &end) : 0;
    self->is_good = self->is_good && end != self->at && isfinite(value);
    self->at = self->is_good ? end : self->at;
    return value;
}

static char *take_text(struct cursor *self)
{
    struct str text = {0};
    take_mark(self, '\t');
    while (self->is_good && *self->at != '\t' && *self->at != '\n' && *self->at != '\0') {
        char letter = *self->at++;
        if (letter == '\\') {
            letter = *self->at == 't' ? '\t' : *self->at == 'n' ? '\n' : *self->at;
            self->at += *self->at != '\0';
        }
        str_add_bytes(&text, &letter, 1);
    }
    return str_take(&text);
}

static struct daily_visits take_visits(struct cursor *self)
{
    struct daily_visits visits = {0};
    visits.visits = take_number(self);
    visits.stretch = take_number(self);
    visits.variance = take_number(self);
    return visits;
}

static void take_plays(struct cursor *self, struct outreach_plays *plays)
{
    int64_t *const values[] = {&plays->plays,     &plays->full_plays,      &plays->visible_ms,
                               &plays->failed,    &plays->skipped,         &plays->cut,
                               &plays->untrusted, &plays->display_unknown, &plays->display_off};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        *values[i] = take_integer(self);
    }
}

static void take_item(struct cursor *self, struct daily *out)
{
    out->items = MEM_GROW(out->items, out->item_count, out->item_capacity);
    struct daily_item *item = &out->items[out->item_count++];
    *item = (struct daily_item){0};
    item->item = take_text(self);
    item->topic = take_text(self);
    item->audience = take_text(self);
    take_plays(self, &item->plays);
    item->impressions.count = take_number(self);
    item->impressions.stretch = take_number(self);
    item->reach = take_visits(self);
}

static void take_group(struct cursor *self, struct daily_group *out)
{
    out->key = take_text(self);
    out->reach = take_visits(self);
}

static void take_head(struct cursor *self, struct daily *out)
{
    self->is_good = take_word(self, first_word);
    out->day = take_integer(self);
    out->has_model = take_integer(self) != 0;
    int64_t grade = take_integer(self);
    bool is_grade = grade >= 0 && grade <= GRADE_CONFIGURED && (grade > 0 || !out->has_model);
    self->is_good = self->is_good && is_grade;
    out->grade = is_grade ? (enum audience_grade)grade : GRADE_CONFIGURED;
    take_mark(self, '\n');
    self->is_good = take_word(self, "all");
    out->all = take_visits(self);
    for (size_t i = 0; i < OUTREACH_FREQUENCIES; i++) {
        out->frequency[i] = take_number(self);
    }
    take_mark(self, '\n');
    self->is_good = take_word(self, "hours");
    for (size_t i = 0; i < OUTREACH_HOURS; i++) {
        out->hours_ms[i] = take_integer(self);
    }
    take_mark(self, '\n');
}

bool daily_parse(const char *text, struct daily *out)
{
    struct cursor cursor = {text, true};
    *out = (struct daily){0};
    take_head(&cursor, out);
    while (cursor.is_good && !take_word(&cursor, "end")) {
        if (take_word(&cursor, "item")) {
            take_item(&cursor, out);
        } else if (take_word(&cursor, "topic")) {
            out->topics = MEM_GROW(out->topics, out->topic_count, out->topic_capacity);
            take_group(&cursor, &out->topics[out->topic_count++]);
        } else if (take_word(&cursor, "audience")) {
            out->audiences = MEM_GROW(out->audiences, out->audience_count, out->audience_capacity);
            take_group(&cursor, &out->audiences[out->audience_count++]);
        } else {
            cursor.is_good = false;
        }
        take_mark(&cursor, '\n');
    }
    take_mark(&cursor, '\n');
    if (!cursor.is_good) {
        daily_fini(out);
    }
    return cursor.is_good;
}

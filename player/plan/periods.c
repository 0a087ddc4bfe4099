// Spans of time from what authors say, then the day cut at all of their ends.
#include "plan/periods.h"

#include "base/civil.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

enum { MINUTES_PER_DAY = 24 * 60 };

struct span {
    int64_t from_us, to_us;
};

struct spans {
    struct span *each;
    size_t count, capacity;
};

static void add_span(struct spans *self, const struct periods *day, int64_t from_us, int64_t to_us)
{
    from_us = from_us < day->start_us ? day->start_us : from_us;
    to_us = to_us > day->end_us ? day->end_us : to_us;
    if (from_us < to_us) {
        self->each = MEM_GROW(self->each, self->count, self->capacity);
        self->each[self->count++] = (struct span){from_us, to_us};
    }
}

// What `when` says of the hours that begin on day `day`; they may reach into the day that is cut.
static void add_hours(struct spans *self, const struct plan_terms *terms, const struct when *when,
                      const struct periods *cut, int64_t day)
{
    if (!when_fits_day(when, terms->calendar, day)) {
        return;
    }
    static const struct hours all_day = {0, MINUTES_PER_DAY};
    size_t count = when->hours_count > 0 ? when->hours_count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct hours *hours = when->hours_count > 0 ? &when->hours[i] : &all_day;
        add_span(self, cut, meridian_instant(terms->meridian, day, hours->from_min).us,
                 meridian_instant(terms->meridian, day, hours->to_min).us);
    }
}

static void add_when(struct spans *self, const struct plan_terms *terms, const struct when *when,
                     const struct periods *cut, bool is_clock_known)
{
    if (!is_clock_known) {
        if (when_is_always(when)) {
            add_span(self, cut, cut->start_us, cut->end_us);
        }
        return;
    }
    add_hours(self, terms, when, cut, cut->day - 1);
    add_hours(self, terms, when, cut, cut->day);
}

static int compare_instants(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

// The instants at which something changes, the day's start first, its end last; each once.
static size_t cuts_of(const struct spans *spans, size_t count, const struct periods *day,
                      int64_t **out)
{
    size_t total = 2;
    for (size_t i = 0; i < count; i++) {
        total += 2 * spans[i].count;
    }
    int64_t *cuts = mem_zeroed(total, sizeof *cuts);
    size_t used = 0;
    cuts[used++] = day->start_us;
    cuts[used++] = day->end_us;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < spans[i].count; k++) {
            cuts[used++] = spans[i].each[k].from_us;
            cuts[used++] = spans[i].each[k].to_us;
        }
    }
    qsort(cuts, used, sizeof *cuts, compare_instants);
    size_t kept = 1;
    for (size_t i = 1; i < used; i++) {
        if (cuts[i] != cuts[kept - 1]) {
            cuts[kept++] = cuts[i];
        }
    }
    *out = cuts;
    return kept;
}

static bool is_within(const struct spans *spans, int64_t at_us)
{
    for (size_t i = 0; i < spans->count; i++) {
        if (spans->each[i].from_us <= at_us && at_us < spans->each[i].to_us) {
            return true;
        }
    }
    return false;
}

// `spans`: one of each daypart, then the opening hours.
static void cut(struct periods *self, const struct spans *spans, size_t dayparts)
{
    int64_t *cuts = NULL;
    size_t count = cuts_of(spans, dayparts + 1, self, &cuts);
    self->count = count - 1;
    self->each = mem_zeroed(self->count, sizeof *self->each);
    self->holds = mem_zeroed(self->count * dayparts + 1, sizeof *self->holds);
    for (size_t i = 0; i < self->count; i++) {
        bool *holds = self->holds + i * dayparts;
        for (size_t d = 0; d < dayparts; d++) {
            holds[d] = is_within(&spans[d], cuts[i]);
        }
        self->each[i] =
            (struct period){cuts[i], cuts[i + 1], is_within(&spans[dayparts], cuts[i]), holds};
    }
    free(cuts);
}

void periods_init(struct periods *self, const struct plan_terms *terms, int64_t day,
                  bool is_clock_known)
{
    const struct playlist *playlist = terms->playlist;
    *self = (struct periods){.day = day};
    self->start_us =
        is_clock_known ? meridian_instant(terms->meridian, day, 0).us : day * CIVIL_DAY_US;
    self->end_us = is_clock_known ? meridian_instant(terms->meridian, day + 1, 0).us
                                  : (day + 1) * CIVIL_DAY_US;
    struct spans *spans = mem_zeroed(playlist->daypart_count + 1, sizeof *spans);
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        add_when(&spans[i], terms, &playlist->dayparts[i].when, self, is_clock_known);
    }
    struct spans *open = &spans[playlist->daypart_count];
    for (size_t i = 0; is_clock_known && i < terms->opening_count; i++) {
        add_when(open, terms, &terms->openings[i], self, true);
    }
    if (!is_clock_known || terms->opening_count == 0) {
        add_span(open, self, self->start_us, self->end_us);
    }
    cut(self, spans, playlist->daypart_count);
    for (size_t i = 0; i <= playlist->daypart_count; i++) {
        free(spans[i].each);
    }
    free(spans);
}

void periods_fini(struct periods *self)
{
    free(self->each);
    free(self->holds);
    *self = (struct periods){0};
}

// --- items and dayparts ------------------------------------------------------------------------

static bool is_among(char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(names[i], name)) {
            return true;
        }
    }
    return false;
}

static bool has_its_time(const bool *holds, const struct item *item)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        if (holds[item->dayparts[i]]) {
            return true;
        }
    }
    return item->daypart_count == 0;
}

// Whether the dayparts that hold speak to somebody else: some name audiences, and none of them the
// item's; the same with topics.
static bool must_rest(const struct playlist *playlist, const bool *holds, const struct item *item)
{
    bool is_audience_named = item->audience == NULL;
    bool is_topic_named = item->topic == NULL;
    bool has_audiences = false;
    bool has_topics = false;
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        const struct daypart *part = &playlist->dayparts[i];
        if (!holds[i]) {
            continue;
        }
        has_audiences = has_audiences || part->audience_count > 0;
        has_topics = has_topics || part->topic_count > 0;
        is_audience_named =
            is_audience_named || is_among(part->audiences, part->audience_count, item->audience);
        is_topic_named = is_topic_named || is_among(part->topics, part->topic_count, item->topic);
    }
    return (has_audiences && !is_audience_named) || (has_topics && !is_topic_named);
}

bool periods_let_play(const struct playlist *playlist, const bool *holds, const struct item *item)
{
    return has_its_time(holds, item) && !must_rest(playlist, holds, item);
}

int64_t periods_lift_permille(const struct playlist *playlist, const bool *holds,
                              const struct item *item)
{
    int64_t permille = 1000;
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        const struct daypart *part = &playlist->dayparts[i];
        bool is_meant = is_among(part->audiences, part->audience_count, item->audience) ||
                        is_among(part->topics, part->topic_count, item->topic);
        if (holds[i] && is_meant && part->lift > 1) {
            permille = permille * (int64_t)(part->lift * 1000 + 0.5) / 1000;
        }
    }
    return permille;
}

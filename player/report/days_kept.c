// Rows of sums, judged.
#include "report/days_kept.h"

#include "base/civil.h"
#include "base/mem.h"
#include "report/daily.h"

#include <stdlib.h>
#include <string.h>

// How plays are parted into days.
static void print_parting(const struct station *station, struct str *out)
{
    str_addf(out, "%s %d %s ", OUTREACH_METHOD, station->offset_s,
             station->vouches ? "vouched" : "-");
}

void kept_maker(const struct station *station, int64_t day, struct str *out)
{
    const struct station_audience *audience = station_audience_on(station, day);
    print_parting(station, out);
    if (audience == NULL) {
        str_add(out, "nobody");
    } else {
        struct wall from = {day * CIVIL_DAY_US - (int64_t)station->offset_s * CLOCK_SECOND_US};
        str_addf(out, "%s %016llx", audience->fingerprint,
                 (unsigned long long)headcounts_digest(&station->headcounts, from));
    }
}

struct reading {
    struct kept_days *kept;
    const struct station *station;
    int64_t first, last;
    bool is_all_alike;
};

static void keep_row(void *context, const struct day_sums *row)
{
    struct reading *self = context;
    struct kept_days *kept = self->kept;
    struct str maker = {0};
    print_parting(self->station, &maker);
    bool is_alike = row->day > -STATION_DAY_MOST && row->day < STATION_DAY_MOST &&
                    strncmp(row->maker, str_text(&maker), maker.length) == 0;
    maker.length = 0;
    if (is_alike) {
        kept_maker(self->station, row->day, &maker);
    }
    bool is_wanted = is_alike && row->day >= self->first && row->day <= self->last;
    kept->each = MEM_GROW(kept->each, kept->count, kept->capacity);
    kept->each[kept->count++] = (struct kept_day){
        .day = row->day,
        .upto_seq = row->upto_seq,
        .resume_seq = row->resume_seq,
        .is_alike = is_alike,
        .is_right = is_alike && strcmp(row->maker, str_text(&maker)) == 0,
        .sums = is_wanted ? mem_copy(row->sums) : NULL,
    };
    if (is_alike && row->resume_seq > kept->resume_seq) {
        kept->resume_seq = row->resume_seq;
    }
    self->is_all_alike = self->is_all_alike && is_alike;
    str_fini(&maker);
}

bool kept_read(struct kept_days *self, struct ledger *ledger, const struct station *station,
               int64_t first, int64_t last, struct error *err)
{
    *self = (struct kept_days){.resume_seq = 1};
    struct reading reading = {self, station, first, last, true};
    bool done = ledger_each_day(ledger, keep_row, &reading, err);
    if (!reading.is_all_alike) { // plays that were in one of those may be in none of the others
        self->resume_seq = 1;
    }
    return done;
}

void kept_fini(struct kept_days *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->each[i].sums);
    }
    free(self->each);
    *self = (struct kept_days){0};
}

const struct kept_day *kept_of(const struct kept_days *self, int64_t day)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->each[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_there = low < self->count && self->each[low].day == day && self->each[low].is_alike;
    return is_there ? &self->each[low] : NULL;
}

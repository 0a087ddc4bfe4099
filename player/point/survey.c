// What a tally says about a week.
#include "point/survey.h"

#include "point/tally.h"

#include "base/mem.h"
#include "config/config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOUR_MIN = 60,
    SATURDAY = 5,     // Monday is 0
    KINDS = 2,        // of days: Monday to Friday, the weekend
    SPREAD_LEAST = 2, // degrees of freedom below which a spread says nothing
};

// People and the minutes in which they were counted.
struct count {
    double people, minutes;
};

struct sums {
    struct count week[AUDIENCE_DAYS][AUDIENCE_HOURS];
    struct count kinds[KINDS][AUDIENCE_HOURS];
};

static size_t kind_of(size_t weekday)
{
    return weekday >= SATURDAY;
}

static void count_add(struct count *self, double people, double minutes)
{
    self->people += people;
    self->minutes += minutes;
}

static double per_hour(const struct count *self)
{
    return self->minutes > 0 ? self->people / self->minutes * HOUR_MIN : 0;
}

// How many minutes of `row` lie in `hour`.
static int minutes_in(const struct tally_row *row, int hour)
{
    int from = row->from_min > hour * HOUR_MIN ? row->from_min : hour * HOUR_MIN;
    int to = row->to_min < (hour + 1) * HOUR_MIN ? row->to_min : (hour + 1) * HOUR_MIN;
    return to > from ? to - from : 0;
}

// Within a row people came evenly.
static void sum_up(const struct tally *tally, struct sums *out)
{
    for (size_t i = 0; i < tally->row_count; i++) {
        const struct tally_row *row = &tally->rows[i];
        size_t weekday = tally_weekday(row->day);
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            double minutes = minutes_in(row, hour);
            double people = (double)row->arrivals * minutes / (row->to_min - row->from_min);
            count_add(&out->week[weekday][hour], people, minutes);
            count_add(&out->kinds[kind_of(weekday)][hour], people, minutes);
        }
    }
}

static void make_week(const struct sums *sums, struct survey *out)
{
    for (size_t day = 0; day < AUDIENCE_DAYS; day++) {
        for (size_t hour = 0; hour < AUDIENCE_HOURS; hour++) {
            const struct count *own = &sums->week[day][hour];
            const struct count *kind = &sums->kinds[kind_of(day)][hour];
            out->per_hour[day][hour] = per_hour(own->minutes > 0 ? own : kind);
            out->is_known[day][hour] = kind->minutes > 0;
        }
    }
}

// Who was counted on the day whose rows begin at `*at`, which moves behind them, against who would
// have been on the mean day of its kind, in the same minutes.
static void compare_day(const struct tally *tally, const struct sums *sums, size_t *at,
                        double *counted, double *expected)
{
    int64_t day = tally->rows[*at].day;
    *counted = 0;
    *expected = 0;
    for (; *at < tally->row_count && tally->rows[*at].day == day; (*at)++) {
        const struct tally_row *row = &tally->rows[*at];
        *counted += (double)row->arrivals;
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            *expected += per_hour(&sums->kinds[kind_of(tally_weekday(day))][hour]) *
                         minutes_in(row, hour) / HOUR_MIN;
        }
    }
}

// The relative standard deviation of one day about the mean of its kind, with the error of that
// mean: s·√(1 + 1/n). Never below what chance alone does to the number of people counted, 1/√N.
static void find_spread(const struct tally *tally, const struct sums *sums, struct survey *out)
{
    size_t compared = 0;
    double squares = 0;
    double people = 0;
    bool has_kind[KINDS] = {false};
    for (size_t at = 0; at < tally->row_count; out->days++) {
        size_t kind = kind_of(tally_weekday(tally->rows[at].day));
        double counted = 0;
        double expected = 0;
        compare_day(tally, sums, &at, &counted, &expected);
        if (expected > 0) {
            double off = counted / expected - 1;
            squares += off * off;
            compared++;
            has_kind[kind] = true;
        }
        people += counted;
    }
    size_t kinds = (size_t)has_kind[0] + (size_t)has_kind[1];
    if (compared < kinds + SPREAD_LEAST) {
        return;
    }
    double days = (double)compared;
    double spread = sqrt(squares / (days - (double)kinds) * (1 + 1 / days));
    out->rel_sd = fmin(fmax(spread, 1 / sqrt(people)), 2);
}

// --- stays --------------------------------------------------------------------------------------

// Ends of the bins: each up to half as far again as the one before, so that a histogram is as fine
// as a few dozen stays can fill. By eye; between them stays are taken as even.
static const double bin_ends_s[] = {5,    10,   15,   20,   30,   45,   60,    90,
                                    120,  150,  180,  240,  300,  420,  600,   900,
                                    1200, 1800, 2700, 3600, 5400, 7200, 14400, 43200};
enum { BINS = sizeof bin_ends_s / sizeof bin_ends_s[0] };
_Static_assert((int)BINS <= (int)DWELL_BINS, "a histogram has room for the bins");

static void make_dwell(const struct tally *tally, struct survey *out)
{
    double sum = 0;
    double squares = 0;
    struct dwell *dwell = &out->dwell;
    *dwell = (struct dwell){.kind = DWELL_HISTOGRAM};
    for (size_t i = 0; i < BINS; i++) {
        dwell->bins[i].until_s = bin_ends_s[i];
    }
    for (size_t i = 0; i < tally->stay_count; i++) {
        double stay = tally->stays_s[i];
        size_t bin = 0;
        while (bin + 1 < BINS && stay > bin_ends_s[bin]) {
            bin++;
        }
        dwell->bins[bin].weight += 1;
        dwell->bin_count = bin + 1 > dwell->bin_count ? bin + 1 : dwell->bin_count;
        sum += stay;
        squares += stay * stay;
    }
    for (size_t i = dwell->bin_count; i < BINS; i++) {
        dwell->bins[i] = (struct dwell_bin){0}; // nobody stayed that long
    }
    double count = (double)tally->stay_count;
    out->stays = tally->stay_count;
    if (tally->stay_count > 1) {
        double variance = fmax(squares - sum * sum / count, 0) / (count - 1);
        out->dwell_sd_s = sqrt(variance / count);
    }
}

bool survey_parse(const char *path, const char *bytes, size_t length, struct survey *out,
                  struct troubles *troubles)
{
    struct tally *tally = tally_parse(path, bytes, length, troubles);
    if (tally == NULL) {
        return false;
    }
    struct survey survey = {0};
    struct sums *sums = mem_zeroed(1, sizeof *sums);
    sum_up(tally, sums);
    make_week(sums, &survey);
    find_spread(tally, sums, &survey);
    if (tally->stay_count > 0) {
        make_dwell(tally, &survey);
        bool is_settled = dwell_settle(&survey.dwell);
        survey.stays = is_settled ? survey.stays : 0;
    }
    free(sums);
    tally_free(tally);
    *out = survey;
    return true;
}

bool survey_load(const char *path, struct survey *out, struct troubles *troubles)
{
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_bytes(path, &bytes, &length, troubles)) {
        return false;
    }
    bool is_good = survey_parse(path, bytes, length, out, troubles);
    free(bytes);
    return is_good;
}

// Dwell distributions.
#include "reach/dwell.h"

#include <math.h>

// Weights that add up to 1 within this are left as they are.
#define SUM_TOLERANCE 1e-9

// --- settling ----------------------------------------------------------------------------------

static bool is_above_zero(double value)
{
    return isfinite(value) && value > 0;
}

static double divisor_for(double sum)
{
    return fabs(sum - 1) <= SUM_TOLERANCE ? 1 : sum;
}

static bool settle_mixture(struct dwell *self)
{
    double sum = 0;
    for (size_t i = 0; i < self->part_count && i < DWELL_PARTS; i++) {
        const struct dwell_part *part = &self->parts[i];
        if (!is_above_zero(part->weight) || !is_above_zero(part->mean_s)) {
            return false;
        }
        sum += part->weight;
    }
    if (self->part_count > DWELL_PARTS || !is_above_zero(sum)) {
        return false;
    }
    for (size_t i = 0; i < self->part_count; i++) {
        self->parts[i].weight /= divisor_for(sum);
    }
    return true;
}

static bool has_bins(const struct dwell *self, double *sum)
{
    double from_s = 0;
    *sum = 0;
    for (size_t i = 0; i < self->bin_count && i < DWELL_BINS; i++) {
        const struct dwell_bin *bin = &self->bins[i];
        if (!isfinite(bin->until_s) || bin->until_s <= from_s || !isfinite(bin->weight) ||
            bin->weight < 0) {
            return false;
        }
        from_s = bin->until_s;
        *sum += bin->weight;
    }
    return self->bin_count <= DWELL_BINS && is_above_zero(*sum);
}

static double bin_from_s(const struct dwell *self, size_t i)
{
    return i > 0 ? self->bins[i - 1].until_s : 0;
}

// From the last bin to the first: nobody stays longer than the last.
static bool settle_histogram(struct dwell *self)
{
    double sum;
    if (!has_bins(self, &sum)) {
        return false;
    }
    double above = 0;
    double tail_s = 0;
    for (size_t i = self->bin_count; i-- > 0;) {
        struct dwell_bin *bin = &self->bins[i];
        bin->weight /= divisor_for(sum);
        bin->above = above;
        bin->tail_s = tail_s;
        tail_s += (above + bin->weight / 2) * (bin->until_s - bin_from_s(self, i));
        above += bin->weight;
    }
    return true;
}

bool dwell_settle(struct dwell *self)
{
    switch (self->kind) {
    case DWELL_MIXTURE:
        return settle_mixture(self);
    case DWELL_FIXED:
        return is_above_zero(self->fixed_s);
    case DWELL_HISTOGRAM:
        return settle_histogram(self);
    }
    return false;
}

// --- asking ------------------------------------------------------------------------------------

// The bin in which `x_s` lies: the first that ends after it; bin_count behind the last.
static size_t bin_of(const struct dwell *self, double x_s)
{
    size_t low = 0;
    size_t high = self->bin_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (self->bins[middle].until_s > x_s) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

// The part of all people whose stay ends in the bin, per second of it.
static double bin_density(const struct dwell *self, size_t i)
{
    return self->bins[i].weight / (self->bins[i].until_s - bin_from_s(self, i));
}

double dwell_mean_s(const struct dwell *self)
{
    return dwell_tail_s(self, 0);
}

static double mixture_survival(const struct dwell *self, double x_s)
{
    double sum = 0;
    for (size_t i = 0; i < self->part_count; i++) {
        sum += self->parts[i].weight * exp(-x_s / self->parts[i].mean_s);
    }
    return sum;
}

static double mixture_tail_s(const struct dwell *self, double x_s)
{
    double sum = 0;
    for (size_t i = 0; i < self->part_count; i++) {
        const struct dwell_part *part = &self->parts[i];
        sum += part->weight * part->mean_s * exp(-x_s / part->mean_s);
    }
    return sum;
}

static double histogram_survival(const struct dwell *self, double x_s)
{
    size_t i = bin_of(self, x_s);
    if (i == self->bin_count) {
        return 0;
    }
    const struct dwell_bin *bin = &self->bins[i];
    return bin->above + bin_density(self, i) * (bin->until_s - x_s);
}

static double histogram_tail_s(const struct dwell *self, double x_s)
{
    size_t i = bin_of(self, x_s);
    if (i == self->bin_count) {
        return 0;
    }
    const struct dwell_bin *bin = &self->bins[i];
    double left_s = bin->until_s - x_s;
    return bin->tail_s + left_s * (bin->above + bin_density(self, i) * left_s / 2);
}

double dwell_survival(const struct dwell *self, double x_s)
{
    if (x_s <= 0) {
        return 1;
    }
    switch (self->kind) {
    case DWELL_MIXTURE:
        return mixture_survival(self, x_s);
    case DWELL_FIXED:
        return x_s <= self->fixed_s ? 1 : 0;
    case DWELL_HISTOGRAM:
        return histogram_survival(self, x_s);
    }
    return 0;
}

double dwell_tail_s(const struct dwell *self, double x_s)
{
    switch (self->kind) {
    case DWELL_MIXTURE:
        return mixture_tail_s(self, x_s);
    case DWELL_FIXED:
        return fmax(self->fixed_s - x_s, 0);
    case DWELL_HISTOGRAM:
        return histogram_tail_s(self, x_s);
    }
    return 0;
}

double dwell_survival_slope(const struct dwell *self, double x_s)
{
    double density = 0;
    switch (self->kind) {
    case DWELL_MIXTURE:
        for (size_t i = 0; i < self->part_count; i++) {
            const struct dwell_part *part = &self->parts[i];
            density += part->weight / part->mean_s * exp(-x_s / part->mean_s);
        }
        break;
    case DWELL_FIXED:
        break;
    case DWELL_HISTOGRAM:
        density = bin_of(self, x_s) < self->bin_count ? bin_density(self, bin_of(self, x_s)) : 0;
        break;
    }
    return x_s * density;
}

double dwell_tail_slope_s(const struct dwell *self, double x_s)
{
    return dwell_tail_s(self, x_s) + x_s * dwell_survival(self, x_s);
}

// Intervals and figures.
#include "reach/interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SD_95 1.959963984540054 // of a normal distribution, on both sides

struct uncertainty uncertainty_of(const struct audience *audience, double counting)
{
    double mean_s = dwell_mean_s(&audience->dwell);
    return (struct uncertainty){.counting = counting,
                                .rel_sd = audience->rel_sd,
                                .dwell_rel_sd = mean_s > 0 ? audience->dwell_sd_s / mean_s : 0};
}

double uncertainty_variance(const struct uncertainty *self, const struct modelled *value)
{
    double by_arrivals = self->rel_sd * value->count;
    double by_dwell = self->dwell_rel_sd * value->stretch;
    return self->counting + by_arrivals * by_arrivals + by_dwell * by_dwell;
}

struct interval interval_95(double value, double variance)
{
    if (value <= 0) {
        return (struct interval){0};
    }
    double factor = exp(SD_95 * sqrt(variance) / value);
    return (struct interval){value / factor, value * factor};
}

enum audience_grade grade_of_both(enum audience_grade a, enum audience_grade b)
{
    return a > b ? a : b;
}

double figure_rounded(double value)
{
    if (value == 0 || !isfinite(value)) {
        return value;
    }
    double unit = pow(10, floor(log10(fabs(value))) - 1);
    return round(value / unit) * unit;
}

void figure_print(struct str *out, double value)
{
    if (value > 0 && value < 1) {
        str_add(out, "<1");
        return;
    }
    char digits[32];
    snprintf(digits, sizeof digits, "%.0f", value < 10 ? value : figure_rounded(value));
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        str_addf(out, "%s%c", i > 0 && (length - i) % 3 == 0 ? "," : "", digits[i]);
    }
}

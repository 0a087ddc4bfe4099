// How fast a report is printed once its figures are known: a month of 31 days of 220 screens with
// 24 items, as a page, as CSV and as JSON. The outreach is made up in memory; nothing is read.
//
// Prints lines "name value": milliseconds, medians of runs, and kilobytes, so that nobody measures
// work that was left out.
//
//     bench_page
#include "base/clock.h"
#include "report/outreach_print.h"
#include "report/outreach_sample.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 9 };

static void print_page(const struct outreach *outreach, struct str *out)
{
    page_print(outreach, REPORT_CHINESE, out);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void measure(const char *name, void (*print)(const struct outreach *, struct str *),
                    const struct outreach *outreach)
{
    struct clock *clock = clock_system();
    double took_ms[RUNS];
    size_t bytes = 0;
    for (int i = 0; i < RUNS; i++) {
        struct str out = {0};
        struct mono start = clock->now_mono(clock);
        print(outreach, &out);
        took_ms[i] = (double)mono_since(clock->now_mono(clock), start) / 1000;
        bytes = out.length;
        str_fini(&out);
    }
    qsort(took_ms, RUNS, sizeof took_ms[0], by_size);
    printf("%s_ms %.3f\n%s_kb %.1f\n", name, took_ms[RUNS / 2], name, (double)bytes / 1000);
}

int main(void)
{
    const struct sample sample = {.points = 220, .days = 31, .items = 24};
    struct outreach outreach;
    outreach_sample(&outreach, &sample);
    measure("html", print_page, &outreach);
    measure("csv", outreach_csv, &outreach);
    measure("json", outreach_json, &outreach);
    outreach_fini(&outreach);
    return 0;
}

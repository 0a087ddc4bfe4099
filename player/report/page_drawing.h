// What the pictures of a report share: a grid DRAWING_WIDTH wide that scales with the page, and
// scrolls where the page is narrower than can be read. Inside this room.
#pragma once

#include "report/page_parts.h"

enum {
    DRAWING_WIDTH = 720,
    DRAWING_DAYS_MOST = 62, // rows or bars; a longer period is folded
};

// The least round number that `parts` of reach `most`; 1 for nothing.
double drawing_step(double most, int parts);
// A number of a scale, with the decimals that its step needs.
const char *drawing_number(page_number out, double value, double step);

int64_t drawing_days(const struct outreach *facts);
// How many days go into one row or bar: 1, else whole weeks.
int64_t drawing_fold(const struct outreach *facts);

struct drawing {
    const char *id;                // on the page
    const char *heading, *caption; // the caption also describes it to those who cannot see it
    int height;
};
void drawing_begin(const struct page *page, const struct drawing *drawing);
void drawing_end(const struct page *page, const struct drawing *drawing);

void drawing_heat(const struct page *page); // page_heat.c

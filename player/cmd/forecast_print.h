// A forecast as text: for a terminal, with estimates rounded to two figures, and for programs, in
// full. Each adds to `out`. Pure; any thread.
#pragma once

#include "base/str.h"
#include "cmd/forecast.h"

struct forecast_sheet {
    const struct forecast *forecast;
    const struct forecast *other; // to compare with; NULL: none
    const char *point;            // name or id; NULL
    int64_t first_day;
};

void forecast_print_table(const struct forecast_sheet *sheet, struct str *out);
void forecast_print_json(const struct forecast_sheet *sheet, struct str *out);

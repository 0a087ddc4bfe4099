// A finished tally as text. Pure; any thread.
#pragma once

#include "base/str.h"
#include "report/tally.h"

void print_table(const struct tally *tally, struct str *out);
void print_csv(const struct tally *tally, struct str *out);
void print_json(const struct tally *tally, struct str *out);

// What the two kinds of running slogan share: one that runs through its zone by itself
// (stage/act_slogan.c), and one that runs on a rail, joined to its neighbours
// (stage/act_runner.c). Private to the stage.
#pragma once

#include "stage/acts.h"
#include "stage/lettering.h"
#include "stage/scroll.h"

// The text as one line, in one language or two, for the zone. Owns: the caller, by text_free().
struct text_block *slogan_line(const struct act_request *request, const struct text_style *style,
                               struct error *err) __attribute__((warn_unused_result));

// Whether the item runs on the zone's rail: the zone is endless, and it is a line that runs along
// it. What stands in for the zone's items may be anything else.
bool runner_suits(const struct act_request *request);

// An estimate in the making: visits and impressions of one row of a report, added up day by day and
// screen by screen. Over the days of one screen errors go the same way and add up as they are;
// those of different screens know nothing of each other, and their squares add up. People are told
// apart within the catchment that screens share. Pure. Owned by whoever declared it, by
// estimate_fini().
#pragma once

#include "report/daily.h"
#include "report/outreach.h"

// People who can come past, once for all screens that they can come past.
struct catchment {
    char *name; // "": of one screen alone
    double population, repeat;
};

struct catchments {
    struct catchment *each;
    size_t count, capacity;
};

void catchments_fini(struct catchments *self);
// The number of the catchment of a screen with this audience.
size_t catchments_of(struct catchments *self, const struct audience *audience);

struct estimate {
    bool has_model;
    enum audience_grade grade;
    // of the screens that are closed
    double impressions, impressions_variance;
    double visits, variance;
    struct estimate_part *parts; // visits by catchment
    size_t part_count, part_capacity;
    // of the screen that is being added up
    struct estimate_errors {
        double value, counting, arrivals, stays;
    } screen_visits, screen_impressions;
};

void estimate_fini(struct estimate *self);

// A day of the present screen. `audience`: who came past on that day. Days without a model add
// nothing.
void estimate_add(struct estimate *self, const struct daily *day, const struct daily_visits *visits,
                  struct modelled impressions, const struct audience *audience);

// The present screen has no more days.
void estimate_close_screen(struct estimate *self, size_t catchment);

// All screens are closed. `universe`: people of the whole area, among whom catchments overlap by
// chance; 0: they do not overlap.
struct outreach_reach estimate_reach(const struct estimate *self,
                                     const struct catchments *catchments, double universe);

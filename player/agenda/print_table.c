// The agenda for a terminal.
#include "agenda/print.h"

#include "agenda/grid.h"
#include "agenda/words.h"
#include "base/civil.h"

static const char *const weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};

static const struct playlist *playlist_of(const struct agenda *agenda)
{
    return agenda->wish.terms->playlist;
}

static void add_length(struct grid *grid, int64_t us)
{
    struct str text = {0};
    words_length(&text, us);
    grid_take(grid, &text);
}

static void add_share(struct grid *grid, int64_t ppm)
{
    struct str text = {0};
    words_share(&text, ppm);
    grid_take(grid, &text);
}

static void add_time(struct grid *grid, const struct agenda *agenda, int64_t at_us)
{
    struct str text = {0};
    words_time(&text, agenda, at_us);
    grid_take(grid, &text);
}

static void add_cells(struct grid *grid, const char *const cells[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        grid_add(grid, cells[i]);
    }
}
#define ADD_HEADINGS(grid, cells) add_cells(grid, cells, sizeof(cells) / sizeof(cells)[0])

static void print_heading(const struct agenda *agenda, struct str *out)
{
    struct str names = {0};
    str_addf(out, "%s on ", playlist_of(agenda)->path);
    words_date(out, agenda);
    str_addf(out, ", %s, %s", weekdays[civil_of_day(agenda->wish.day).weekday],
             words_is_workday(agenda) ? "a workday" : "a day off");
    if (words_day_names(&names, agenda, ", ")) {
        str_addf(out, " (%s)", str_text(&names));
    }
    str_addf(out, "\n%s%scanvas %dx%d, open ", agenda->wish.point != NULL ? agenda->wish.point : "",
             agenda->wish.point != NULL ? ", " : "", agenda->wish.canvas.w, agenda->wish.canvas.h);
    if (agenda->bands[0].count == 0) {
        str_add(out, "not at all");
    }
    words_spans(out, agenda, &agenda->bands[0]);
    str_add(out, "\n");
    str_fini(&names);
}

// --- a zone ------------------------------------------------------------------------------------

static void add_hour(struct grid *grid, const struct agenda_hour *hour)
{
    grid_addf(grid, "%lld", (long long)hour->plays);
    add_length(grid, hour->item_us);
    add_length(grid, hour->filler_us);
    add_length(grid, hour->house_us);
    add_length(grid, hour->dark_us);
}

// Whether two hours look the same to people: a play more or less is no difference.
static bool are_alike(const struct agenda_hour *a, const struct agenda_hour *b)
{
    enum { PLAYS_ASIDE = 2 };
    int64_t aside = a->plays > b->plays ? a->plays - b->plays : b->plays - a->plays;
    return aside <= PLAYS_ASIDE && a->item_us == b->item_us && a->filler_us == b->filler_us &&
           a->house_us == b->house_us && a->dark_us == b->dark_us;
}

static void join(struct agenda_hour *self, const struct agenda_hour *more)
{
    self->plays += more->plays;
    self->item_us += more->item_us;
    self->filler_us += more->filler_us;
    self->house_us += more->house_us;
    self->dark_us += more->dark_us;
}

// Hours that are alike share a line.
static void print_hours(const struct agenda *agenda, const struct agenda_zone *zone,
                        struct str *out)
{
    static const char *const headings[] = {"hours",  "plays",      "items",
                                           "filler", "house card", "dark"};
    struct grid grid = {.aligns = "lrrrrr"};
    ADD_HEADINGS(&grid, headings);
    for (size_t first = 0, end; first < zone->hour_count; first = end) {
        struct agenda_hour sum = zone->hours[first];
        for (end = first + 1;
             end < zone->hour_count && are_alike(&zone->hours[first], &zone->hours[end]); end++) {
            join(&sum, &zone->hours[end]);
        }
        struct str text = {0};
        words_minute(&text, agenda, sum.start_us);
        str_add(&text, "–");
        words_minute(&text, agenda,
                     end < zone->hour_count ? zone->hours[end].start_us : agenda->end_us);
        grid_take(&grid, &text);
        add_hour(&grid, &sum);
    }
    grid_add(&grid, "day");
    add_hour(&grid, &zone->total);
    grid_print(&grid, "  ", out);
}

static void add_wanted(struct grid *grid, const struct agenda_item *item, const struct item *facts)
{
    if (facts->often.share_ppm == 0) {
        grid_add(grid, "");
        grid_add(grid, "");
        return;
    }
    add_share(grid, agenda_item_ppm(item));
    add_share(grid, facts->often.share_ppm);
}

static void add_lifts(struct grid *grid, const struct agenda_item *item)
{
    struct str text = {0};
    int64_t permille = item->cases_permille * item->dayparts_permille / LIFT_AS_IS;
    if (permille != LIFT_AS_IS) {
        words_lift(&text, permille);
    }
    grid_take(grid, &text);
}

static void add_item(struct grid *grid, const struct agenda *agenda, const struct agenda_zone *zone,
                     const struct agenda_item *item)
{
    const struct item *facts = &playlist_of(agenda)->items[item->item];
    grid_add(grid, facts->id);
    grid_add(grid, facts->topic != NULL ? facts->topic : "");
    grid_addf(grid, "%lld", (long long)item->sum.plays);
    add_length(grid, item->sum.time_us);
    add_share(grid, agenda_ppm(item->sum.time_us, zone->open_us));
    add_wanted(grid, item, facts);
    if (item->sum.plays > 0) {
        add_time(grid, agenda, item->sum.first_us);
        add_time(grid, agenda, item->sum.last_us);
    } else {
        grid_add(grid, "");
        grid_add(grid, "");
    }
    if (item->gap_us != AGENDA_NO_GAP) {
        add_length(grid, item->gap_us);
    } else {
        grid_add(grid, "");
    }
    add_lifts(grid, item);
}

static void print_items(const struct agenda *agenda, const struct agenda_zone *zone,
                        struct str *out)
{
    static const char *const headings[] = {"item",   "topic", "plays", "time",      "share", "gets",
                                           "wanted", "first", "last",  "least gap", "lift"};
    struct grid grid = {.aligns = "llrrrrrrrrr"};
    ADD_HEADINGS(&grid, headings);
    for (size_t i = 0; i < zone->item_count; i++) {
        add_item(&grid, agenda, zone, &zone->items[i]);
    }
    grid_print(&grid, "  ", out);
}

static void print_misses(const struct agenda *agenda, const struct agenda_zone *zone,
                         struct str *out)
{
    for (size_t i = 0; i < zone->item_count; i++) {
        const struct agenda_item *item = &zone->items[i];
        const struct item *facts = &playlist_of(agenda)->items[item->item];
        if (item->reason != REASON_NONE) {
            str_addf(out, "  %s never plays: %s\n", facts->id, reason_text(item->reason));
        }
        if (item->hours_short > 0) {
            str_addf(out, "  %s should play %d times an hour, and does not in %d of %d hours\n",
                     facts->id, facts->often.min_per_hour, item->hours_short, item->hours_due);
        }
        if (item->is_day_short) {
            str_addf(out, "  %s should play %d times a day, and plays %lld times\n", facts->id,
                     facts->often.min_per_day, (long long)item->sum.plays);
        }
    }
}

static void add_slot(struct grid *grid, const struct agenda *agenda, const struct slot *slot)
{
    static const char *const kinds[] = {[SLOT_ITEM] = "",
                                        [SLOT_NOTHING] = "(house card)",
                                        [SLOT_DARK] = "(dark)",
                                        [SLOT_SUSPENDED] = "(emergency)"};
    bool is_item = slot->kind == SLOT_ITEM;
    add_time(grid, agenda, slot->start.us);
    add_time(grid, agenda, slot->end.us);
    grid_addf(grid, "%.1f", (double)(slot->end.us - slot->start.us) / (double)CLOCK_SECOND_US);
    grid_add(grid, is_item ? playlist_of(agenda)->items[slot->item].id : kinds[slot->kind]);
    grid_addf(grid, "%s%s%s", slot->is_filler ? "filler" : "",
              slot->is_filler && slot->is_cut ? ", " : "", slot->is_cut ? "cut" : "");
}

static void print_slots(const struct agenda *agenda, const struct agenda_zone *zone,
                        struct str *out)
{
    static const char *const headings[] = {"from", "to", "seconds", "item", ""};
    struct grid grid = {.aligns = "llrll"};
    ADD_HEADINGS(&grid, headings);
    for (size_t i = 0; i < zone->slot_count; i++) {
        add_slot(&grid, agenda, &zone->slots[i]);
    }
    grid_print(&grid, "  ", out);
    str_add(out, "\n");
}

// --- all of them -------------------------------------------------------------------------------

static void print_sums(const struct agenda_sums *sums, const char *name, struct str *out)
{
    struct grid grid = {.aligns = "lrrr"};
    const char *const headings[] = {name, "plays", "time", "share"};
    int64_t whole_us = 0;
    for (size_t i = 0; i < sums->count; i++) {
        whole_us += sums->each[i].time_us;
    }
    ADD_HEADINGS(&grid, headings);
    for (size_t i = 0; i < sums->count; i++) {
        const struct agenda_sum *sum = &sums->each[i];
        grid_add(&grid, sum->key != NULL ? sum->key : "(none)");
        grid_addf(&grid, "%lld", (long long)sum->plays);
        add_length(&grid, sum->time_us);
        add_share(&grid, agenda_ppm(sum->time_us, whole_us));
    }
    str_add(out, "\n");
    grid_print(&grid, "  ", out);
}

static void print_dayparts(const struct agenda *agenda, struct str *out)
{
    if (agenda->band_count > 1) {
        str_add(out, "\ndayparts of this day\n");
    }
    struct grid grid = {.aligns = "lll"};
    for (size_t i = 1; i < agenda->band_count; i++) {
        const struct agenda_band *band = &agenda->bands[i];
        struct str text = {0};
        grid_add(&grid, band->daypart->name);
        words_spans(&text, agenda, band);
        grid_take(&grid, &text);
        words_named(&text, band->daypart, ", ");
        if (band->daypart->lift > 1) {
            str_add(&text, " ");
            words_lift(&text, (int64_t)(band->daypart->lift * LIFT_AS_IS + 0.5));
        }
        grid_take(&grid, &text);
    }
    grid_print(&grid, "  ", out);
}

static void print_cases(const struct agenda *agenda, struct str *out)
{
    const struct lifts *lifts = agenda->wish.lifts;
    if (lifts == NULL || lifts->count == 0) {
        return;
    }
    str_add(out, "\nlifted by cases\n");
    for (size_t i = 0; i < lifts->count; i++) {
        str_addf(out, "  %s: %lld 起，权重 ", lifts->items[i].topic,
                 (long long)lifts->items[i].cases);
        words_lift(out, lifts->items[i].lift_permille);
        str_add(out, "\n");
    }
    if (lifts->default_permille != LIFT_AS_IS) {
        str_add(out, "  other topics: 权重 ");
        words_lift(out, lifts->default_permille);
        str_add(out, "\n");
    }
}

void agenda_print_table(const struct agenda *agenda, bool with_slots, struct str *out)
{
    print_heading(agenda, out);
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        str_addf(out, "\nzone %s, %zu slots\n", playlist_of(agenda)->zones[zone->zone].name,
                 zone->slot_count);
        if (with_slots) {
            print_slots(agenda, zone, out);
        }
        print_hours(agenda, zone, out);
        str_add(out, "\n");
        print_items(agenda, zone, out);
        print_misses(agenda, zone, out);
    }
    print_sums(&agenda->topics, "topic", out);
    print_sums(&agenda->audiences, "audience", out);
    print_dayparts(agenda, out);
    print_cases(agenda, out);
    for (size_t i = 0; i < agenda->idle_count; i++) {
        str_addf(out, "%s%s never plays: %s\n", i == 0 ? "\n" : "",
                 playlist_of(agenda)->items[agenda->idle[i].item].id,
                 reason_text(agenda->idle[i].reason));
    }
    str_add(out, "\nshare: of the zone's open time; gets: of the time in which the item may begin,"
                 " as wanted is meant.\nA play belongs to the hour in which it begins.\n");
}

// What the outreach of a period came to, added up over points, days and items, without layout: what
// every page and table of a report is printed from. Three ledgers that are never added together:
// plays (facts), modelled reach (an estimate with interval and grade), manual outreach (what staff
// entered). A fact once it is made; owned by the caller, by outreach_fini().
//
// Making one: all zero to begin with, then the functions at the end in any order, then
// outreach_settle(). One thread at a time.
#pragma once

#include "base/clock.h"
#include "ledger/manual.h"
#include "reach/audience.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OUTREACH_FREQUENCIES = 10, OUTREACH_HOURS = 24 };

// Facts about plays.
struct outreach_plays {
    int64_t plays, full_plays, visible_ms;
    int64_t failed, skipped, cut;
    int64_t untrusted;                    // 时间待核: listed here, not in `plays`
    int64_t display_unknown, display_off; // the first are counted in `plays`, the others are not
};

void outreach_add_plays(struct outreach_plays *to, const struct outreach_plays *from);

// An estimate. `has_model` false: no point of it says who comes past, everything below is 0.
struct outreach_reach {
    bool has_model;
    double impressions; // 曝光人次: opportunities to see, ≥ 1 s on the screen
    double impressions_lo, impressions_hi; // 95 % interval
    double visits, visits_lo, visits_hi; // 触达人次: visits with ≥ 1 full exposure, 95 % interval
    double persons, persons_lo, persons_hi; // 估计触达人数; 0: a population is unknown
    double engagements;                     // touches and keys; never part of the above
    enum audience_grade grade;              // the worst that went in
};

struct outreach_row {
    char *key;   // id, name or path; "" where the plays do not say
    char *label; // for people; never NULL
    int depth;   // of a path of districts: 0 for the largest
    struct outreach_plays plays;
    struct outreach_reach reach; // de-duplicated within the row
};

enum outreach_table {
    OUTREACH_DISTRICT = 0, // path, each level a row, in the order of a tree
    OUTREACH_POINT,        // key: id of the point, label: its name
    OUTREACH_VENUE,        // 六进, key "社区"
    OUTREACH_TOPIC,        // 诈骗类型
    OUTREACH_AUDIENCE,     // 受众
    OUTREACH_ITEM,         // 内容
    OUTREACH_DAY,          // key "2026-11-25"; every day of the period, in order
    OUTREACH_TABLES,
};

// Finds by content where many things of a kind were put; outreach_index.h.
struct outreach_index {
    size_t *slots; // position + 1; 0: free
    size_t slot_count, used;
};

struct outreach_rows {
    struct outreach_row *rows; // districts and days in their order, else by plays, most first
    size_t count, capacity;
    struct outreach_index index;
};

// The finest grain: what spreadsheets get.
struct outreach_cell {
    int64_t day;                   // civil day, counted from 1970-01-01
    size_t point;                  // index into `points`
    char *item, *topic, *audience; // topic and audience: "" where not said
    struct outreach_plays plays;
    struct outreach_reach reach;
};

// A screen that was due to report: it is in the roster, or has reported before.
struct outreach_point {
    char *id, *name;          // name: "" where not said
    char *district, *venue;   // "内蒙古/兴安盟/乌兰浩特市", "社区"; "" where not said
    bool is_reporting;        // there are plays of it in the period
    int64_t last_day;         // of its last play ever; INT64_MIN: never seen
    char *log_id;             // of the ledger that was read; "" none
    int64_t chain_length;     // records in its chain
    char chain_head[65];      // hex digest of the last record; "" none
    struct audience audience; // in force at the end of the period
};

// As staff entered it. Entries that a later one superseded are not among them.
struct outreach_manual {
    enum outreach_manual_kind kind;
    int64_t count;
    int64_t day;             // when it happened
    char *id;                // by which a later entry supersedes it
    char *by, *note, *point; // "" where not said
    bool is_correction;      // it superseded another
};

enum outreach_notice {
    OUTREACH_GAP = 1, // plays are missing
    OUTREACH_FAULT,   // the ledger, a display or a decoder failed
    OUTREACH_CLOCK,   // the clock jumped, or became known
};

// Something that a reader of the figures should know.
struct outreach_event {
    enum outreach_notice kind;
    int64_t day;
    size_t point;
    int64_t value; // gap: plays and events that could not be stored; clock: by how many µs; else 0
    char *text;    // what the player said of it; "" nothing
};

struct outreach {
    int64_t first_day, last_day; // civil days of the period, both included
    int offset_s;                // that the days are told by
    char *title;                 // "反诈宣传日报"; NULL: as outreach_title() says
    struct wall made;            // when it was put together; 0: not said
    size_t ledger_count;         // that it was put together from
    struct outreach_plays plays;
    struct outreach_reach reach;
    struct outreach_rows tables[OUTREACH_TABLES];
    struct outreach_cell *cells; // in order of day, point, item
    size_t cell_count, cell_capacity;
    struct outreach_index cell_index;
    struct outreach_point *points; // in order of district, id
    size_t point_count, point_capacity;
    struct outreach_index point_index;
    int64_t (*hours_ms)[OUTREACH_HOURS];    // visible time by day of the period and hour of the day
    double frequency[OUTREACH_FREQUENCIES]; // visits with ≥ 1, ≥ 2 … full exposures to anything
    struct outreach_manual *manual;         // in order of kind, day
    size_t manual_count, manual_capacity;
    struct outreach_event *events; // in order of day
    size_t event_count, event_capacity;
    char checkpoint[65]; // digest over all chain heads, so that the report says what it was made of
};

// What the numbers mean: printed into every report, and changed with the arithmetic.
#define OUTREACH_METHOD "xiaolaba-reach-1"

void outreach_fini(struct outreach *self);

// "反诈宣传日报" for a day, 周报 for seven days, 月报, 季报 and 年报 for those of the calendar,
// else "反诈宣传统计报告".
const char *outreach_title(int64_t first_day, int64_t last_day);

// The row, point or cell of that key, added when it is not there yet. Borrowed until the next one
// of its kind is added. `label` NULL: the key is the label; it counts for a row that is new.
struct outreach_row *outreach_row(struct outreach *self, enum outreach_table table, const char *key,
                                  const char *label) __attribute__((returns_nonnull));
struct outreach_point *outreach_point(struct outreach *self, const char *id)
    __attribute__((returns_nonnull));

// What a cell is found by. NULL is "".
struct outreach_cell_key {
    int64_t day;
    size_t point;
    const char *item, *topic, *audience;
};
struct outreach_cell *outreach_cell(struct outreach *self, const struct outreach_cell_key *key)
    __attribute__((returns_nonnull));

// Rows for the district "盟市/旗县" and for each that holds it, with their depths. Shape: fills
// `out` with their positions in the table, the largest first; returns how many there are.
enum { OUTREACH_DEPTHS = 8 }; // what lies deeper belongs to the eighth
size_t outreach_district(struct outreach *self, const char *path, size_t out[OUTREACH_DEPTHS]);

// Puts everything into the order that is said above; cells and events follow their points. Nothing
// is added afterwards.
void outreach_settle(struct outreach *self);

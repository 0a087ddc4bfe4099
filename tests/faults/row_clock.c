// A wall clock that jumps while a show goes on: ten years either way, to 1970, across 2038, back by
// seconds or hours, there from the start or never. The show goes on without a gap and shows nothing
// twice at once; every play is logged, once, with no more trust than its clock deserves; the chain
// holds and every jump is told; and a report (of every tenth) lists as 时间待核 exactly what nobody
// can date.
#include "ledger/collect.h"
#include "ledger/fault_vfs.h"
#include "report/assemble.h"
#include "row.h"
#include "show/theatre.h"
#include "support/test.h"

#include "base/civil.h"
#include "base/mem.h"

#define S CLOCK_SECOND_US
#define SHOW_US (150 * S)
#define YEAR_US (365 * 86400 * S)
#define SHIFT_US (S / 5) // from an instant of the script to when the show acts upon it
#define END_OF_32_BITS_US (INT64_C(2147483648) * S)

enum {
    JUMPS_MOST = 6,
    TOUCH_US = 20000,
    ALL_DAYS_FROM = 0,
    ALL_DAYS_TO = 36000,
    REPORT_ONE_IN = 10
};

static const char playlist[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 7; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 5; },\n"
    "          { id = \"m\"; text = \"早\"; motion = \"hold\"; hold = 9;\n"
    "            when = { hours = \"06:00-12:00\"; }; } );\n";

struct jump {
    struct theatre *theatre;
    int64_t at_us;
    int64_t wall_us; // that the clock shows then
    enum clock_trust trust;
};

struct script {
    struct jump jumps[JUMPS_MOST + 1]; // the first is what it starts with
    size_t count;
};

static void do_jump(void *self)
{
    const struct jump *jump = self;
    jump->theatre->time.wall.us = jump->wall_us;
    jump->theatre->trust = jump->trust;
}

// Somewhere a clock may be found: `now_us` is the truth.
static int64_t somewhere(uint64_t *random, int64_t now_us)
{
    switch (random_below(random, 9)) {
    case 0:
        return now_us + 10 * YEAR_US;
    case 1:
        return now_us - 10 * YEAR_US;
    case 2:
        return random_below(random, 60) * S; // 1970
    case 3:
        return END_OF_32_BITS_US - random_below(random, 100) * S;
    case 4:
        return now_us - 1 - random_below(random, 10 * S);
    case 5:
        return now_us - random_below(random, 7200) * S;
    case 6:
        return now_us + random_below(random, 7200) * S;
    case 7:
        return now_us + random_below(random, 3 * S) - 3 * S / 2;
    default:
        return now_us;
    }
}

static struct script make_script(uint64_t *random, struct theatre *theatre)
{
    static const enum clock_trust trusts[] = {CLOCK_UNKNOWN, CLOCK_BOUNDED, CLOCK_TRUSTED,
                                              CLOCK_TRUSTED};
    struct script script = {.count = 1 + (size_t)random_below(random, JUMPS_MOST)};
    int64_t truth_us = theatre_time("2026-11-25T11:58").us;
    for (size_t i = 0; i < script.count; i++) {
        int64_t share_us = SHOW_US / (int64_t)script.count;
        int64_t at_us = i == 0 ? 0 : share_us * (int64_t)i + random_below(random, share_us / 2);
        script.jumps[i] = (struct jump){
            .theatre = theatre,
            .at_us = at_us,
            .wall_us = somewhere(random, truth_us + at_us),
            .trust = trusts[random_below(random, 4)],
        };
    }
    if (random_below(random, 4) == 0) { // nobody ever keeps it
        for (size_t i = 0; i < script.count; i++) {
            script.jumps[i].trust = CLOCK_UNKNOWN;
        }
    }
    return script;
}

// The clock as it was at an instant. False: it was just being set.
static bool clock_at(const struct script *script, int64_t mono_us, struct jump *out)
{
    size_t at = 0;
    while (at + 1 < script->count && script->jumps[at + 1].at_us <= mono_us) {
        at++;
    }
    *out = script->jumps[at];
    out->wall_us += mono_us - out->at_us;
    bool is_just_set = at > 0 && mono_us - script->jumps[at].at_us < SHIFT_US;
    bool is_about_to = at + 1 < script->count && script->jumps[at + 1].at_us - mono_us < SHIFT_US;
    return !is_just_set && !is_about_to;
}

static void judge_time(struct row *row, const struct script *script, const struct play *play)
{
    struct jump clock;
    if (!clock_at(script, play->start_mono.us, &clock)) {
        return;
    }
    if (play->trust > clock.trust) {
        row_fail(row, "the play at %lld us trusts its clock %d, the clock %d",
                 (long long)play->start_mono.us, (int)play->trust, (int)clock.trust);
    }
    int64_t apart_us = play->start_wall.us - clock.wall_us;
    if (play->trust == CLOCK_TRUSTED && (apart_us > TOUCH_US || apart_us < -TOUCH_US)) {
        row_fail(row, "the play at %lld us is logged %lld us off its clock",
                 (long long)play->start_mono.us, (long long)apart_us);
    }
}

// Plays follow each other without a gap and without two at once.
static void judge_plays(struct row *row, const struct script *script, const struct collection *all)
{
    int64_t until_us = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct play *play = &all->plays[i];
        int64_t gap_us = play->start_mono.us - until_us;
        bool is_first = i == 0;
        if (gap_us < -TOUCH_US || (gap_us > TOUCH_US && !is_first) || gap_us > S) {
            row_fail(row, "%lld us lie between play %zu and the one before", (long long)gap_us, i);
        }
        until_us = play->start_mono.us + play->shown.span_ms * 1000;
        judge_time(row, script, play);
    }
    if (until_us < SHOW_US - TOUCH_US) {
        row_fail(row, "it ends at %lld us", (long long)until_us);
    }
}

// What can be dated: a moment of the same boot at which the clock was trusted tells the others.
static void judge_report(struct row *row, const struct theatre *theatre,
                         const struct collection *all)
{
    bool has_anchor = false;
    for (size_t i = 0; i < all->count; i++) {
        has_anchor = has_anchor || all->plays[i].trust == CLOCK_TRUSTED;
    }
    struct event_collection events = collect_events(theatre->ledger_path);
    for (size_t i = 0; i < events.count; i++) {
        has_anchor = has_anchor || events.events[i].trust == CLOCK_TRUSTED;
    }
    event_collection_free(&events);
    struct error err = {0};
    struct outreach outreach;
    const char *path = theatre->ledger_path;
    const struct assemble_wish wish = {
        .ledgers = &path, .ledger_count = 1, .first_day = ALL_DAYS_FROM, .last_day = ALL_DAYS_TO};
    if (!assemble(&wish, &outreach, &err)) {
        row_fail(row, "no report: %s", err.text);
        return;
    }
    int64_t untrusted = has_anchor ? 0 : (int64_t)all->count;
    if (outreach.plays.untrusted != untrusted ||
        outreach.plays.plays + outreach.plays.untrusted != (int64_t)all->count) {
        row_fail(row,
                 "of %zu plays the report counts %lld and lists %lld, where %lld cannot be dated",
                 all->count, (long long)outreach.plays.plays, (long long)outreach.plays.untrusted,
                 (long long)untrusted);
    }
    outreach_fini(&outreach);
}

static int64_t show_once(struct row *row, uint64_t *random)
{
    struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 16}, theatre_time("2026-11-25T11:58"));
    theatre.earliest = theatre_time("2026-01-01T00:00");
    theatre.skips_frames = true;
    struct script script = make_script(random, &theatre);
    do_jump(&script.jumps[0]);
    for (size_t i = 1; i < script.count; i++) {
        theatre.cues[theatre.cue_count++] =
            (struct cue){script.jumps[i].at_us, SCREEN_NOTHING, do_jump, &script.jumps[i]};
    }
    char *path = theatre_file(&theatre, "list.cfg", playlist);
    if (theatre_perform(&theatre, path, SHOW_US, 0) != SHOW_ENDED) {
        row_fail(row, "the show did not go on to its end");
    }
    free(path);
    for (size_t i = 1; i < script.count; i++) { // when the show looked
        script.jumps[i].at_us = theatre.done_us[i - 1];
    }
    struct collection all = collect(theatre.ledger_path);
    judge_plays(row, &script, &all);
    if (row->done % REPORT_ONE_IN == 0) {
        judge_report(row, &theatre, &all);
    }
    int64_t plays = (int64_t)all.count;
    collection_free(&all);
    if (theatre.black_presents > 0) {
        row_fail(row, "%lld pictures were black", (long long)theatre.black_presents);
    }
    theatre_close(&theatre); // and audits
    return plays;
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "clock", .tries = "sequences", .ci = 1000, .nightly = 100000, .release = 1000000};
    row_begin(&row, argc, argv);
    fault_vfs_install(); // nobody cuts the power here
    uint64_t random = row.seed;
    int64_t plays = 0;
    while (row_goes_on(&row)) {
        plays += show_once(&row, &random);
    }
    row_figure(&row, "plays", plays);
    return row_end(&row);
}

// A disk that hangs, or fails, or both, while a show goes on: the show is picture for picture the
// one on a good disk, and nothing of what it logged is lost. Time moves only when the show sleeps;
// while the disk hangs, nothing lets it go but the show itself, later: whoever waited for the disk
// would wait for ever, and the row would be ended by its alarm.
#include "ledger/collect.h"
#include "ledger/fault_vfs.h"
#include "row.h"
#include "show/theatre.h"
#include "support/test.h"

#include <limits.h>
#include <sqlite3.h>

#define S CLOCK_SECOND_US
#define SHOW_US (24 * S)

static const char playlist[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 2; },\n"
    "          { id = \"b\"; text = \"不轻信不透露不转账\"; motion = \"left\"; },\n"
    "          { id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = 1; } );\n";

struct picture {
    int64_t presents, black, sleeps, vain;
    struct sums sums;
};

// What the disk does, one thing after the other.
struct ailment {
    int64_t at_us;
    bool hangs;
    int fails_first, fails_count, code;
};

enum { TROUBLES = 6 };

// Time is not ours alone: on a busy machine a whole show may pass before the writer's thread runs.
// A disk that hangs goes on until a call hangs in it.
static bool is_hanging;
static int held_before;

static void await_hang(void)
{
    if (is_hanging) {
        (void)fault_vfs_await_held(held_before);
    }
}

static void begin_trouble(void *self)
{
    const struct ailment *trouble = self;
    await_hang();
    is_hanging = trouble->hangs;
    held_before = fault_vfs_held();
    fault_vfs_hold(trouble->hangs);
    fault_vfs_break(trouble->fails_first, trouble->fails_count, trouble->code);
}

static void end_trouble(void *self)
{
    (void)self;
    await_hang();
    is_hanging = false;
    fault_vfs_hold(false);
    fault_vfs_break(0, 0, SQLITE_OK);
}

static void add_cue(struct theatre *theatre, int64_t at_us, void (*act)(void *), void *self)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, SCREEN_NOTHING, act, self};
}

// The show's writer backs off by a clock of its own.
static void change_writer(struct theatre *theatre, struct clock_virtual *clock)
{
    const struct writer_identity identity = {.point_id = "test", .program_version = "0"};
    (void)writer_stop(theatre->writer);
    clock_virtual_init(clock, (struct wall){0});
    theatre->writer = writer_start(theatre->ledger_path, &identity, &clock->clock);
}

static struct picture perform(const struct ailment *troubles, size_t count)
{
    struct theatre theatre;
    struct clock_virtual clock;
    theatre_open(&theatre, (struct size){64, 16}, theatre_time("2026-11-25T08:00"));
    theatre.is_disk_slow = true;
    change_writer(&theatre, &clock);
    for (size_t i = 0; i < count; i++) {
        add_cue(&theatre, troubles[i].at_us, begin_trouble, (void *)(uintptr_t)&troubles[i]);
    }
    add_cue(&theatre, SHOW_US - S / 2, end_trouble, NULL);
    char *path = theatre_file(&theatre, "list.cfg", playlist);
    (void)theatre_perform(&theatre, path, SHOW_US, 0); // nothing may be dropped, it says
    free(path);
    end_trouble(NULL);
    struct picture picture = {theatre.presents, theatre.black_presents, theatre.sleeps,
                              theatre.vain_sleeps, theatre_sums(&theatre)};
    theatre_close(&theatre);
    return picture;
}

static size_t make_troubles(uint64_t *random, struct ailment out[TROUBLES])
{
    static const int codes[] = {SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_NOMEM};
    size_t count = 1 + (size_t)random_below(random, TROUBLES);
    for (size_t i = 0; i < count; i++) {
        int64_t share_us = SHOW_US / (int64_t)count;
        bool for_ever = random_below(random, 2) == 0;
        out[i] = (struct ailment){
            .at_us = share_us * (int64_t)i + random_below(random, share_us / 2),
            .hangs = random_below(random, 2) == 0,
            .fails_first = 1 + (int)random_below(random, 20),
            .fails_count = for_ever ? INT_MAX / 2 : (int)random_below(random, 5),
            .code = codes[random_below(random, 4)],
        };
    }
    return count;
}

static void compare(struct row *row, const struct picture *got, const struct picture *want)
{
    if (got->presents != want->presents || got->black != want->black || got->vain != want->vain) {
        row_fail(row, "%lld pictures instead of %lld, %lld black", (long long)got->presents,
                 (long long)want->presents, (long long)got->black);
    }
    if (got->sums.plays != want->sums.plays || got->sums.frames != want->sums.frames ||
        got->sums.late != 0 || got->sums.visible_ms != want->sums.visible_ms ||
        got->sums.open != 0 || strcmp(got->sums.order, want->sums.order) != 0) {
        row_fail(row,
                 "the ledger has %lld plays with %lld frames, %lld late, instead of %lld with %lld",
                 (long long)got->sums.plays, (long long)got->sums.frames, (long long)got->sums.late,
                 (long long)want->sums.plays, (long long)want->sums.frames);
    }
}

int main(int argc, char **argv)
{
    struct row row = {.name = "late",
                      .tries = "shows",
                      .ci = 500,
                      .nightly = 10000,
                      .release = 100000,
                      .hang_s = 15};
    row_begin(&row, argc, argv);
    fault_vfs_install();
    uint64_t random = row.seed;
    struct picture want = perform(NULL, 0);
    while (row_goes_on(&row)) {
        struct ailment troubles[TROUBLES];
        size_t count = make_troubles(&random, troubles);
        struct picture got = perform(troubles, count);
        compare(&row, &got, &want);
    }
    row_figure(&row, "pictures", want.presents * (row.done + 1));
    row_figure(&row, "calls_that_hung", fault_vfs_held());
    if (fault_vfs_held() < row.done / 4) {
        row_fail(&row, "the disk hardly ever hung");
    }
    return row_end(&row);
}

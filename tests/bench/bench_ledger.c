// How fast the ledger stores, against the least that durability costs: appending a record to a
// plain file and fdatasync(). One commit per change of plays, as in a show: the old play is closed
// and the next one opened. Runs alternate, so that whatever else the disk does hits both.
//
// Prints lines "name value": commits and raw per second, and their ratio, medians of runs.
//
//     bench_ledger [FOLDER]        (default: $TMPDIR, else /tmp; it must be a real disk)
#include "base/clock.h"
#include "base/mem.h"
#include "ledger/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    RUNS = 9,
    COMMITS = 1500,
    RECORD_BYTES = 128, // a play as one line of a plain log
};

static void stop_with(const char *what)
{
    fprintf(stderr, "bench_ledger: %s\n", what);
    exit(3);
}

static double per_second(struct mono from, struct mono to)
{
    return COMMITS * 1e6 / (double)mono_since(to, from);
}

static double run_raw(const char *folder)
{
    struct clock *clock = clock_system();
    char *path = mem_format("%s/raw", folder);
    char record[RECORD_BYTES];
    memset(record, 'x', sizeof record);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    struct mono start = clock->now_mono(clock);
    for (int i = 0; i < COMMITS; i++) {
        if (write(fd, record, sizeof record) != (ssize_t)sizeof record || fdatasync(fd) != 0) {
            stop_with("the raw file cannot be written");
        }
    }
    double speed = per_second(start, clock->now_mono(clock));
    close(fd);
    unlink(path);
    free(path);
    return speed;
}

static struct entry *opening(int i)
{
    const struct play_start play = {
        .item = i % 2 == 0 ? "shuadan" : "film",
        .kind = i % 2 == 0 ? "slogan" : "video",
        .topic = "刷单",
        .zone = "main",
        .playlist = "bank-lobby",
        .playlist_revision = "9f86d081884c7d65",
        .slot = i,
        .start_mono = {INT64_C(15000000) * i},
        .start_wall = {INT64_C(1795996800000000) + INT64_C(15000000) * i},
        .trust = CLOCK_TRUSTED,
        .planned_ms = 15000,
    };
    struct entry *entry = entry_new_open(i + 1, &play);
    entry->has_content = true;
    memset(entry->content, i % 2, sizeof entry->content);
    return entry;
}

static double run_ledger(const char *folder, int run)
{
    struct clock *clock = clock_system();
    struct error err = {0};
    char *path = mem_format("%s/ledger.db", folder);
    char *run_id = mem_format("run-%d", run);
    const struct store_run who = {run_id, "boot", "nm-0001", "0.1.0", false};
    const struct play_progress shown = {15000, 14983, 900, 0};
    struct store *store = store_open(path, &who, &err);
    if (store == NULL) {
        stop_with(err.text);
    }
    struct mono start = clock->now_mono(clock);
    for (int i = 0; i < COMMITS; i++) {
        struct entry *change[] = {entry_new_close(i, PLAY_COMPLETE, &shown), opening(i)};
        if (!store_apply(store, change, 2, &err)) {
            stop_with(err.text);
        }
        free(change[0]);
        free(change[1]);
    }
    double speed = per_second(start, clock->now_mono(clock));
    store_close(store, true);
    free(run_id);
    free(path);
    return speed;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(const double values[RUNS])
{
    double sorted[RUNS];
    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, RUNS, sizeof sorted[0], by_size);
    return sorted[RUNS / 2];
}

int main(int argc, char **argv)
{
    const char *top = argc > 1 ? argv[1] : getenv("TMPDIR");
    char *folder = mem_format("%s/xiaolaba-bench-XXXXXX", top != NULL ? top : "/tmp");
    if (mkdtemp(folder) == NULL) {
        stop_with("no folder to write into");
    }
    double raw[RUNS];
    double ledger[RUNS];
    double ratio[RUNS];
    for (int i = 0; i < RUNS; i++) {
        raw[i] = run_raw(folder);
        ledger[i] = run_ledger(folder, i);
        ratio[i] = ledger[i] / raw[i];
    }
    printf("commits %.0f\nraw %.0f\nratio %.3f\n", median(ledger), median(raw), median(ratio));
    char *path = mem_format("%s/ledger.db", folder);
    unlink(path);
    rmdir(folder);
    free(path);
    free(folder);
    return 0;
}

// Whether what is stored stays stored: the disk below the state folder, its room and its speed, and
// the ledger on it.
#include "cmd/doctor.h"
#include "cmd/doctor_tell.h"

#include "base/civil.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/meridian.h"
#include "health/storage.h"
#include "ledger/ballast.h"
#include "ledger/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB (INT64_C(1024) * 1024)

enum { LEAST_MIB = 64, FEW_MIB = 512, LEAST_FILES = 1000 };
// A commit writes a few pages and waits for them. Source: SD cards take 5–50 ms; one that takes
// longer than this makes the ledger's queue grow (ledger/queue.h).
enum { COMMITS = 8, COMMIT_BYTES = 12288, SLOW_MS = 200, TOO_SLOW_MS = 2000 };

// --- what it is --------------------------------------------------------------------------------

static void add_card(const struct storage *storage, struct str *out)
{
    if (storage->card[0] != '\0') {
        str_addf(out, ", %s %s %s", str_is(storage->card, "MMC") ? "eMMC" : storage->card,
                 storage->card_name, storage->card_date);
    }
    int life = storage->life[0] > storage->life[1] ? storage->life[0] : storage->life[1];
    if (life > 0) {
        str_addf(out, ", %d0 %%", life);
    }
}

// "mmcblk0p2 ext4, 4 × since 2026-11-01T08:00:00+08:00"
static char *say_errors(const struct storage *storage, const char *what)
{
    struct str words = {0};
    str_add(&words, what);
    if (storage->errors > 0) {
        str_addf(&words, ", %lld ×", (long long)storage->errors);
    }
    if (storage->first_error_s > 0) {
        char when[40];
        struct wall at = {storage->first_error_s * CLOCK_SECOND_US};
        civil_format(at, meridian_offset_s(NULL, at), when, sizeof when);
        str_addf(&words, ", %s", when);
    }
    return str_take(&words);
}

static void tell_state(const struct storage *storage, const char *what, struct findings *out)
{
    switch (storage_judge(storage)) {
    case STORAGE_FINE:
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "storage.disk",
                                   .chinese = "存得住",
                                   .english = "keeps what is stored",
                                   .fact = mem_copy(what)});
        break;
    case STORAGE_WORN:
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "storage.worn",
                                   .chinese = "寿命将尽，请备好新卡",
                                   .english = "most of its life is used, have another ready",
                                   .fact = mem_copy(what),
                                   .mend = mem_copy("xiaolaba export --usb /media/…")});
        break;
    case STORAGE_FAILING:
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.failing",
                                   .chinese = "存储在损坏，先导出台账再换",
                                   .english = "it fails, export the ledger and replace it",
                                   .fact = say_errors(storage, what),
                                   .mend = mem_copy("xiaolaba export --usb /media/…")});
        break;
    case STORAGE_LOCKED:
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "storage.read-only",
                          .chinese = "只读，播放记录存不下来",
                          .english = "read-only, nothing that is shown is recorded",
                          .fact = mem_copy(what),
                          .mend = mem_format("sudo mount -o remount,rw '%s'", storage->at)});
        break;
    }
}

// A Pi whose card is protected by an overlay in memory; elsewhere there are many ways.
static char *mend_overlay(const struct storage *storage)
{
    bool is_overlay = str_is(storage->kind, "overlay");
    return is_overlay ? mem_copy("sudo raspi-config nonint do_overlayfs 1 && sudo reboot") : NULL;
}

void doctor_storage_tell(const struct storage *storage, struct findings *out)
{
    struct str what = {0};
    str_addf(&what, "%s%s%s", storage->device, storage->device[0] != '\0' ? " " : "",
             storage->kind);
    add_card(storage, &what);
    if (!storage->is_found) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "storage.unknown",
                                   .chinese = "看不出存在哪个盘上",
                                   .english = "it cannot be told which disk this is"});
    } else if (storage->is_gone_at_restart) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.volatile",
                                   .chinese = "在内存里，重启后记录全部丢失",
                                   .english = "in memory, all records are lost at the next start",
                                   .fact = mem_copy(str_text(&what)),
                                   .mend = mend_overlay(storage)});
    } else {
        tell_state(storage, str_text(&what), out);
    }
    if (storage->is_overlay) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "storage.overlay",
                          .chinese = "叠加文件系统：看不出重启后是否还在",
                          .english = "an overlay whose upper folder is out of sight: does it last?",
                          .mend = mem_copy("findmnt -T /var/lib/xiaolaba")});
    }
    if (storage->is_foreign || storage->is_distant) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "storage.foreign",
                                   .chinese = "经不起断电，请用 ext4",
                                   .english = "does not survive power cuts, use ext4",
                                   .fact = mem_copy(storage->kind)});
    }
    str_fini(&what);
}

// --- room --------------------------------------------------------------------------------------

static char *say_space(const struct storage_space *space)
{
    double gib = 1024.0 * (double)MIB;
    return mem_format("%.1f / %.1f GiB", (double)space->free_bytes / gib,
                      (double)space->all_bytes / gib);
}

void doctor_space_tell(const struct storage_space *space, struct findings *out)
{
    static const char clear[] = "sudo apt clean && sudo journalctl --vacuum-size=50M";
    int64_t mib = space->free_bytes / MIB;
    if (space->all_files > 0 && space->free_files < LEAST_FILES) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.files",
                                   .chinese = "不能再建文件",
                                   .english = "the disk takes no more files",
                                   .fact = mem_format("%lld", (long long)space->free_files),
                                   .mend = mem_copy(clear)});
    } else if (mib < LEAST_MIB) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.full",
                                   .chinese = "盘满了",
                                   .english = "the disk is full",
                                   .fact = say_space(space),
                                   .mend = mem_copy(clear)});
    } else if (mib < FEW_MIB) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "storage.few",
                                   .chinese = "空间不多了",
                                   .english = "little room is left",
                                   .fact = say_space(space),
                                   .mend = mem_copy(clear)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "storage.space",
                                   .chinese = "剩余空间",
                                   .english = "room",
                                   .fact = say_space(space)});
    }
}

// --- speed -------------------------------------------------------------------------------------

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

// Units: µs, the slowest but one of COMMITS writes that were waited for; −1: it cannot be written.
static int64_t measure(int fd)
{
    static const char page[COMMIT_BYTES] = {1};
    int64_t took_us[COMMITS];
    struct clock *clock = clock_system();
    for (int i = 0; i < COMMITS; i++) {
        struct mono before = clock->now_mono(clock);
        if (pwrite(fd, page, sizeof page, (off_t)i * COMMIT_BYTES) != COMMIT_BYTES ||
            fdatasync(fd) != 0) {
            return -1;
        }
        took_us[i] = mono_since(clock->now_mono(clock), before);
    }
    qsort(took_us, COMMITS, sizeof *took_us, by_size);
    return took_us[COMMITS - 2];
}

static void tell_speed(int64_t took_us, struct findings *out)
{
    char *fact = mem_format("%.1f ms", (double)took_us / 1000.0);
    if (took_us > INT64_C(1000) * TOO_SLOW_MS) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.too-slow",
                                   .chinese = "落盘太慢，记录会丢：换卡",
                                   .english = "too slow to record on, replace it",
                                   .fact = fact});
    } else if (took_us > INT64_C(1000) * SLOW_MS) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "storage.slow",
                                   .chinese = "落盘慢",
                                   .english = "slow to write and sync",
                                   .fact = fact});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "storage.speed",
                                   .chinese = "写入并落盘",
                                   .english = "written and synced in",
                                   .fact = fact});
    }
}

static char *mend_owner(const struct doctor *self)
{
    return self->has_user ? mem_format("sudo chown -R %s: '%s'", DOCTOR_USER, self->state)
                          : mem_format("sudo chown -R \"$USER\": '%s'", self->state);
}

static void try_writing(const struct doctor *self, struct findings *out)
{
    char *name = mem_format("%s/.doctor-XXXXXX", self->state);
    int fd = mkostemp(name, O_CLOEXEC);
    int64_t took_us = -1;
    int why = errno;
    if (fd >= 0) {
        unlink(name);
        took_us = measure(fd);
        why = errno;
        close(fd);
    }
    if (took_us >= 0) {
        tell_speed(took_us, out);
    } else {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.unwritable",
                                   .chinese = "写不进去",
                                   .english = "cannot be written",
                                   .fact = mem_format("%s: %s", self->state, strerror(why)),
                                   .mend = why == EACCES ? mend_owner(self) : NULL});
    }
    free(name);
}

// --- the ledger --------------------------------------------------------------------------------

static bool has_ballast(const struct doctor *self)
{
    char *path = mem_format("%s.ballast", self->ledger);
    struct stat about;
    bool is_there = stat(path, &about) == 0 && about.st_size >= BALLAST_BYTES;
    free(path);
    return is_there;
}

static char *say_ledger(const struct doctor *self, off_t bytes)
{
    return mem_format("%.1f MiB%s", (double)bytes / (double)MIB,
                      has_ballast(self) ? "" : ", no ballast");
}

static void tell_ledger(const struct doctor *self, struct findings *out)
{
    struct stat about;
    if (stat(self->ledger, &about) != 0) {
        if (errno == EACCES) {
            findings_add(out, FINDING_WARNING,
                         (struct told){.id = "storage.ledger-hidden",
                                       .chinese = "当前用户看不到台账",
                                       .english = "you may not look at the ledger",
                                       .mend = mem_copy("sudo xiaolaba doctor")});
        } else {
            findings_add(out, FINDING_FINE,
                         (struct told){.id = "storage.no-ledger",
                                       .chinese = "还没有台账",
                                       .english = "no ledger yet: it comes with the first play"});
        }
        return;
    }
    if (self->is_playing) { // a copy of gigabytes would be taken
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "storage.ledger",
                                   .chinese = "播放机在写台账",
                                   .english = "the player writes the ledger",
                                   .fact = say_ledger(self, about.st_size)});
        return;
    }
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->ledger, &err);
    if (ledger == NULL) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "storage.ledger-broken",
                                   .chinese = "台账打不开",
                                   .english = "the ledger cannot be opened",
                                   .fact = mem_copy(err.text),
                                   .mend = mem_format("xiaolaba audit '%s'", self->ledger)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "storage.ledger",
                                   .chinese = "台账能打开",
                                   .english = "the ledger opens",
                                   .fact = say_ledger(self, about.st_size)});
    }
    ledger_close(ledger);
}

// The state folder, or the one in which it will be made.
static char *standing_folder(const char *state)
{
    char *folder = mem_copy(state);
    while (!file_exists(folder) && strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0) {
        char *above = file_folder(folder);
        free(folder);
        folder = above;
    }
    char *real = realpath(folder, NULL);
    if (real != NULL) {
        free(folder);
        return real;
    }
    return folder;
}

void doctor_storage(const struct doctor *self, struct findings *out)
{
    char *folder = standing_folder(self->state);
    struct storage storage;
    storage_read(&storage, self->root, folder);
    doctor_storage_tell(&storage, out);
    struct storage_space space;
    if (storage_space(&space, folder)) {
        doctor_space_tell(&space, out);
    }
    free(folder);
    if (file_exists(self->state)) {
        try_writing(self, out);
    }
    tell_ledger(self, out);
}

// A short list: only what failed is in it.
#include "show/strikes.h"

#include "base/mem.h"
#include "plan/plan.h"
#include "playlist/revision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// A stick that is changed, a share that is mounted late and a disk that wakes up are back by then.
#define OUTAGE_US (INT64_C(60) * CLOCK_SECOND_US)
#define FIRST_US PLAN_QUARANTINE_US
enum { KEPT = 8 }; // times of one item: more do not make its quarantine longer
enum { ITEMS_MOST = 1024 };

struct record {
    char *item;
    char print[65]; // of what failed
    struct mono at[KEPT];
    int count;
    struct mono until; // it is left alone
};

struct strikes {
    struct record *each;
    size_t count, capacity;
};

struct strikes *strikes_new(void)
{
    return mem_zeroed(1, sizeof(struct strikes));
}

void strikes_free(struct strikes *self)
{
    if (self != NULL) {
        for (size_t i = 0; i < self->count; i++) {
            free(self->each[i].item);
        }
        free(self->each);
        free(self);
    }
}

// What there is of an item, so that another file, other words or another program are found out. A
// file that is not there is a state too.
static void print_of(const struct item *item, char out[65])
{
    struct stat about = {0};
    struct str all = {0};
    if (item->path != NULL) {
        (void)stat(item->path, &about);
    }
    str_addf(&all, "%s|%s|%lld|%llu|%lld.%09ld|%s", item->source,
             item->path != NULL ? item->path : "", (long long)about.st_size,
             (unsigned long long)about.st_ino, (long long)about.st_mtim.tv_sec,
             about.st_mtim.tv_nsec, XIAOLABA_VERSION);
    revision_of(all.text, all.length, out);
    str_fini(&all);
}

static struct record *find(const struct strikes *self, const char *item)
{
    for (size_t i = 0; i < self->count; i++) {
        if (str_is(self->each[i].item, item)) {
            return &self->each[i];
        }
    }
    return NULL;
}

static void drop(struct strikes *self, struct record *record)
{
    free(record->item);
    *record = self->each[--self->count];
}

// A place for what failed as `print`; strikes of another print are of something else.
static struct record *record_of(struct strikes *self, const char *item, const char *print)
{
    struct record *record = find(self, item);
    if (record == NULL) {
        if (self->count == ITEMS_MOST) {
            drop(self, &self->each[0]);
        }
        self->each = MEM_GROW(self->each, self->count, self->capacity);
        record = &self->each[self->count++];
        *record = (struct record){.item = mem_copy(item)};
    }
    if (!str_is(record->print, print)) {
        record->count = 0;
        record->until = (struct mono){INT64_MIN};
        snprintf(record->print, sizeof record->print, "%s", print);
    }
    return record;
}

static void forget_old(struct record *record, struct mono now)
{
    int kept = 0;
    for (int i = 0; i < record->count; i++) {
        if (record->at[i].us > now.us - STRIKES_WITHIN_US) {
            record->at[kept++] = record->at[i];
        }
    }
    record->count = kept;
}

// The record's next strike: works out until when it is left alone.
static void strike(struct record *record, struct mono now)
{
    forget_old(record, now);
    if (record->count == KEPT) {
        memmove(record->at, record->at + 1, (KEPT - 1) * sizeof *record->at);
        record->count--;
    }
    record->at[record->count++] = now;
    if (record->count >= STRIKES_MOST) {
        int64_t for_us = FIRST_US << (record->count - STRIKES_MOST);
        record->until = mono_after(now, for_us < STRIKES_WITHIN_US ? for_us : STRIKES_WITHIN_US);
    }
}

static int64_t left_us(const struct record *record, struct mono now)
{
    return record != NULL && record->until.us > now.us ? mono_since(record->until, now) : 0;
}

int64_t strikes_add(struct strikes *self, enum strike_kind kind, const struct item *item,
                    const char *why, struct mono now, struct str *detail)
{
    char print[65];
    print_of(item, print);
    struct record *record = record_of(self, item->id, print);
    forget_old(record, now);
    bool is_same = kind == STRIKE_FAILED && record->count > 0 &&
                   mono_since(now, record->at[record->count - 1]) < OUTAGE_US;
    if (!is_same) {
        strike(record, now);
        str_addf(detail, "strike %d of %s: %s", record->count, record->print, why);
    }
    return left_us(record, now);
}

int64_t strikes_left_us(const struct strikes *self, const struct item *item, struct mono now)
{
    return self->count == 0 ? 0 : left_us(find(self, item->id), now);
}

const struct item *strikes_release(struct strikes *self, const struct playlist *playlist,
                                   bool releases_all, struct str *detail)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct item *item = playlist_item(playlist, self->each[i].item);
        char print[65];
        if (item == NULL) {
            continue; // of another playlist, which may come back
        }
        print_of(item, print);
        bool is_other = !str_is(print, self->each[i].print);
        if (is_other || releases_all) {
            str_addf(detail, "released: %s",
                     is_other ? "it is another than the one that failed" : "somebody asked for it");
            drop(self, &self->each[i]);
            return item;
        }
    }
    return NULL;
}

void strikes_recall(struct strikes *self, const struct past *past, struct mono now,
                    struct wall wall)
{
    for (size_t i = 0; i < past->event_count; i++) {
        const struct event *event = &past->events[i];
        bool is_dated = event->trust >= CLOCK_BOUNDED && event->wall.us <= wall.us;
        if (event->kind != EVENT_FAILED || event->item == NULL || event->detail == NULL ||
            !is_dated) {
            continue;
        }
        char print[65] = "";
        struct record *known = find(self, event->item);
        if (sscanf(event->detail, "strike %*d of %32[0-9a-f]:", print) == 1) {
            strike(record_of(self, event->item, print), mono_after(now, event->wall.us - wall.us));
        } else if (strncmp(event->detail, "released", strlen("released")) == 0 && known != NULL) {
            drop(self, known);
        }
    }
}

bool strikes_are_none(const struct strikes *self)
{
    return self->count == 0;
}

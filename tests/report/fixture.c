// Ledgers and reports.
#include "report/fixture.h"

#include "base/civil.h"
#include "base/mem.h"

int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    self->second = mem_format("%s/second.db", self->folder);
    *state = self;
    return 0;
}

int tear_down(void **state)
{
    struct fixture *self = *state;
    free(self->path);
    free(self->second);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

struct wall at(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, CIVIL_CHINA_OFFSET_S);
}

void add_rows(const char *path, const char *run_id, const char *boot_id, int64_t ticket,
              const struct row *rows, size_t count)
{
    struct error err = {0};
    const struct store_run run = {run_id, boot_id, "nm-0001", "0.1.0", false};
    struct store *store = store_open(path, &run, &err);
    assert_non_null(store);
    for (size_t i = 0; i < count; i++) {
        struct play_start play = play_of(rows[i].item);
        play.start_wall = at(rows[i].start);
        play.start_mono.us = rows[i].mono_s * CLOCK_SECOND_US;
        play.planned_ms = rows[i].planned_ms;
        play.trust = rows[i].trust;
        play.display = rows[i].display;
        play.topic = rows[i].topic;
        const struct play_progress shown = {rows[i].span_ms, rows[i].visible_ms, rows[i].frames, 0};
        struct entry *entries[] = {
            entry_new_open(ticket + (int64_t)i, &play),
            entry_new_close(ticket + (int64_t)i, rows[i].end, &shown),
        };
        assert_true(store_apply(store, entries, rows[i].end == PLAY_OPEN ? 1 : 2, &err));
        free(entries[0]);
        free(entries[1]);
    }
    store_close(store, true);
}

void make(const char *path, const struct row *rows, size_t count)
{
    add_rows(path, "run-1", "boot-1", 1, rows, count);
}

char *report(const struct report_wish *wish, const char *first, const char *second)
{
    const char *const ledgers[] = {first, second};
    struct str out = {0};
    struct error err = {0};
    if (!report_run(ledgers, second != NULL ? 2 : 1, wish, &out, &err)) {
        fail_msg("%s", err.text);
    }
    return str_take(&out);
}

char *lines(struct report_wish wish, const char *first, const char *second)
{
    wish.format = REPORT_CSV;
    char *text = report(&wish, first, second);
    char *body = strstr(text, "\r\n");
    assert_non_null(body);
    char *to = text;
    for (char *from = body + 2; *from != '\0'; from++) {
        if (*from != '\r') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return text;
}

void check(struct report_wish wish, const struct fixture *self, const char *want)
{
    char *got = lines(wish, self->path, NULL);
    assert_string_equal(got, want);
    free(got);
}

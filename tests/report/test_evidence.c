// Evidence can be checked by itself, and nothing in it can be changed unseen.
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/evidence.h"
#include "report/fixture.h"

#include <stdio.h>

static const char *const files[] = {"records.jsonl",  "seals.txt",  "items.jsonl", "events.jsonl",
                                    "audience.jsonl", "method.txt", "audit.txt",   "SHA256SUMS"};
enum { FILES = sizeof files / sizeof files[0] };

static struct audit check_folder(const char *folder, const char *expect)
{
    struct error err = {0};
    struct audit audit;
    const struct audit_wish wish = {.expect = expect};
    if (!evidence_check(folder, &wish, &audit, &err)) {
        fail_msg("%s", err.text);
    }
    return audit;
}

// Writes a small ledger out as evidence. Owns: the caller, by free().
static char *write_out(const struct fixture *self, struct audit *audit)
{
    struct error err = {0};
    const struct audit_wish wish = {0};
    char *folder = mem_format("%s/evidence", self->folder);
    MAKE(self->path, {"a", "2026-11-30T08:00", 10000, 10000, 9500, 100, GOOD, 100, NULL},
         {"b", "2026-11-30T08:01", 10000, 10000, 9499, 100, GOOD, 160, "刷单"});
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    if (!evidence_write(ledger, folder, &wish, audit, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    return folder;
}

static void it_is_whole_and_tells_the_head_of_the_ledger(void **state)
{
    struct fixture *self = *state;
    struct audit audit;
    char *folder = write_out(self, &audit);
    char head[AUDIT_HEAD_BYTES];
    audit_head_text(&audit, head);
    assert_true(evidence_is(folder));
    struct audit checked = check_folder(folder, head);
    assert_int_equal(checked.findings, 0);
    assert_int_equal(checked.plays, 2);
    assert_int_equal(checked.records, audit.records);
    assert_string_equal(checked.head, audit.head);
    assert_int_equal(check_folder(folder, "2:0123456789abcdef").findings, 1);
    assert_int_equal(check_folder(folder, "99:0123456789abcdef").findings, 1);
    free(folder);
}

static void a_byte_changed_in_any_file_is_found(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    struct audit audit;
    char *folder = write_out(self, &audit);
    for (size_t i = 0; i < FILES; i++) {
        char *path = mem_format("%s/%s", folder, files[i]);
        char *bytes = NULL;
        size_t length = 0;
        assert_true(file_read(path, 1 << 20, &bytes, &length, &err));
        for (size_t at = 0; at < length; at += 1 + length / 50) {
            bytes[at] ^= 1;
            assert_true(file_write(path, bytes, length, &err));
            if (check_folder(folder, NULL).findings == 0) {
                fail_msg("byte %zu of %s was changed unseen", at, files[i]);
            }
            bytes[at] ^= 1;
        }
        assert_true(file_write(path, bytes, length, &err));
        free(bytes);
        free(path);
    }
    assert_int_equal(check_folder(folder, NULL).findings, 0);
    free(folder);
}

// Whoever changes a record may also write new sums: the seals still tell.
static void a_record_that_was_changed_together_with_its_sum_is_found_by_its_seal(void **state)
{
    struct fixture *self = *state;
    struct audit audit;
    char *folder = write_out(self, &audit);
    char *order = mem_format("cd '%s' && sed -i 's/\"visible_ms\":9499/\"visible_ms\":9999/' "
                             "records.jsonl && sha256sum *.jsonl *.txt > SHA256SUMS",
                             folder);
    assert_int_equal(system(order), 0);
    assert_true(check_folder(folder, NULL).findings > 0);
    free(order);
    free(folder);
}

static void a_folder_that_holds_something_is_not_written_to(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    struct audit audit;
    const struct audit_wish wish = {0};
    char *folder = write_out(self, &audit);
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_false(evidence_write(ledger, folder, &wish, &audit, &err));
    assert_non_null(strstr(err.text, "not an empty folder"));
    ledger_close(ledger);
    free(folder);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(it_is_whole_and_tells_the_head_of_the_ledger),
        TEST(a_byte_changed_in_any_file_is_found),
        TEST(a_record_that_was_changed_together_with_its_sum_is_found_by_its_seal),
        TEST(a_folder_that_holds_something_is_not_written_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

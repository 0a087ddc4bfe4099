// Any bytes, read as a table of cases: no crash, no hang, and the lifts that follow keep the
// promises of lifts.h and come back from their text. Built like fuzz_playlist.c.
#include "base/utf8.h"
#include "playlist/cases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

// Printed and read again, they are the same.
static void check_text(const struct lifts *lifts)
{
    struct str text = {0};
    struct str again = {0};
    struct lifts back;
    lifts_print(lifts, &text);
    assert(strchr(text.text, '\n') == NULL);
    bool is_back = lifts_parse(text.text, &back);
    assert(is_back);
    lifts_print(&back, &again);
    assert(strcmp(text.text, again.text) == 0);
    lifts_fini(&back);
    str_fini(&text);
    str_fini(&again);
}

static void check_lifts(const struct lifts *lifts)
{
    assert(lifts->count <= LIFT_LIMIT);
    for (size_t i = 0; i < lifts->count; i++) {
        assert(lifts->items[i].topic[0] != '\0' && lifts->items[i].cases >= 0);
        assert(lifts->items[i].lift_permille >= lifts->default_permille);
        assert(i == 0 || lifts->items[i].cases <= lifts->items[i - 1].cases);
        assert(lifts_of(lifts, lifts->items[i].topic) == lifts->items[i].lift_permille);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const struct cases_rule rule = {.least = 0.5, .most = 3, .days = 31};
    const char *bytes = (const char *)data;
    struct troubles troubles = {0};
    struct str out = {0};
    struct cases *cases = cases_parse("fuzz/c.csv", bytes, size, &troubles);
    assert((cases == NULL) == (troubles_errors(&troubles) > 0));
    troubles_print(&troubles, &out);
    assert(utf8_valid_length(str_text(&out), out.length) == out.length);
    if (cases != NULL) {
        struct lifts lifts;
        cases_lifts(cases, &rule, "a/b", 20781, &lifts); // 2026-11-24
        check_lifts(&lifts);
        check_text(&lifts);
        lifts_fini(&lifts);
    }
    cases_free(cases);
    str_fini(&out);
    troubles_fini(&troubles);
    char *text = strndup(bytes, size); // the same bytes as the text of lifts
    struct lifts lifts;
    if (text != NULL && lifts_parse(text, &lifts)) {
        check_text(&lifts);
        lifts_fini(&lifts);
    }
    free(text);
    return 0;
}

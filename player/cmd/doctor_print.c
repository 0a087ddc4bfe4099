// Findings as one page, and as JSON.
#include "cmd/doctor.h"

#include "base/json.h"
#include "base/utf8.h"

#include <string.h>

// "存储 storage " and a sign before each line.
enum { NAME_COLUMNS = 14, SIGN_COLUMNS = 2, LEAST_COLUMNS = 50 };

static void add_blanks(struct str *out, int count)
{
    for (int i = 0; i < count; i++) {
        str_add(out, " ");
    }
}

// The bytes of `text` that fit on a line, up to a blank, or between two wide characters.
static size_t bytes_that_fit(const char *text, int room)
{
    size_t fitting = 0;
    int used = 0;
    bool was_wide = false;
    const char *at = text;
    while (*at != '\0') {
        const char *from = at;
        uint32_t code = utf8_next(&at);
        char one[5];
        utf8_encode(code == UTF8_INVALID ? '?' : code, one);
        int columns = utf8_columns(one);
        bool may_break =
            *from == ' ' || (was_wide && columns == 2 && strstr("，。：；、）」”", one) == NULL);
        if (used > 0 && may_break) {
            fitting = (size_t)(from - text);
        }
        if (used + columns > room) {
            return fitting > 0 ? fitting : (size_t)(from - text);
        }
        used += columns;
        was_wide = columns == 2;
    }
    return strlen(text);
}

// The rest of the lines stands below the first.
static void add_wrapped(struct str *out, const char *text, int from, int columns)
{
    while (true) {
        size_t bytes = bytes_that_fit(text, columns - from);
        bytes = bytes == 0 ? strlen(text) : bytes;
        str_add_bytes(out, text, bytes);
        str_add(out, "\n");
        text += bytes;
        text += strspn(text, " ");
        if (*text == '\0') {
            return;
        }
        add_blanks(out, from);
    }
}

struct sign {
    const char *usual, *plain, *colour;
};
static const struct sign signs[] = {
    [FINDING_FINE] = {"✓", "+", "\033[32m"},
    [FINDING_WARNING] = {"!", "!", "\033[33;1m"},
    [FINDING_WRONG] = {"✗", "X", "\033[31;1m"},
};

static void add_sign(const struct doctor_page *page, enum finding_state state, struct str *out)
{
    const struct sign *sign = &signs[state];
    str_add(out, page->is_coloured ? sign->colour : "");
    str_add(out, page->is_plain ? sign->plain : sign->usual);
    str_add(out, page->is_coloured ? "\033[0m" : "");
    str_add(out, " ");
}

static void add_finding(const struct doctor_page *page, const struct finding *finding,
                        struct str *out)
{
    int from = NAME_COLUMNS + SIGN_COLUMNS;
    add_sign(page, finding->state, out);
    struct str english = {0};
    str_add(&english, finding->english);
    str_addf(&english, finding->fact != NULL ? ": %s" : "%s",
             finding->fact != NULL ? finding->fact : "");
    int both = utf8_columns(finding->chinese) + 3 + utf8_columns(str_text(&english));
    bool has_room = both <= page->columns - from;
    if (page->is_english) {
        add_wrapped(out, str_text(&english), from, page->columns);
    } else if (has_room) {
        str_addf(out, "%s · %s\n", finding->chinese, str_text(&english));
    } else {
        add_wrapped(out, finding->chinese, from, page->columns);
        add_blanks(out, from);
        add_wrapped(out, str_text(&english), from, page->columns);
    }
    str_fini(&english);
    if (finding->mend != NULL) { // whole, so that it can be taken with the mouse
        add_blanks(out, from);
        str_addf(out, "%s %s\n", page->is_plain ? "->" : "→", finding->mend);
    }
}

static void add_section(const struct doctor_page *page, const struct probe *probe,
                        const struct findings *findings, struct str *out)
{
    bool is_first = true;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->each[i];
        if (!str_is(finding->section, probe->section)) {
            continue;
        }
        size_t before = out->length;
        if (is_first && !page->is_english) {
            str_addf(out, "%s ", probe->chinese);
        }
        str_add(out, is_first ? probe->section : "");
        add_blanks(out, NAME_COLUMNS - utf8_columns(out->text != NULL ? out->text + before : ""));
        add_finding(page, finding, out);
        is_first = false;
    }
}

static void add_sum(const struct doctor_page *page, const struct findings *findings,
                    struct str *out)
{
    int wrong = (int)findings_of(findings, FINDING_WRONG);
    int warnings = (int)findings_of(findings, FINDING_WARNING);
    if (page->is_english) {
        if (wrong + warnings == 0) {
            str_add(out, "All is well.\n");
        } else {
            str_addf(out, "%d wrong, %d to look at.\n", wrong, warnings);
        }
        return;
    }
    if (wrong + warnings == 0) {
        str_add(out, "一切正常。All is well.\n");
    } else {
        str_addf(out, "%d 项有问题，%d 项请留意。%d wrong, %d to look at.\n", wrong, warnings,
                 wrong, warnings);
    }
}

void doctor_print(const struct doctor_page *page, const struct probe *probes, size_t count,
                  const struct findings *findings, struct str *out)
{
    struct doctor_page fitted = *page;
    fitted.columns = page->columns < LEAST_COLUMNS ? LEAST_COLUMNS : page->columns;
    str_addf(out, "%s %s%s%s\n\n",
             page->is_english ? "xiaolaba doctor" : "小喇叭体检 xiaolaba doctor", XIAOLABA_VERSION,
             page->model[0] != '\0' ? ", " : "", page->model);
    for (size_t i = 0; i < count; i++) {
        add_section(&fitted, &probes[i], findings, out);
    }
    str_add(out, "\n");
    add_sum(page, findings, out);
}

void doctor_print_json(const char *model, const struct findings *findings, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    json_key(&json, "version");
    json_string(&json, XIAOLABA_VERSION);
    json_key(&json, "model");
    json_string(&json, model);
    json_key(&json, "wrong");
    json_integer(&json, (int64_t)findings_of(findings, FINDING_WRONG));
    json_key(&json, "warnings");
    json_integer(&json, (int64_t)findings_of(findings, FINDING_WARNING));
    json_key(&json, "findings");
    json_open(&json, '[');
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->each[i];
        const char *const keys[] = {"section", "id", "state", "chinese", "english", "fact", "mend"};
        const char *const texts[] = {
            finding->section, finding->id,      finding_state_name(finding->state),
            finding->chinese, finding->english, finding->fact,
            finding->mend};
        json_open(&json, '{');
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
            json_key(&json, keys[k]);
            json_string(&json, texts[k]);
        }
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    str_add(out, "\n");
}

// xiaolaba log: what staff did beside the screen, into the ledger; and what was entered so far.
#include "base/civil.h"
#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "cmd/exits.h"
#include "cmd/instant.h"
#include "cmd/socket.h"
#include "cmd/table.h"
#include "ledger/ledger.h"
#include "ledger/manual.h"
#include "ledger/trust.h"
#include "ledger/writer.h"
#include "report/station.h"
#include "show/ask.h"
#include "show/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_MS = 5000, LIST_DAYS = 30, LABEL_COLUMNS = 26 };

static const struct opt options[] = {
    {"by", 0, "NAME", "who enters it; must be said"},
    {"note", 0, "TEXT", "where and for whom, or the evidence"},
    {"date", 0, "DATE", "when it happened (default: today)"},
    {"supersedes", 0, "ID", "corrects that entry; 0 takes it back"},
    {"point", 0, "ID", "at another point than the ledger's"},
    {"list", 0, NULL, "the entries of the last 30 days, as without operands"},
    {"ledger", 0, "FILE", "the ledger (default: as for play)"},
    {"socket", 0, "FILE", "the player that was given this --socket, when one runs"},
    {0},
};

// --- what is there already ----------------------------------------------------------------------

// NULL and no error: there is no ledger yet.
static struct station *read_ledger(const char *path, struct error *err)
{
    if (!file_exists(path)) {
        return NULL;
    }
    struct ledger *ledger = ledger_open(path, err);
    struct station *station = ledger != NULL ? station_read(ledger, err) : NULL;
    ledger_close(ledger);
    if (station == NULL) {
        error_prefix(err, "%s", path);
    }
    return station;
}

// The entry that supersedes `id`; NULL: it stands.
static const struct outreach_manual *superseder_of(const struct station *station, const char *id)
{
    for (size_t i = 0; i < station->manual_count; i++) {
        if (str_is(station->supersedes[i], id)) {
            return &station->manual[i];
        }
    }
    return NULL;
}

static const struct outreach_manual *entry_called(const struct station *station, const char *id)
{
    for (size_t i = 0; i < station->manual_count; i++) {
        if (str_is(station->manual[i].id, id)) {
            return &station->manual[i];
        }
    }
    return NULL;
}

static int64_t today(void)
{
    struct wall now = clock_system()->now_wall(clock_system());
    return civil_day_number(civil_at(now, CIVIL_CHINA_OFFSET_S));
}

static void add_day(struct str *out, int64_t day)
{
    struct civil date = civil_of_day(day);
    str_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void print_entry(const struct station *station, const struct outreach_manual *entry)
{
    struct str line = {0};
    const char *label = manual_kind_label(entry->kind);
    const struct outreach_manual *later = superseder_of(station, entry->id);
    add_day(&line, entry->day);
    str_addf(&line, "  %-8s  %s%*s %7lld %s", entry->id, label, LABEL_COLUMNS - utf8_columns(label),
             "", (long long)entry->count, manual_kind_unit(entry->kind));
    if (entry->by[0] != '\0') {
        str_addf(&line, "  %s", entry->by);
    }
    if (entry->point[0] != '\0') {
        str_addf(&line, "  @%s", entry->point);
    }
    if (entry->note[0] != '\0') {
        str_addf(&line, "  %s", entry->note);
    }
    if (later != NULL) {
        str_addf(&line, "  (已由 %s 更正 · superseded)", later->id);
    }
    puts(str_text(&line));
    str_fini(&line);
}

static int list(const char *path)
{
    struct error err = {0};
    struct station *station = read_ledger(path, &err);
    if (station == NULL && err.code != 0) {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    int64_t first = today() - LIST_DAYS + 1;
    size_t count = 0;
    for (size_t i = 0; station != NULL && i < station->manual_count; i++) {
        if (station->manual[i].day >= first) {
            print_entry(station, &station->manual[i]);
            count++;
        }
    }
    if (count == 0) {
        printf("最近 %d 天没有登记 · nothing was entered in the last %d days\n", LIST_DAYS,
               LIST_DAYS);
    }
    station_free(station);
    return EXIT_FINE;
}

// --- a new entry --------------------------------------------------------------------------------

static bool read_text(const struct opts *opts, const char *name, char *out, size_t size)
{
    const char *text = opts_value(opts, name);
    if (text == NULL) {
        return true;
    }
    if (!manual_text_is_good(text, size)) {
        opts_complain(opts, "--%s: one line of UTF-8, up to %zu bytes", name, size - 1);
        return false;
    }
    snprintf(out, size, "%s", text);
    return true;
}

static bool read_count(const struct opts *opts, struct manual_entry *out)
{
    const char *text = opts->operand_count == 2 ? opts->operands[1] : "";
    size_t digits = strspn(text, "0123456789");
    out->count = digits > 0 && digits <= 9 && text[digits] == '\0' ? atoi(text) : -1;
    if (out->count < 0 || out->count > MANUAL_COUNT_MOST) {
        opts_complain(opts, "how many? A whole number, 1 … %lld, and not \"%s\"",
                      (long long)MANUAL_COUNT_MOST, text);
        return false;
    }
    return true;
}

static bool read_kind(const struct opts *opts, struct manual_entry *out)
{
    const char *names[MANUAL_KINDS];
    const char *word = opts->operands[0];
    int kind = manual_kind_of(word);
    for (int i = 0; i < MANUAL_KINDS; i++) {
        names[i] = manual_kind_name((enum outreach_manual_kind)i);
        kind = str_is(word, manual_kind_label((enum outreach_manual_kind)i)) ? i : kind;
    }
    if (kind < 0) {
        const char *nearest = str_nearest(word, names, MANUAL_KINDS);
        opts_complain(opts,
                      "\"%s\" is nothing that is entered (leaflets, installs, talks, attendees, "
                      "broadcasts)%s%s%s",
                      word, nearest != NULL ? "; did you mean " : "",
                      nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
        return false;
    }
    out->kind = (enum outreach_manual_kind)kind;
    return true;
}

static bool read_entry(const struct opts *opts, struct manual_entry *out)
{
    struct error err = {0};
    int64_t now = today();
    *out = (struct manual_entry){.day = now};
    manual_new_id(out->id);
    if (!read_kind(opts, out) || !read_count(opts, out) ||
        !instant_read_day(&out->day, opts, "date") ||
        !read_text(opts, "by", out->by, sizeof out->by) ||
        !read_text(opts, "note", out->note, sizeof out->note) ||
        !read_text(opts, "supersedes", out->supersedes, sizeof out->supersedes) ||
        !read_text(opts, "point", out->point, sizeof out->point)) {
        return false;
    }
    if (out->by[0] == '\0') {
        opts_complain(opts, "who enters it? Say --by NAME");
        return false;
    }
    if (out->day > now) {
        opts_complain(opts, "--date: that day is still to come");
        return false;
    }
    if (!manual_check(out, &err)) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    return true;
}

// What an entry corrects must be there, and not be corrected yet: two corrections would both count.
static bool check_superseded(const struct station *station, const struct manual_entry *entry,
                             struct error *err)
{
    if (entry->supersedes[0] == '\0') {
        return true;
    }
    if (station == NULL || entry_called(station, entry->supersedes) == NULL) {
        return error_set(err, ERROR_CONFIG, "there is no entry %s (xiaolaba log --list)",
                         entry->supersedes);
    }
    const struct outreach_manual *later = superseder_of(station, entry->supersedes);
    return later == NULL ||
           error_set(err, ERROR_CONFIG, "%s is superseded by %s already: supersede that one",
                     entry->supersedes, later->id);
}

// No player runs: the ledger is ours to write, in a run of its own.
static bool write_ledger(const char *path, const char *point, const struct manual_entry *entry,
                         struct error *err)
{
    struct clock *clock = clock_system();
    struct writer_identity identity = {.point_id = point, .program_version = XIAOLABA_VERSION};
    struct writer *writer = writer_start(path, &identity, clock);
    struct str detail = {0};
    manual_detail(entry, &detail);
    writer_event(writer, &(struct event){.kind = EVENT_MANUAL,
                                         .mono = clock->now_mono(clock),
                                         .wall = clock->now_wall(clock),
                                         .trust = trust_now(),
                                         .value = entry->count,
                                         .detail = str_text(&detail)});
    str_fini(&detail);
    struct writer_status status = writer_stop(writer);
    return status.dropped + status.waiting == 0 ||
           error_set(err, ERROR_DEVICE, "%s: it was not entered: %s", path, status.trouble);
}

// The player that runs writes it.
static bool tell_player(const char *socket, const struct manual_entry *entry, bool *is_running,
                        struct error *err)
{
    struct order order = {.kind = ORDER_LOG, .entry = *entry};
    struct str request = {0};
    struct str answer = {0};
    const char *text = "";
    bool is_done = false;
    order_print(&order, &request);
    bool is_told = console_ask(socket, str_text(&request), &answer, TIMEOUT_MS, err);
    *is_running = is_told || err->code == ERROR_BUSY;
    if (is_told && (!order_answer_read(str_text(&answer), &is_done, &text) || !is_done)) {
        error_set(err, ERROR_CONFIG, "the player says no: %s", text);
    }
    str_fini(&answer);
    str_fini(&request);
    return is_done;
}

static void say_entered(const struct manual_entry *entry)
{
    struct str line = {0};
    str_addf(&line, "已记录 %s：%s %lld %s，", entry->id, manual_kind_label(entry->kind),
             (long long)entry->count, manual_kind_unit(entry->kind));
    add_day(&line, entry->day);
    str_addf(&line, "，%s", entry->by);
    if (entry->supersedes[0] != '\0') {
        str_addf(&line, "，更正 %s", entry->supersedes);
    }
    str_addf(&line, " · entered; to correct it: --supersedes %s", entry->id);
    puts(str_text(&line));
    str_fini(&line);
}

static int enter(const struct opts *opts, const char *path)
{
    struct manual_entry entry;
    struct error err = {0};
    if (!read_entry(opts, &entry)) {
        return EXIT_USAGE;
    }
    struct station *station = read_ledger(path, &err);
    bool is_read = err.code == 0;
    bool done = is_read && check_superseded(station, &entry, &err);
    bool is_answer = is_read && !done; // there is no such entry
    if (done) {
        char *socket = socket_path(opts);
        bool is_running = false;
        done = tell_player(socket, &entry, &is_running, &err);
        is_answer = !done && is_running && err.code == ERROR_CONFIG;
        if (!done && !is_running) {
            const char *point = station != NULL && station->id[0] != '\0' ? station->id : "local";
            done = write_ledger(path, point, &entry, &err);
        }
        free(socket);
    }
    station_free(station);
    if (!done) {
        log_error("%s", err.text);
        return is_answer ? EXIT_FINDINGS : EXIT_CANNOT_START;
    }
    say_entered(&entry);
    return EXIT_FINE;
}

static int run_log(const struct opts *opts)
{
    char *path = socket_ledger(opts);
    bool is_list = opts->operand_count == 0;
    int code = EXIT_USAGE;
    if (opts_has(opts, "list") && !is_list) {
        opts_complain(opts, "--list enters nothing");
    } else {
        code = is_list ? list(path) : enter(opts, path);
    }
    free(path);
    return code;
}

const struct command command_log = {
    .name = "log",
    .operands = "[WHAT COUNT]",
    .summary = "Enters what staff did: leaflets, installs, talks, attendees or broadcasts, and how "
               "many; alone, lists the entries.",
    .options = options,
    .run = run_log,
    .operands_min = 0,
    .operands_max = 2,
};

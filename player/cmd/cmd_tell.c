// xiaolaba tell: one order for the player that runs here, and its answer.
#include "base/log.h"
#include "base/str.h"
#include "cmd/exits.h"
#include "cmd/socket.h"
#include "cmd/table.h"
#include "show/ask.h"
#include "show/order.h"

#include <stdio.h>
#include <stdlib.h>

enum { TIMEOUT_MS = 5000 }; // a player that loads a large playlist may be away for seconds

static const struct opt options[] = {
    {"ledger", 0, "FILE", "the player that writes this ledger (default: as for play)"},
    {"socket", 0, "FILE", "the player that was given this --socket"},
    {"for", 0, "TIME", "emergency: for this long (30s, 10m, 2h), not until clear"},
    {"json", 0, NULL, "the answer for programs"},
    {0},
};

static bool read_order(const struct opts *opts, struct order *order)
{
    struct str words = {0};
    for (int i = 0; i < opts->operand_count; i++) {
        str_addf(&words, "%s ", opts->operands[i]);
    }
    struct error err = {0};
    bool done = order_parse(str_text(&words), order, &err);
    str_fini(&words);
    if (!done) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    if (!opts_length(opts, "for", &order->for_us)) {
        return false;
    }
    bool is_limited = opts_has(opts, "for");
    if (is_limited && order->kind != ORDER_EMERGENCY) {
        opts_complain(opts, "--for goes with emergency only");
        return false;
    }
    if (is_limited && (order->for_us < 1 || order->for_us > ORDER_LONGEST_US)) {
        opts_complain(opts, "--for: an emergency lasts up to a day, or without --for until clear");
        return false;
    }
    order->wants_json = order->wants_json || opts_has(opts, "json");
    return true;
}

// Prints the answer where it belongs: what was refused is an error, but programs read one place.
static int print_answer(const struct order *order, const char *answer, const char *path)
{
    bool is_done;
    const char *text;
    if (!order_answer_read(answer, &is_done, &text)) {
        log_error("what answers at %s is no player", path);
        return EXIT_CANNOT_START;
    }
    if (is_done || order->wants_json) {
        puts(text);
    } else {
        log_error("%s", text);
    }
    return is_done ? EXIT_FINE : EXIT_FINDINGS;
}

static int tell(const struct opts *opts)
{
    struct order order;
    if (!read_order(opts, &order)) {
        return EXIT_USAGE;
    }
    char *path = socket_path(opts);
    struct str request = {0};
    struct str answer = {0};
    struct error err = {0};
    int code = EXIT_CANNOT_START;
    order_print(&order, &request);
    if (console_ask(path, str_text(&request), &answer, TIMEOUT_MS, &err)) {
        code = print_answer(&order, str_text(&answer), path);
    } else {
        log_error("%s", err.text);
    }
    str_fini(&answer);
    str_fini(&request);
    free(path);
    return code;
}

const struct command command_tell = {
    .name = "tell",
    .operands = "WHAT [ITEM]",
    .summary = "Tells the running player: status, next, previous, pause, resume, reload, "
               "emergency ITEM, clear, count NUMBER [COUNTER], touch [NUMBER] [COUNTER], quit.",
    .options = options,
    .run = tell,
    .operands_min = 1,
    .operands_max = 3,
};

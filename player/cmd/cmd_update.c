// xiaolaba update: looks for new content at an address, now and then, for months. It ends at once
// when told to (SIGTERM is not caught): wherever that is, the next look goes on from there.
#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "cmd/exits.h"
#include "cmd/importing.h"
#include "cmd/table.h"
#include "fetch/address.h"
#include "fetch/pace.h"
#include "fetch/update.h"
#include "ledger/trust.h"

#include <stdio.h>
#include <sys/random.h>

static const struct opt options[] = {
    {"point", 0, "FILE", "where this screen stands; its update_url is looked at"},
    {"url", 0, "URL", "look here instead: the address of a bundle's folder"},
    {"once", 0, NULL, "look now, once, and say what came of it"},
    {"every", 0, "TIME", "look this often (default: 1h)"},
    {"content", 0, "DIR", "where content is kept (default: in the state folder)"},
    {"verbose", 'v', NULL, "also say when there is nothing new"},
    {0},
};

// --- what is said ------------------------------------------------------------------------------

static void say_failed(const char *url, const struct updated *updated)
{
    struct clock *clock = clock_system();
    bool is_early = clock->now_wall(clock).us < trust_earliest().us;
    log_warn("%s: 下载不了 (could not be fetched): %s%s", url, updated->why,
             updated->is_certificate && is_early
                 ? "; this machine's clock shows a time before this program was made, so that no "
                   "certificate is valid yet: set it (NTP, a battery), or use http://, which is "
                   "as safe for signed content"
                 : "");
}

static int say(const char *url, const struct updated *updated, bool says_all)
{
    const struct accepted *accepted = &updated->accepted;
    switch (updated->end) {
    case UPDATE_UNCHANGED:
        if (says_all) {
            printf("%s: 没有新内容 (nothing new)\n", url);
        }
        return EXIT_FINE;
    case UPDATE_TAKEN:
        printf("%s: %s, release %lld/%lld (%s, %lld KiB in %d requests)\n", url,
               importing_sentence(accepted->answer), (long long)accepted->release.epoch,
               (long long)accepted->release.seq, accept_word(accepted->answer),
               (long long)(updated->received >> 10), updated->requests);
        return EXIT_FINE;
    case UPDATE_REFUSED:
        log_error("%s: E%d %s: %s (%s)", url, (int)accepted->answer,
                  importing_sentence(accepted->answer), accepted->why,
                  importing_advice(accepted->answer));
        return EXIT_FINDINGS;
    case UPDATE_FAILED:
        say_failed(url, updated);
        return EXIT_CANNOT_START;
    }
    return EXIT_CANNOT_START;
}

// --- looking -----------------------------------------------------------------------------------

struct looking {
    const struct opts *opts;
    struct pace_state pace;
    bool has_url; // there is something to look at
    int code;     // of the last look
};

static void look_at(struct looking *self, struct importing *importing, const char *url)
{
    struct updated updated;
    const struct update_terms terms = {.url = url, .accept = &importing->terms};
    progress_init(&importing->progress, "MiB looked at");
    bool is_good = update_look(importing->content, &terms, &updated);
    progress_fini(&importing->progress);
    importing_say_troubles(&updated.accepted.troubles);
    importing_say_keys(importing, &updated.accepted);
    self->code =
        say(url, &updated, opts_has(self->opts, "once") || opts_has(self->opts, "verbose"));
    // a line that is cut again and again is a poor one, and no reason to wait longer each time
    bool is_getting_on = updated.end == UPDATE_FAILED && updated.received > 0;
    self->pace.failures = is_good ? 0 : is_getting_on ? 1 : self->pace.failures + 1;
    self->pace.wanted_us = updated.retry_us;
    accepted_fini(&updated.accepted);
}

// The point is read anew each time: it may have been changed in the meantime.
static void look(struct looking *self)
{
    struct importing importing;
    struct error err = {0};
    self->code = EXIT_CANNOT_START;
    if (!importing_open(&importing, self->opts, true)) {
        self->pace.failures++;
        self->has_url = true;
        return;
    }
    const char *url = opts_value(self->opts, "url");
    url = url != NULL ? url : importing.point->update_url;
    self->has_url = url != NULL;
    if (url == NULL) {
        self->code = EXIT_FINE;
    } else if (!address_check(url, &err)) {
        log_error("%s", err.text);
        self->code = EXIT_USAGE;
        self->pace.failures++;
    } else {
        look_at(self, &importing, url);
    }
    importing_close(&importing);
    (void)fflush(stdout);
}

static uint32_t draw(void)
{
    uint32_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number) {
        struct clock *clock = clock_system();
        number = (uint32_t)clock->now_mono(clock).us * 2654435761u; // before there is randomness
    }
    return number;
}

static void wait_for(int64_t us)
{
    struct clock *clock = clock_system();
    struct mono deadline = mono_after(clock->now_mono(clock), us);
    log_info("the next look is in %lld min",
             (long long)((us + PACE_MINUTE_US - 1) / PACE_MINUTE_US));
    while (clock->now_mono(clock).us < deadline.us) {
        clock->sleep_until(clock, deadline);
    }
}

static bool is_anything_to_look_at(const struct opts *opts, bool *is_there)
{
    struct importing importing;
    if (!importing_open(&importing, opts, true)) {
        return false;
    }
    *is_there = opts_has(opts, "url") || importing.point->update_url != NULL;
    importing_close(&importing);
    return true;
}

// Ends only where there is nothing to look at.
static int keep_looking(struct looking *self)
{
    bool is_there = false;
    if (!is_anything_to_look_at(self->opts, &is_there)) {
        return EXIT_CANNOT_START;
    }
    for (int64_t wait_us = fetch_first_us(self->pace.every_us, draw()); is_there;
         wait_us = fetch_next_us(&self->pace, draw())) {
        wait_for(wait_us);
        look(self);
        is_there = self->has_url;
    }
    puts(
        "没有写 update_url，不联网更新 (the point has no update_url: there is nothing to look at)");
    return EXIT_FINE;
}

static int update(const struct opts *opts)
{
    struct error err = {0};
    struct looking self = {.opts = opts, .pace = {.every_us = PACE_USUAL_US}};
    const char *url = opts_value(opts, "url");
    if (url != NULL && !address_check(url, &err)) {
        opts_complain(opts, "--url: %s", err.text);
        return EXIT_USAGE;
    }
    if (!opts_length(opts, "every", &self.pace.every_us)) {
        return EXIT_USAGE;
    }
    if (self.pace.every_us < PACE_MINUTE_US) {
        opts_complain(opts, "--every: a server is not asked more often than once a minute");
        return EXIT_USAGE;
    }
    log_set_level(opts_has(opts, "verbose") ? LOG_INFO : LOG_WARN);
    if (!opts_has(opts, "once")) {
        return keep_looking(&self);
    }
    look(&self);
    if (!self.has_url) {
        opts_complain(opts, "--url, or the point's update_url, says where to look");
        return EXIT_USAGE;
    }
    return self.code;
}

const struct command command_update = {
    .name = "update",
    .operands = "",
    .summary = "Fetches signed content from a web server, now and then.",
    .options = options,
    .run = update,
    .operands_min = 0,
    .operands_max = 0,
};

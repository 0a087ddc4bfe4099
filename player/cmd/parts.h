// What a live show needs, opened in order and closed in reverse: signals, ledger, console,
// counters, decoders, screen, sound. Main thread. Owned by cmd_play.
#pragma once

#include "base/str.h"
#include "cmd/bulletin.h"
#include "cmd/feed.h"
#include "cmd/opts.h"
#include "cmd/setting.h"
#include "show/show.h"

#include <stdbool.h>

struct parts {
    struct show_parts for_show;
    struct show *show;
    struct screen *screen;
    int rate_mhz; // that the screen shows
    struct writer *writer;
    struct painter *painter; // NULL: no fonts, or no thread
    struct mixer *mixer;     // NULL: no device, or nothing that sounds so far
    int volume;              // percent
    char *ledger_path;
    char *lengths_path;                     // beside it
    struct str point_facts, audience_facts; // for the ledger
    struct counters *counters;              // NULL: none
    struct health_watch *health;            // NULL: nobody looks at the machine
    struct console *console;                // NULL: the player cannot be told anything
    struct feed *feed;
    struct bulletin bulletin;
    char *watched;         // the file whose change is news
    struct notify *notify; // NULL: nobody watches over it
};

// False and said when the command line is wrong. Nothing to close then.
bool parts_read_options(struct parts *self, const struct opts *opts)
    __attribute__((warn_unused_result));

// Opens all of it, showing what `feed` gives, and takes the setting's playlist over. Fails: no
// display. parts_close() also when it failed.
bool parts_open(struct parts *self, struct setting *setting, struct feed *feed,
                const struct opts *opts, struct error *err) __attribute__((warn_unused_result));
void parts_close(struct parts *self);

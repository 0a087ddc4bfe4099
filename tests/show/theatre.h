// A whole show for tests: a clock that moves only when the show sleeps, a screen in memory that can
// press keys and go away, a real ledger. Main thread.
#pragma once

#include "base/str.h"
#include "ledger/ledger.h"
#include "screen/driver.h"
#include "show/show.h"

#include <signal.h>

enum { CUES_MAX = 16, SPOTS_MAX = 2, GLANCES_MAX = 64, POWERS_MAX = 8, RUNGS_MAX = 3 };

// Something that happens at an instant of the show.
struct cue {
    int64_t at_us; // since the start
    enum screen_event event;
    void (*act)(void *self); // instead of an event; NULL
    void *self;
};

// A point of the glass that somebody watches, and its colours one after the other; where there were
// too many, the last place is the last one's.
struct spot {
    int x, y;
    struct glance {
        int64_t at_us;   // since the start
        uint32_t colour; // 0xRRGGBB
    } glances[GLANCES_MAX];
    int glance_count;
};

// The display was switched.
struct power {
    int64_t at_us; // since the start
    bool is_on;
};

struct theatre {
    struct clock clock; // what the show asks
    struct clock_virtual time;
    enum clock_trust trust;          // in the wall clock; trusted
    const struct meridian *meridian; // NULL: China
    struct when *openings;           // NULL: round the clock
    const char *district;            // NULL
    const struct light *light;       // NULL: as it is
    struct wall earliest;            // no plausible clock is before it
    struct console *console;         // NULL
    bool is_watched;                 // the machine is looked at every 30 s …
    struct health health;            // … and is found like this
    struct counters *counters;       // NULL
    struct counter_wish *counter_wishes;
    size_t counter_count;
    bool is_interactive;
    const volatile sig_atomic_t *told;
    bool skips_frames; // and keeps acts, as simulations do
    bool is_live;      // lengths are measured beside what is shown, as on a real screen
    bool is_disk_slow; // nobody waits for the ledger while the show goes on
    int64_t sleeps;
    struct screen screen; // what the show sees
    struct screen *memory;
    struct cue cues[CUES_MAX];
    int64_t done_us[CUES_MAX]; // when each was done
    int cue_count, cues_done;
    struct spot spots[SPOTS_MAX];
    int spot_count;
    struct power powers[POWERS_MAX];
    int power_count;
    bool is_display_asked; // whether the display is lit is asked of …
    enum screen_power lit; // … this
    enum screen_power answer;
    bool is_unswitchable; // the system does not switch the display; it is asked all the same
    bool is_failing;      // presents fail …
    int reopens_needed;   // … until the screen was opened again so often; 0: that does not help
    int reopens;
    bool is_gone;                 // its server is
    bool is_blocking;             // presents wait for the display, 60 times a second …
    int display_mhz;              // … or so often in 1000 s; 0: 60,000
    bool is_rate_told;            // to the show, which expects 60
    int64_t vain_sleeps;          // until an instant that was over
    const char *rungs[RUNGS_MAX]; // playlist files to fall back to; NULL: no more
    int falls;                    // how often the show asked for one
    int sounds_opened;            // how often the show asked for a sound device; it gets none
    int64_t presents;
    int64_t black_presents; // whole canvas black
    volatile sig_atomic_t must_end, reload_wish;
    void (*began)(void *self); // may be NULL, and so may the next
    void (*beat)(void *self, const struct show_beat *beat);
    void *beat_self;   // of both
    struct show *show; // while it performs
    struct str said;   // what went to the log, line by line
    char *folder;
    char *ledger_path;
    struct writer *writer;
    struct fonts *fonts;
    struct size canvas;
};

// "2026-11-23T00:00", in China.
struct wall theatre_time(const char *civil);

void theatre_open(struct theatre *self, struct size canvas, struct wall start);
void theatre_close(struct theatre *self);

// A playlist file in the theatre's folder. Owns: the caller, by free().
char *theatre_file(const struct theatre *self, const char *name, const char *text);

// Performs the playlist for `for_us` of the show's time; ends the writer, so that the ledger can be
// read.
enum show_end theatre_perform(struct theatre *self, const char *path, int64_t for_us,
                              int64_t hear_us);

// After a performance: the same ledger is opened again, `away_us` later. The script begins anew;
// its instants still count from the first start.
void theatre_begin_again(struct theatre *self, int64_t away_us);

// What the ledger holds afterwards.
struct sums {
    int64_t plays, full, failed, skipped, complete, preempted, shutdown, open;
    int64_t visible_ms, frames, late;
    int64_t longest_ms;
    char order[256]; // the first letters of the items, in order of seq
};
struct sums theatre_sums(const struct theatre *self);

// What the files of the loop share. Private to them: show.c (the loop), hear.c (who speaks to it),
// obey.c (orders), exchange.c, display.c, announce.c.
#pragma once

#include "show/condition.h"
#include "show/headcount.h"
#include "show/ladder.h"
#include "show/notice.h"
#include "show/pace.h"
#include "show/programme.h"
#include "show/refresh.h"
#include "show/reload.h"
#include "show/show.h"
#include "show/timekeeper.h"

struct show {
    struct show_parts parts;
    struct screen *screen;
    struct mixer *mixer; // NULL: silent
    struct diary *diary;
    struct lengths *lengths;
    struct strikes *strikes;
    struct mono started;
    struct headcount *headcount;
    struct timekeeper timekeeper;
    struct programme_parts for_programme;
    struct programme *programme;
    struct reload reload;
    struct ladder ladder;
    struct pace pace;
    struct refresh refresh;
    bool awaits_next;             // the loop means to show every frame
    int64_t last_frame;           // −1: none yet
    enum clock_trust clock_trust; // of the wall clock; the moment's may be less
    struct moment moment;
    int64_t paused_us; // taken out of the show's time, whole frames
    struct mono paused_since;
    bool is_paused, is_muted, shows_status, must_end, has_begun;
    struct mono end_at;        // 0: open end
    struct mono failing_since; // presents fail since then; 0: they do not
    int reopens;               // how often the screen was opened again since
    struct mono heard_at;      // when keys and files were last looked at
    struct mono status_at;
    struct notice notice;
    struct mono ledger_at; // when the ledger was last asked
    bool is_ledger_stuck;
    bool is_sound_lost;
    int64_t lost_told;          // entries that could not be stored, as the ledger was told
    bool has_past;              // the ledger's past was taken, or there is no ledger
    sig_atomic_t heard;         // of parts.told
    bool is_dark;               // closing time: as last noted
    bool is_lit;                // the display, as far as it could be switched
    bool wanted_light;          // when that was last looked at
    struct mono power_at;       // when it was last asked to switch
    enum display_power display; // as the ledger was told
    struct mono display_at;     // when the system was last asked about it
    struct mono lit_at;         // when that was asked to which it answered last
    int light_level;            // that the screen was last told; −1: none yet
    bool is_dim_told;           // that it is dim because the clock is not known
    struct condition condition; // of the machine
    int64_t presents, presents_at_status;
    int64_t late_total;
};

// The instant of the frame that is due, by all clocks. Also what became of the plan's time since.
void hear_clocks(struct show *self, struct mono frame, struct mono now);

// Keys, orders, signals and files. Looked at twenty times a second, because asking costs more than
// drawing a ticker does, and at once when an order came in.
void hear_everybody(struct show *self);

// Asks the display whether it is lit, every few seconds, and tells the ledger and the plays what
// has changed.
void hear_display(struct show *self);
// Whether it was found to be off: what is drawn then is seen by nobody.
bool hear_is_display_off(const struct show *self);

// A present failed, or went well again: told once each. While they fail the screen is opened again
// now and then.
void hear_display_lost(struct show *self, const char *why);
void hear_display_found(struct show *self);
// It is gone for good, or has failed for too long.
bool hear_is_display_gone(const struct show *self);

// Puts a person's or a program's wish into effect.
void hear_pause(struct show *self, bool is_paused);
// The next item, or the one before. False: there is nothing to leave.
bool hear_jump(struct show *self, int by);

// A changed playlist comes on, or what stands in for it (show/ladder.h), when it is time.
void exchange_look(struct show *self);
// The item is of the playlist that waits while another stands in: that comes back for it. False: it
// need not, or it is not.
bool exchange_back_for(struct show *self, const char *item);

// Orders that came over the console.
void obey_orders(struct show *self);

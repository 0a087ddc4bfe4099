// A whole playlist, as data: what to show, and where on the canvas. The same on every screen of a
// campaign. Loaded once, then never changed; a reload makes a new one. Owned by the caller of
// playlist_load(). Any thread may read.
#pragma once

#include "calendar/when.h"
#include "config/troubles.h"
#include "playlist/item.h"

#include <stddef.h>

// One length along an axis of the canvas.
struct extent {
    double value;
    bool is_percent; // of the canvas along this axis; pixels otherwise
};

// A part of the day, or of the year, with a name. Items say when they may play by naming it. One
// that names audiences or topics also speaks for itself: while it holds, items that speak to other
// audiences (or of other topics) rest in every zone; items that name none go on; and what it names
// comes `lift` times as often.
struct daypart {
    char *name;
    bool is_own; // of one item, written in the item itself
    struct when when;
    char **audiences, **topics;
    size_t audience_count, topic_count;
    double lift; // 1 … 10, default 1
    int line;
};

// Yesterday's cases decide today's share: read from a file that is exchanged while the player runs.
struct cases_rule {
    char *path;         // seen from the working folder; NULL: none
    double least, most; // by how much weights are lifted: 0.1 … 1, default 1; 1 … 10, default 3
    int days;           // how many days before today count, 1 … 31, default 1
    int line;
};

enum sync_mode {
    SYNC_OFF = 1, // an item that comes on late starts from its beginning
    SYNC_WALL,    // it starts where the wall clock says, so that neighbouring screens show the same
};

struct zone {
    char *name;                   // unique in the playlist
    struct extent x, y, w, h;     // default: the whole canvas
    int z;                        // higher covers lower; equal: later in the file covers
    struct colour background;     // default black; a = 0 lets lower zones show through
    struct transition transition; // default cut
    size_t *items; // indices into playlist.items, in the author's order, at least one
    size_t item_count;
    size_t *filler; // when nothing of `items` may play; default: playlist-wide `filler`, else none
    size_t filler_count;
    size_t *clock_unknown; // instead of all, while the clock is not known; default: likewise
    size_t clock_unknown_count;
    int64_t topic_gap_us; // least time between two plays of one topic; 0: none; ≤ 12 h
    bool is_endless;      // its texts, which all run sideways and one way, follow without a gap
    char *separator;      // endless: markup between two texts, "" for a word space
    int speed_px_s;       // endless: of all its texts; 0 = from its letters (stage/act_runner.c)
    int letter_px;        // endless: size of its first text; 0 = as large as fits
    int letter_rows;      // endless: 2 where that is in two languages, else 1
    int line;
};

// Items under a name that may stand for them.
struct item_group {
    char *name;        // unique among groups and items
    size_t *items;     // indices into playlist.items, in the author's order; one may come again
    size_t item_count; // 0: none has its tags, or all groups together are more than can be kept
};

struct playlist {
    char *path; // as given
    char *name;
    char revision[65];  // SHA-like fingerprint of the file's bytes, lower-case hex, NUL-terminated
    struct size canvas; // what it was designed for; {0,0}: any
    struct item *items;
    size_t item_count;
    struct item_group *groups;
    size_t group_count;
    struct zone *zones; // at least one
    size_t zone_count;
    struct daypart *dayparts;
    size_t daypart_count;
    char *calendar; // path of its calendar, seen from the working folder; NULL: the usual one
    struct cases_rule cases;
    enum sync_mode sync; // default off
    char **fonts;        // font files of its own, seen from the working folder, asked first
    size_t font_count;   // 0 … PLAYLIST_FONTS
    int font_line;
};
enum { PLAYLIST_FONTS = 8 };

// Reads and checks `path`. Every finding goes into `troubles`; NULL when one of them is an error.
// Files that the items name are not opened here (cmd_check.c and the show do that).
// Owns: the caller, by playlist_free().
struct playlist *playlist_load(const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The same from bytes in memory; `path` names them in findings and is what files are relative to.
struct playlist *playlist_parse(const char *path, const char *bytes, size_t length,
                                struct troubles *troubles) __attribute__((warn_unused_result));

void playlist_free(struct playlist *self);

// Whether anything in it sounds.
bool playlist_has_sound(const struct playlist *self);

// Brings a playlist that was designed for one canvas onto another: every length in pixels (zones,
// sizes, outlines, speeds) is scaled by the same factor, the smaller of width's and height's;
// across a canvas of another shape, zones in pixels keep their place along each side. Does nothing
// when it was not designed for any, or for this one. Afterwards it is designed for `canvas`.
void playlist_fit(struct playlist *self, struct size canvas);

// The zone's rectangle on a canvas of `canvas` pixels, cut at the canvas' edges. Range: at least 1
// × 1.
struct rect zone_place(const struct zone *zone, struct size canvas);

// NULL when no item has this id.
const struct item *playlist_item(const struct playlist *self, const char *id);

// NULL when no group has this name.
const struct item_group *playlist_group(const struct playlist *self, const char *name);

// What the author asked for: one thing to show, as data. Owned by its playlist, never changes after
// loading. Adding a kind touches four places: this enum, its reader (playlist/load.c), its act
// (stage/act_<kind>.c) and the row in stage/acts.c.
#pragma once

#include "base/colour.h"
#include "base/geom.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum item_kind {
    ITEM_SLOGAN = 1,
    ITEM_IMAGE,
    ITEM_VIDEO,
    ITEM_AUDIO,
    ITEM_QR,
    ITEM_CLOCK,
};
enum { ITEM_KINDS = ITEM_CLOCK };

enum motion {
    MOTION_LEFT = 1, // scrolls towards the left edge: how Chinese tickers run
    MOTION_RIGHT,
    MOTION_UP,
    MOTION_DOWN,
    MOTION_HOLD, // stands still, page by page
};

// How the lines of a slogan run.
enum direction {
    DIRECTION_HORIZONTAL = 1,
    DIRECTION_VERTICAL, // in columns, Chinese ones from the right, Mongolian ones from the left
};

enum align {
    ALIGN_START = 1,
    ALIGN_CENTRE,
    ALIGN_END,
};

enum transition_kind {
    TRANSITION_CUT = 1,
    TRANSITION_FADE,
    TRANSITION_SLIDE, // the new picture pushes the old one out towards the left
};

// Who goes first. While something of a higher class can be shown, lower classes wait.
enum priority {
    PRIORITY_NORMAL = 1,
    PRIORITY_HIGH,
    PRIORITY_EMERGENCY, // only when it is told to (xiaolaba tell emergency); kept ready meanwhile
};

// How often an item comes. 0: not said.
struct often {
    int weight;    // 1 … 100, default 1: how often in a round, among the items that say no share
    int share_ppm; // of its zone's time in every hour, 1 … 1,000,000
    int min_per_hour, max_per_hour;
    int min_per_day, max_per_day;
    int64_t gap_us; // least time between the end of one play and the start of the next; ≤ 12 h
};

// How an item comes in. An item's own transition wins over its zone's.
struct transition {
    enum transition_kind kind;
    int64_t length_us; // 0 for a cut; 100 ms … 5 s otherwise, default 600 ms
};

// How heavy strokes are drawn, and whether their edges may be grey.
enum font_weight {
    WEIGHT_AUTO = 1, // by the size
    WEIGHT_REGULAR,
    WEIGHT_MEDIUM,
    WEIGHT_BOLD,
};
enum antialias {
    ANTIALIAS_AUTO = 1, // by the size
    ANTIALIAS_ON,
    ANTIALIAS_OFF,
};

// How text looks. Also the caption of a qr and the digits of a clock.
struct look {
    struct colour colour;     // default white
    struct colour background; // a = 0: the zone's shows through
    struct colour outline;    // default black
    int outline_px;           // 0 … 32, default 0
    struct colour shadow;     // a = 0: none, the default
    int shadow_px;            // right and down, 1 … 64; 0: by the size
    struct colour gradient;   // at the letters' feet; a = 0: none, the default
    struct colour plate;      // behind the lines; a = 0: none, the default
    int size_px;              // height of a Chinese character's box; 0 = fit the zone
    enum font_weight weight;
    enum antialias antialias;
    int letter_spacing; // % of the size, −20 … 200, default 0
    int line_spacing;   // % of the size, 100 … 300, from one line to the next, default 135
    enum align align;   // default centre
};

struct item {
    char *id; // [A-Za-z0-9_.-]{1,64}, unique in the playlist
    enum item_kind kind;
    char *title;    // for people; NULL: the id
    char *topic;    // fraud type, "刷单"; NULL
    char *audience; // "老年人"; NULL
    enum priority priority;
    struct often often;
    size_t *dayparts;     // indices into playlist.dayparts: it may play while one of them holds
    size_t daypart_count; // 0: always
    int64_t
        hold_us; // how long it stays; 0 = its natural length (scroll, film, or the kind's default)
    struct transition transition; // kind 0: the zone's
    struct look look;
    int line;     // where it stands in the playlist file
    char *source; // one line that says everything that is shown, for the digest of items without a
                  // file

    char *text;      // slogan: its markup (text/markup.h); qr: what the code says
    char *caption;   // qr: below the code; audio: shown while it sounds; NULL
    char *mongolian; // slogan: the same in Mongolian, set above (vertical: left of) the text; NULL
    enum direction direction; // slogan, default horizontal
    enum motion motion;       // slogan, default along its lines: left, or up when vertical
    int speed_px_s;  // slogan: wished speed; 0 = from the zone's height (stage/act_slogan.c)
    int passes;      // slogan: how often the text runs through, 1 … 100
    int64_t page_us; // slogan, hold: time per page; 0 = by the text's length
    int blink_mhz;   // slogan: flashes per 1000 s, 100 … 3000; 0: it does not flash

    char *path;      // image, video, audio: the file, seen from the working folder; NULL otherwise
    char *picture;   // audio: a picture to show meanwhile; NULL
    char sha256[65]; // that the bytes of `path` must have, lower-case hex; "": any
    char picture_sha256[65]; // the same for `picture`
    enum fit fit;            // image, video
    double gain_db;          // video, audio: −60 … +12, default 0
    bool is_muted;           // video

    bool shows_date, shows_weekday, shows_seconds; // clock
};

// "slogan", "image", …; NULL for a number that is no kind.
const char *item_kind_name(enum item_kind kind);

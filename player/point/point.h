// Where this screen stands (宣防点): identity, canvas, wall, light, sound, hours and audience.
// Needs no playlist. Loaded once, then never changed. Owned by the caller. Any thread may read.
#pragma once

#include "base/geom.h"
#include "base/wallmap.h"
#include "calendar/when.h"
#include "config/troubles.h"
#include "counters/wish.h"
#include "point/light.h"
#include "reach/audience.h"

#include <stdbool.h>

// The six kinds of venue that outreach "enters" (六进).
enum venue_kind {
    VENUE_OFFICE = 1, // 单位
    VENUE_ENTERPRISE, // 企业
    VENUE_COMMUNITY,  // 社区
    VENUE_SCHOOL,     // 学校
    VENUE_PUBLIC,     // 公共场所
    VENUE_HOUSEHOLD,  // 家庭
};

enum output {
    OUTPUT_WINDOW = 1,
    OUTPUT_FULLSCREEN,
    OUTPUT_OFFSCREEN,
};

// Which content reaches the screen.
enum content_policy {
    CONTENT_AUTO = 1, // what is signed, once there is a key to check it by; before that, any
    CONTENT_SIGNED,
    CONTENT_ANY,
};

// What is shown once signed content has expired.
enum expiry {
    EXPIRY_KEEP = 1, // the same, with an alarm
    EXPIRY_SLATE,    // the slogans that ship with the program
};

struct point {
    char *id;              // "local" without a file
    char *name;            // NULL
    char *district;        // path from large to small, "内蒙古/兴安盟/乌兰浩特市"; NULL
    enum venue_kind venue; // 0: not said
    struct size canvas;    // {0,0}: the playlist's, else 1280×720
    enum output output;    // default window
    struct {
        int x, y;
    } place;             // where the picture begins on a full-screen output, 1:1; default 0, 0
    bool has_place;      // false: the canvas is as large as the output (canvas not set) or centred
    int quarters;        // all that goes to the output is turned clockwise by so many right angles
    struct wallmap wall; // pieces of `canvas`, before that turn; count 0: the canvas as it is
    struct light light;
    int volume;                // 0 … 100, default 100
    int fps;                   // 1 … 240; 0: the display's own rate, else 60
    double pixel_pitch_mm;     // from one pixel to the next on the wall; 0: not said
    double viewing_distance_m; // from where it is read; 0: not said
    struct when *openings;     // it is open while one of them holds; none: round the clock
    size_t opening_count;
    bool has_good_clock;           // the machine's clock is right, whatever the kernel thinks of it
    char *timezone;                // IANA name, "Asia/Shanghai"; NULL: that one
    struct audience audience;      // who comes past
    bool has_audience;             // false: nobody knows
    struct counter_wish *counters; // what counts people, live
    size_t counter_count;
    bool is_interactive;         // people may touch it: touches, clicks and keys are counted
    enum content_policy content; // default auto
    enum expiry on_expiry;       // default keep
    char *fleet;                 // whose signed content it takes; NULL: as its keys say
    char *playlist;              // of the playlists in its content; NULL: the usual one
    char *update_url;            // where new content is looked for; NULL: nowhere
};

// `path` NULL gives the defaults. NULL result when a finding is an error. Owns: the caller, by
// point_free().
struct point *point_load(const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));
struct point *point_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles) __attribute__((warn_unused_result));
void point_free(struct point *self);

// What the output gets of a canvas of `canvas` pixels: its wall, turned. Owns: the caller, by
// wallmap_fini(). Range: `canvas` is the point's own when it has a wall.
struct wallmap point_map(const struct point *self, struct size canvas);

const char *venue_name(enum venue_kind venue); // "社区"; NULL for 0

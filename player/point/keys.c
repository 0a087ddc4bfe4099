// The names of all keys.
#include "point/keys.h"

static const char *const top_keys[] = {"id",       "name",       "district",    "venue",
                                       "canvas",   "output",     "place",       "turn",
                                       "wall",     "brightness", "ramp",        "night",
                                       "gamma",    "volume",     "fps",         "hours",
                                       "timezone", "clock",      "pixel_pitch", "viewing_distance",
                                       "audience", "counters",   "interactive", "content",
                                       "fleet",    "playlist",   "on_expiry",   "update_url"};
static const char *const place_keys[] = {"x", "y"};
static const char *const fold_keys[] = {"fold", "serpentine"};
static const char *const piece_keys[] = {"from", "to", "turn", "mirror"};
static const char *const from_keys[] = {"x", "y", "w", "h"};
static const char *const step_keys[] = {"at", "level"};
static const char *const night_keys[] = {"hours", "most"};
static const char *const audience_keys[] = {"footfall",  "footfall_sd", "survey", "dwell",
                                            "dwell_sd",  "full_after",  "notice", "population",
                                            "catchment", "repeat",      "source", "note"};
static const char *const footfall_keys[] = {"days", "hours", "per_hour"};
static const char *const counter_keys[] = {"name",   "kind",    "counts", "host",          "port",
                                           "topic",  "payload", "user",   "password_file", "ca",
                                           "device", "key",     "grab",   "debounce"};
static const char *const dwell_keys[] = {"share", "mean", "until"};

#define KEYS(list)                                                                                 \
    {                                                                                              \
        list, sizeof(list) / sizeof(list)[0]                                                       \
    }
static const struct {
    const char *const *names;
    size_t count;
} groups[] = {
    [POINT_TOP] = KEYS(top_keys),           [POINT_PLACE] = KEYS(place_keys),
    [POINT_WALL_FOLD] = KEYS(fold_keys),    [POINT_WALL_PIECE] = KEYS(piece_keys),
    [POINT_WALL_FROM] = KEYS(from_keys),    [POINT_WALL_TO] = KEYS(place_keys),
    [POINT_BRIGHTNESS] = KEYS(step_keys),   [POINT_NIGHT] = KEYS(night_keys),
    [POINT_AUDIENCE] = KEYS(audience_keys), [POINT_FOOTFALL] = KEYS(footfall_keys),
    [POINT_DWELL] = KEYS(dwell_keys),       [POINT_COUNTER] = KEYS(counter_keys),
};

const char *const *point_keys(enum point_group group, size_t *count)
{
    *count = groups[group].count;
    return groups[group].names;
}

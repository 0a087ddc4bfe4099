// The tables of keys, kinds and file name endings.
#include "playlist/keys.h"

#include <string.h>
#include <strings.h>

#define KIND(kind) (1u << (kind))
enum {
    SLOGAN = KIND(ITEM_SLOGAN),
    IMAGE = KIND(ITEM_IMAGE),
    VIDEO = KIND(ITEM_VIDEO),
    AUDIO = KIND(ITEM_AUDIO),
    QR = KIND(ITEM_QR),
    CLOCK = KIND(ITEM_CLOCK),
    WRITTEN = SLOGAN | AUDIO | QR | CLOCK, // has letters, so it has a look
    EVERY = WRITTEN | IMAGE | VIDEO,
};

// In the order of the manual; one table, read twice: names to hand out, and kinds.
#define ITEM_KEYS(ROW)                                                                             \
    ROW("id", EVERY)                                                                               \
    ROW("kind", EVERY)                                                                             \
    ROW("title", EVERY)                                                                            \
    ROW("topic", EVERY)                                                                            \
    ROW("audience", EVERY)                                                                         \
    ROW("when", EVERY)                                                                             \
    ROW("priority", EVERY)                                                                         \
    ROW("weight", EVERY)                                                                           \
    ROW("share", EVERY)                                                                            \
    ROW("min_per_hour", EVERY)                                                                     \
    ROW("max_per_hour", EVERY)                                                                     \
    ROW("min_per_day", EVERY)                                                                      \
    ROW("max_per_day", EVERY)                                                                      \
    ROW("gap", EVERY)                                                                              \
    ROW("hold", EVERY)                                                                             \
    ROW("transition", EVERY)                                                                       \
    ROW("background", EVERY)                                                                       \
    ROW("colour", WRITTEN)                                                                         \
    ROW("outline", WRITTEN)                                                                        \
    ROW("outline_width", WRITTEN)                                                                  \
    ROW("shadow", WRITTEN)                                                                         \
    ROW("shadow_offset", WRITTEN)                                                                  \
    ROW("gradient", WRITTEN)                                                                       \
    ROW("plate", WRITTEN)                                                                          \
    ROW("size", WRITTEN)                                                                           \
    ROW("font_weight", WRITTEN)                                                                    \
    ROW("antialias", WRITTEN)                                                                      \
    ROW("letter_spacing", WRITTEN)                                                                 \
    ROW("line_spacing", WRITTEN)                                                                   \
    ROW("align", WRITTEN)                                                                          \
    ROW("text", SLOGAN | QR)                                                                       \
    ROW("mongolian", SLOGAN)                                                                       \
    ROW("direction", SLOGAN)                                                                       \
    ROW("motion", SLOGAN)                                                                          \
    ROW("speed", SLOGAN)                                                                           \
    ROW("passes", SLOGAN)                                                                          \
    ROW("page", SLOGAN)                                                                            \
    ROW("blink", SLOGAN)                                                                           \
    ROW("file", IMAGE | VIDEO | AUDIO)                                                             \
    ROW("fit", IMAGE | VIDEO)                                                                      \
    ROW("gain", VIDEO | AUDIO)                                                                     \
    ROW("muted", VIDEO)                                                                            \
    ROW("caption", QR | AUDIO)                                                                     \
    ROW("picture", AUDIO)                                                                          \
    ROW("date", CLOCK)                                                                             \
    ROW("weekday", CLOCK)                                                                          \
    ROW("seconds", CLOCK)
#define ITEM_KEY_NAME(name, kinds) name,
#define ITEM_KEY_KINDS(name, kinds) kinds,
// clang-format off
static const char *const item_keys[] = {ITEM_KEYS(ITEM_KEY_NAME)};
static const unsigned item_key_kinds[] = {ITEM_KEYS(ITEM_KEY_KINDS)};
// clang-format on

static const char *const top_keys[] = {
    "name",     "canvas",   "text",  "file", "items",  "groups",        "zones",     "defaults",
    "dayparts", "calendar", "cases", "sync", "filler", "clock_unknown", "topic_gap", "font"};
static const char *const default_keys[] = {
    "transition", "hold",           "colour",       "background", "outline",   "outline_width",
    "shadow",     "shadow_offset",  "gradient",     "plate",      "size",      "font_weight",
    "antialias",  "letter_spacing", "line_spacing", "align",      "direction", "motion",
    "speed",      "passes",         "page",         "blink",      "fit",       "gain",
};
static const char *const transition_keys[] = {"kind", "length"};
static const char *const group_keys[] = {"name", "items", "topic", "audience", "kind"};
static const char *const zone_keys[] = {"name",
                                        "x",
                                        "y",
                                        "w",
                                        "h",
                                        "z",
                                        "background",
                                        "transition",
                                        "items",
                                        "filler",
                                        "clock_unknown",
                                        "topic_gap",
                                        "endless",
                                        "separator",
                                        "speed"};
static const char *const daypart_keys[] = {"name",      "from",  "until",    "days",  "month_days",
                                           "festivals", "hours", "audience", "topic", "lift"};
static const char *const cases_keys[] = {"file", "least", "most", "days"};

#define TABLE(names)                                                                               \
    *count = sizeof(names) / sizeof(names)[0];                                                     \
    return names

const char *const *playlist_keys(enum playlist_group group, size_t *count)
{
    switch (group) {
    case GROUP_PLAYLIST:
        TABLE(top_keys);
    case GROUP_ITEM:
        TABLE(item_keys);
    case GROUP_DEFAULTS:
        TABLE(default_keys);
    case GROUP_TRANSITION:
        TABLE(transition_keys);
    case GROUP_GROUP:
        TABLE(group_keys);
    case GROUP_ZONE:
        TABLE(zone_keys);
    case GROUP_DAYPART:
        TABLE(daypart_keys);
    case GROUP_CASES:
        TABLE(cases_keys);
    }
    *count = 0;
    return NULL;
}

bool item_key_suits(const char *key, enum item_kind kind)
{
    for (size_t i = 0; i < sizeof item_keys / sizeof item_keys[0]; i++) {
        if (strcmp(item_keys[i], key) == 0) {
            return (item_key_kinds[i] & KIND(kind)) != 0;
        }
    }
    return false;
}

const char *item_kind_name(enum item_kind kind)
{
    switch (kind) {
    case ITEM_SLOGAN:
        return "slogan";
    case ITEM_IMAGE:
        return "image";
    case ITEM_VIDEO:
        return "video";
    case ITEM_AUDIO:
        return "audio";
    case ITEM_QR:
        return "qr";
    case ITEM_CLOCK:
        return "clock";
    }
    return NULL;
}

enum item_kind item_kind_of_file(const char *name)
{
    static const struct {
        const char *ending;
        enum item_kind kind;
    } endings[] = {
        {"jpg", ITEM_IMAGE},  {"jpeg", ITEM_IMAGE}, {"png", ITEM_IMAGE},  {"webp", ITEM_IMAGE},
        {"bmp", ITEM_IMAGE},  {"gif", ITEM_IMAGE},  {"mp4", ITEM_VIDEO},  {"m4v", ITEM_VIDEO},
        {"mkv", ITEM_VIDEO},  {"webm", ITEM_VIDEO}, {"mov", ITEM_VIDEO},  {"avi", ITEM_VIDEO},
        {"ts", ITEM_VIDEO},   {"m2ts", ITEM_VIDEO}, {"mts", ITEM_VIDEO},  {"mpg", ITEM_VIDEO},
        {"mpeg", ITEM_VIDEO}, {"flv", ITEM_VIDEO},  {"wmv", ITEM_VIDEO},  {"3gp", ITEM_VIDEO},
        {"mp3", ITEM_AUDIO},  {"wav", ITEM_AUDIO},  {"flac", ITEM_AUDIO}, {"ogg", ITEM_AUDIO},
        {"oga", ITEM_AUDIO},  {"opus", ITEM_AUDIO}, {"m4a", ITEM_AUDIO},  {"aac", ITEM_AUDIO},
    };
    const char *point = strrchr(name, '.');
    if (point == NULL || point == name) {
        return 0;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (strcasecmp(point + 1, endings[i].ending) == 0) {
            return endings[i].kind;
        }
    }
    return 0;
}

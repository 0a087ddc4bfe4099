// What the files of this room share while a playlist is being read. Not for other rooms. One
// thread.
#pragma once

#include "config/keys.h"
#include "playlist/keys.h"
#include "playlist/playlist.h"

enum {
    ITEM_LIMIT = 10000, // items of a playlist, entries of a zone
    GROUP_LIMIT = 256,
    ZONE_LIMIT = 64,
    DAYPART_LIMIT = 256,
    NAME_LIMIT = 256,   // bytes of a name, title, topic, audience
    TEXT_LIMIT = 40000, // bytes of a slogan: about 13,000 Chinese characters
    CODE_LIMIT = 2331,  // bytes: ISO/IEC 18004, version 40, level M
    PATH_LIMIT = 1024,  // bytes of a file's name as written
};

struct reader {
    struct config *config;
    struct playlist *playlist;
    char *folder;                 // of the playlist's file
    struct item defaults;         // what an item starts from; owns no text
    int64_t still_hold_us;        // defaults.hold: for image, qr and clock
    struct transition transition; // defaults.transition: for zones that say none
    int64_t topic_gap_us;         // for zones that say none
    size_t item_capacity;
    size_t zone_capacity;
    size_t daypart_capacity;
    size_t named_dayparts; // the first ones of the playlist; the items' own come behind
    int tag_hints;         // nearest spellings of tags that were searched
};

// --- read_look.c: keys that items share with defaults and zones; what is not there stays

// Findings for keys that the group does not have.
void know_keys(const struct section *section, enum playlist_group group);

extern const struct range speed_range; // of a text that scrolls
void read_look(const struct section *section, struct look *look);
void read_movement(const struct section *section, struct item *item);
void read_fit(const struct section *section, struct item *item);
void read_gain(const struct section *section, struct item *item);
// "fade", or { kind = "fade"; length = "600ms"; }.
void read_transition(const struct section *section, const char *key, struct transition *out);

// --- read_item.c

// What an item is before its file says anything.
void item_defaults(struct item *item);

// Reads `defaults = { … }`.
void read_defaults(struct reader *self, const struct node *node);

// Reads one element of `items`, a text or a group, and adds it to the playlist.
void read_item(struct reader *self, const struct node *node);

// Adds the one item of a playlist that says just `text` or `file`, which is `node`.
void read_only_item(struct reader *self, const struct node *node);

void item_fini(struct item *item);

extern const struct choice item_kinds[];

// The name of a file of this computer, as it is written, and as it is seen from the working folder.
void read_file(const struct section *section, const char *key, char **out);
void see_from_working_folder(const struct reader *self, char **path);

// --- read_often.c

// Priority, weight, share, plays per hour and day, gap.
void read_often(const struct section *section, struct item *item);
// A least time between two plays, at most 12 hours.
void read_gap(const struct section *section, const char *key, int64_t *out_us);

// --- read_daypart.c

// Reads `dayparts`; before the items, which name them.
void read_dayparts(struct reader *self);
// Reads an item's `when`; after its id, which its own dayparts are called by.
void read_item_when(struct reader *self, const struct section *section, struct item *item);
// Warnings for dayparts that change nothing.
void dayparts_say_idle(struct reader *self);
void daypart_fini(struct daypart *self);

// --- tags.c

enum tag {
    TAG_TOPIC = 1,
    TAG_AUDIENCE,
    TAG_KIND,
};

const char *tag_name(enum tag tag); // "topic"

// What items carry as `tag`, sorted. Borrows their texts. Owns: the caller, by tag_set_fini().
struct tag_set {
    const char **texts;
    size_t count;
};
void tag_set_init(struct tag_set *self, const struct playlist *playlist, enum tag tag);
void tag_set_fini(struct tag_set *self);
bool tag_set_has(const struct tag_set *self, const char *text);
// A warning, with the nearest spelling among the items'.
void tag_say_missing(struct reader *self, const struct tag_set *carried, int line, const char *text,
                     const char *sentence);

// Items that carry all the tags of a group, in the file's order. Owns: `items`, by free().
struct tagged {
    size_t *items;
    size_t count;
};

bool group_has_tags(const struct node *group);
// Leaves `out` as it is when the group has no tags, or wrong ones.
void tagged_find(struct reader *self, const struct node *group, struct tagged *out);

// --- source.c

// Everything that is shown of `item`, in one line. Called while path and picture are still as the
// author wrote them: the same playlist is the same text wherever it lies.
char *item_source(const struct item *item, const struct playlist *playlist)
    __attribute__((warn_unused_result));

// --- read_zone.c

// Reads `zones` and `groups`, or makes the one zone that shows everything.
void read_zones(struct reader *self);

// --- read_endless.c

// Reads how texts follow each other, and checks the zone's items against it; after those.
void read_endless(struct reader *self, const struct section *section, struct zone *zone);

// --- names.c

// Which item or group is meant by a name.
struct reference {
    bool is_group;
    size_t index; // into playlist.items, or into the list of groups
};

struct names; // all ids and group names, sorted

// `groups` is the list of groups, NULL when there is none. Names given twice are findings.
struct names *names_new(struct reader *reader, const struct node *groups);
void names_free(struct names *self);

// What the elements of `list` (a list of names, or one name) show, as a new array; what is not
// known is a finding. Counts what was used. Owns: the caller, by free().
void names_expand(struct names *self, const struct node *list, size_t **items, size_t *count);

// Every item is shown by some zone.
void names_use_all(struct names *self);

// Warnings for items and groups that no zone shows.
void names_say_unused(const struct names *self);

// Gives the playlist its groups. They count as used then. Range: nothing is wrong with them.
void names_keep_groups(struct names *self);

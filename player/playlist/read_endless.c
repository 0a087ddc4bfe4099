// Endless zones: texts that follow each other without a gap.
#include "playlist/reader.h"

#include "base/mem.h"

#include <stdlib.h>

// A diamond between two wide blanks: the pause that Chinese print sets between notices.
static const char usual_separator[] = "　◆　";

static void say_idle(const struct section *section, const char *key, const char *hint,
                     const char *why)
{
    const struct node *node = section_find(section, key);
    if (node != NULL) {
        config_complain(section->config, node, NULL, TROUBLE_WARNING, hint, "%s", why);
    }
}

static void read_separator(const struct section *section, struct zone *zone)
{
    const struct node *node = section_find(section, "separator");
    const char *text = usual_separator;
    bool is_empty = node != NULL && node->type == NODE_TEXT && node->text[0] == '\0';
    if (is_empty) {
        text = "";
    } else {
        key_text(section, "separator", NAME_LIMIT, &text);
    }
    zone->separator = mem_copy(text);
}

// --- what can run in it ------------------------------------------------------------------------

static const char *what_it_is(enum item_kind kind)
{
    switch (kind) {
    case ITEM_SLOGAN:
        return "a text";
    case ITEM_IMAGE:
        return "an image";
    case ITEM_VIDEO:
        return "a film";
    case ITEM_AUDIO:
        return "a sound";
    case ITEM_QR:
        return "a code";
    case ITEM_CLOCK:
        return "a clock";
    }
    return "nothing";
}

static const char *how_it_moves(enum motion motion)
{
    switch (motion) {
    case MOTION_LEFT:
        return "runs to the left";
    case MOTION_RIGHT:
        return "runs to the right";
    case MOTION_UP:
        return "runs upwards";
    case MOTION_DOWN:
        return "runs downwards";
    case MOTION_HOLD:
        return "stands still";
    }
    return "";
}

static bool runs_sideways(const struct item *item)
{
    return item->motion == MOTION_LEFT || item->motion == MOTION_RIGHT;
}

// Why the item cannot run in the zone, whose texts run as `first` does; says it. False: it can.
static bool say_misfit(const struct section *section, const struct node *list,
                       const struct item *item, const struct item *first)
{
    struct config *config = section->config;
    if (item->kind != ITEM_SLOGAN) {
        config_complain(config, list, NULL, TROUBLE_ERROR,
                        "show it in a zone of its own, or leave endless out",
                        "“%s” (line %d) is %s, and only texts follow each other without a gap",
                        item->id, item->line, what_it_is(item->kind));
    } else if (item->direction == DIRECTION_VERTICAL) {
        config_complain(config, list, NULL, TROUBLE_ERROR,
                        "direction = \"horizontal\"; or show it in a zone of its own",
                        "“%s” (line %d) is set in columns, and only lines follow each other "
                        "without a gap",
                        item->id, item->line);
    } else if (!runs_sideways(item)) {
        config_complain(config, list, NULL, TROUBLE_ERROR,
                        "motion = \"left\"; or show it in a zone of its own",
                        "“%s” (line %d) %s, and texts that follow each other without a gap run to "
                        "the left, or to the right",
                        item->id, item->line, how_it_moves(item->motion));
    } else if (item->motion != first->motion) {
        config_complain(config, list, NULL, TROUBLE_ERROR, "let all texts of the zone run one way",
                        "“%s” (line %d) %s, and “%s” %s", item->id, item->line,
                        how_it_moves(item->motion), first->id, how_it_moves(first->motion));
    } else if (item->hold_us > 0) {
        config_complain(config, list, NULL, TROUBLE_ERROR,
                        "leave hold out; passes = 2; lets it run twice",
                        "“%s” (line %d) says hold, and in an endless zone a text takes as long as "
                        "it is long",
                        item->id, item->line);
    } else {
        return false;
    }
    return true;
}

// What an item says and the zone decides for all of them.
static void say_overruled(const struct section *section, const struct node *list,
                          const struct item *item, const struct zone *zone)
{
    if (item->speed_px_s > 0 && item->speed_px_s != zone->speed_px_s) {
        config_complain(section->config, list, NULL, TROUBLE_WARNING,
                        "speed = …; in the zone is for all of them",
                        "the speed of “%s” (line %d) has no effect in an endless zone", item->id,
                        item->line);
    }
    if (item->transition.kind != 0 && item->transition.kind != TRANSITION_CUT) {
        config_complain(section->config, list, NULL, TROUBLE_WARNING, "leave it out",
                        "the transition of “%s” (line %d) has no effect in an endless zone",
                        item->id, item->line);
    }
}

// The first of its texts that runs; NULL: none does.
static const struct item *first_runner(const struct playlist *playlist, const struct zone *zone)
{
    for (size_t i = 0; i < zone->item_count; i++) {
        const struct item *item = &playlist->items[zone->items[i]];
        if (item->kind == ITEM_SLOGAN && runs_sideways(item)) {
            return item;
        }
    }
    return NULL;
}

static void check_items(struct reader *self, const struct section *section, const struct zone *zone)
{
    const struct playlist *playlist = self->playlist;
    const struct node *list = section_find(section, "items");
    list = list != NULL ? list : section->group; // the only zone shows everything
    const struct item *first = first_runner(playlist, zone);
    bool *is_checked = mem_zeroed(playlist->item_count, sizeof *is_checked);
    for (size_t i = 0; i < zone->item_count; i++) {
        size_t index = zone->items[i];
        const struct item *item = &playlist->items[index];
        if (!is_checked[index] && !say_misfit(section, list, item, first)) {
            say_overruled(section, list, item, zone);
        }
        is_checked[index] = true;
    }
    free(is_checked);
}

// By which the speed goes where nobody says one.
static void note_letters(const struct playlist *playlist, struct zone *zone)
{
    const struct item *first = first_runner(playlist, zone);
    zone->letter_px = first != NULL ? first->look.size_px : 0;
    zone->letter_rows = first != NULL && first->mongolian != NULL ? 2 : 1;
}

void read_endless(struct reader *self, const struct section *section, struct zone *zone)
{
    zone->speed_px_s = self->defaults.speed_px_s;
    key_bool(section, "endless", &zone->is_endless);
    key_integer(section, "speed", speed_range, &zone->speed_px_s);
    read_separator(section, zone);
    if (zone->is_endless) {
        say_idle(section, "transition", "leave it out", "has no effect in an endless zone");
        zone->transition = (struct transition){TRANSITION_CUT, 0};
        check_items(self, section, zone);
        note_letters(self->playlist, zone);
        return;
    }
    const char *why = "has no effect where texts come one by one";
    say_idle(section, "separator", "endless = true;", why);
    say_idle(section, "speed", "endless = true; or speed = …; in the items", why);
    zone->speed_px_s = 0;
}

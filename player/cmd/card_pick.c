// Names become items.
#include "cmd/card_pick.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

static void start(struct card_pick *out, const struct playlist *playlist)
{
    *out = (struct card_pick){
        .items = mem_zeroed(playlist->item_count, sizeof *out->items),
        .is_named = mem_zeroed(playlist->item_count, sizeof *out->is_named),
    };
}

static void add(struct card_pick *self, const struct item *item, bool is_named)
{
    size_t i = 0;
    while (i < self->count && self->items[i] != item) {
        i++;
    }
    self->items[i] = item;
    self->is_named[i] |= is_named;
    self->count += i == self->count;
}

// Always false.
static bool say_unknown(struct error *err, const struct playlist *playlist, const char *name,
                        bool with_groups)
{
    size_t count = 0;
    const char **names = mem_zeroed(playlist->item_count + playlist->group_count, sizeof *names);
    for (size_t i = 0; i < playlist->item_count; i++) {
        names[count++] = playlist->items[i].id;
    }
    for (size_t i = 0; with_groups && i < playlist->group_count; i++) {
        names[count++] = playlist->groups[i].name;
    }
    const char *nearest = str_nearest(name, names, count);
    free(names);
    return error_set(err, ERROR_CONFIG, "there is no item%s \"%s\"%s%s%s",
                     with_groups ? " and no group" : "", name,
                     nearest != NULL ? "; did you mean \"" : "", nearest != NULL ? nearest : "",
                     nearest != NULL ? "\"?" : "");
}

static bool add_group(struct card_pick *self, const struct playlist *playlist,
                      const struct item_group *group, struct error *err)
{
    for (size_t i = 0; i < group->item_count; i++) {
        add(self, &playlist->items[group->items[i]], false);
    }
    return group->item_count > 0 ||
           error_set(
               err, ERROR_CONFIG,
               "the group \"%s\" stands for no item, or for more than can be kept: name items",
               group->name);
}

bool card_pick_named(struct card_pick *out, const struct playlist *playlist,
                     const char *const *names, size_t count, struct error *err)
{
    start(out, playlist);
    for (size_t n = 0; n < count; n++) {
        const struct item *item = playlist_item(playlist, names[n]);
        const struct item_group *group = playlist_group(playlist, names[n]);
        if (item != NULL) {
            add(out, item, true);
            continue;
        }
        bool done = group != NULL ? add_group(out, playlist, group, err)
                                  : say_unknown(err, playlist, names[n], true);
        if (!done) {
            card_pick_fini(out);
            return false;
        }
    }
    return true;
}

void card_pick_all(struct card_pick *out, const struct playlist *playlist)
{
    start(out, playlist);
    for (size_t i = 0; i < playlist->item_count; i++) {
        add(out, &playlist->items[i], false);
    }
}

void card_pick_fini(struct card_pick *self)
{
    free(self->items);
    free(self->is_named);
    *self = (struct card_pick){0};
}

const struct item *card_pick_one(const struct playlist *playlist, const char *id, struct error *err)
{
    const struct item *item = playlist_item(playlist, id);
    if (item == NULL) {
        say_unknown(err, playlist, id, false);
    }
    return item;
}

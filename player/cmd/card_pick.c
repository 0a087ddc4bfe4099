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

static const char *nearest_name(const struct playlist *playlist, const char *name, bool with_groups)
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
    return nearest;
}

bool card_pick_named(struct card_pick *out, const struct playlist *playlist,
                     const char *const *names, size_t count, const char **unknown,
                     const char **nearest)
{
    start(out, playlist);
    for (size_t n = 0; n < count; n++) {
        const struct item *item = playlist_item(playlist, names[n]);
        const struct item_group *group = playlist_group(playlist, names[n]);
        if (item != NULL) {
            add(out, item, true);
            continue;
        }
        if (group == NULL) {
            *unknown = names[n];
            *nearest = nearest_name(playlist, names[n], true);
            card_pick_fini(out);
            return false;
        }
        for (size_t i = 0; i < group->item_count; i++) {
            add(out, &playlist->items[group->items[i]], false);
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

const struct item *card_pick_one(const struct playlist *playlist, const char *id,
                                 const char **nearest)
{
    const struct item *item = playlist_item(playlist, id);
    *nearest = item == NULL ? nearest_name(playlist, id, false) : NULL;
    return item;
}

// Making cards and keeping them.
#include "cmd/card_set.h"

#include "base/file.h"
#include "base/mem.h"
#include "card/picture.h"
#include "screen/frame.h"
#include "screen/shrink.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

enum {
    JPEG_QUALITY = 92, // by eye: no rings around letters
    THUMB_QUALITY = 80,
    THUMB_W = 360,
};

void card_set_init(struct card_set *self, const struct card_wish *wish)
{
    *self = (struct card_set){.wish = wish};
}

void card_set_fini(struct card_set *self)
{
    for (size_t i = 0; i < self->count; i++) {
        str_fini(&self->entries[i].thumb);
    }
    for (size_t i = 0; i < self->name_count; i++) {
        free(self->names[i]);
    }
    free(self->names);
    free(self->entries);
    *self = (struct card_set){0};
}

// --- names -------------------------------------------------------------------------------------

static enum card_format format_of(const struct card_set *self, const struct item *item)
{
    enum card_format usual = card_has_picture(item) ? CARD_JPG : CARD_PNG;
    return self->wish->format != 0 ? self->wish->format : usual;
}

// Sticks know no difference between "A" and "a".
static bool is_taken(const struct card_set *self, const char *name)
{
    for (size_t i = 0; i < self->name_count; i++) {
        if (strcasecmp(self->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static char *name_of(const struct card_set *self, const struct item *item,
                     const struct card_shape *shape)
{
    const char *ending = format_of(self, item) == CARD_JPG ? "jpg" : "png";
    char *name = mem_format("%s-%s.%s", item->id, shape->file, ending);
    for (int n = 2; is_taken(self, name); n++) {
        free(name);
        name = mem_format("%s-%s_%d.%s", item->id, shape->file, n, ending);
    }
    return name;
}

// --- files ----------------------------------------------------------------------------------

static bool save(const struct card_set *self, const struct SDL_Surface *card,
                 const struct item *item, const struct card_shape *shape, const char *path,
                 struct error *err)
{
    return format_of(self, item) == CARD_JPG
               ? frame_save_jpeg(card, path, JPEG_QUALITY, shape->dpi, err)
               : frame_save_print(card, path, shape->dpi, err);
}

static size_t bytes_of(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 ? (size_t)about.st_size : 0;
}

// --- entries -----------------------------------------------------------------------------------

// The last one when it is the item's: cards are made item by item.
static struct card_entry *entry_of(struct card_set *self, const struct item *item)
{
    if (self->count > 0 && self->entries[self->count - 1].item == item) {
        return &self->entries[self->count - 1];
    }
    self->entries = MEM_GROW(self->entries, self->count, self->capacity);
    self->entries[self->count] = (struct card_entry){.item = item};
    return &self->entries[self->count++];
}

static void add_name(struct card_set *self, char *name)
{
    self->names = MEM_GROW(self->names, self->name_count, self->name_capacity);
    self->names[self->name_count++] = name;
}

static bool add_thumb(struct card_entry *entry, struct SDL_Surface *card, struct error *err)
{
    struct size large = frame_size(card);
    entry->thumb_size = (struct size){THUMB_W, (int)((int64_t)THUMB_W * large.h / large.w)};
    struct SDL_Surface *small = frame_new(entry->thumb_size);
    frame_shrink(card, small, (struct rect){0, 0, entry->thumb_size.w, entry->thumb_size.h});
    bool done = frame_jpeg(small, THUMB_QUALITY, 0, &entry->thumb, err);
    frame_free(small);
    return done;
}

bool card_set_make(struct card_set *self, const struct item *item, const struct card_shape *shape,
                   const char **path, struct error *err)
{
    struct SDL_Surface *card = card_make(&self->wish->terms, item, shape, err);
    if (card == NULL) {
        return false;
    }
    char *name = name_of(self, item, shape);
    char *to =
        self->wish->file != NULL ? mem_copy(self->wish->file) : file_join(self->wish->folder, name);
    bool done = save(self, card, item, shape, to, err);
    if (done) {
        struct card_entry *entry = entry_of(self, item);
        bool is_first = entry->file_count == 0;
        entry->files[entry->file_count++] = (struct card_file){shape, name, bytes_of(to)};
        add_name(self, name);
        add_name(self, to);
        *path = to;
        done = !self->wish->wants_thumbs || !is_first || add_thumb(entry, card, err);
    } else {
        free(name);
        free(to);
    }
    frame_free(card);
    return done;
}

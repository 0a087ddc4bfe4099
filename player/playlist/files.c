// The files that a playlist names.
#include "playlist/files.h"

static const char *const names[] = {
    [FILE_VIDEO] = "video", [FILE_AUDIO] = "audio",       [FILE_IMAGE] = "image",
    [FILE_FONT] = "font",   [FILE_CALENDAR] = "calendar", [FILE_CASES] = "cases",
};

const char *file_use_name(enum file_use use)
{
    return use <= FILE_CASES ? names[use] : NULL; // 0 is none as well
}

static enum file_use use_of(enum item_kind kind)
{
    return kind == ITEM_VIDEO ? FILE_VIDEO : kind == ITEM_AUDIO ? FILE_AUDIO : FILE_IMAGE;
}

static void visit_item(struct item *item, playlist_file_visitor *visitor, void *self)
{
    if (item->path != NULL) {
        visitor(self, &(struct file_ref){use_of(item->kind), &item->path, item->sha256, item->line,
                                         item->id});
    }
    if (item->picture != NULL) {
        visitor(self, &(struct file_ref){FILE_IMAGE, &item->picture, item->picture_sha256,
                                         item->line, item->id});
    }
}

void playlist_each_file(struct playlist *self, playlist_file_visitor *visitor, void *visitor_self)
{
    for (size_t i = 0; i < self->font_count; i++) {
        visitor(visitor_self,
                &(struct file_ref){FILE_FONT, &self->fonts[i], NULL, self->font_line, NULL});
    }
    if (self->calendar != NULL) {
        visitor(visitor_self, &(struct file_ref){FILE_CALENDAR, &self->calendar, NULL, 0, NULL});
    }
    if (self->cases.path != NULL) {
        visitor(visitor_self,
                &(struct file_ref){FILE_CASES, &self->cases.path, NULL, self->cases.line, NULL});
    }
    for (size_t i = 0; i < self->item_count; i++) {
        visit_item(&self->items[i], visitor, visitor_self);
    }
}

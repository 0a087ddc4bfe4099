// Decoding everything once.
#include "cmd/check_media.h"

#include "base/str.h"
#include "cmd/progress.h"
#include "media/medium.h"
#include "playlist/files.h"

#include <string.h>

struct checking {
    const struct playlist *playlist;
    int64_t *const *lengths_us;
    struct troubles *troubles;
    struct progress progress;
    size_t done, all;
};

static bool is_medium(enum file_use use)
{
    return use == FILE_VIDEO || use == FILE_AUDIO || use == FILE_IMAGE;
}

static bool can_begin(const struct checking *self, const char *id)
{
    for (size_t z = 0; z < self->playlist->zone_count; z++) {
        for (size_t i = 0; i < self->playlist->item_count; i++) {
            if (self->lengths_us[z][i] > 0 && str_is(self->playlist->items[i].id, id)) {
                return true;
            }
        }
    }
    return false;
}

static void try_file(void *context, const struct file_ref *file)
{
    struct checking *self = context;
    struct error err = {0};
    if (!is_medium(file->use) || !can_begin(self, file->item_id)) {
        return;
    }
    if (progress_is_due(&self->progress)) {
        progress_tell(&self->progress, self->done, self->all);
    }
    self->done++;
    bool is_playable = medium_dry_run(*file->path, file->sha256, &err);
    if (err.code != 0) {
        troubles_add(self->troubles, is_playable ? TROUBLE_WARNING : TROUBLE_ERROR,
                     self->playlist->path, file->line, NULL,
                     is_playable ? "it is shown all the same; copy or encode it again" : NULL,
                     "item \"%s\": %s", file->item_id, err.text);
    }
}

static void count_file(void *context, const struct file_ref *file)
{
    struct checking *self = context;
    self->all += is_medium(file->use) && can_begin(self, file->item_id);
}

void check_media(struct playlist *playlist, int64_t *const *lengths_us, struct troubles *troubles)
{
    struct checking checking = {playlist, lengths_us, troubles, {0}, 0, 0};
    progress_init(&checking.progress, "decoding files");
    playlist_each_file(playlist, count_file, &checking);
    playlist_each_file(playlist, try_file, &checking);
    progress_fini(&checking.progress);
}

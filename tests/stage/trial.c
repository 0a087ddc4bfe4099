// A stage for tests.
#include "trial.h"

#include "base/mem.h"

static struct playlist *load(const char *text, const char *folder)
{
    struct troubles troubles = {0};
    char *path = folder == NULL ? mem_copy("trial.cfg") : mem_format("%s/trial.cfg", folder);
    struct playlist *playlist = playlist_parse(path, text, strlen(text), &troubles);
    free(path);
    if (playlist == NULL) {
        struct str said = {0};
        troubles_print(&troubles, &said);
        fail_msg("%s", str_text(&said));
    }
    troubles_fini(&troubles);
    return playlist;
}

static void init(struct trial *self, const char *playlist, const char *folder, int w, int h)
{
    struct act_env env = {.meridian = self->meridian,
                          .fonts = self->has_fonts ? fonts : NULL,
                          .painter = self->painter,
                          .rate_mhz = 60000,
                          .mode = self->mode,
                          .keeps_acts = self->keeps};
    self->playlist = load(playlist, folder);
    self->size = (struct size){w, h};
    self->stage = stage_new(self->playlist->zones, self->playlist->zone_count, self->size, &env);
    self->canvas = frame_new(self->size);
}

void trial_init(struct trial *self, const char *playlist, const char *folder, int w, int h)
{
    *self = (struct trial){.has_fonts = true, .mode = MEDIUM_WAIT};
    init(self, playlist, folder, w, h);
}

void trial_init_at(struct trial *self, const char *playlist, const struct meridian *meridian, int w,
                   int h)
{
    *self = (struct trial){.has_fonts = true, .mode = MEDIUM_WAIT, .meridian = meridian};
    init(self, playlist, NULL, w, h);
}

void trial_init_fontless(struct trial *self, const char *playlist, int w, int h)
{
    *self = (struct trial){.has_fonts = false, .mode = MEDIUM_WAIT};
    init(self, playlist, NULL, w, h);
}

void trial_init_rehearsal(struct trial *self, const char *playlist, const char *folder, int w,
                          int h, int keeps)
{
    *self = (struct trial){.has_fonts = true, .mode = MEDIUM_FIRST, .keeps = keeps};
    init(self, playlist, folder, w, h);
}

void trial_init_painted(struct trial *self, const char *playlist, struct painter *painter, int w,
                        int h)
{
    *self = (struct trial){.has_fonts = true, .mode = MEDIUM_WAIT, .painter = painter};
    init(self, playlist, NULL, w, h);
}

void trial_fini(struct trial *self)
{
    stage_free(self->stage);
    playlist_free(self->playlist);
    frame_free(self->canvas);
    *self = (struct trial){0};
}

int64_t trial_put_on(struct trial *self, size_t zone, size_t item, int64_t at_us)
{
    return trial_put_on_from(self, zone, item, at_us, 0);
}

int64_t trial_put_on_from(struct trial *self, size_t zone, size_t item, int64_t at_us,
                          int64_t from_us)
{
    stage_cue(self->stage, zone, &self->playlist->items[item], from_us);
    while (stage_cued(self->stage, zone, NULL) == ACT_PREPARING) {
        stage_prepare(self->stage, (struct mono){at_us});
    }
    const char *why;
    if (stage_cued(self->stage, zone, &why) != ACT_READY) {
        fail_msg("item %s: %s", self->playlist->items[item].id, why);
    }
    return stage_take(self->stage, zone, (struct mono){at_us}, (struct wall){TRIAL_WALL_US + at_us},
                      from_us);
}

void trial_draw(struct trial *self, int64_t at_us)
{
    stage_draw(self->stage, (struct mono){at_us}, self->canvas);
}

uint32_t trial_pixel(const struct trial *self, int x, int y)
{
    const char *row = (const char *)self->canvas->pixels + (ptrdiff_t)y * self->canvas->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

int trial_other_than(const struct trial *self, struct rect where, uint32_t colour)
{
    int count = 0;
    for (int y = where.y; y < where.y + where.h; y++) {
        for (int x = where.x; x < where.x + where.w; x++) {
            count += trial_pixel(self, x, y) != colour;
        }
    }
    return count;
}

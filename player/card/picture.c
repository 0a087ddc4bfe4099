// Pictures out of media.
//
// A film's first picture is often black or a title that fades in. Some pictures from all over it
// are looked at, and the one with most to see in it stands for the film.
#include "card/picture.h"

#include "media/medium.h"
#include "screen/frame.h"

#include <stdlib.h>

enum { LOOKS = 5, PATIENCE_US = 20000000 };

static const char *path_of(const struct item *item)
{
    switch (item->kind) {
    case ITEM_IMAGE:
    case ITEM_VIDEO:
        return item->path;
    case ITEM_AUDIO:
        return item->picture;
    case ITEM_SLOGAN:
    case ITEM_QR:
    case ITEM_CLOCK:
        break;
    }
    return NULL;
}

bool card_has_picture(const struct item *item)
{
    return path_of(item) != NULL;
}

static struct medium *open_at(const struct item *item, struct size box, int64_t at_us,
                              struct error *err)
{
    struct medium_wish wish = {
        .box = box,
        .fit = FIT_CONTAIN,
        .start_us = at_us,
        .sha256 = item->kind == ITEM_AUDIO ? item->picture_sha256 : item->sha256,
    };
    struct medium *medium = medium_open(path_of(item), &wish, err);
    if (medium == NULL) {
        return NULL;
    }
    bool is_there = medium_wait(medium, PATIENCE_US) == MEDIUM_READY &&
                    medium_info(medium)->has_picture &&
                    medium_picture(medium, at_us, MEDIUM_WAIT) >= 0;
    if (!is_there) {
        const char *why = medium_error(medium);
        error_set(err, ERROR_MEDIA, "%s: %s", path_of(item),
                  why[0] != '\0' ? why : "there is no picture in it");
        medium_close(medium);
        return NULL;
    }
    return medium;
}

static SDL_Surface *drawn(struct medium *medium, struct colour background)
{
    SDL_Surface *picture = frame_new(medium_info(medium)->shown);
    frame_fill(picture, background);
    medium_draw(medium, picture, 0, 0);
    return picture;
}

// How much there is to see: the differences between neighbours, of green, which carries most of
// the light.
static int64_t detail_of(const SDL_Surface *picture)
{
    enum { STEP = 2 };
    int64_t sum = 0;
    for (int y = 0; y < picture->h; y += STEP) {
        const uint32_t *pixels = frame_row(picture, y);
        for (int x = STEP; x < picture->w; x += STEP) {
            int here = (int)(pixels[x] >> 8 & 0xFF);
            int before = (int)(pixels[x - STEP] >> 8 & 0xFF);
            sum += abs(here - before);
        }
    }
    return sum;
}

// The best of some; `first` when no other can be had.
static SDL_Surface *best_of_film(const struct item *item, struct size box, struct colour background,
                                 int64_t length_us, SDL_Surface *first)
{
    SDL_Surface *best = first;
    for (int i = 0; i < LOOKS; i++) {
        int64_t at_us = length_us * (2 * i + 1) / (2 * LOOKS);
        struct error ignored = {0};
        struct medium *medium = open_at(item, box, at_us, &ignored);
        if (medium == NULL) {
            continue;
        }
        SDL_Surface *picture = drawn(medium, background);
        medium_close(medium);
        bool is_better = detail_of(picture) > detail_of(best);
        frame_free(is_better ? best : picture);
        best = is_better ? picture : best;
    }
    return best;
}

bool card_picture_size(const struct item *item, struct size *out, struct error *err)
{
    enum { SQUARE = 1000 };
    struct medium *medium = open_at(item, (struct size){SQUARE, SQUARE}, 0, err);
    if (medium == NULL) {
        return false;
    }
    *out = medium_info(medium)->shown;
    medium_close(medium);
    return true;
}

SDL_Surface *card_picture(const struct item *item, struct size box, struct colour background,
                          int64_t *length_us, struct error *err)
{
    struct medium *medium = open_at(item, box, 0, err);
    if (medium == NULL) {
        return NULL;
    }
    const struct medium_info *info = medium_info(medium);
    bool is_film = item->kind == ITEM_VIDEO && !info->is_still;
    *length_us = is_film ? info->length_us : 0;
    SDL_Surface *picture = drawn(medium, background);
    medium_close(medium);
    return *length_us > 0 ? best_of_film(item, box, background, *length_us, picture) : picture;
}

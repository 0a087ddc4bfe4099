// Making cards for tests.
#include "easel.h"

#include "support/test.h"

#include "base/str.h"
#include "screen/frame.h"

struct playlist *easel_playlist(const char *text)
{
    struct troubles troubles = {0};
    struct playlist *playlist =
        playlist_parse(XIAOLABA_SOURCE_DIR "/playlists/test.cfg", text, strlen(text), &troubles);
    struct str said = {0};
    troubles_print(&troubles, &said);
    if (playlist == NULL) {
        fail_msg("%s", str_text(&said));
    }
    str_fini(&said);
    troubles_fini(&troubles);
    return playlist;
}

static const struct item *code_of(const struct playlist *playlist)
{
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (playlist->items[i].kind == ITEM_QR) {
            return &playlist->items[i];
        }
    }
    return NULL;
}

SDL_Surface *easel_card(const struct playlist *playlist, const char *id,
                        const struct card_shape *shape)
{
    struct card_terms terms = {.playlist = playlist, .fonts = fonts, .qr = code_of(playlist)};
    struct error err = {0};
    SDL_Surface *card = card_make(&terms, playlist_item(playlist, id), shape, &err);
    if (card == NULL) {
        fail_msg("%s, %s: %s", id, shape->name, err.text);
    }
    return card;
}

const struct card_shape *easel_shape(const char *name)
{
    for (size_t i = 0; i < CARD_SHAPES; i++) {
        if (str_is(card_shapes[i].name, name)) {
            return &card_shapes[i];
        }
    }
    fail_msg("no shape %s", name);
    return NULL;
}

struct card_shape easel_small(const char *name, int w)
{
    struct card_shape small = *easel_shape(name);
    small.size = (struct size){w, small.size.h * w / small.size.w};
    return small;
}

uint32_t easel_pixel(const SDL_Surface *card, int x, int y)
{
    const char *row = (const char *)card->pixels + (ptrdiff_t)y * card->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

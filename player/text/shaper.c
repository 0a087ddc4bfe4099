// SDL2_ttf draws a word onto a surface of its own, whose alpha channel is the mask.
#include "text/shaper.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#include <pthread.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEASURE_PX = 128, // words are measured at this size and scaled: within a pixel at any size
};

struct shaper {
    TTF_Font *font;
    int size_px; // set on `font`
};

// SDL2_ttf has one FreeType library for all threads, which must not be used by two at a time.
// Held while any TTF_ function runs.
static pthread_mutex_t library = PTHREAD_MUTEX_INITIALIZER;

static void close_font(struct shaper *self)
{
    if (self->font != NULL) {
        TTF_CloseFont(self->font);
    }
    TTF_Quit(); // counted: one for each TTF_Init()
    free(self);
}

static struct shaper *open_font(const char *file, int index, const char *script, struct error *err)
{
    if (TTF_Init() != 0) {
        error_set(err, ERROR_MEDIA, "SDL2_ttf does not start: %s", TTF_GetError());
        return NULL;
    }
    struct shaper *self = mem_zeroed(1, sizeof *self);
    self->font = TTF_OpenFontIndex(file, MEASURE_PX, index);
    if (self->font == NULL || TTF_SetFontScriptName(self->font, script) != 0) {
        error_set(err, ERROR_MEDIA, "cannot use %s for the script %s: %s", file, script,
                  TTF_GetError());
        close_font(self);
        return NULL;
    }
    self->size_px = MEASURE_PX;
    TTF_SetFontHinting(self->font, TTF_HINTING_LIGHT);
    return self;
}

struct shaper *shaper_open(const char *file, int index, const char *script, struct error *err)
{
    pthread_mutex_lock(&library);
    struct shaper *self = open_font(file, index, script, err);
    pthread_mutex_unlock(&library);
    return self;
}

void shaper_close(struct shaper *self)
{
    if (self != NULL) {
        pthread_mutex_lock(&library);
        close_font(self);
        pthread_mutex_unlock(&library);
    }
}

// Each change empties SDL2_ttf's cache of glyphs, so only changes are made.
static bool set_font(struct shaper *self, int size_px, int outline_px)
{
    if (size_px != self->size_px && TTF_SetFontSize(self->font, size_px) != 0) {
        return false;
    }
    self->size_px = size_px;
    if (outline_px != TTF_GetFontOutline(self->font)) {
        TTF_SetFontOutline(self->font, outline_px);
    }
    return true;
}

// The word, or its outline, on a surface whose alpha is the mask. NULL: it cannot be drawn.
static SDL_Surface *render(struct shaper *self, const char *word, int size_px, int outline_px)
{
    if (!set_font(self, size_px, outline_px)) {
        return NULL;
    }
    return TTF_RenderUTF8_Blended(self->font, word, (SDL_Color){255, 255, 255, 255});
}

// Adds a surface to the mask, `inset` pixels from its left and upper edge.
static void add_alpha(struct mask *out, const SDL_Surface *drawn, int inset)
{
    for (int y = 0; y < drawn->h && y + inset < out->h; y++) {
        const Uint32 *from = (const void *)((const char *)drawn->pixels + y * drawn->pitch);
        uint8_t *to = out->cover + (ptrdiff_t)(y + inset) * out->w + inset;
        for (int x = 0; x < drawn->w && x + inset < out->w; x++) {
            uint8_t alpha = (uint8_t)(from[x] >> 24);
            to[x] = alpha > to[x] ? alpha : to[x];
        }
    }
}

// Grey becomes on or off. Source: by eye, golden/text-mongolian-16: thin joints stay whole.
static void sharpen(struct mask *mask)
{
    enum { ON = 96 };
    for (int i = 0; i < mask->w * mask->h; i++) {
        mask->cover[i] = mask->cover[i] >= ON ? 255 : 0;
    }
}

// An outline is drawn as a ring; a thicker word is the word with a ring around it, which grows it
// on both sides. SDL2_ttf's own bold style tears the joints.
static bool draw(struct shaper *self, const char *word, struct brush brush, struct mask *out)
{
    int ring_px = brush.outline_px;
    ring_px += (brush.bolder_px64 + 64) / 128;
    SDL_Surface *inner = render(self, word, brush.size_px, 0);
    SDL_Surface *ring = ring_px > 0 ? render(self, word, brush.size_px, ring_px) : NULL;
    bool is_drawn = inner != NULL && (ring_px == 0 || ring != NULL);
    if (is_drawn) {
        const SDL_Surface *outer = ring != NULL ? ring : inner;
        mask_resize(out, outer->w, outer->h);
        memset(out->cover, 0, (size_t)out->w * (size_t)out->h);
        add_alpha(out, inner, ring_px);
        if (ring != NULL) {
            add_alpha(out, ring, 0);
        }
        if (!brush.is_smooth) {
            sharpen(out);
        }
        out->left = -ring_px;
        out->top = TTF_FontAscent(self->font) + ring_px;
    }
    SDL_FreeSurface(inner);
    SDL_FreeSurface(ring);
    return is_drawn;
}

bool shaper_draw(struct shaper *self, const uint32_t *word, size_t length, struct brush brush,
                 struct mask *out, struct error *err)
{
    struct str text = {0};
    for (size_t i = 0; i < length; i++) {
        char bytes[5];
        utf8_encode(word[i], bytes);
        str_add(&text, bytes);
    }
    pthread_mutex_lock(&library);
    bool is_drawn = draw(self, str_text(&text), brush, out);
    pthread_mutex_unlock(&library);
    if (!is_drawn) {
        error_set(err, ERROR_MEDIA, "cannot draw \"%s\" at %d px: %s", str_text(&text),
                  brush.size_px, TTF_GetError());
    }
    str_fini(&text);
    return is_drawn;
}

static bool row_has_ink(const struct mask *mask, int y)
{
    for (int x = 0; x < mask->w; x++) {
        if (mask->cover[y * mask->w + x] > 0) {
            return true;
        }
    }
    return false;
}

bool shaper_measure(struct shaper *self, const uint32_t *word, size_t length, int *advance,
                    struct ink *ink)
{
    struct mask mask = {0};
    bool is_drawn =
        shaper_draw(self, word, length, (struct brush){.size_px = MEASURE_PX}, &mask, NULL);
    int first = 0;
    int last = mask.h - 1;
    while (first <= last && !row_has_ink(&mask, first)) {
        first++;
    }
    while (last > first && !row_has_ink(&mask, last)) {
        last--;
    }
    if (is_drawn) {
        *advance = mask.w * TEXT_EM / MEASURE_PX;
        ink->above = (mask.top - first) * TEXT_EM / MEASURE_PX;
        ink->below = (last + 1 - mask.top) * TEXT_EM / MEASURE_PX;
    }
    mask_fini(&mask);
    return is_drawn;
}

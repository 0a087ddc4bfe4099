// The stack with its files open or not.
#include "text/fonts.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/breaks.h"
#include "text/face.h"
#include "text/glyphs.h"
#include "text/markup.h"
#include "text/shaper.h"
#include "text/stack.h"

#include <stdlib.h>
#include <string.h>

#define MONGOLIAN "Mong" // ISO 15924

struct font {
    struct face *face;     // NULL: not open
    struct shaper *shaper; // NULL: not open, or the font needs none
    bool is_broken;        // could not be opened: passed over from now on
};

struct fonts {
    struct stack stack;
    struct font *fonts; // one for each entry
    FT_Library library; // NULL: not started
    struct mask scratch;
    struct mask outlines;
    struct ink full[2]; // by is_bold; above 0: known
};

// The file to read; NULL when there is none. Owns: the caller.
static char *find_config(const char *config, const char *const *folders)
{
    if (config == NULL) {
        config = getenv("XIAOLABA_FONTS");
    }
    if (config != NULL) {
        return mem_copy(config);
    }
    for (size_t i = 0; folders != NULL && folders[i] != NULL; i++) {
        char *path = file_join(folders[i], "fonts.cfg");
        if (file_exists(path)) {
            return path;
        }
        free(path);
    }
    return NULL;
}

struct fonts *fonts_open(const char *config, const char *const *folders, struct error *err)
{
    char *path = find_config(config, folders);
    if (path == NULL) {
        error_set(err, ERROR_CONFIG, "fonts.cfg is not there; XIAOLABA_FONTS may say where it is");
        return NULL;
    }
    struct fonts *self = mem_zeroed(1, sizeof *self);
    bool is_read = stack_read(&self->stack, path, err);
    free(path);
    if (!is_read) {
        free(self);
        return NULL;
    }
    self->fonts = mem_zeroed(self->stack.count, sizeof *self->fonts);
    return self;
}

struct fonts *fonts_twin(const struct fonts *self)
{
    struct fonts *twin = mem_zeroed(1, sizeof *twin);
    stack_copy(&twin->stack, &self->stack);
    twin->fonts = mem_zeroed(twin->stack.count, sizeof *twin->fonts);
    return twin;
}

// One of the author's files as an entry of the stack: "a.ttf", or "a.ttc#2" for a face of a
// collection.
static bool take_own(struct fonts *self, const char *name, struct stack_entry *entry,
                     struct error *err)
{
    const char *mark = strrchr(name, '#');
    bool has_face =
        mark != NULL && mark[1] != '\0' && strspn(mark + 1, "0123456789") == strlen(mark + 1);
    *entry = (struct stack_entry){.is_own = true, .file = mem_copy(name)};
    if (has_face && !file_exists(name)) {
        entry->file[mark - name] = '\0';
        entry->face = atoi(mark + 1);
    }
    struct face *face = face_open(self->library, entry->file, entry->face, err);
    if (face == NULL) {
        free(entry->file);
        return false;
    }
    entry->is_bold = face_is_bold(face);
    entry->strikes = face_only_strikes(face);
    face_close(face);
    return true;
}

struct fonts *fonts_with(const struct fonts *base, char *const *files, size_t count,
                         struct error *err)
{
    struct fonts *self = base != NULL ? fonts_twin(base) : mem_zeroed(1, sizeof *self);
    struct stack own = {.entries = mem_zeroed(count + self->stack.count, sizeof *own.entries)};
    own.packages = self->stack.packages;
    if (FT_Init_FreeType(&self->library) != 0) {
        self->library = NULL;
        error_set(err, ERROR_MEDIA, "FreeType does not start");
    }
    while (self->library != NULL && own.count < count &&
           take_own(self, files[own.count], &own.entries[own.count], err)) {
        own.count++;
    }
    bool is_whole = own.count == count;
    for (size_t i = 0; i < self->stack.count; i++) {
        own.entries[own.count++] = self->stack.entries[i];
    }
    free(self->stack.entries);
    free(self->fonts);
    self->stack = own;
    self->fonts = mem_zeroed(own.count, sizeof *self->fonts);
    if (!is_whole) {
        fonts_close(self);
        return NULL;
    }
    return self;
}

const char *fonts_lacking(const struct fonts *self)
{
    return self->stack.packages != NULL ? self->stack.packages : "";
}

static void close_files(struct fonts *self)
{
    for (size_t i = 0; i < self->stack.count; i++) {
        shaper_close(self->fonts[i].shaper);
        face_close(self->fonts[i].face);
        self->fonts[i].shaper = NULL;
        self->fonts[i].face = NULL;
    }
    if (self->library != NULL) {
        FT_Done_FreeType(self->library);
        self->library = NULL;
    }
    mask_fini(&self->scratch);
    mask_fini(&self->outlines);
}

void fonts_close(struct fonts *self)
{
    if (self == NULL) {
        return;
    }
    close_files(self);
    stack_fini(&self->stack);
    free(self->fonts);
    free(self);
}

// The open face; NULL when it cannot be used.
static struct face *open_face(struct fonts *self, int font, struct error *err)
{
    struct font *at = &self->fonts[font];
    if (at->face != NULL) {
        return at->face;
    }
    const struct stack_entry *entry = &self->stack.entries[font];
    if (at->is_broken) {
        error_set(err, ERROR_MEDIA, "the font %s cannot be used", entry->file);
        return NULL;
    }
    if (self->library == NULL && FT_Init_FreeType(&self->library) != 0) {
        error_set(err, ERROR_MEDIA, "FreeType does not start");
        return NULL;
    }
    at->face = face_open(self->library, entry->file, entry->face, err);
    at->is_broken = at->face == NULL;
    return at->face;
}

// Letters and marks of traditional Mongolian, in whatever font.
static bool is_mongolian(uint32_t code)
{
    return code >= 0x1800 && code <= 0x18AF;
}

static struct shaper *open_shaper(struct fonts *self, int font, struct error *err)
{
    struct font *at = &self->fonts[font];
    if (at->shaper == NULL) {
        const struct stack_entry *entry = &self->stack.entries[font];
        at->shaper = shaper_open(entry->file, entry->face,
                                 entry->script != NULL ? entry->script : MONGOLIAN, err);
    }
    return at->shaper;
}

static bool has_strike(const struct stack_entry *entry, int strike_px)
{
    return strike_px > 0 && strike_px <= STRIKE_LARGEST_PX &&
           (entry->strikes >> strike_px & 1) != 0;
}

// Who is asked for a character, one round after the other.
enum round {
    ROUND_OWN = 1,   // the author's, of the wished weight
    ROUND_OWN_OTHER, // the author's, of the other
    ROUND_STRIKE,    // who is there for bitmaps of the size, and for nothing else
    ROUND_WEIGHT,
    ROUND_OTHER,
};

static bool is_asked(const struct stack_entry *entry, struct font_wish wish, enum round round)
{
    bool is_weight = entry->is_bold == wish.is_bold;
    switch (round) {
    case ROUND_OWN:
        return entry->is_own && is_weight &&
               (entry->strikes == 0 || has_strike(entry, wish.strike_px));
    case ROUND_OWN_OTHER:
        return entry->is_own && !is_weight &&
               (entry->strikes == 0 || has_strike(entry, wish.strike_px));
    case ROUND_STRIKE:
        return has_strike(entry, wish.strike_px);
    case ROUND_WEIGHT:
        return entry->strikes == 0 && is_weight;
    case ROUND_OTHER:
        return entry->strikes == 0 && !is_weight;
    }
    return false;
}

int fonts_pick(struct fonts *self, uint32_t code, struct font_wish wish)
{
    for (enum round round = ROUND_OWN; round <= ROUND_OTHER; round++) {
        for (int i = 0; i < (int)self->stack.count; i++) {
            const struct stack_entry *entry = &self->stack.entries[i];
            bool asks = !entry->is_latin && is_asked(entry, wish, round);
            struct face *face = asks ? open_face(self, i, NULL) : NULL;
            if (face != NULL && face_has(face, code, fonts_strike_of(self, i, wish))) {
                return i;
            }
        }
    }
    return FONT_NONE;
}

// Whether the font has the mark no wider than a letter.
static bool has_narrow(struct fonts *self, int font, uint32_t code, int strike_px)
{
    enum { WIDEST = TEXT_EM * 3 / 4 };
    struct face *face = open_face(self, font, NULL);
    return face != NULL && face_has(face, code, strike_px) &&
           face_advance(face, code, strike_px) <= WIDEST;
}

int fonts_pick_latin(struct fonts *self, uint32_t code, struct font_wish wish)
{
    enum round last = wish.strike_px > 0 ? ROUND_STRIKE : ROUND_OTHER;
    for (enum round round = ROUND_OWN; round <= last; round++) {
        for (int i = 0; i < (int)self->stack.count; i++) {
            const struct stack_entry *entry = &self->stack.entries[i];
            bool asks = entry->script == NULL && is_asked(entry, wish, round);
            if (asks && has_narrow(self, i, code, fonts_strike_of(self, i, wish))) {
                return i;
            }
        }
    }
    return FONT_NONE;
}

int fonts_strike_below(const struct fonts *self, int size_px)
{
    int px = size_px < STRIKE_LARGEST_PX ? size_px : STRIKE_LARGEST_PX;
    for (; px > 0; px--) {
        for (size_t i = 0; i < self->stack.count; i++) {
            if (has_strike(&self->stack.entries[i], px)) {
                return px;
            }
        }
    }
    return 0;
}

int fonts_strike_of(const struct fonts *self, int font, struct font_wish wish)
{
    return has_strike(&self->stack.entries[font], wish.strike_px) ? wish.strike_px : 0;
}

bool fonts_joins(const struct fonts *self, int font, uint32_t code)
{
    const struct stack_entry *entry = &self->stack.entries[font];
    return entry->script != NULL || (entry->is_own && is_mongolian(code));
}

bool fonts_needs_bolder(const struct fonts *self, int font, bool is_bold)
{
    return is_bold && !self->stack.entries[font].is_bold;
}

int fonts_advance(struct fonts *self, int font, uint32_t code, int strike_px)
{
    struct face *face = open_face(self, font, NULL);
    return face == NULL ? 0 : face_advance(face, code, strike_px);
}

bool fonts_ink(struct fonts *self, int font, uint32_t code, int strike_px, struct ink *out)
{
    struct face *face = open_face(self, font, NULL);
    return face != NULL && face_ink(face, code, strike_px, out);
}

bool fonts_measure_word(struct fonts *self, int font, const uint32_t *word, size_t length,
                        int *advance, struct ink *ink)
{
    struct shaper *shaper = open_shaper(self, font, NULL);
    return shaper != NULL && shaper_measure(shaper, word, length, advance, ink);
}

static struct ink measure_full_ink(struct fonts *self, struct font_wish wish)
{
    struct ink full = {0};
    const char *at = "国永囊骗警鬱";
    for (uint32_t code; (code = utf8_next(&at)) != 0;) {
        struct ink ink;
        int font = fonts_pick(self, code, wish);
        if (font != FONT_NONE &&
            fonts_ink(self, font, code, fonts_strike_of(self, font, wish), &ink)) {
            full.above = ink.above > full.above ? ink.above : full.above;
            full.below = ink.below > full.below ? ink.below : full.below;
        }
    }
    if (full.above <= 0) {
        full = (struct ink){TEXT_EM * 4 / 5, TEXT_EM / 5}; // no Chinese font: the em itself
    }
    return full;
}

struct ink fonts_full_ink(struct fonts *self, struct font_wish wish)
{
    if (wish.strike_px > 0) {
        return measure_full_ink(self, wish);
    }
    struct ink *full = &self->full[wish.is_bold];
    if (full->above <= 0) {
        *full = measure_full_ink(self, wish);
    }
    return *full;
}

const struct mask *fonts_draw(struct fonts *self, int font, const uint32_t *word, size_t length,
                              struct brush brush, struct error *err)
{
    struct mask *out = &self->scratch;
    if (fonts_joins(self, font, word[0])) {
        struct shaper *shaper = open_shaper(self, font, err);
        bool is_drawn = shaper != NULL && shaper_draw(shaper, word, length, brush, out, err);
        return is_drawn ? out : NULL;
    }
    struct face *face = open_face(self, font, err);
    return face != NULL && face_draw(face, word[0], brush, out, err) ? out : NULL;
}

struct mask *fonts_outlines(struct fonts *self, int w, int h)
{
    mask_resize(&self->outlines, w, h);
    memset(self->outlines.cover, 0, (size_t)w * (size_t)h);
    return &self->outlines;
}

bool fonts_have(struct fonts *self, uint32_t code)
{
    if (fonts_pick(self, code, (struct font_wish){.is_bold = true}) != FONT_NONE) {
        return true;
    }
    for (int px = 1; px <= STRIKE_LARGEST_PX; px++) { // an author's font may be bitmaps alone
        bool has_own = false;
        for (size_t i = 0; i < self->stack.count && !has_own; i++) {
            has_own = self->stack.entries[i].is_own && has_strike(&self->stack.entries[i], px);
        }
        if (has_own && fonts_pick(self, code, (struct font_wish){.strike_px = px}) != FONT_NONE) {
            return true;
        }
    }
    return false;
}

int fonts_missing(struct fonts *self, const char *markup, struct str *missing)
{
    struct markup text;
    markup_parse(&text, markup);
    int found = 0;
    uint32_t *seen = mem_zeroed(text.count, sizeof *seen);
    for (size_t i = 0; i < text.count; i++) {
        uint32_t code = text.codes[i];
        if (breaks_is_unseen(code) || breaks_is_space(code) || fonts_have(self, code)) {
            continue;
        }
        int at = 0;
        while (at < found && seen[at] != code) {
            at++;
        }
        if (at == found) {
            char bytes[5];
            utf8_encode(code, bytes);
            str_add(missing, bytes);
            seen[found++] = code;
        }
    }
    free(seen);
    markup_fini(&text);
    return found;
}

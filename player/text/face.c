// FreeType behind a few questions.
#include "text/face.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include FT_ADVANCES_H
#include FT_GLYPH_H
#include FT_OUTLINE_H
#include FT_STROKER_H

// What layout asks of a bitmap, remembered: reading one takes ten times as long as asking an
// outline for its width.
struct strike {
    uint32_t code;
    int16_t px; // 0: the place is empty
    int16_t advance_px, above_px, rows;
    bool is_there;
};
enum { STRIKES_KEPT = 1024 }; // direct-mapped by code; slogans use a few hundred characters

struct face {
    FT_Face face;
    struct FT_StreamRec_ stream; // must live as long as `face`
    int fd;
    int size_px; // set on `face`; 0: none yet
    FT_Stroker stroker;
    struct strike *strikes; // STRIKES_KEPT; NULL until one is asked for
};

static unsigned long read_stream(FT_Stream stream, unsigned long offset, unsigned char *buffer,
                                 unsigned long count)
{
    unsigned long done = 0;
    while (done < count) {
        ssize_t got = pread((int)stream->descriptor.value, buffer + done, count - done,
                            (off_t)(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        done += (unsigned long)got;
    }
    // A count of 0 is a seek, for which 0 means that it worked.
    return done;
}

uint32_t face_only_strikes(const struct face *self)
{
    uint32_t sizes = 0;
    for (int i = 0; !FT_IS_SCALABLE(self->face) && i < self->face->num_fixed_sizes; i++) {
        long px = self->face->available_sizes[i].y_ppem / 64;
        sizes |= px > 0 && px < 32 ? UINT32_C(1) << px : 0;
    }
    return sizes;
}

struct face *face_open(FT_Library library, const char *file, int index, struct error *err)
{
    struct face *self = mem_zeroed(1, sizeof *self);
    self->fd = open(file, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (self->fd < 0 || fstat(self->fd, &about) != 0) {
        error_set(err, ERROR_MEDIA, "cannot read the font %s: %s", file, strerror(errno));
        goto fail;
    }
    self->stream = (struct FT_StreamRec_){
        .size = (unsigned long)about.st_size,
        .descriptor.value = self->fd,
        .read = read_stream,
    };
    FT_Open_Args how = {.flags = FT_OPEN_STREAM, .stream = &self->stream};
    FT_Error code = FT_Open_Face(library, &how, index, &self->face);
    if (code != 0) {
        self->face = NULL;
        error_set(err, ERROR_MEDIA, "%s, face %d, is no font that can be used (FreeType error %d)",
                  file, index, code);
        goto fail;
    }
    bool has_outlines = FT_IS_SCALABLE(self->face) && self->face->units_per_EM > 0;
    if (!has_outlines && face_only_strikes(self) == 0) {
        error_set(err, ERROR_MEDIA, "%s has neither outlines nor bitmaps of up to 31 px", file);
        goto fail;
    }
    return self;
fail:
    face_close(self);
    return NULL;
}

void face_close(struct face *self)
{
    if (self == NULL) {
        return;
    }
    if (self->stroker != NULL) {
        FT_Stroker_Done(self->stroker);
    }
    if (self->face != NULL) {
        FT_Done_Face(self->face);
    }
    if (self->fd >= 0) {
        close(self->fd);
    }
    free(self->strikes);
    free(self);
}

bool face_is_bold(const struct face *self)
{
    return (self->face->style_flags & FT_STYLE_FLAG_BOLD) != 0;
}

static FT_Error set_size(struct face *self, int size_px)
{
    if (self->size_px == size_px) {
        return 0;
    }
    FT_Error result = FT_Set_Pixel_Sizes(self->face, 0, (FT_UInt)size_px);
    self->size_px = result == 0 ? size_px : 0;
    return result;
}

// Loads the character's own bitmap of this size; false when the font has none.
static bool load_strike(struct face *self, uint32_t code, int strike_px)
{
    FT_UInt glyph = FT_Get_Char_Index(self->face, code);
    return glyph != 0 && set_size(self, strike_px) == 0 &&
           FT_Load_Glyph(self->face, glyph, FT_LOAD_TARGET_MONO) == 0 &&
           self->face->glyph->format == FT_GLYPH_FORMAT_BITMAP;
}

static const struct strike *strike_of(struct face *self, uint32_t code, int strike_px)
{
    if (self->strikes == NULL) {
        self->strikes = mem_zeroed(STRIKES_KEPT, sizeof *self->strikes);
    }
    struct strike *kept = &self->strikes[code % STRIKES_KEPT];
    if (kept->px == strike_px && kept->code == code) {
        return kept;
    }
    *kept = (struct strike){.code = code, .px = (int16_t)strike_px};
    kept->is_there = load_strike(self, code, strike_px);
    if (kept->is_there) {
        FT_GlyphSlot slot = self->face->glyph;
        kept->advance_px = (int16_t)(slot->advance.x / 64);
        kept->above_px = (int16_t)slot->bitmap_top;
        kept->rows = (int16_t)slot->bitmap.rows;
    }
    return kept;
}

bool face_has(struct face *self, uint32_t code, int strike_px)
{
    return strike_px > 0 ? strike_of(self, code, strike_px)->is_there
                         : FT_Get_Char_Index(self->face, code) != 0;
}

static int in_em(const struct face *self, long units)
{
    long em = self->face->units_per_EM;
    long doubled = units * 2 * TEXT_EM + (units < 0 ? -em : em);
    return (int)(doubled / (2 * em)); // rounded
}

int face_advance(struct face *self, uint32_t code, int strike_px)
{
    if (strike_px > 0) {
        const struct strike *strike = strike_of(self, code, strike_px);
        int width_px = strike->is_there ? strike->advance_px : strike_px;
        return (width_px * TEXT_EM + strike_px / 2) / strike_px;
    }
    FT_Fixed units = 0;
    FT_UInt glyph = FT_Get_Char_Index(self->face, code);
    if (FT_Get_Advance(self->face, glyph, FT_LOAD_NO_SCALE, &units) != 0) {
        return TEXT_EM;
    }
    return in_em(self, units);
}

// Rounded down, so that text_ink_px() finds the same whole pixels again.
static int strike_in_em(int px, int strike_px)
{
    int scaled = px * TEXT_EM;
    return scaled / strike_px - (scaled % strike_px < 0);
}

static bool strike_ink(struct face *self, uint32_t code, int strike_px, struct ink *out)
{
    const struct strike *strike = strike_of(self, code, strike_px);
    if (!strike->is_there || strike->rows == 0) {
        return false;
    }
    out->above = strike_in_em(strike->above_px, strike_px);
    out->below = strike_in_em(strike->rows - strike->above_px, strike_px);
    return true;
}

bool face_ink(struct face *self, uint32_t code, int strike_px, struct ink *out)
{
    if (strike_px > 0) {
        return strike_ink(self, code, strike_px, out);
    }
    FT_UInt glyph = FT_Get_Char_Index(self->face, code);
    if (FT_Load_Glyph(self->face, glyph, FT_LOAD_NO_SCALE) != 0) {
        return false;
    }
    const FT_Glyph_Metrics *metrics = &self->face->glyph->metrics;
    if (metrics->height == 0) {
        return false;
    }
    out->above = in_em(self, metrics->horiBearingY);
    out->below = in_em(self, metrics->height - metrics->horiBearingY);
    return true;
}

static void copy_bitmap(struct mask *out, const FT_Bitmap *bitmap, int left, int top)
{
    mask_resize(out, (int)bitmap->width, (int)bitmap->rows);
    out->left = left;
    out->top = top;
    for (int y = 0; y < out->h; y++) {
        const unsigned char *from = bitmap->buffer + (ptrdiff_t)y * bitmap->pitch;
        uint8_t *to = out->cover + (ptrdiff_t)y * out->w;
        if (bitmap->pixel_mode != FT_PIXEL_MODE_MONO) {
            memcpy(to, from, (size_t)out->w);
            continue;
        }
        for (int x = 0; x < out->w; x++) {
            to[x] = (from[x / 8] >> (7 - x % 8)) & 1 ? 255 : 0;
        }
    }
}

static FT_Error draw_outline(struct face *self, int outline_px, FT_Render_Mode mode,
                             struct mask *out)
{
    FT_GlyphSlot slot = self->face->glyph;
    if (self->stroker == NULL) {
        FT_Error code = FT_Stroker_New(slot->library, &self->stroker);
        if (code != 0) {
            return code;
        }
    }
    FT_Stroker_Set(self->stroker, (FT_Fixed)outline_px * 64, FT_STROKER_LINECAP_ROUND,
                   FT_STROKER_LINEJOIN_ROUND, 0);
    FT_Glyph glyph = NULL;
    FT_Error code = FT_Get_Glyph(slot, &glyph);
    if (code == 0) {
        code = FT_Glyph_Stroke(&glyph, self->stroker, 1);
    }
    if (code == 0) {
        code = FT_Glyph_To_Bitmap(&glyph, mode, NULL, 1);
    }
    if (code == 0) {
        FT_BitmapGlyph drawn = (FT_BitmapGlyph)glyph;
        copy_bitmap(out, &drawn->bitmap, drawn->left, drawn->top);
    }
    FT_Done_Glyph(glyph);
    return code;
}

// A bitmap has no contour to follow: its outline is every pixel no further away than outline_px.
static void widen_bitmap(struct mask *out, const FT_Bitmap *bitmap, int left, int top,
                         int outline_px)
{
    struct mask inner = {0};
    copy_bitmap(&inner, bitmap, left, top);
    mask_resize(out, inner.w + 2 * outline_px, inner.h + 2 * outline_px);
    memset(out->cover, 0, (size_t)out->w * (size_t)out->h);
    out->left = left - outline_px;
    out->top = top + outline_px;
    int reach = outline_px * outline_px + outline_px; // a round pen on whole pixels
    for (int y = 0; y < out->h; y++) {
        for (int x = 0; x < out->w; x++) {
            for (int dy = -outline_px; dy <= outline_px; dy++) {
                int from_y = y - outline_px + dy;
                for (int dx = -outline_px; dx <= outline_px; dx++) {
                    int from_x = x - outline_px + dx;
                    bool is_inside =
                        from_x >= 0 && from_x < inner.w && from_y >= 0 && from_y < inner.h;
                    if (is_inside && dx * dx + dy * dy <= reach &&
                        inner.cover[from_y * inner.w + from_x] > 0) {
                        out->cover[y * out->w + x] = 255;
                    }
                }
            }
        }
    }
    mask_fini(&inner);
}

// Bitmaps of WenQuanYi have ！ ： ； ？ in the middle of their squares, as traditional Chinese
// print does; simplified print has them on the left.
static int strike_left(uint32_t code, int left, int strike_px)
{
    bool is_on_left = code == 0xFF01 || code == 0xFF1A || code == 0xFF1B || code == 0xFF1F;
    int most = strike_px / 8;
    return is_on_left && left > most ? most : left;
}

static FT_Error draw(struct face *self, uint32_t code, struct brush brush, struct mask *out)
{
    FT_Face face = self->face;
    FT_GlyphSlot slot = face->glyph;
    if (brush.is_strike && load_strike(self, code, brush.size_px)) {
        int left = strike_left(code, slot->bitmap_left, brush.size_px);
        if (brush.outline_px > 0) {
            widen_bitmap(out, &slot->bitmap, left, slot->bitmap_top, brush.outline_px);
        } else {
            copy_bitmap(out, &slot->bitmap, left, slot->bitmap_top);
        }
        return 0;
    }
    FT_Error result = set_size(self, brush.size_px);
    FT_Int32 target = brush.is_smooth ? FT_LOAD_TARGET_LIGHT : FT_LOAD_TARGET_MONO;
    FT_Render_Mode mode = brush.is_smooth ? FT_RENDER_MODE_NORMAL : FT_RENDER_MODE_MONO;
    if (result == 0) {
        result = FT_Load_Glyph(face, FT_Get_Char_Index(face, code), target | FT_LOAD_NO_BITMAP);
    }
    if (result == 0 && slot->outline.n_points == 0) {
        mask_resize(out, 0, 0); // a space
        return 0;
    }
    if (result == 0 && brush.bolder_px64 > 0) {
        result = FT_Outline_Embolden(&slot->outline, brush.bolder_px64);
    }
    if (result == 0 && brush.outline_px > 0) {
        return draw_outline(self, brush.outline_px, mode, out);
    }
    if (result == 0) {
        result = FT_Render_Glyph(slot, mode);
    }
    if (result == 0) {
        copy_bitmap(out, &slot->bitmap, slot->bitmap_left, slot->bitmap_top);
    }
    return result;
}

bool face_draw(struct face *self, uint32_t code, struct brush brush, struct mask *out,
               struct error *err)
{
    FT_Error result = draw(self, code, brush, out);
    if (result != 0) {
        return error_set(err, ERROR_MEDIA, "cannot draw U+%04X at %d px (FreeType error %d)",
                         (unsigned)code, brush.size_px, result);
    }
    return true;
}

// Pictures in memory and as PNG.
#include "screen/frame.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <png.h>
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct SDL_Surface *frame_new(struct size size)
{
    SDL_Surface *frame =
        SDL_CreateRGBSurfaceWithFormat(0, size.w, size.h, 32, SDL_PIXELFORMAT_RGB888);
    if (frame == NULL) {
        fprintf(stderr, "xiaolaba: no memory for a picture of %d × %d\n", size.w, size.h);
        abort();
    }
    SDL_SetSurfaceBlendMode(frame, SDL_BLENDMODE_NONE);
    return frame;
}

void frame_free(struct SDL_Surface *frame)
{
    SDL_FreeSurface(frame);
}

struct size frame_size(const struct SDL_Surface *frame)
{
    return (struct size){frame->w, frame->h};
}

void frame_fill(struct SDL_Surface *frame, struct colour colour)
{
    SDL_FillRect(frame, NULL, colour_argb(colour));
}

void frame_fill_rect(struct SDL_Surface *frame, struct rect where, struct colour colour)
{
    SDL_Rect rect = {where.x, where.y, where.w, where.h};
    SDL_FillRect(frame, &rect, colour_argb(colour));
}

uint32_t *frame_row(const struct SDL_Surface *frame, int y)
{
    return (uint32_t *)(void *)((uint8_t *)frame->pixels + (size_t)y * (size_t)frame->pitch);
}

uint64_t frame_hash(const struct SDL_Surface *frame)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (int y = 0; y < frame->h; y++) {
        const uint32_t *row = frame_row(frame, y);
        for (int x = 0; x < frame->w; x++) {
            hash = (hash ^ (row[x] & 0xFFFFFF)) * UINT64_C(0x100000001b3);
        }
    }
    return hash;
}

// PNG counts dots per metre.
static png_uint_32 dots_per_metre(int dpi)
{
    enum { INCH_UM = 25400, METRE_UM = 1000000 };
    return (png_uint_32)(((int64_t)dpi * METRE_UM + INCH_UM / 2) / INCH_UM);
}

// Where a PNG's bytes go: into a file, else into memory.
struct png_sink {
    FILE *file;
    struct str *memory;
};

static void add_to_memory(png_structp png, png_bytep bytes, png_size_t count)
{
    str_add_bytes(png_get_io_ptr(png), bytes, count);
}

static void flush_memory(png_structp png)
{
    (void)png;
}

// What fails is for the caller to say: libpng would say it on its own on standard error.
static void leave_png(png_structp png, png_const_charp what)
{
    (void)what;
    png_longjmp(png, 1);
}

static void pass_over(png_structp png, png_const_charp what)
{
    (void)png;
    (void)what;
}

static bool write_png(const SDL_Surface *frame, int dpi, const struct png_sink *sink)
{
    uint8_t *line = mem_zeroed((size_t)frame->w, 3);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, leave_png, pass_over);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        free(line);
        return false;
    }
    if (sink->file != NULL) {
        png_init_io(png, sink->file);
    } else {
        png_set_write_fn(png, sink->memory, add_to_memory, flush_memory);
    }
    png_set_IHDR(png, info, (png_uint_32)frame->w, (png_uint_32)frame->h, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (dpi > 0) {
        png_set_pHYs(png, info, dots_per_metre(dpi), dots_per_metre(dpi), PNG_RESOLUTION_METER);
    }
    png_write_info(png, info);
    for (int y = 0; y < frame->h; y++) {
        const uint32_t *row = frame_row(frame, y);
        for (int x = 0; x < frame->w; x++) {
            line[x * 3] = (uint8_t)(row[x] >> 16);
            line[x * 3 + 1] = (uint8_t)(row[x] >> 8);
            line[x * 3 + 2] = (uint8_t)row[x];
        }
        png_write_row(png, line);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(line);
    return true;
}

bool frame_save(const struct SDL_Surface *frame, const char *path, struct error *err)
{
    return frame_save_print(frame, path, 0, err);
}

bool frame_save_print(const struct SDL_Surface *frame, const char *path, int dpi, struct error *err)
{
    char *temporary = mem_format("%s.part", path);
    FILE *file = fopen(temporary, "wb");
    bool done = file != NULL && write_png(frame, dpi, &(struct png_sink){.file = file});
    int why = errno;
    if (file != NULL && fclose(file) != 0) {
        done = false;
        why = errno;
    }
    if (done && rename(temporary, path) != 0) {
        done = false;
        why = errno;
    }
    if (!done) {
        unlink(temporary);
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(why));
    }
    free(temporary);
    return done;
}

bool frame_png(const struct SDL_Surface *frame, struct str *out, struct error *err)
{
    struct str bytes = {0};
    bool done = write_png(frame, 0, &(struct png_sink){.memory = &bytes});
    if (done) {
        str_add_bytes(out, bytes.text, bytes.length);
    } else {
        error_set(err, ERROR_FULL, "libpng could not write a picture");
    }
    str_fini(&bytes);
    return done;
}

void frame_scale(struct SDL_Surface *from, struct SDL_Surface *into, struct rect where)
{
    SDL_Rect target = {where.x, where.y, where.w, where.h};
    bool is_same = where.w == from->w && where.h == from->h;
    if (is_same || SDL_SoftStretchLinear(from, NULL, into, &target) != 0) {
        SDL_BlitScaled(from, NULL, into, &target);
    }
}

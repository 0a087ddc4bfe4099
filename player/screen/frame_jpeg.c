// Pictures as JPEG, for where a PNG is too large to be sent.
//
// libjpeg comes back from an error with a longjmp. What has to be let go then lives in the frame of
// the caller of the function that it jumps to, so that no variable is lost on the way.
#include "screen/frame.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <SDL.h>

// Order of the bytes of RGB888, which SDL names as they lie in a word.
#if SDL_BYTEORDER == SDL_BIG_ENDIAN
#define FRAME_BYTES JCS_EXT_XRGB
#else
#define FRAME_BYTES JCS_EXT_BGRX
#endif

enum { PORTION = 65536 };

struct jpeg {
    struct jpeg_error_mgr errors; // first member: libjpeg knows this one
    struct jpeg_destination_mgr to;
    struct jpeg_compress_struct press;
    jmp_buf back;
    char why[JMSG_LENGTH_MAX];
    struct str *out;
    JOCTET portion[PORTION]; // on its way to `out`
};

static void fail(j_common_ptr press)
{
    struct jpeg *self = (struct jpeg *)press->err;
    press->err->format_message(press, self->why);
    longjmp(self->back, 1);
}

static void say_nothing(j_common_ptr press)
{
    (void)press;
}

static struct jpeg *of_press(j_compress_ptr press)
{
    return (struct jpeg *)press->err;
}

static void begin_portion(j_compress_ptr press)
{
    struct jpeg *self = of_press(press);
    self->to.next_output_byte = self->portion;
    self->to.free_in_buffer = PORTION;
}

// libjpeg means all of it, whatever the counts say.
static boolean take_portion(j_compress_ptr press)
{
    struct jpeg *self = of_press(press);
    str_add_bytes(self->out, self->portion, PORTION);
    begin_portion(press);
    return TRUE;
}

static void take_last_portion(j_compress_ptr press)
{
    struct jpeg *self = of_press(press);
    str_add_bytes(self->out, self->portion, PORTION - self->to.free_in_buffer);
}

static void choose(struct jpeg_compress_struct *press, const SDL_Surface *frame, int quality,
                   int dpi)
{
    enum { DOTS_PER_INCH = 1 }; // JFIF's number for it
    press->image_width = (JDIMENSION)frame->w;
    press->image_height = (JDIMENSION)frame->h;
    press->input_components = 4;
    press->in_color_space = FRAME_BYTES;
    jpeg_set_defaults(press);
    jpeg_set_quality(press, quality, TRUE);
    press->optimize_coding = TRUE; // a tenth smaller
    for (int i = 0; i < press->num_components; i++) {
        press->comp_info[i].h_samp_factor = 1;
        press->comp_info[i].v_samp_factor = 1;
    }
    if (dpi > 0) {
        press->density_unit = DOTS_PER_INCH;
        press->X_density = (UINT16)dpi;
        press->Y_density = (UINT16)dpi;
    }
}

static bool write_jpeg(struct jpeg *self, const SDL_Surface *frame, int quality, int dpi)
{
    if (setjmp(self->back) != 0) {
        return false;
    }
    jpeg_create_compress(&self->press);
    self->press.dest = &self->to;
    choose(&self->press, frame, quality, dpi);
    jpeg_start_compress(&self->press, TRUE);
    while (self->press.next_scanline < self->press.image_height) {
        JSAMPROW row =
            (JSAMPROW)frame->pixels + (size_t)self->press.next_scanline * (size_t)frame->pitch;
        jpeg_write_scanlines(&self->press, &row, 1);
    }
    jpeg_finish_compress(&self->press);
    return true;
}

bool frame_jpeg(const SDL_Surface *frame, int quality, int dpi, struct str *out, struct error *err)
{
    size_t before = out->length;
    struct jpeg *self = mem_zeroed(1, sizeof *self);
    self->press.err = jpeg_std_error(&self->errors);
    self->errors.error_exit = fail;
    self->errors.output_message = say_nothing;
    self->to.init_destination = begin_portion;
    self->to.empty_output_buffer = take_portion;
    self->to.term_destination = take_last_portion;
    self->out = out;
    bool done = write_jpeg(self, frame, quality, dpi);
    if (!done) {
        out->length = before;
        if (out->text != NULL) {
            out->text[before] = '\0';
        }
        error_set(err, ERROR_FULL, "the JPEG cannot be made: %s", self->why);
    }
    jpeg_destroy_compress(&self->press);
    free(self);
    return done;
}

bool frame_save_jpeg(const SDL_Surface *frame, const char *path, int quality, int dpi,
                     struct error *err)
{
    struct str bytes = {0};
    bool done = frame_jpeg(frame, quality, dpi, &bytes, err) &&
                file_write(path, bytes.text, bytes.length, err);
    str_fini(&bytes);
    return done;
}

// Running ffmpeg and ffprobe.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "screen/frame.h"

struct made film_make(const char *name)
{
    struct made made = {.folder = test_folder_make()};
    made.path = file_join(made.folder, name);
    return made;
}

void film_unmake(struct made *made)
{
    free(made->path);
    test_folder_remove(made->folder);
}

void film_folder_holds(const char *folder, const char *want)
{
    char *listing = film_say("ls -A '%s'", folder);
    assert_string_equal(listing, want);
    free(listing);
}

struct format film_format(const char *path, const char *codec)
{
    struct format format;
    struct error err = {0};
    if (!format_for(&format, path, codec, &err)) {
        fail_msg("%s", err.text);
    }
    format.preset = "ultrafast";
    return format;
}

struct recording *film_open(const char *path, const struct format *format, struct size size,
                            int rate_mhz, bool has_sound)
{
    const struct recording_wish wish = {path, format, size, rate_mhz, 60000000, has_sound};
    struct error err = {0};
    struct recording *film = recording_open(&wish, &err);
    if (film == NULL) {
        fail_msg("%s", err.text);
    }
    return film;
}

void film_add(struct recording *film, const SDL_Surface *picture, struct rect changed)
{
    struct error err = {0};
    if (!recording_add_picture(film, picture, &changed, 1, &err)) {
        fail_msg("%s", err.text);
    }
}

void film_add_same(struct recording *film, const SDL_Surface *picture)
{
    struct error err = {0};
    if (!recording_add_picture(film, picture, NULL, 0, &err)) {
        fail_msg("%s", err.text);
    }
}

int64_t film_finish(struct recording *film)
{
    struct error err = {0};
    int64_t bytes = 0;
    if (!recording_finish(film, &bytes, &err)) {
        fail_msg("%s", err.text);
    }
    recording_close(film);
    return bytes;
}

// All that `command` prints. Owns: the caller.
static char *output_of(const char *command, size_t *length)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    struct str all = {0};
    char part[65536];
    for (size_t got; (got = fread(part, 1, sizeof part, pipe)) > 0;) {
        str_add_bytes(&all, part, got);
    }
    if (pclose(pipe) != 0) {
        fail_msg("failed: %s", command);
    }
    *length = all.length;
    return str_take(&all);
}

char *film_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *command = mem_format_list(format, arguments);
    va_end(arguments);
    size_t length;
    char *text = output_of(command, &length);
    free(command);
    while (length > 0 && text[length - 1] == '\n') {
        text[--length] = '\0';
    }
    return text;
}

char *film_entry(const char *path, const char *kind, const char *entry)
{
    return film_say("ffprobe -v error -select_streams %s:0 -show_entries stream=%s "
                    "-of default=nw=1:nk=1 '%s'",
                    kind, entry, path);
}

void film_is(const char *path, const char *kind, const char *entry, const char *want)
{
    char *got = film_entry(path, kind, entry);
    assert_string_equal(got, want);
    free(got);
}

uint8_t *film_pictures(const char *path, struct size size, int *frames)
{
    char *command = mem_format("ffmpeg -v error -nostdin -i '%s' -map v:0 -fps_mode passthrough "
                               "-sws_flags bilinear+accurate_rnd+full_chroma_int+full_chroma_inp "
                               "-pix_fmt rgb24 -f rawvideo -",
                               path);
    size_t length;
    char *bytes = output_of(command, &length);
    free(command);
    size_t whole = (size_t)size.w * (size_t)size.h * 3;
    assert_int_equal(length % whole, 0);
    *frames = (int)(length / whole);
    return (uint8_t *)bytes;
}

float *film_sound(const char *path, int64_t *frames)
{
    char *command =
        mem_format("ffmpeg -v error -nostdin -i '%s' -map a:0 -ac 2 -ar 48000 -f f32le -", path);
    size_t length;
    char *bytes = output_of(command, &length);
    free(command);
    *frames = (int64_t)(length / 8);
    return (float *)(void *)bytes;
}

void film_pixel_is(const uint8_t *pictures, struct size size, int frame, int x, int y, uint32_t rgb,
                   int tolerance)
{
    const uint8_t *at = pictures +
                        ((size_t)frame * (size_t)size.h + (size_t)y) * (size_t)size.w * 3 +
                        (size_t)x * 3;
    int apart = 0;
    for (int channel = 0; channel < 3; channel++) {
        int want = (int)(rgb >> (16 - 8 * channel) & 0xFF);
        int difference = abs(at[channel] - want);
        apart = difference > apart ? difference : apart;
    }
    if (apart > tolerance) {
        fail_msg("frame %d at %d, %d: %02X%02X%02X, not %06X", frame, x, y, at[0], at[1], at[2],
                 rgb);
    }
}

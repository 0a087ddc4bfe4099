// Loading the two files and finding the fonts.
#include "cmd/setting.h"

#include "base/file.h"
#include "base/mem.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEFAULT_W = 1280, DEFAULT_H = 720 };

struct fonts *setting_fonts(struct error *err)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length < 0 ? 0 : length] = '\0';
    char *folder = file_folder(program);
    // From a build folder (build/<preset>/xiaolaba), from an installed prefix, and where it was
    // meant to be installed.
    char *built = file_join(folder, "../../fonts");
    char *installed = file_join(folder, "../share/xiaolaba/fonts");
    const char *const folders[] = {built, installed, XIAOLABA_DATA "/fonts", NULL};
    struct fonts *fonts = fonts_open(NULL, folders, err);
    free(folder);
    free(built);
    free(installed);
    return fonts;
}

void setting_say(struct troubles *troubles)
{
    struct str text = {0};
    troubles_print(troubles, &text);
    fputs(str_text(&text), stderr);
    str_fini(&text);
    troubles_fini(troubles);
}

bool setting_load(struct setting *self, const char *path, const struct opts *opts,
                  struct troubles *troubles)
{
    *self = (struct setting){0};
    self->playlist = playlist_load(path, troubles);
    self->point = point_load(opts_value(opts, "point"), troubles);
    if (self->playlist == NULL || self->point == NULL) {
        setting_fini(self);
        return false;
    }
    struct error err = {0};
    self->fonts = setting_fonts(&err);
    if (self->fonts == NULL) {
        troubles_add(troubles, TROUBLE_WARNING, "fonts.cfg", 0, NULL, NULL, "%s", err.text);
    }
    return true;
}

bool setting_load_saying(struct setting *self, const char *path, const struct opts *opts)
{
    struct troubles troubles = {0};
    bool is_loaded = setting_load(self, path, opts, &troubles);
    setting_say(&troubles);
    return is_loaded;
}

void setting_fini(struct setting *self)
{
    fonts_close(self->fonts);
    playlist_free(self->playlist);
    point_free(self->point);
    *self = (struct setting){0};
}

bool setting_canvas(const struct setting *self, const struct opts *opts, struct size *out)
{
    struct size canvas = self->point->canvas;
    canvas = canvas.w > 0 ? canvas : self->playlist->canvas;
    canvas = canvas.w > 0 ? canvas : (struct size){DEFAULT_W, DEFAULT_H};
    if (!opts_size(opts, "size", &canvas)) {
        return false;
    }
    *out = canvas;
    return true;
}

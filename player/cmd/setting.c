// Loading the two files and finding the fonts.
#include "cmd/setting.h"

#include "base/file.h"
#include "base/mem.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEFAULT_W = 1280, DEFAULT_H = 720 };

// Where what ships with the program may lie, seen from a build folder (build/<preset>/xiaolaba),
// from an installed prefix, and where it was meant to be installed.
enum { PLACES = 3 };
struct places {
    char *each[PLACES];
};

static void places_init(struct places *self, const char *name)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length < 0 ? 0 : length] = '\0';
    char *folder = file_folder(program);
    self->each[0] = mem_format("%s/../../%s", folder, name);
    self->each[1] = mem_format("%s/../share/xiaolaba/%s", folder, name);
    self->each[2] = mem_format("%s/%s", XIAOLABA_DATA, name);
    free(folder);
}

static void places_fini(struct places *self)
{
    for (size_t i = 0; i < PLACES; i++) {
        free(self->each[i]);
    }
}

char *setting_shipped(const char *name)
{
    struct places places;
    places_init(&places, name);
    char *found = NULL;
    for (size_t i = 0; i < PLACES && found == NULL; i++) {
        found = file_exists(places.each[i]) ? mem_copy(places.each[i]) : NULL;
    }
    places_fini(&places);
    return found;
}

struct fonts *setting_fonts(struct error *err)
{
    struct places places;
    places_init(&places, "fonts");
    const char *const folders[] = {places.each[0], places.each[1], places.each[2], NULL};
    struct fonts *fonts = fonts_open(NULL, folders, err);
    places_fini(&places);
    return fonts;
}

// The playlist's own calendar, or the one that ships. Without any, Monday to Friday are workdays.
static bool load_calendar(struct setting *self, struct troubles *troubles)
{
    if (self->playlist->calendar != NULL) {
        self->calendar = calendar_load(self->playlist->calendar, troubles);
        return self->calendar != NULL;
    }
    char *path = setting_shipped("playlists/calendar.cfg");
    self->calendar = path != NULL ? calendar_load(path, troubles) : NULL;
    free(path);
    return true;
}

static bool find_meridian(struct setting *self, const char *point_path, struct troubles *troubles)
{
    struct error err = {0};
    self->meridian = meridian_open(self->point->timezone, &err);
    if (self->meridian == NULL) {
        troubles_add(troubles, TROUBLE_ERROR, point_path, 0, "timezone", NULL, "%s", err.text);
    }
    return self->meridian != NULL;
}

// Without them the text is written with the usual ones.
static void open_own_fonts(struct setting *self, struct troubles *troubles)
{
    const struct playlist *playlist = self->playlist;
    struct error err = {0};
    if (playlist->font_count > 0) {
        self->own_fonts = fonts_with(self->fonts, playlist->fonts, playlist->font_count, &err);
    }
    if (err.code != 0) {
        troubles_add(troubles, TROUBLE_WARNING, playlist->path, playlist->font_line, "font",
                     "a TrueType or OpenType file beside the playlist", "%s", err.text);
    }
}

struct fonts *setting_letters(const struct setting *self)
{
    return self->own_fonts != NULL ? self->own_fonts : self->fonts;
}

void setting_say(struct troubles *troubles)
{
    struct str text = {0};
    troubles_print(troubles, &text);
    fputs(str_text(&text), stderr);
    str_fini(&text);
    troubles_fini(troubles);
}

bool setting_load_from(struct setting *self, const struct setting_source *source,
                       const struct opts *opts, struct troubles *troubles)
{
    *self = (struct setting){0};
    self->point = point_load(opts_value(opts, "point"), troubles);
    self->playlist = source->load(source->self, self->point, troubles);
    if (self->playlist == NULL || self->point == NULL || !load_calendar(self, troubles) ||
        !find_meridian(self, opts_value(opts, "point"), troubles)) {
        setting_fini(self);
        return false;
    }
    struct error err = {0};
    self->fonts = setting_fonts(&err);
    if (self->fonts == NULL) {
        troubles_add(troubles, TROUBLE_WARNING, "fonts.cfg", 0, NULL, NULL, "%s", err.text);
    }
    open_own_fonts(self, troubles);
    return true;
}

static struct playlist *load_path(void *path, const struct point *point, struct troubles *troubles)
{
    (void)point;
    return playlist_load(path, troubles);
}

bool setting_load(struct setting *self, const char *path, const struct opts *opts,
                  struct troubles *troubles)
{
    char *own = mem_copy(path);
    const struct setting_source source = {load_path, own};
    bool is_loaded = setting_load_from(self, &source, opts, troubles);
    free(own);
    return is_loaded;
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
    fonts_close(self->own_fonts);
    fonts_close(self->fonts);
    calendar_free(self->calendar);
    meridian_free(self->meridian);
    playlist_free(self->playlist);
    point_free(self->point);
    *self = (struct setting){0};
}

struct plan_terms setting_terms(const struct setting *self)
{
    return (struct plan_terms){
        .playlist = self->playlist,
        .calendar = self->calendar,
        .meridian = self->meridian,
        .openings = self->point->openings,
        .opening_count = self->point->opening_count,
    };
}

bool setting_canvas(const struct setting *self, const struct opts *opts, struct size *out)
{
    struct size canvas = self->point->canvas;
    canvas = canvas.w > 0 ? canvas : self->playlist->canvas;
    struct size usual = size_turned((struct size){DEFAULT_W, DEFAULT_H}, self->point->quarters);
    canvas = canvas.w > 0 ? canvas : usual;
    if (!opts_size(opts, "size", &canvas)) {
        return false;
    }
    const struct wallmap *wall = &self->point->wall;
    if (wall->count > 0 && (canvas.w != wall->canvas.w || canvas.h != wall->canvas.h)) {
        opts_complain(opts, "--size: the point's wall is cut from a canvas of %dx%d",
                      wall->canvas.w, wall->canvas.h);
        return false;
    }
    *out = canvas;
    return true;
}

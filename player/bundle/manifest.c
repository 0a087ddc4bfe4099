// What a manifest says: looking things up, and the small formats in it.
#include "bundle/manifest.h"

#include "base/civil.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
    [BUNDLE_PLAYLIST] = "playlist", [BUNDLE_VIDEO] = "video", [BUNDLE_AUDIO] = "audio",
    [BUNDLE_IMAGE] = "image",       [BUNDLE_FONT] = "font",   [BUNDLE_CALENDAR] = "calendar",
    [BUNDLE_CASES] = "cases",
};

const char *bundle_kind_name(enum bundle_kind kind)
{
    return kinds[kind];
}

enum bundle_kind bundle_kind_of(enum file_use use)
{
    switch (use) {
    case FILE_VIDEO:
        return BUNDLE_VIDEO;
    case FILE_AUDIO:
        return BUNDLE_AUDIO;
    case FILE_IMAGE:
        return BUNDLE_IMAGE;
    case FILE_FONT:
        return BUNDLE_FONT;
    case FILE_CALENDAR:
        return BUNDLE_CALENDAR;
    case FILE_CASES:
        return BUNDLE_CASES;
    }
    return 0;
}

void manifest_free(struct manifest *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->file_count; i++) {
        free(self->files[i].name);
    }
    free(self->files);
    free(self->fleet);
    free(self->site);
    free(self->min_player);
    free(self);
}

void manifest_print(const struct manifest *self, struct str *out)
{
    char created[32];
    char expires[32];
    manifest_time_print(self->created, created);
    str_addf(out, "#xiaolaba-bundle 1\n#fleet %s\n", self->fleet);
    if (self->site != NULL) {
        str_addf(out, "#site %s\n", self->site);
    }
    str_addf(out, "#epoch %" PRId64 "\n#seq %" PRId64 "\n#created %s\n", self->release.epoch,
             self->release.seq, created);
    if (self->expires.us != 0) {
        manifest_time_print(self->expires, expires);
        str_addf(out, "#expires %s\n", expires);
    }
    str_addf(out, "#min-player %s\n#total %" PRId64 "\n#playlist %s\n", self->min_player,
             self->total, self->playlist);
    for (size_t i = 0; i < self->file_count; i++) {
        const struct manifest_file *file = &self->files[i];
        str_addf(out, "#file %" PRId64 " %s %s\n%s  blob/%s\n", file->size, kinds[file->kind],
                 file->name, file->sha256, file->sha256);
    }
    str_addf(out, "#end %zu\n", self->file_count);
}

// --- asking ------------------------------------------------------------------------------------

const struct manifest_file *manifest_find(const struct manifest *self, const char *name)
{
    for (size_t i = 0; i < self->file_count; i++) {
        if (strcmp(self->files[i].name, name) == 0) {
            return &self->files[i];
        }
    }
    return NULL;
}

static bool is_called(const char *whole, const char *name)
{
    const char *slash = strrchr(whole, '/');
    const char *base = slash != NULL ? slash + 1 : whole;
    size_t length = strlen(name);
    bool begins = strncmp(base, name, length) == 0;
    return strcmp(whole, name) == 0 || strcmp(base, name) == 0 ||
           (begins && strcmp(base + length, ".cfg") == 0);
}

const struct manifest_file *manifest_playlist(const struct manifest *self, const char *name)
{
    for (size_t i = 0; i < self->file_count; i++) {
        const struct manifest_file *file = &self->files[i];
        bool is_it =
            name != NULL ? is_called(file->name, name) : strcmp(file->sha256, self->playlist) == 0;
        if (file->kind == BUNDLE_PLAYLIST && is_it) {
            return file;
        }
    }
    return NULL;
}

int release_compare(struct release a, struct release b)
{
    int64_t x = a.epoch != b.epoch ? a.epoch : a.seq;
    int64_t y = a.epoch != b.epoch ? b.epoch : b.seq;
    return (x > y) - (x < y);
}

// --- versions and times ------------------------------------------------------------------------

enum { VERSION_PARTS = 4 };

static bool read_version(const char *text, long out[VERSION_PARTS])
{
    memset(out, 0, VERSION_PARTS * sizeof *out);
    for (int i = 0; i < VERSION_PARTS; i++) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 6) {
            return false;
        }
        out[i] = strtol(text, NULL, 10);
        text += digits;
        if (*text == '\0') {
            return true;
        }
        if (*text++ != '.') {
            return false;
        }
    }
    return false;
}

bool version_is_valid(const char *version)
{
    long parts[VERSION_PARTS];
    return read_version(version, parts);
}

bool version_is_at_least(const char *version, const char *least)
{
    long own[VERSION_PARTS];
    long other[VERSION_PARTS];
    if (!read_version(version, own) || !read_version(least, other)) {
        return false;
    }
    for (int i = 0; i < VERSION_PARTS; i++) {
        if (own[i] != other[i]) {
            return own[i] > other[i];
        }
    }
    return true;
}

bool manifest_time_parse(const char *text, struct wall *out)
{
    enum { LENGTH = 20 }; // with its Z
    char local[LENGTH];
    struct civil civil;
    if (strlen(text) != LENGTH || text[LENGTH - 1] != 'Z') {
        return false;
    }
    memcpy(local, text, LENGTH - 1);
    local[LENGTH - 1] = '\0';
    if (!civil_parse(local, &civil) || civil.year < 1970) {
        return false;
    }
    struct wall instant = civil_instant(civil, 0);
    char again[32];
    manifest_time_print(instant, again);
    if (strcmp(again, text) != 0) {
        return false;
    }
    *out = instant;
    return true;
}

void manifest_time_print(struct wall time, char out[32])
{
    struct civil civil = civil_at(time, 0);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month, civil.day,
             civil.hour, civil.minute, civil.second);
}

// --- names -------------------------------------------------------------------------------------

// Takes the last step away again; false where there is none.
static bool step_back(struct str *path)
{
    if (path->length == 0) {
        return false;
    }
    char *slash = strrchr(path->text, '/');
    path->length = slash != NULL ? (size_t)(slash - path->text) : 0;
    path->text[path->length] = '\0';
    return true;
}

static bool add_steps(struct str *path, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        const char *slash = memchr(text + at, '/', length - at);
        size_t step = slash != NULL ? (size_t)(slash - (text + at)) : length - at;
        bool is_dot = step == 1 && text[at] == '.';
        bool is_back = step == 2 && text[at] == '.' && text[at + 1] == '.';
        if (is_back && !step_back(path)) {
            return false;
        }
        if (step > 0 && !is_dot && !is_back) {
            str_add(path, path->length > 0 ? "/" : "");
            str_add_bytes(path, text + at, step);
        }
        at += step + 1;
    }
    return true;
}

char *manifest_name(const char *playlist, const char *path)
{
    struct str out = {0};
    const char *slash = strrchr(playlist, '/');
    size_t folder = slash != NULL ? (size_t)(slash - playlist) : 0;
    if (path[0] == '/' || !add_steps(&out, playlist, folder) ||
        !add_steps(&out, path, strlen(path)) || out.length == 0) {
        str_fini(&out);
        return NULL;
    }
    return str_take(&out);
}

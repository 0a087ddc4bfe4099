// A folder of numbered PNG pictures, exact to the pixel.
#include "base/file.h"
#include "base/mem.h"
#include "record/place.h"
#include "record/recorder.h"
#include "screen/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { USUAL_DIGITS = 5, MOST_DIGITS = 9 };

struct sequence {
    struct place place;
    int digits; // of a number, at least
    int64_t count;
    int64_t bytes;
    char note[320]; // "": nothing
};

// --- what the path says ------------------------------------------------------------------------

// Of "%d.png" and "%05d.png"; 0: it is no such pattern.
static int digits_of(const char *pattern)
{
    if (strcmp(pattern, "%d.png") == 0) {
        return 1;
    }
    if (pattern[0] != '%' || pattern[1] != '0' || pattern[2] < '1' || pattern[2] > '9' ||
        strcmp(pattern + 3, "d.png") != 0) {
        return 0;
    }
    return pattern[2] - '0';
}

// The folder that is meant by "frames/", "frames/%05d.png" or "frames.png". Owns: the caller.
static char *folder_of(struct sequence *self, const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    self->digits = USUAL_DIGITS;
    if (name[0] == '\0') {
        return mem_copy(path);
    }
    if (strchr(name, '%') == NULL) {
        char *folder = mem_format("%.*s", (int)(strlen(path) - strlen(".png")), path);
        snprintf(self->note, sizeof self->note,
                 "every frame is a picture of its own: %.200s/00001.png …", folder);
        return folder;
    }
    self->digits = digits_of(name);
    if (self->digits == 0) {
        error_set(err, ERROR_CONFIG, "%s: pictures are numbered, as in frames/%%05d.png", path);
        return NULL;
    }
    if (slash == NULL || slash == path) {
        error_set(err, ERROR_CONFIG, "%s: pictures have a folder of their own, as in frames/%s",
                  path, name);
        return NULL;
    }
    return mem_format("%.*s", (int)(slash - path), path);
}

// --- pictures ----------------------------------------------------------------------------------

// The name of picture `number` in the hidden folder. Owns: the caller.
static char *name_of(const struct sequence *self, int64_t number)
{
    return mem_format("%s/%0*lld.png", self->place.temporary, self->digits, (long long)number);
}

// A second copy of the picture before. False: it has to be written once more.
static bool repeat(const char *before, const char *path)
{
    int from = open(before, O_RDONLY | O_CLOEXEC);
    int into = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    struct stat about;
    bool done = from >= 0 && into >= 0 && fstat(from, &about) == 0;
    for (off_t left = done ? about.st_size : 0; done && left > 0;) {
        ssize_t copied = copy_file_range(from, NULL, into, NULL, (size_t)left, 0);
        done = copied > 0;
        left -= copied;
    }
    if (from >= 0) {
        close(from);
    }
    if (into >= 0 && close(into) != 0) {
        done = false;
    }
    if (!done) {
        unlink(path);
    }
    return done;
}

// Says `trouble` of the folder that was asked for, not of the hidden one.
static bool fail(const struct sequence *self, int64_t number, const struct error *trouble,
                 struct error *err)
{
    const char *why = strrchr(trouble->text, ':');
    return error_set(err, ERROR_FULL, "%s: picture %lld cannot be written%s", self->place.path,
                     (long long)number, why == NULL ? "" : why);
}

static bool add_picture(void *opaque, const struct SDL_Surface *picture, const struct rect *changed,
                        int count, struct error *err)
{
    (void)changed;
    struct sequence *self = opaque;
    char *before = name_of(self, self->count);
    char *path = name_of(self, self->count + 1);
    struct error trouble = {0};
    bool done = (count == 0 && repeat(before, path)) || frame_save(picture, path, &trouble) ||
                fail(self, self->count + 1, &trouble, err);
    struct stat about;
    if (done) {
        self->count++;
        self->bytes += stat(path, &about) == 0 ? about.st_size : 0;
    }
    free(path);
    free(before);
    return done;
}

// --- the folder --------------------------------------------------------------------------------

static void close_sequence(void *opaque)
{
    struct sequence *self = opaque;
    if (self != NULL) {
        place_close(&self->place);
        free(self);
    }
}

static void *open_sequence(const struct recording_wish *wish, struct error *err)
{
    struct sequence *self = mem_zeroed(1, sizeof *self);
    self->place.fd = -1;
    char *folder = folder_of(self, wish->path, err);
    bool is_open = folder != NULL && place_open_folder(&self->place, folder, err);
    free(folder);
    if (!is_open) {
        close_sequence(self);
        return NULL;
    }
    return self;
}

static bool finish(void *opaque, int64_t *bytes, struct error *err)
{
    struct sequence *self = opaque;
    *bytes = self->bytes;
    return place_keep(&self->place, err);
}

static const char *note(const void *opaque)
{
    const struct sequence *self = opaque;
    return self->note[0] == '\0' ? NULL : self->note;
}

static struct place *place(void *opaque)
{
    return &((struct sequence *)opaque)->place;
}

const struct recorder sequence_recorder = {
    .passes = 1,
    .open = open_sequence,
    .add_picture = add_picture,
    .finish = finish,
    .note = note,
    .place = place,
    .close = close_sequence,
};

// What is in a bundle: a text that names every file by its SHA-256, and says for whom and until
// when. A bundle is a plain folder, manifest, signatures and blob/<sha256>: no archive is ever
// unpacked. The manifest is also what `sha256sum -c manifest` reads. Pure; any thread.
//
//     #xiaolaba-bundle 1
//     #fleet hinggan-ga               whose screens it is for
//     #site nm-0001                   optional: for this point only
//     #epoch 1                        (epoch, seq) only ever rises
//     #seq 42
//     #created 2026-09-01T00:00:00Z
//     #expires 2027-03-01T00:00:00Z   later than that; optional: for good
//     #min-player 0.1.0
//     #total 734003200                sum of all sizes
//     #playlist 9f86…                 which file is the playlist, where a point names none
//     #file 1532211 video films/迎新春.mp4    size, kind, name
//     9f86…  blob/9f86…
//     #end 37                         number of files; nothing follows
//
// A name is what a playlist calls the file, compared as text. It is never opened.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/str.h"
#include "playlist/files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MANIFEST_LIMIT = 1024 * 1024, // bytes
    MANIFEST_FILES = 4096,
    MANIFEST_NAME = 512, // bytes of a name
    MANIFEST_FLEET = 64, // bytes of a fleet's or site's name
    SHA256_TEXT = 65,    // lower-case hex with its NUL
};
#define MANIFEST_FILE_LIMIT (INT64_C(8) << 30) // bytes of one file

enum bundle_kind {
    BUNDLE_PLAYLIST = 1,
    BUNDLE_VIDEO,
    BUNDLE_AUDIO,
    BUNDLE_IMAGE,
    BUNDLE_FONT,
    BUNDLE_CALENDAR,
    BUNDLE_CASES,
};

struct manifest_file {
    int64_t size;
    enum bundle_kind kind;
    char sha256[SHA256_TEXT];
    char *name; // UTF-8 without control characters, unique in the bundle
};

// Order of releases. Compare with release_compare().
struct release {
    int64_t epoch, seq; // ≥ 0
};

struct manifest {
    char *fleet;
    char *site; // NULL: all of the fleet
    struct release release;
    struct wall created;
    struct wall expires; // 0: for good
    char *min_player;    // "0.1.0"
    int64_t total;
    char playlist[SHA256_TEXT];
    struct manifest_file *files;
    size_t file_count;
    char sha256[SHA256_TEXT]; // of the manifest itself
};

// Fails at the first line that is not exactly as above, and says which: what was signed by a tool
// of ours has no other form. Owns: the caller, by manifest_free().
struct manifest *manifest_parse(const char *bytes, size_t length, struct error *err)
    __attribute__((warn_unused_result));
void manifest_free(struct manifest *self);

// Writes it. Range: what manifest_parse() takes.
void manifest_print(const struct manifest *self, struct str *out);

// NULL: no file of this name. Borrowed.
const struct manifest_file *manifest_find(const struct manifest *self, const char *name);
// The playlist called `name` (with or without folder and ".cfg"), or with NULL the usual one.
const struct manifest_file *manifest_playlist(const struct manifest *self, const char *name);

enum bundle_kind bundle_kind_of(enum file_use use);
const char *bundle_kind_name(enum bundle_kind kind);

int release_compare(struct release a, struct release b); // < 0, 0, > 0

// "1.10.2" after "1.9": numbers between dots. False: not a version.
bool version_is_at_least(const char *version, const char *least);
bool version_is_valid(const char *version);

// "2026-09-01T00:00:00Z" and back. False: not such a time, or before 1970.
bool manifest_time_parse(const char *text, struct wall *out);
void manifest_time_print(struct wall time, char out[32]);

// The name by which a playlist called `playlist` calls its file `path`: both joined, without "."
// and
// "..". NULL: it leads out of the bundle. Owns: the caller, by free().
char *manifest_name(const char *playlist, const char *path);

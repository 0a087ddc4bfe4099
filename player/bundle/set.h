// A bundle's playlist with every file in its place: names as the manifest has them become paths of
// blobs, and items learn which bytes their files must have. Blocking; any thread.
#pragma once

#include "bundle/content.h"
#include "bundle/manifest.h"
#include "config/troubles.h"
#include "playlist/playlist.h"

#include <stdbool.h>

// The playlist `file` of `manifest`, whose blobs are in `blobs`. Its own bytes and those of fonts,
// calendar and cases are held against their digests here; those of media are held against them by
// the decoder, before it looks at them. NULL: `troubles` says why. Owns: the caller, by
// playlist_free().
struct playlist *set_playlist(const struct manifest *manifest, const struct manifest_file *file,
                              const char *blobs, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The manifest of a set that was accepted: its signatures are held against the keys in force or
// those it was accepted by. NULL on failure. Owns: the caller, by manifest_free().
struct manifest *set_manifest(const struct content *content, const struct set_id *set,
                              struct error *err) __attribute__((warn_unused_result));

// Whether the file has this size and digest.
bool set_blob_is_right(const char *path, const char *sha256, int64_t size, struct error *err)
    __attribute__((warn_unused_result));

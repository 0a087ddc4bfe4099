// What every road for new content has in common (a folder on the command line, a stick, the
// network): the point it is for, its content folder, and how a medium is tried. Owned by the
// command; main thread.
#pragma once

#include "bundle/accept.h"
#include "cmd/opts.h"
#include "cmd/progress.h"
#include "point/point.h"

#include <stdbool.h>

struct importing {
    struct point *point;
    struct content *content;
    struct accept_terms terms; // may be added to
    struct progress progress;
};

// Reads --point and --content. False and said; nothing to let go then. `makes_it`: the content
// folder is made where it is missing.
bool importing_open(struct importing *self, const struct opts *opts, bool makes_it)
    __attribute__((warn_unused_result));
void importing_close(struct importing *self);

// Hands the bundle in `folder` to the one door and tells what came of it: on standard output what
// was taken, on standard error why not. Returns the exit code.
int importing_run(struct importing *self, const char *folder, struct accepted *out);

// Findings in a bundle's playlists, on standard error.
void importing_say_troubles(const struct troubles *troubles);

// Whose signatures count from now on is said where new keys came along.
void importing_say_keys(const struct importing *self, const struct accepted *accepted);

// Where content is kept by the options of all commands: --content, else in the state folder.
// Owns: the caller, by content_close(). NULL and said.
struct content *importing_content(const struct opts *opts, bool makes_it);

// "E11 没有可信的签名": what people at the screen read, and how they go on. Static.
const char *importing_sentence(enum accept_answer answer);
const char *importing_advice(enum accept_answer answer);

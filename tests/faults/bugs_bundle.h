// Mistakes (bugs.c) around bundles that take part in what a row does.
#pragma once

#include <stdbool.h>

// Whether a sync of a folder, or of a file, is left out.
bool bugs_skip_sync(bool is_folder);

// What happens on the stick right after signatures were checked; NULL: nothing. And where the stick
// is, for who reads it again then.
extern void (*bugs_when_checked)(void);
extern const char *bugs_stick;

// What every cmocka test includes: cmocka in the right order, and a folder of its own to write
// into.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A fresh folder under $TMPDIR (or /tmp). Owns: the caller, by test_folder_remove().
char *test_folder_make(void);
// Removes the folder with everything in it and frees the name.
void test_folder_remove(char *folder);

// Writes `text` to `folder`/`name` and returns the path. Owns: the caller, by free().
char *test_file(const char *folder, const char *name, const char *text);

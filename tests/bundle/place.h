// A content folder, for tests, in which anything may be put.
#pragma once

#include "bundle/content.h"

struct place {
    char *folder; // of the test
    struct content *content;
};

// For cmocka: before and after each test; its state is a struct place. The folder is empty.
int place_build(void **state);
int place_tear_down(void **state);

void place_put(struct place *self, const char *name, const char *text);
// A symbolic link in place of what has the name.
void place_link(struct place *self, const char *name, const char *target);

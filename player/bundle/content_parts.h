// What content.c (reading) and content_change.c know of each other. Private to these two files.
#pragma once

#include "bundle/content.h"

#include <sys/stat.h>

struct content {
    char *folder;
    int lock_fd; // −1: not held
    bool has_owner;
    struct stat owner; // of the folder above: whose player it is
};

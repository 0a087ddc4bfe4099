// What tree.c has written down, for tree_layout.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { NAME_MOST = 80, NOWHERE = -1, TOP = 0 }; // TOP: the node of the recorded folder itself

enum node_kind { FILE_NODE = 1, FOLDER_NODE, LINK_NODE };

struct node {
    enum node_kind kind;
    ino_t number; // on the machine's own disk, while it is there
    bool is_gone;
    char target[NAME_MOST]; // of a link
};

// A name in a folder (a node).
struct place {
    int folder;
    char name[NAME_MOST];
};

enum operation_kind { ENTERED = 1, LEFT, MOVED, WRITTEN, EMPTIED, SYNCED };

struct operation {
    enum operation_kind kind;
    int node;
    struct place place, from; // from: MOVED
    size_t at, size;          // WRITTEN
    unsigned char *bytes;
};

struct deeds {
    struct node *nodes;
    size_t node_count;
    struct operation *operations; // in the order in which they were done
    size_t count;
};

// Borrowed, until the next tree_record().
const struct deeds *tree_deeds(void);

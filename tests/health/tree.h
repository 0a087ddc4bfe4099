// A made /proc and /sys: files below a folder of the test's own.
#pragma once

struct tree {
    char *root;
};

// The one of the test that runs, made and removed around it: list tests as PLANTED(name).
extern struct tree tree;
int tree_plant(void **state);
int tree_fell(void **state);
#define PLANTED(test) cmocka_unit_test_setup_teardown(test, tree_plant, tree_fell)

void tree_open(struct tree *self);
void tree_close(struct tree *self);

// Puts `text` into `name`, "/sys/class/…", with the folders above it; what was there is replaced.
void tree_put(const struct tree *self, const char *name, const char *text);
// A link `name` to `target`, as it stands.
void tree_link(const struct tree *self, const char *name, const char *target);

// Files with their folders.
#include "tree.h"

#include "support/test.h"

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"

#include <unistd.h>

struct tree tree;

void tree_open(struct tree *self)
{
    self->root = test_folder_make();
}

void tree_close(struct tree *self)
{
    test_folder_remove(self->root);
}

static char *place(const struct tree *self, const char *name)
{
    char *path = mem_format("%s%s", self->root, name);
    char *folder = file_folder(path);
    struct error err = {0};
    if (!file_make_folders(folder, &err)) {
        fail_msg("%s", err.text);
    }
    free(folder);
    return path;
}

void tree_put(const struct tree *self, const char *name, const char *text)
{
    char *path = place(self, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    free(path);
}

void tree_link(const struct tree *self, const char *name, const char *target)
{
    char *path = place(self, name);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

int tree_plant(void **state)
{
    (void)state;
    tree_open(&tree);
    return 0;
}

int tree_fell(void **state)
{
    (void)state;
    tree_close(&tree);
    return 0;
}

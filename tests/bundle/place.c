// A content folder, for tests.
#include "place.h"

#include "base/file.h"
#include "base/mem.h"
#include "support/test.h"

#include <unistd.h>

int place_build(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->folder = test_folder_make();
    char *path = file_join(self->folder, "state/content");
    self->content = content_open(path, true, &err);
    free(path);
    assert_non_null(self->content);
    *state = self;
    return 0;
}

int place_tear_down(void **state)
{
    struct place *self = *state;
    content_close(self->content);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

void place_put(struct place *self, const char *name, const char *text)
{
    struct error err = {0};
    char *path = content_path(self->content, name);
    assert_true(file_write(path, text, strlen(text), &err));
    free(path);
}

void place_link(struct place *self, const char *name, const char *target)
{
    char *path = content_path(self->content, name);
    unlink(path);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

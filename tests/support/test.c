// Folders and files for tests.
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <ftw.h>
#include <unistd.h>

char *test_folder_make(void)
{
    const char *top = getenv("TMPDIR");
    char *folder = mem_format("%s/xiaolaba-test-XXXXXX", top != NULL ? top : "/tmp");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about;
    (void)type;
    (void)where;
    return remove(path);
}

void test_folder_remove(char *folder)
{
    if (folder != NULL) {
        nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
        free(folder);
    }
}

char *test_file(const char *folder, const char *name, const char *text)
{
    char *path = file_join(folder, name);
    struct error err = {0};
    if (!file_write(path, text, strlen(text), &err)) {
        fail_msg("%s", err.text);
    }
    return path;
}

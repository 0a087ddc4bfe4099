// Where state is kept.
#include "base/folders.h"
#include "support/test.h"

#include <stdlib.h>

static void is_folder(const char *expected)
{
    char *folder = folders_state();
    assert_string_equal(folder, expected);
    free(folder);
}

static void the_service_manager_s_folder_wins(void **state)
{
    (void)state;
    setenv("XDG_STATE_HOME", "/somewhere", 1);
    setenv("STATE_DIRECTORY", "/var/lib/one:/var/lib/two", 1);
    is_folder("/var/lib/one");
    setenv("STATE_DIRECTORY", "relative", 1);
    is_folder("/somewhere/xiaolaba");
    unsetenv("STATE_DIRECTORY");
    is_folder("/somewhere/xiaolaba");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_service_manager_s_folder_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Starting the program, and keeping what it said.
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

char *folder;

struct said said;

static char *read_text(const char *name)
{
    char *path = file_join(folder, name);
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (!file_read(path, 1u << 24, &bytes, &length, &err)) {
        fail_msg("%s", err.text);
    }
    free(path);
    return bytes;
}

static void become(char *const *argv)
{
    int out = -1;
    int err = -1;
    if (chdir(folder) == 0) {
        out = open("stdout", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        err = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    }
    if (out >= 0 && err >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0) {
        execv(TEST_PROGRAM, argv);
    }
    _exit(127);
}

int run(const char *line)
{
    enum { WORDS = 32 };
    char *words = mem_copy(line);
    char *argv[WORDS + 2] = {(char *)(uintptr_t) "xiaolaba"};
    size_t count = 1;
    for (char *word = strtok(words, " "); word != NULL && count < WORDS; word = strtok(NULL, " ")) {
        argv[count++] = word;
    }
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        become(argv);
    }
    int status = 0;
    struct rusage usage;
    assert_int_equal(wait4(pid, &status, 0, &usage), pid);
    assert_true(WIFEXITED(status));
    free(words);
    free(said.out);
    free(said.err);
    said.out = read_text("stdout");
    said.err = read_text("stderr");
    said.code = WEXITSTATUS(status);
    said.peak_kib = usage.ru_maxrss;
    return said.code;
}

void assert_says(const char *text, const char *wanted)
{
    if (strstr(text, wanted) == NULL) {
        fail_msg("\"%s\" is not in \"%s\"", wanted, text);
    }
}

void write_text(const char *name, const char *text)
{
    free(test_file(folder, name, text));
}

int folder_set_up(void)
{
    folder = test_folder_make();
    return setenv("XIAOLABA_DECODE", TEST_DECODE, 1) != 0 ||
           setenv("XDG_STATE_HOME", folder, 1) != 0 || setenv("HOME", folder, 1) != 0;
}

int folder_tear_down(void)
{
    free(said.out);
    free(said.err);
    said = (struct said){0};
    test_folder_remove(folder);
    return 0;
}

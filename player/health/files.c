// Reading a line, a number, the names in a folder.
#include "health/files.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Non-blocking, because a made tree or a stray mount may hold a pipe where a file should be.
static bool read_line(char *out, size_t size, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t got = fd >= 0 ? read(fd, out, size - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    if (got <= 0) {
        return false;
    }
    out[got] = '\0';
    out[strcspn(out, "\n")] = '\0';
    size_t from = strspn(out, " \t");
    size_t length = strlen(out + from);
    memmove(out, out + from, length + 1);
    while (length > 0 && (out[length - 1] == ' ' || out[length - 1] == '\t')) {
        out[--length] = '\0';
    }
    return length > 0;
}

static bool line_of(char *out, size_t size, const char *root, const char *format, va_list arguments)
{
    char *name = mem_format_list(format, arguments);
    char *path = mem_format("%s%s", root, name);
    bool done = read_line(out, size, path);
    free(path);
    free(name);
    return done;
}

bool files_line(char *out, size_t size, const char *root, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool done = line_of(out, size, root, format, arguments);
    va_end(arguments);
    return done;
}

bool files_number(int64_t *out, int base, const char *root, const char *format, ...)
{
    char line[64];
    va_list arguments;
    va_start(arguments, format);
    bool done = line_of(line, sizeof line, root, format, arguments);
    va_end(arguments);
    char *end = line;
    errno = 0;
    int64_t number = done ? strtoll(line, &end, base) : 0;
    if (!done || end == line || errno != 0) {
        return false;
    }
    *out = number;
    return true;
}

bool files_exist(const char *root, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *name = mem_format_list(format, arguments);
    va_end(arguments);
    char *path = mem_format("%s%s", root, name);
    bool is_there = access(path, F_OK) == 0;
    free(path);
    free(name);
    return is_there;
}

int files_each(const char *root, const char *folder, files_visitor *visit, void *self)
{
    char *path = mem_format("%s%s", root, folder);
    DIR *names = opendir(path);
    int count = 0;
    for (struct dirent *entry; names != NULL && (entry = readdir(names)) != NULL;) {
        if (entry->d_name[0] != '.') {
            visit(self, entry->d_name);
            count++;
        }
    }
    if (names != NULL) {
        closedir(names);
    }
    free(path);
    return count;
}

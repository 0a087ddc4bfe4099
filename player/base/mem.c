// Allocation that aborts instead of failing.
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_abort(void *storage)
{
    if (storage == NULL) {
        fputs("xiaolaba: out of memory\n", stderr);
        abort();
    }
    return storage;
}

void *mem_zeroed(size_t count, size_t size)
{
    return or_abort(calloc(count == 0 ? 1 : count, size == 0 ? 1 : size));
}

void *mem_resize(void *old, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return or_abort(NULL);
    }
    return or_abort(realloc(old, count * size == 0 ? 1 : count * size));
}

char *mem_copy(const char *text)
{
    return text == NULL ? NULL : or_abort(strdup(text));
}

char *mem_format_list(const char *format, va_list arguments)
{
    char *text = NULL;
    int length = vasprintf(&text, format, arguments);
    return or_abort(length < 0 ? NULL : text);
}

char *mem_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = mem_format_list(format, arguments);
    va_end(arguments);
    return text;
}

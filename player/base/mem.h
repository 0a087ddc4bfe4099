// Memory that is always there: out of memory aborts, and the supervisor restarts the player.
// Sizes that come from a file must be range-checked before they get here. Any thread.
#pragma once

#include <stdarg.h>
#include <stddef.h>

// Zeroed storage for `count` elements of `size` bytes; aborts on overflow. Owns: the caller, by
// free().
void *mem_zeroed(size_t count, size_t size) __attribute__((returns_nonnull, warn_unused_result));

// `old` grown or shrunk to `count` elements of `size` bytes; new bytes are not cleared.
void *mem_resize(void *old, size_t count, size_t size)
    __attribute__((returns_nonnull, warn_unused_result));

// A copy of `text`; NULL stays NULL. Owns: the caller, by free().
char *mem_copy(const char *text) __attribute__((warn_unused_result));

// A formatted string. Owns: the caller, by free().
char *mem_format(const char *format, ...)
    __attribute__((format(printf, 1, 2), returns_nonnull, warn_unused_result));

// The same for a function that takes a format itself.
char *mem_format_list(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0), returns_nonnull, warn_unused_result));

// `items` with room for one more element at the end; the capacity doubles and the array may move:
//     list = MEM_GROW(list, count, capacity);
//     list[count++] = …;
#define MEM_GROW(items, count, capacity)                                                           \
    ((count) < (capacity) ? (items)                                                                \
                          : ((capacity) = (capacity) == 0 ? 8 : (capacity)*2,                      \
                             mem_resize((items), (capacity), sizeof *(items))))

// Opening a library and finding its functions.
#include "record/library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

bool library_find(const char *name, int major, const struct library_call *calls, size_t count,
                  struct error *err)
{
    char file[64];
    snprintf(file, sizeof file, "lib%s.so.%d", name, major);
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        return error_set(err, ERROR_CONFIG,
                         "recording needs FFmpeg, and %s is missing (apt install lib%s%d)", file,
                         name, major);
    }
    for (size_t i = 0; i < count; i++) {
        void *symbol = dlsym(library, calls[i].name);
        if (symbol == NULL) { // not dlclose(): the libraries know each other
            return error_set(err, ERROR_CONFIG, "%s has no %s: it is not the one of this program",
                             file, calls[i].name);
        }
        // A function's address may not be converted from an object's (ISO C); its bytes may be
        // copied.
        memcpy(calls[i].into, &symbol, sizeof symbol);
    }
    return true;
}

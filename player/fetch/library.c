// Finding the library's functions.
#include "fetch/library.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static struct library calls; // fixed once the library is open
static void *library;

// A function's address may not be converted from an object's (ISO C); its bytes may be copied.
static bool find(const char *name, void *out)
{
    void *symbol = dlsym(library, name);
    memcpy(out, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool find_all(void)
{
#define CALL(name) find("curl_" #name, &calls.name) &&
    return LIBRARY_CALLS(CALL) true;
#undef CALL
}

const struct library *library_open(void)
{
    static const char *const names[] = {"libcurl-gnutls.so.4", "libcurl.so.4"};
    for (size_t i = 0; library == NULL && i < sizeof names / sizeof names[0]; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library != NULL &&
            !(find_all() && calls.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)) {
            library = NULL; // not dlclose(): TLS libraries leave things behind
        }
    }
    return library != NULL ? &calls : NULL;
}

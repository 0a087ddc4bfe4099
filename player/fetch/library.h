// libcurl, opened when something is to be fetched: linked, it would bring TLS into every start of
// every command. Inside this room.
#pragma once

#define CURL_DISABLE_TYPECHECK   // its macros name functions that are not linked here
#define CURL_DISABLE_DEPRECATION // old names serve old libraries: get.c
#include <curl/curl.h>

// What is called of it, by the names it has there without "curl_".
#define LIBRARY_CALLS(CALL)                                                                        \
    CALL(global_init)                                                                              \
    CALL(easy_init)                                                                                \
    CALL(easy_cleanup)                                                                             \
    CALL(easy_reset)                                                                               \
    CALL(easy_setopt)                                                                              \
    CALL(easy_perform)                                                                             \
    CALL(easy_getinfo)                                                                             \
    CALL(easy_strerror)                                                                            \
    CALL(slist_append)                                                                             \
    CALL(slist_free_all)

struct library {
#define CALL(name) __typeof__(curl_##name) *name;
    LIBRARY_CALLS(CALL)
#undef CALL
};

// Opened once and kept to the end of the process. NULL: it is not installed, or lacks something.
// Thread: one.
const struct library *library_open(void);

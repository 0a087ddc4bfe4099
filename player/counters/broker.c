// Finding the library's functions.
#include "counters/broker.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static struct broker calls; // fixed between broker_open() and broker_close()
static void *library;       // NULL: closed, or not there

// A function's address may not be converted from an object's (ISO C); its bytes may be copied.
static bool find(const char *name, void *out)
{
    void *symbol = dlsym(library, name);
    memcpy(out, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool find_all(void)
{
#define CALL(name) find("mosquitto_" #name, &calls.name) &&
    return BROKER_CALLS(CALL) true;
#undef CALL
}

const struct broker *broker_open(void)
{
    library = dlopen("libmosquitto.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL || !find_all()) {
        return NULL;
    }
    calls.lib_init();
    return &calls;
}

void broker_close(void)
{
    if (broker() != NULL) {
        calls.lib_cleanup();
    }
    // not dlclose(): TLS libraries leave things behind that run when a thread or the process ends
    memset(&calls, 0, sizeof calls);
    library = NULL;
}

const struct broker *broker(void)
{
    return library != NULL && calls.connack_string != NULL ? &calls : NULL;
}

// Where bundles are fetched from: the address of a folder, by http:// or https://. Pure; any
// thread.
#pragma once

#include "base/error.h"

#include <stdbool.h>

enum { ADDRESS_LIMIT = 1024 }; // bytes

// Fails: another scheme, no host, a name or password in it, a query, anything but printable ASCII.
bool address_check(const char *text, struct error *err) __attribute__((warn_unused_result));
// Whether what goes there is encrypted on its way.
bool address_is_encrypted(const char *address);
// `name` in the folder. Owns: the caller, by free().
char *address_join(const char *folder, const char *name);

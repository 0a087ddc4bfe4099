// Names that tell one ledger, one boot and one run from every other. Any thread.
#pragma once

enum { NAME_SIZE = 37 }; // "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" and a NUL

// A random uuid. Source: RFC 4122, version 4.
void name_random(char out[NAME_SIZE]);

// The uuid the kernel gave to this boot; random where /proc is not mounted, so that two boots are
// never taken for one.
void name_of_boot(char out[NAME_SIZE]);

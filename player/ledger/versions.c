// Versions of libraries.
#include "ledger/versions.h"

#include <sodium.h>
#include <sqlite3.h>

void ledger_versions(struct str *out)
{
    str_addf(out, "SQLite %s\nlibsodium %s\n", sqlite3_libversion(), sodium_version_string());
}

// A file of reserved blocks beside the ledger. When the disk is full it is removed, so that the
// rows of the last hours still get in; when there is space again it is put back. Thread: any one.
#pragma once

#include <stdbool.h>

// Source: a row takes about 70 bytes and a change about 12 KiB of log that is used again, so that
// this is room for some 100,000 plays: weeks on one screen.
#define BALLAST_BYTES (8 * 1024 * 1024)

// Makes sure the ballast for `ledger_path` is there, if the disk has at least eight times as much
// left. True: it is there.
bool ballast_keep(const char *ledger_path);

// True: there was one and it is gone now.
bool ballast_release(const char *ledger_path);

// The name of a socket in the file system, also one whose path is longer than a socket address can
// hold: it is reached through its folder then. Private to this room. Owned by whoever declared it;
// any thread.
#pragma once

#include "base/error.h"

#include <sys/socket.h>
#include <sys/un.h>

struct address {
    struct sockaddr_un name; // for bind() and connect(), until address_fini()
    int folder;              // kept open for a long path; −1
};

// Fails: ERROR_CONFIG when the folder is missing, or when the last part of the path alone is too
// long (about 80 bytes). address_fini() also when it failed.
bool address_init(struct address *self, const char *path, struct error *err)
    __attribute__((warn_unused_result));
void address_fini(struct address *self);

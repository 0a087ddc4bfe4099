// The player's console and those who ask it, in one process: every step is made by hand, so nothing
// waits. Each test has a folder of its own with a socket in it. Main thread.
#pragma once

#include "show/console.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum { TIMEOUT_MS = 5000, SHORT_MS = 1 };

struct visit {
    char *folder;
    char *path;                 // of the socket
    volatile sig_atomic_t told; // SIGIO came
};
extern struct visit visit;

int visit_begin(void **state);
int visit_end(void **state);

// As console_open() and ask_begin(), which must not fail.
struct console *open_console(const char *path);
int begin(const char *path, const char *request);

void assert_answer(int connection, const char *want);
void assert_hears(struct console *console, const char *want);
// Somebody who means well is answered.
void assert_still_serves(struct console *console);

// A connection that sends whatever bytes it likes. The console never blocks, and nor does this.
int connect_raw(void);
void send_raw(int fd, const void *bytes, size_t length);
// Whether the console has closed this connection.
bool is_left(int fd);

// The command line of one subcommand, read against its table of options. Owned by the caller.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct command;

// One option. A list of them ends with a row without a name.
struct opt {
    const char *name;     // "ledger": given as --ledger
    char letter;          // 'o': also given as -o; 0: none
    const char *argument; // "FILE"; NULL: a switch
    const char *help;
};

struct opts {
    const struct command *command;
    struct given *given; // in order
    size_t given_count;
    char **operands; // borrowed from argv
    int operand_count;
};

// Reads argv[1…]. False after it has said on standard error what was not understood.
bool opts_read(struct opts *self, const struct command *command, int argc, char **argv)
    __attribute__((warn_unused_result));
void opts_fini(struct opts *self);

bool opts_has(const struct opts *self, const char *name);
// The value given last, or NULL.
const char *opts_value(const struct opts *self, const char *name);
// All values of an option that may come often. Returns how many; fills at most `most`.
size_t opts_values(const struct opts *self, const char *name, const char **out, size_t most);

// "30s", "12.5", "500ms", "10m", "1h". False and said when it is none of these or negative.
bool opts_length(const struct opts *self, const char *name, int64_t *out_us)
    __attribute__((warn_unused_result));
// "1024x128". False and said when it is not. Range: 1 … 16384.
struct size;
bool opts_size(const struct opts *self, const char *name, struct size *out)
    __attribute__((warn_unused_result));

// "xiaolaba play: …" on standard error with a hint at --help.
void opts_complain(const struct opts *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// getopt_long over a command's table.
#include "cmd/opts.h"

#include "base/geom.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/table.h"

#include <getopt.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_LONG = 256, MOST_OPTIONS = 32, MOST_PIXELS = 16384 };

struct given {
    const struct opt *opt;
    const char *value; // NULL for a switch
};

void opts_complain(const struct opts *self, const char *format, ...)
{
    fprintf(stderr, "xiaolaba %s: ", self->command->name);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n(xiaolaba %s --help shows how it is used)\n", self->command->name);
}

static void add(struct opts *self, const struct opt *opt, const char *value)
{
    self->given = mem_resize(self->given, self->given_count + 1, sizeof *self->given);
    self->given[self->given_count++] = (struct given){opt, value};
}

bool opts_read(struct opts *self, const struct command *command, int argc, char **argv)
{
    *self = (struct opts){.command = command};
    struct option longs[MOST_OPTIONS + 1] = {{0}};
    char shorts[2 * MOST_OPTIONS + 2] = ":";
    int count = 0;
    for (; command->options[count].name != NULL; count++) {
        const struct opt *opt = &command->options[count];
        bool wants_value = opt->argument != NULL;
        longs[count] = (struct option){opt->name, wants_value ? required_argument : no_argument,
                                       NULL, FIRST_LONG + count};
        if (opt->letter != 0) {
            char more[3] = {opt->letter, wants_value ? ':' : '\0', '\0'};
            strcat(shorts, more);
        }
    }
    optind = 0; // glibc: start afresh
    int found;
    while ((found = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        if (found == ':') {
            opts_complain(self, "%s needs a value", argv[optind - 1]);
            return false;
        }
        if (found == '?') {
            opts_complain(self, "there is no option %s", argv[optind - 1]);
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (found == FIRST_LONG + i || found == command->options[i].letter) {
                add(self, &command->options[i], optarg);
                break;
            }
        }
    }
    self->operands = argv + optind;
    self->operand_count = argc - optind;
    return true;
}

void opts_fini(struct opts *self)
{
    free(self->given);
    *self = (struct opts){0};
}

size_t opts_values(const struct opts *self, const char *name, const char **out, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < self->given_count && count < most; i++) {
        if (str_is(self->given[i].opt->name, name)) {
            out[count++] = self->given[i].value;
        }
    }
    return count;
}

const char *opts_value(const struct opts *self, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < self->given_count; i++) {
        value = str_is(self->given[i].opt->name, name) ? self->given[i].value : value;
    }
    return value;
}

bool opts_has(const struct opts *self, const char *name)
{
    for (size_t i = 0; i < self->given_count; i++) {
        if (str_is(self->given[i].opt->name, name)) {
            return true;
        }
    }
    return false;
}

bool opts_length(const struct opts *self, const char *name, int64_t *out_us)
{
    const char *text = opts_value(self, name);
    if (text == NULL) {
        return true;
    }
    static const struct {
        const char *unit;
        double us;
    } units[] = {{"ms", 1e3}, {"s", 1e6}, {"", 1e6}, {"m", 60e6}, {"min", 60e6}, {"h", 3600e6}};
    char *end;
    double value = strtod(text, &end);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double us = value * units[i].us;
        if (end != text && strcmp(end, units[i].unit) == 0 && us >= 0 && us < 1e15) {
            *out_us = llround(us);
            return true;
        }
    }
    opts_complain(self, "--%s: \"%s\" is not a length of time (30s, 500ms, 10m, 2h)", name, text);
    return false;
}

bool opts_size(const struct opts *self, const char *name, struct size *out)
{
    const char *text = opts_value(self, name);
    if (text == NULL) {
        return true;
    }
    int w;
    int h;
    char rest;
    if (sscanf(text, "%dx%d%c", &w, &h, &rest) != 2 || w < 1 || h < 1 || w > MOST_PIXELS ||
        h > MOST_PIXELS) {
        opts_complain(self, "--%s: \"%s\" is not a size in pixels (1920x1080)", name, text);
        return false;
    }
    *out = (struct size){w, h};
    return true;
}

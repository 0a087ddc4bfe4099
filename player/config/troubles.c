// Collecting and printing findings.
#include "config/troubles.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void troubles_add(struct troubles *self, enum severity severity, const char *file, int line,
                  const char *key, const char *hint, const char *sentence, ...)
{
    va_list arguments;
    va_start(arguments, sentence);
    char *text = mem_format_list(sentence, arguments);
    va_end(arguments);
    self->items = MEM_GROW(self->items, self->count, self->capacity);
    self->items[self->count++] = (struct trouble){
        .severity = severity,
        .file = mem_copy(file),
        .line = line,
        .key = mem_copy(key),
        .sentence = text,
        .hint = mem_copy(hint),
    };
}

size_t troubles_errors(const struct troubles *self)
{
    size_t errors = 0;
    for (size_t i = 0; i < self->count; i++) {
        errors += self->items[i].severity == TROUBLE_ERROR;
    }
    return errors;
}

// A finding with its place in the order of arrival, which decides between equals: qsort() is not
// stable.
struct ordered {
    const struct trouble *trouble;
    size_t file; // files keep the order in which they were first heard of
};

static int compare(const void *left, const void *right)
{
    const struct ordered *a = left;
    const struct ordered *b = right;
    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    if (a->trouble->line != b->trouble->line) {
        return a->trouble->line < b->trouble->line ? -1 : 1;
    }
    return a->trouble < b->trouble ? -1 : a->trouble > b->trouble;
}

static size_t first_of_file(const struct troubles *self, size_t index)
{
    size_t first = 0;
    while (!str_is(self->items[first].file, self->items[index].file)) {
        first++;
    }
    return first;
}

static void print_one(const struct trouble *trouble, struct str *out)
{
    str_add(out, trouble->file);
    if (trouble->line > 0) {
        str_addf(out, ":%d", trouble->line);
    }
    str_add(out, trouble->severity == TROUBLE_ERROR ? ": error: " : ": warning: ");
    if (trouble->key != NULL) {
        str_addf(out, "%s: ", trouble->key);
    }
    str_add(out, trouble->sentence);
    if (trouble->hint != NULL) {
        str_addf(out, " (%s)", trouble->hint);
    }
    str_add(out, "\n");
}

void troubles_print(const struct troubles *self, struct str *out)
{
    struct ordered *order = mem_zeroed(self->count, sizeof *order);
    for (size_t i = 0; i < self->count; i++) {
        order[i] = (struct ordered){&self->items[i], first_of_file(self, i)};
    }
    if (self->count > 0) {
        qsort(order, self->count, sizeof *order, compare);
    }
    for (size_t i = 0; i < self->count; i++) {
        print_one(order[i].trouble, out);
    }
    free(order);
}

void troubles_fini(struct troubles *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->items[i].file);
        free(self->items[i].key);
        free(self->items[i].sentence);
        free(self->items[i].hint);
    }
    free(self->items);
    *self = (struct troubles){0};
}

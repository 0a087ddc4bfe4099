// Cells into lines.
#include "agenda/grid.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void keep(struct grid *self, char *text)
{
    self->cells = MEM_GROW(self->cells, self->count, self->capacity);
    self->cells[self->count++] = text;
}

void grid_add(struct grid *self, const char *text)
{
    keep(self, mem_copy(text));
}

void grid_addf(struct grid *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep(self, mem_format_list(format, arguments));
    va_end(arguments);
}

void grid_take(struct grid *self, struct str *text)
{
    keep(self, str_take(text));
}

static void pad(struct str *out, int columns)
{
    for (int i = 0; i < columns; i++) {
        str_add(out, " ");
    }
}

// Lines end with their text, whatever is empty behind it.
static void print_row(const struct grid *self, size_t row, const int *widths, struct str *out)
{
    size_t columns = strlen(self->aligns);
    size_t used = columns;
    while (used > 0 && self->cells[row * columns + used - 1][0] == '\0') {
        used--;
    }
    for (size_t c = 0; c < used; c++) {
        const char *text = self->cells[row * columns + c];
        int blank = widths[c] - utf8_columns(text);
        pad(out, c > 0 ? 2 : 0);
        pad(out, self->aligns[c] == 'r' ? blank : 0);
        str_add(out, text);
        pad(out, self->aligns[c] == 'l' && c + 1 < used ? blank : 0);
    }
}

void grid_print(struct grid *self, const char *indent, struct str *out)
{
    size_t columns = strlen(self->aligns);
    int *widths = mem_zeroed(columns, sizeof *widths);
    for (size_t i = 0; i < self->count; i++) {
        int own = utf8_columns(self->cells[i]);
        widths[i % columns] = own > widths[i % columns] ? own : widths[i % columns];
    }
    for (size_t row = 0; row < self->count / columns; row++) {
        str_add(out, indent);
        print_row(self, row, widths, out);
        str_add(out, "\n");
    }
    for (size_t i = 0; i < self->count; i++) {
        free(self->cells[i]);
    }
    free(self->cells);
    free(widths);
    *self = (struct grid){.aligns = self->aligns};
}

// A growing string, and how far two words are apart.
#include "base/str.h"

#include "base/mem.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct str *self, size_t more)
{
    size_t needed = self->length + more + 1;
    if (needed > self->capacity) {
        self->capacity = needed < 64 ? 64 : needed + needed / 2;
        self->text = mem_resize(self->text, self->capacity, 1);
    }
}

void str_add_bytes(struct str *self, const void *bytes, size_t count)
{
    reserve(self, count);
    if (count > 0) {
        memcpy(self->text + self->length, bytes, count);
    }
    self->length += count;
    self->text[self->length] = '\0';
}

void str_add(struct str *self, const char *text)
{
    str_add_bytes(self, text, strlen(text));
}

void str_addf(struct str *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0) {
        reserve(self, (size_t)length);
        vsnprintf(self->text + self->length, (size_t)length + 1, format, again);
        self->length += (size_t)length;
    }
    va_end(again);
}

// By hand: ledgers are written and checked by the million numbers.
void str_add_integer(struct str *self, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    str_add_bytes(self, digits + at, sizeof digits - at);
}

void str_add_number(struct str *self, double value)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) { // 17 always are enough
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (!isfinite(value) || strtod(text, NULL) == value) {
            break;
        }
    }
    str_add(self, text);
}

const char *str_text(const struct str *self)
{
    return self->text == NULL ? "" : self->text;
}

char *str_take(struct str *self)
{
    reserve(self, 0);
    self->text[self->length] = '\0';
    char *text = self->text;
    *self = (struct str){0};
    return text;
}

void str_fini(struct str *self)
{
    free(self->text);
    *self = (struct str){0};
}

bool str_is(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool str_ends_with(const char *text, const char *tail)
{
    size_t length = strlen(text);
    size_t tail_length = strlen(tail);
    return length >= tail_length && strcmp(text + length - tail_length, tail) == 0;
}

enum { LONGEST_WORD = 64 };

static int least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

int str_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    if (a_length > LONGEST_WORD || b_length > LONGEST_WORD) {
        return LONGEST_WORD;
    }
    int cost[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (size_t i = 0; i <= a_length; i++) {
        for (size_t k = 0; k <= b_length; k++) {
            if (i == 0 || k == 0) {
                cost[i][k] = (int)(i + k);
                continue;
            }
            int change = cost[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            cost[i][k] = least(cost[i - 1][k] + 1, cost[i][k - 1] + 1, change);
            bool is_swap = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
            if (is_swap && cost[i - 2][k - 2] + 1 < cost[i][k]) {
                cost[i][k] = cost[i - 2][k - 2] + 1;
            }
        }
    }
    return cost[a_length][b_length];
}

const char *str_nearest(const char *text, const char *const *candidates, size_t count)
{
    int limit = (int)strlen(text) / 3 + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        int distance = str_distance(text, candidates[i]);
        bool is_nearer = distance < limit || (nearest == NULL && distance == limit);
        bool is_likelier = distance == limit && nearest != NULL && nearest[0] != text[0] &&
                           candidates[i][0] == text[0]; // who errs seldom errs in the first letter
        if (is_nearer || is_likelier) {
            limit = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

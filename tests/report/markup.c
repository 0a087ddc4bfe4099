// The strict reader.
#include "report/markup.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "support/test.h"

#include <ctype.h>

enum { DEPTH_MOST = 64, NAME_BYTES = 32, ATTRIBUTES_MOST = 16 };

struct reader {
    const char *begin, *at;
    char open[DEPTH_MOST][NAME_BYTES];
    size_t depth;
};

static void complain(const struct reader *self, const char *what)
{
    fail_msg("byte %zu: %s: %.60s", (size_t)(self->at - self->begin), what, self->at);
}

static void read_name(struct reader *self, char out[NAME_BYTES])
{
    size_t length = 0;
    while (isalnum((unsigned char)*self->at) || *self->at == '-' || *self->at == ':') {
        if (length + 1 >= NAME_BYTES) {
            complain(self, "a name too long");
        }
        out[length++] = *self->at++;
    }
    out[length] = '\0';
    if (length == 0) {
        complain(self, "no name");
    }
}

static void read_entity(struct reader *self)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (strncmp(self->at, entities[i], strlen(entities[i])) == 0) {
            self->at += strlen(entities[i]);
            return;
        }
    }
    complain(self, "& that begins nothing");
}

static void skip_space(struct reader *self)
{
    while (isspace((unsigned char)*self->at)) {
        self->at++;
    }
}

static void read_value(struct reader *self)
{
    if (*self->at++ != '"') {
        complain(self, "a value without quotes");
    }
    while (*self->at != '"') {
        if (*self->at == '&') {
            read_entity(self);
        } else if (*self->at == '<' || *self->at == '\0') {
            complain(self, "< in a value");
        } else {
            self->at++;
        }
    }
    self->at++;
}

static void read_attributes(struct reader *self)
{
    char names[ATTRIBUTES_MOST][NAME_BYTES];
    size_t count = 0;
    for (skip_space(self); *self->at != '>' && *self->at != '/'; skip_space(self)) {
        read_name(self, names[count]);
        for (size_t i = 0; i < count; i++) {
            if (strcmp(names[i], names[count]) == 0) {
                complain(self, "an attribute twice");
            }
        }
        count++;
        assert_true(count < ATTRIBUTES_MOST);
        if (*self->at++ != '=') {
            complain(self, "an attribute without a value");
        }
        read_value(self);
    }
}

static void read_tag(struct reader *self)
{
    self->at++;
    bool is_end = *self->at == '/';
    self->at += is_end;
    char name[NAME_BYTES];
    read_name(self, name);
    if (is_end) {
        if (self->depth == 0 || strcmp(self->open[self->depth - 1], name) != 0) {
            complain(self, "the end of something that is not open");
        }
        self->depth--;
    } else {
        read_attributes(self);
        bool is_empty = *self->at == '/';
        self->at += is_empty;
        if (!is_empty) {
            assert_true(self->depth < DEPTH_MOST);
            strcpy(self->open[self->depth++], name);
        }
    }
    if (*self->at++ != '>') {
        complain(self, "a tag that does not end");
    }
}

void markup_check(const char *text)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    assert_int_equal(utf8_valid_length(text, strlen(text)), strlen(text));
    assert_memory_equal(text, doctype, sizeof doctype - 1);
    struct reader *self = mem_zeroed(1, sizeof *self);
    self->begin = text;
    self->at = text + sizeof doctype - 1;
    while (*self->at != '\0') {
        unsigned char byte = (unsigned char)*self->at;
        if (byte == '<') {
            read_tag(self);
        } else if (byte == '&') {
            read_entity(self);
        } else {
            if (byte == 0x7F || (byte < 0x20 && !isspace(byte))) {
                complain(self, "a control character");
            }
            if (self->depth == 0 && byte != '\n') {
                complain(self, "words outside of everything");
            }
            self->at++;
        }
    }
    assert_int_equal(self->depth, 0);
    free(self);
}

size_t markup_count(const char *text, const char *element)
{
    size_t count = 0;
    size_t length = strlen(element);
    for (const char *at = text; (at = strchr(at, '<')) != NULL; at++) {
        bool is_it = strncmp(at + 1, element, length) == 0 &&
                     (at[1 + length] == '>' || at[1 + length] == ' ' || at[1 + length] == '/');
        count += is_it;
    }
    return count;
}

char *markup_words(const char *text)
{
    struct str out = {0};
    const char *at = strstr(text, "<body>");
    assert_non_null(at);
    while (*at != '\0') {
        if (strncmp(at, "<title", 6) == 0 || strncmp(at, "<desc", 5) == 0) {
            at = strstr(at, at[1] == 't' ? "</title>" : "</desc>");
            assert_non_null(at);
        }
        if (*at == '<') {
            at = strchr(at, '>') + 1;
            bool is_apart = out.length == 0 || out.text[out.length - 1] == ' ';
            str_add(&out, is_apart ? "" : " ");
        } else {
            str_add_bytes(&out, at++, 1);
        }
    }
    return str_take(&out);
}

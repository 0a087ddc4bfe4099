// Tags are found and paired first, then characters are given out with the span they stand in.
#include "text/markup.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu // U+FFFD REPLACEMENT CHARACTER

enum {
    TAG_NAME_LIMIT = 32, // bytes; longer than any colour
    SPAN_LIMIT = 65535,  // spans are numbered in 16 bits
};

enum tag_kind {
    TAG_OPEN = 1,
    TAG_CLOSE,
};

struct tag {
    enum tag_kind kind;
    size_t offset, length; // bytes of the text
    struct markup_span wish;
    bool is_paired;
};

struct tags {
    struct tag *items;
    size_t count, capacity;
};

struct indices {
    size_t *items;
    size_t count, capacity;
};

// The tag that starts at `text`, which begins with a bracket.
static bool read_tag(const char *text, struct tag *out)
{
    const char *end = strchr(text, ']');
    size_t length = end == NULL ? 0 : (size_t)(end - text) + 1;
    if (length < 3 || length > TAG_NAME_LIMIT) {
        return false;
    }
    char name[TAG_NAME_LIMIT] = {0};
    memcpy(name, text + 1, length - 2);
    *out = (struct tag){.kind = TAG_OPEN, .length = length};
    if (str_is(name, "/")) {
        out->kind = TAG_CLOSE;
    } else if (str_is(name, "b")) {
        out->wish = (struct markup_span){MARKUP_EMPHASIS, true, true};
    } else if (colour_parse(name, &out->wish.colour)) {
        out->wish.has_colour = true;
    } else {
        return false;
    }
    return true;
}

static void find_tags(struct tags *tags, const char *text)
{
    struct indices open = {0};
    for (const char *at = text; (at = strchr(at, '[')) != NULL;) {
        struct tag tag = {0};
        if (at[1] == '[') {
            at += 2;
            continue;
        }
        if (!read_tag(at, &tag)) {
            at++;
            continue;
        }
        tag.offset = (size_t)(at - text);
        at += tag.length;
        if (tag.kind == TAG_CLOSE && open.count > 0) {
            tags->items[open.items[--open.count]].is_paired = true;
            tag.is_paired = true;
        } else if (tag.kind == TAG_OPEN) {
            open.items = MEM_GROW(open.items, open.count, open.capacity);
            open.items[open.count++] = tags->count;
        }
        tags->items = MEM_GROW(tags->items, tags->count, tags->capacity);
        tags->items[tags->count++] = tag;
    }
    free(open.items);
}

// Tags have no other letters: what is in brackets otherwise is text, [注意].
static size_t looks_like_tag(const char *at)
{
    size_t inner =
        strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#/");
    return inner > 0 && inner < TAG_NAME_LIMIT && at[inner + 1] == ']' ? inner + 2 : 0;
}

// The first such thing, of ends ("[/red]") only when `wants_end`.
static bool find_stray(const struct tags *tags, const char *text, bool wants_end, char *out,
                       size_t size)
{
    size_t next = 0;
    for (const char *at = text; (at = strchr(at, '[')) != NULL; at++) {
        if (at[1] == '[') {
            at++;
            continue;
        }
        size_t offset = (size_t)(at - text);
        while (next < tags->count && tags->items[next].offset < offset) {
            next++;
        }
        bool is_tag =
            next < tags->count && tags->items[next].offset == offset && tags->items[next].is_paired;
        bool is_wanted = !wants_end || (at[1] == '/' && at[2] != ']');
        size_t length = is_wanted && !is_tag ? looks_like_tag(at) : 0;
        if (length > 0 && length < size) {
            memcpy(out, at, length);
            out[length] = '\0';
            return true;
        }
    }
    return false;
}

bool markup_stray(const char *text, char *out, size_t size)
{
    struct tags tags = {0};
    find_tags(&tags, text);
    // "[/red]" leaves "[red]" without a partner: it is the slip.
    bool is_found =
        find_stray(&tags, text, true, out, size) || find_stray(&tags, text, false, out, size);
    free(tags.items);
    return is_found;
}

static struct markup_span inside(struct markup_span outer, struct markup_span wish)
{
    return (struct markup_span){
        .colour = wish.has_colour ? wish.colour : outer.colour,
        .has_colour = wish.has_colour || outer.has_colour,
        .is_strong = wish.is_strong || outer.is_strong,
    };
}

struct writer {
    struct markup *out;
    size_t table_capacity;
    struct indices outer; // spans around the current one
    size_t span;
};

static void take_tag(struct writer *self, const struct tag *tag)
{
    struct markup *out = self->out;
    if (tag->kind == TAG_CLOSE) {
        self->span = self->outer.items[--self->outer.count];
        return;
    }
    self->outer.items = MEM_GROW(self->outer.items, self->outer.count, self->outer.capacity);
    self->outer.items[self->outer.count++] = self->span;
    if (out->table_count >= SPAN_LIMIT) {
        return; // more spans than anybody writes by hand: the text stays, its colour does not
    }
    struct markup_span span = inside(out->table[self->span], tag->wish);
    out->table = MEM_GROW(out->table, out->table_count, self->table_capacity);
    self->span = out->table_count;
    out->table[out->table_count++] = span;
}

static void take_character(struct writer *self, uint32_t code)
{
    struct markup *out = self->out;
    if (code == '\r') {
        return;
    }
    out->codes[out->count] = code == UTF8_INVALID ? REPLACEMENT : code == '\t' ? ' ' : code;
    out->spans[out->count++] = (uint16_t)self->span;
}

void markup_parse(struct markup *out, const char *text)
{
    size_t length = strlen(text);
    *out = (struct markup){
        .codes = mem_zeroed(length, sizeof *out->codes),
        .spans = mem_zeroed(length, sizeof *out->spans),
    };
    struct writer writer = {.out = out};
    out->table = MEM_GROW(out->table, out->table_count, writer.table_capacity);
    out->table[out->table_count++] = (struct markup_span){0};

    struct tags tags = {0};
    find_tags(&tags, text);
    size_t next = 0;
    for (const char *at = text; *at != '\0';) {
        while (next < tags.count &&
               (!tags.items[next].is_paired || tags.items[next].offset < (size_t)(at - text))) {
            next++;
        }
        if (next < tags.count && tags.items[next].offset == (size_t)(at - text)) {
            take_tag(&writer, &tags.items[next]);
            at += tags.items[next++].length;
            continue;
        }
        bool is_double = at[0] == '[' && at[1] == '[';
        take_character(&writer, utf8_next(&at));
        at += is_double;
    }
    free(tags.items);
    free(writer.outer.items);
    // Tags and many-byte characters made the guess too large.
    out->codes = mem_resize(out->codes, out->count, sizeof *out->codes);
    out->spans = mem_resize(out->spans, out->count, sizeof *out->spans);
}

void markup_fini(struct markup *self)
{
    free(self->codes);
    free(self->spans);
    free(self->table);
    *self = (struct markup){0};
}

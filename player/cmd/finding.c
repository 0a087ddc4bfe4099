// Findings, kept or sent.
#include "cmd/finding.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Between the fields of a finding that is sent, and behind each finding. Source: ASCII, US and RS.
enum { FIELD_END = '\x1f', RECORD_END = '\x1e', FIELDS = 6 };

const char *finding_state_name(enum finding_state state)
{
    static const char *const names[] = {
        [FINDING_FINE] = "fine", [FINDING_WARNING] = "warning", [FINDING_WRONG] = "wrong"};
    return names[state];
}

// What comes from a driver or a file may hold anything; a finding is one line.
static void add_field(struct str *out, const char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        bool is_control = (unsigned char)*text < ' ' || *text == '\x7f';
        str_add_bytes(out, is_control ? " " : text, 1);
    }
    str_add_bytes(out, (const char[]){FIELD_END}, 1);
}

static void send_on(int fd, enum finding_state state, const struct told *told)
{
    struct str line = {0};
    add_field(&line, finding_state_name(state));
    add_field(&line, told->id);
    add_field(&line, told->chinese);
    add_field(&line, told->english);
    add_field(&line, told->fact);
    add_field(&line, told->mend);
    str_add_bytes(&line, (const char[]){RECORD_END}, 1);
    const char *text = str_text(&line);
    for (size_t sent = 0; sent < line.length;) {
        ssize_t put = write(fd, text + sent, line.length - sent);
        if (put <= 0) {
            break;
        }
        sent += (size_t)put;
    }
    str_fini(&line);
}

static void keep(struct findings *self, enum finding_state state, const struct told *told)
{
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] = (struct finding){
        .section = mem_copy(self->section),
        .state = state,
        .id = mem_copy(told->id),
        .chinese = mem_copy(told->chinese),
        .english = mem_copy(told->english),
        .fact = mem_copy(told->fact),
        .mend = mem_copy(told->mend),
    };
}

void findings_add(struct findings *self, enum finding_state state, struct told told)
{
    if (self->is_sending) {
        send_on(self->fd, state, &told);
    } else {
        keep(self, state, &told);
    }
    free(told.fact);
    free(told.mend);
}

void findings_fini(struct findings *self)
{
    for (size_t i = 0; i < self->count; i++) {
        struct finding *finding = &self->each[i];
        free(finding->section);
        free(finding->id);
        free(finding->chinese);
        free(finding->english);
        free(finding->fact);
        free(finding->mend);
    }
    free(self->each);
    *self = (struct findings){0};
}

size_t findings_of(const struct findings *self, enum finding_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        count += self->each[i].state == state;
    }
    return count;
}

static enum finding_state state_called(const char *name)
{
    for (enum finding_state state = FINDING_FINE; state <= FINDING_WRONG; state++) {
        if (str_is(name, finding_state_name(state))) {
            return state;
        }
    }
    return 0;
}

// Splits a record in place; false when it is none.
static bool split(char *record, char *fields[FIELDS])
{
    for (int i = 0; i < FIELDS; i++) {
        char *end = strchr(record, FIELD_END);
        if (end == NULL) {
            return false;
        }
        *end = '\0';
        fields[i] = record;
        record = end + 1;
    }
    return *record == '\0';
}

void findings_receive(struct findings *self, struct str *bytes)
{
    size_t used = 0;
    char *end;
    while (used < bytes->length &&
           (end = memchr(bytes->text + used, RECORD_END, bytes->length - used)) != NULL) {
        *end = '\0';
        char *fields[FIELDS];
        enum finding_state state = split(bytes->text + used, fields) ? state_called(fields[0]) : 0;
        if (state != 0) {
            struct told told = {.id = fields[1], .chinese = fields[2], .english = fields[3]};
            told.fact = fields[4][0] != '\0' ? mem_copy(fields[4]) : NULL;
            told.mend = fields[5][0] != '\0' ? mem_copy(fields[5]) : NULL;
            findings_add(self, state, told);
        }
        used = (size_t)(end - bytes->text) + 1;
    }
    memmove(bytes->text, bytes->text + used, bytes->length - used);
    bytes->length -= used;
}

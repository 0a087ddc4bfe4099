// An index that grows when it is more than half full, so that looks are short.
#include "report/outreach_index.h"

#include "base/mem.h"

#include <stdlib.h>

enum { SLOTS_AT_FIRST = 64 };

#define FNV_PRIME UINT64_C(1099511628211)

static uint64_t with_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * FNV_PRIME;
}

uint64_t index_hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = with_byte(hash, (unsigned char)*text);
    }
    return with_byte(hash, 0);
}

uint64_t index_hash_number(uint64_t hash, uint64_t number)
{
    for (int i = 0; i < 8; i++) {
        hash = with_byte(hash, (unsigned char)(number >> (8 * i)));
    }
    return hash;
}

static void put(struct outreach_index *self, uint64_t hash, size_t position)
{
    size_t at = (size_t)hash % self->slot_count;
    while (self->slots[at] != 0) {
        at = (at + 1) % self->slot_count;
    }
    self->slots[at] = position + 1;
    self->used++;
}

static void grow(struct outreach_index *self, const struct index_of *things)
{
    struct outreach_index wider = {0};
    wider.slot_count = self->slot_count == 0 ? SLOTS_AT_FIRST : self->slot_count * 2;
    wider.slots = mem_zeroed(wider.slot_count, sizeof *wider.slots);
    for (size_t i = 0; i < self->slot_count; i++) {
        if (self->slots[i] != 0) {
            size_t position = self->slots[i] - 1;
            put(&wider, things->hash(things->self, position), position);
        }
    }
    free(self->slots);
    *self = wider;
}

size_t index_find_or_note(struct outreach_index *self, const struct index_of *things, uint64_t hash,
                          const void *key, size_t count)
{
    if (2 * (self->used + 1) > self->slot_count) {
        grow(self, things);
    }
    for (size_t at = (size_t)hash % self->slot_count; self->slots[at] != 0;
         at = (at + 1) % self->slot_count) {
        if (things->is(things->self, self->slots[at] - 1, key)) {
            return self->slots[at] - 1;
        }
    }
    put(self, hash, count);
    return count;
}

void index_fini(struct outreach_index *self)
{
    free(self->slots);
    *self = (struct outreach_index){0};
}

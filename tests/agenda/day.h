// A small playlist with names, and its agenda of 2026-11-26, for the tests of agendas. Owned by the
// caller; must not be copied.
#pragma once

#include "agenda/agenda.h"
#include "lists.h"

struct day {
    struct list list;
    struct lifts lifts;
    struct agenda agenda;
};

// Three items of 10, 20 and 30 s: "a" of 刷单返利, "b" of 养老诈骗 for 老年人, "c" of nothing.
void day_init(struct day *self);
// Makes the agenda once the test has changed what it wants.
void day_gather(struct day *self);
// The agenda alone, to gather it again.
void day_forget(struct day *self);
void day_fini(struct day *self);

// Hours of `self->list`: daypart number `index` of this name holds on every day from – to.
struct daypart *day_part(struct day *self, size_t index, char *name, int from_min, int to_min);
// Item `item` may play while daypart `index` holds.
void day_assign(struct day *self, size_t item, size_t index);
void day_open(struct day *self, int from_min, int to_min);

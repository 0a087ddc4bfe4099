// What events are called, and what is left of the time before a start.
#include "ledger/event.h"

#include <stdlib.h>

const char *event_kind_name(enum event_kind kind)
{
    static const char *const names[] = {
        [EVENT_NEXT] = "next",   [EVENT_SHOW] = "show",         [EVENT_FAILED] = "failed",
        [EVENT_PAUSE] = "pause", [EVENT_RESUME] = "resume",     [EVENT_EMERGENCY] = "emergency",
        [EVENT_CLEAR] = "clear", [EVENT_CASES] = "cases",       [EVENT_CLOCK] = "clock",
        [EVENT_DARK] = "dark",   [EVENT_LIGHT] = "light",       [EVENT_BOOT] = "boot",
        [EVENT_POINT] = "point", [EVENT_AUDIENCE] = "audience", [EVENT_PLAYLIST] = "playlist",
        [EVENT_COUNT] = "count", [EVENT_TOUCH] = "touch",       [EVENT_DISPLAY] = "display",
        [EVENT_FAULT] = "fault", [EVENT_GAP] = "gap",           [EVENT_MANUAL] = "manual",
    };
    return (size_t)kind < sizeof names / sizeof names[0] ? names[kind] : NULL;
}

void past_free(struct past *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->text_count; i++) {
        free(self->texts[i]);
    }
    free(self->texts);
    free(self->events);
    free(self->cuts);
    free(self);
}

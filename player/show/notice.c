// Showing notices for their time.
#include "show/notice.h"

#include <stdio.h>

void notice_set(struct notice *self, const char *text, int64_t for_us)
{
    snprintf(self->text, sizeof self->text, "%s", text);
    self->for_us = for_us;
}

void notice_look(struct notice *self, struct stage *stage, struct mono now)
{
    if (self->for_us > 0) {
        self->until = mono_after(now, self->for_us);
        self->for_us = 0;
    }
    if (self->text[0] != '\0' && now.us >= self->until.us) {
        self->text[0] = '\0';
    }
    stage_notice(stage, self->text[0] != '\0' ? self->text : NULL);
}

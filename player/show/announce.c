// Events about the run itself.
#include "show/announce.h"

#include "base/json.h"

static void note(struct show *self, enum event_kind kind, int64_t value, const char *detail)
{
    struct diary_time time = diary_time_of(&self->moment);
    diary_note(self->diary, &time, kind, value, detail);
}

void announce_run(struct show *self)
{
    note(self, EVENT_BOOT, 0, NULL);
    if (self->parts.point_facts != NULL) {
        note(self, EVENT_POINT, 0, self->parts.point_facts);
    }
    if (self->parts.audience_facts != NULL) {
        note(self, EVENT_AUDIENCE, 0, self->parts.audience_facts);
    }
    announce_playlist(self);
}

void announce_playlist(struct show *self)
{
    const struct playlist *playlist = programme_playlist(self->programme);
    struct str detail = {0};
    struct json json = {.out = &detail};
    json_open(&json, '{');
    json_key(&json, "name");
    json_string(&json, playlist->name);
    json_key(&json, "revision");
    json_string(&json, playlist->revision);
    json_close(&json, '}');
    note(self, EVENT_PLAYLIST, 0, str_text(&detail));
    str_fini(&detail);
}

void announce_fault(struct show *self, const char *what)
{
    note(self, EVENT_FAULT, 0, what);
}

void announce_gap(struct show *self, int64_t lost, const char *why)
{
    if (lost > self->lost_told) {
        note(self, EVENT_GAP, lost - self->lost_told, why);
        self->lost_told = lost;
    }
}

// Counting one play and telling the ledger.
#include "show/turn.h"

#define STORE_EVERY_US INT64_C(5000000) // a power cut costs at most this much of the open play

static int64_t begin(const struct turn_context *context, size_t zone, int64_t slot,
                     const struct item *item, int64_t planned_us, struct mono now, struct wall wall,
                     enum clock_trust trust)
{
    if (context->writer == NULL) {
        return 0;
    }
    struct play_start start = {
        .item = item->id,
        .kind = item_kind_name(item->kind),
        .topic = item->topic,
        .audience = item->audience,
        .zone = context->zones[zone].name,
        .is_endless = context->zones[zone].is_endless,
        .content_path = item->path,
        .content_text = item->path == NULL ? item->source : NULL,
        .playlist = context->playlist->name,
        .playlist_revision = context->playlist->revision,
        .slot = slot,
        .start_mono = now,
        .start_wall = wall,
        .trust = trust,
        .display = context->display,
        .planned_ms = planned_us / 1000,
    };
    return writer_open_play(context->writer, &start);
}

void turn_open(struct turn *self, const struct turn_context *context, size_t zone, int64_t slot,
               const struct item *item, int64_t planned_us, struct mono now, struct wall wall,
               enum clock_trust trust)
{
    *self = (struct turn){.opened = now, .counted_to = now, .stored = now};
    self->ticket = begin(context, zone, slot, item, planned_us, now, wall, trust);
}

void turn_count(struct turn *self, struct mono now, bool is_visible, bool is_new, int64_t late)
{
    if (is_visible) {
        self->visible_us += mono_since(now, self->counted_to);
    }
    self->is_visible = is_visible;
    self->counted_to = now;
    self->shown.frames += is_new && is_visible;
    self->shown.frames_late += late;
    self->shown.visible_ms = self->visible_us / 1000;
    self->shown.span_ms = mono_since(now, self->opened) / 1000;
}

void turn_take_back(struct turn *self, int64_t us)
{
    self->visible_us = self->visible_us > us ? self->visible_us - us : 0;
    self->shown.visible_ms = self->visible_us / 1000;
}

void turn_store(struct turn *self, const struct turn_context *context, struct mono now)
{
    if (self->ticket != 0 && mono_since(now, self->stored) >= STORE_EVERY_US) {
        self->stored = now;
        writer_progress(context->writer, self->ticket, &self->shown);
    }
}

void turn_close(struct turn *self, const struct turn_context *context, enum play_end end,
                struct mono now)
{
    if (self->ticket != 0) {
        turn_count(self, now, self->is_visible, false, 0);
        writer_close_play(context->writer, self->ticket, end, &self->shown);
        self->ticket = 0;
    }
}

void turn_failed(const struct turn_context *context, size_t zone, int64_t slot,
                 const struct item *item, struct mono now, struct wall wall, enum clock_trust trust)
{
    int64_t ticket = begin(context, zone, slot, item, 0, now, wall, trust);
    if (ticket != 0) {
        writer_close_play(context->writer, ticket, PLAY_FAILED, &(struct play_progress){0});
    }
}

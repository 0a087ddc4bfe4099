// Plays, told from their numbers.
#include "life.h"

#include "row.h"

#include <stdio.h>

#define LIFE_S INT64_C(4000000)                 // from the start of one life to that of the next
#define FIRST_WALL_US INT64_C(1795996800000000) // 2026-11-30T00:00:00Z
#define PLAY_ROOM_MS INT64_C(60000)             // one play a minute

static uint64_t mixed(int number, int64_t play)
{
    uint64_t state = (uint64_t)number << 40 ^ (uint64_t)play;
    return random_next(&state);
}

void life_item(char out[LIFE_NAME_BYTES], int number, int64_t play)
{
    snprintf(out, LIFE_NAME_BYTES, "life-%d-play-%lld", number, (long long)play);
}

bool life_read_item(const char *item, int *number, int64_t *play)
{
    long long found = -1;
    char tail = '\0';
    bool is_ours = sscanf(item, "life-%d-play-%lld%c", number, &found, &tail) == 2;
    *play = found;
    return is_ours;
}

struct play_start life_start(int number, int64_t play)
{
    static const char *const topics[] = {"刷单", "贷款", "冒充客服退款", NULL};
    uint64_t bits = mixed(number, play);
    int64_t since_us = (number * LIFE_S + play * (PLAY_ROOM_MS / 1000)) * CLOCK_SECOND_US;
    return (struct play_start){
        .kind = bits & 1 ? "video" : "slogan",
        .topic = topics[(bits >> 1) % 4],
        .zone = "main",
        .playlist = "bank-lobby",
        .playlist_revision = "r1",
        .slot = play,
        .start_mono = {1000000 + since_us},
        .start_wall = {FIRST_WALL_US + since_us},
        .trust = CLOCK_TRUSTED,
        .display = DISPLAY_ON,
        .planned_ms = 8000 + (int64_t)((bits >> 8) % 50000),
    };
}

enum play_end life_end_of(int number, int64_t play)
{
    static const enum play_end ends[] = {PLAY_COMPLETE, PLAY_COMPLETE,  PLAY_COMPLETE,
                                         PLAY_SKIPPED,  PLAY_PREEMPTED, PLAY_FAILED};
    return ends[(mixed(number, play) >> 24) % 6];
}

struct play_progress life_whole(int number, int64_t play)
{
    int64_t planned_ms = life_start(number, play).planned_ms;
    return (struct play_progress){planned_ms, planned_ms - 17, planned_ms * 60 / 1000,
                                  (int64_t)(mixed(number, play) >> 32) % 3};
}

struct play_progress life_half(int number, int64_t play)
{
    int64_t planned_ms = life_start(number, play).planned_ms;
    return (struct play_progress){planned_ms / 2, planned_ms / 2, planned_ms * 30 / 1000, 0};
}

bool life_has_event(int number, int64_t play)
{
    return (mixed(number, play) >> 40) % 3 == 0;
}

void life_begin(struct life *self, const char *path, int number, struct clock *clock)
{
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
    *self = (struct life){.number = number, .writer = writer_start(path, &identity, clock)};
}

static void close_one(struct life *self)
{
    if (self->ticket != 0) {
        int64_t last = self->told.plays - 1;
        struct play_progress shown = life_whole(self->number, last);
        writer_close_play(self->writer, self->ticket, life_end_of(self->number, last), &shown);
        self->ticket = 0;
        self->told.is_closed = true;
    }
}

void life_change(struct life *self)
{
    int64_t play = self->told.plays;
    char item[LIFE_NAME_BYTES];
    life_item(item, self->number, play);
    struct play_start start = life_start(self->number, play);
    start.item = item;
    start.content_text = item;
    writer_begin(self->writer);
    close_one(self);
    self->ticket = writer_open_play(self->writer, &start);
    self->told.plays++;
    self->told.is_closed = false;
    if (life_has_event(self->number, play)) {
        const struct event event = {.kind = EVENT_TOUCH,
                                    .mono = start.start_mono,
                                    .wall = start.start_wall,
                                    .trust = CLOCK_TRUSTED,
                                    .item = item,
                                    .value = self->told.events++};
        writer_event(self->writer, &event);
    }
    writer_commit(self->writer);
    if (play % 2 == 0) {
        struct play_progress shown = life_half(self->number, play);
        writer_progress(self->writer, self->ticket, &shown);
    }
}

void life_close(struct life *self)
{
    close_one(self);
}

bool life_settle(struct life *self, int tries)
{
    while (tries-- > 0) {
        if (writer_settle(self->writer)) {
            return true;
        }
    }
    return false;
}

bool life_is_stored(struct life *self)
{
    struct writer_status status = writer_status(self->writer);
    return status.is_open && status.waiting == 0;
}

struct writer_status life_end(struct life *self)
{
    struct writer_status status = writer_stop(self->writer);
    self->writer = NULL;
    return status;
}

// Numbers from messages.
#include "counters/payload.h"

enum { DIGITS_MOST = 15 };

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

bool payload_number(const void *bytes, size_t length, int64_t *out)
{
    const char *at = bytes;
    const char *end = at + length;
    while (at < end && is_blank(*at)) {
        at++;
    }
    while (at < end && is_blank(end[-1])) {
        end--;
    }
    if (at == end || end - at > DIGITS_MOST) {
        return false;
    }
    int64_t number = 0;
    for (; at < end; at++) {
        if (*at < '0' || *at > '9') {
            return false;
        }
        number = number * 10 + (*at - '0');
    }
    *out = number;
    return true;
}

static bool more_since(struct payload_state *self, int64_t total, int64_t *more)
{
    bool was_reset = self->has_last && total < self->last;
    int64_t since = !self->has_last ? 0 : was_reset ? total : total - self->last;
    self->has_last = true;
    self->last = total;
    *more = since <= PAYLOAD_MOST ? since : 0;
    return since <= PAYLOAD_MOST;
}

bool payload_more(struct payload_state *self, enum counter_payload kind, int64_t number,
                  int64_t *more)
{
    switch (kind) {
    case PAYLOAD_TOTAL:
        return more_since(self, number, more);
    case PAYLOAD_DELTA:
        break;
    }
    *more = number <= PAYLOAD_MOST ? number : 0;
    return number <= PAYLOAD_MOST;
}

// Colours by rank.
#include "agenda/palette.h"

#include "base/str.h"

// Of about one lightness, far enough apart to be told in print. By eye, on the page itself.
static const char *const codes[PALETTE_COLOURS] = {
    "#5B8DB8", "#DE9F6B", "#6BAA9E", "#C97F8A", "#D8BE6F", "#9485B9",
    "#8FB07A", "#A98A73", "#79A9C9", "#B5A66B", "#A3ABB5", "#CBD1D8",
};

int palette_find(const struct palette *self, const char *topic)
{
    for (size_t i = 0; topic != NULL && i < self->topics->count; i++) {
        if (str_is(self->topics->each[i].key, topic)) {
            return i < PALETTE_TOPICS ? (int)i : PALETTE_OTHER;
        }
    }
    return topic == NULL ? PALETTE_NONE : PALETTE_OTHER;
}

const char *palette_code(int colour)
{
    return codes[colour];
}

const char *palette_name(const struct palette *self, int colour)
{
    if (colour < PALETTE_TOPICS) {
        return self->topics->each[colour].key;
    }
    return colour == PALETTE_OTHER ? "其他主题" : "未注明主题";
}

bool palette_is_used(const struct palette *self, int colour)
{
    for (size_t i = 0; i < self->topics->count; i++) {
        const struct agenda_sum *sum = &self->topics->each[i];
        if (sum->plays > 0 && palette_find(self, sum->key) == colour) {
            return true;
        }
    }
    return false;
}

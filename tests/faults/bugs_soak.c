// More mistakes (bugs.c), that only hours bring to light.
#include "base/mem.h"
#include "show/turn.h"
#include "stage/stage.h"

#include <stdlib.h>
#include <string.h>

enum { EVERY_SO_OFTEN = 997, LEAK_BYTES = 64 };

static bool has_bug(const char *name)
{
    const char *chosen = getenv("XIAOLABA_SEEDED_BUG");
    return chosen != NULL && strcmp(chosen, name) == 0;
}

// Every play leaves something behind, which is still found from here.
struct leak {
    struct leak *next;
    char bytes[LEAK_BYTES];
};

void __real_turn_close(struct turn *self, const struct turn_context *context, enum play_end end,
                       struct mono now);
void __wrap_turn_close(struct turn *self, const struct turn_context *context, enum play_end end,
                       struct mono now);
void __wrap_turn_close(struct turn *self, const struct turn_context *context, enum play_end end,
                       struct mono now)
{
    static struct leak *leaks;
    if (has_bug("leaks-a-play") && self->ticket != 0) {
        struct leak *leak = mem_zeroed(1, sizeof *leak);
        leak->next = leaks;
        leaks = leak;
    }
    __real_turn_close(self, context, end, now);
}

// Now and then a picture is cleared and not drawn.
struct stage_frame __real_stage_draw(struct stage *self, struct mono now, SDL_Surface *canvas);
struct stage_frame __wrap_stage_draw(struct stage *self, struct mono now, SDL_Surface *canvas);
struct stage_frame __wrap_stage_draw(struct stage *self, struct mono now, SDL_Surface *canvas)
{
    static int count;
    struct stage_frame frame = __real_stage_draw(self, now, canvas);
    if (has_bug("clears-a-picture") && frame.count > 0 && ++count % EVERY_SO_OFTEN == 0) {
        SDL_FillRect(canvas, NULL, 0);
        stage_redraw(self);
    }
    return frame;
}

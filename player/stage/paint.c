// Painting lanes over each other, no deeper than can be seen.
#include "stage/paint.h"

#include "stage/still.h"

static SDL_Rect sdl_rect(struct rect r)
{
    return (SDL_Rect){r.x, r.y, r.w, r.h};
}

static struct rect on_canvas(const struct lane *lane, struct rect of_zone)
{
    return (struct rect){lane->place.x + of_zone.x, lane->place.y + of_zone.y, of_zone.w,
                         of_zone.h};
}

// What the stage lays under an act (NULL: where there is none).
static struct colour backdrop(const struct lane *lane, const struct act *act)
{
    bool has_own = act != NULL && act->item != NULL && act->item->look.background.a > 0 &&
                   !lane->rail.is_laid; // there it runs with the text
    return has_own ? act->item->look.background : lane->zone->background;
}

// Fills what of `area` lies outside `covered`.
static void fill_around(SDL_Surface *canvas, struct rect area, struct rect covered,
                        struct colour colour)
{
    struct rect hole = rect_intersect(area, covered);
    if (rect_is_empty(hole)) {
        still_veil(canvas, area, colour);
        return;
    }
    int hole_right = hole.x + hole.w;
    int hole_bottom = hole.y + hole.h;
    const struct rect around[4] = {
        {area.x, area.y, area.w, hole.y - area.y},
        {area.x, hole_bottom, area.w, area.y + area.h - hole_bottom},
        {area.x, hole.y, hole.x - area.x, hole.h},
        {hole_right, hole.y, area.x + area.w - hole_right, hole.h},
    };
    for (int i = 0; i < 4; i++) {
        if (!rect_is_empty(around[i])) {
            still_veil(canvas, around[i], colour);
        }
    }
}

static bool hides_all_below(const struct lane *lane, struct rect area)
{
    if (lane->is_absent || !rect_holds(lane->place, area)) {
        return false;
    }
    bool is_opaque = backdrop(lane, lane->on).a == 255;
    if (lane->leaving != NULL) {
        return is_opaque && backdrop(lane, lane->leaving).a == 255;
    }
    return is_opaque || (lane->on != NULL && rect_holds(on_canvas(lane, lane->view.opaque), area));
}

// Draws an act with its backdrop inside `part` of `into`, its zone's corner at (x, y).
static void draw_act(const struct lane *lane, struct act *act, struct rect part, SDL_Surface *into,
                     int x, int y)
{
    if (rect_is_empty(part)) {
        return;
    }
    SDL_Rect clip = sdl_rect(part);
    SDL_SetClipRect(into, &clip);
    still_veil(into, part, backdrop(lane, act));
    act->ops->draw(act, into, x, y);
}

// The newcomer pushes the old picture out towards the left; each stays in its own part, however far
// its text reaches.
static void draw_slide(const struct lane *lane, struct rect area, int part, SDL_Surface *canvas)
{
    int moved = (int)((int64_t)lane->place.w * part / 256);
    struct rect old = lane->place;
    struct rect new = lane->place;
    old.x -= moved;
    new.x += lane->place.w - moved;
    draw_act(lane, lane->leaving, rect_intersect(area, old), canvas, old.x, old.y);
    draw_act(lane, lane->on, rect_intersect(area, new), canvas, new.x, new.y);
}

// The newcomer, over what lies below the zone, is mixed into the old picture.
static void draw_fade(struct lane *lane, struct rect area, int part, SDL_Surface *canvas)
{
    if (lane->scratch == NULL) {
        lane->scratch =
            still_new((struct size){lane->place.w, lane->place.h}, (struct colour){0, 0, 0, 255});
    }
    struct rect own = {area.x - lane->place.x, area.y - lane->place.y, area.w, area.h};
    SDL_Rect there = sdl_rect(area);
    SDL_Rect here = sdl_rect(own);
    SDL_SetSurfaceAlphaMod(lane->scratch, 255);
    SDL_SetSurfaceBlendMode(lane->scratch, SDL_BLENDMODE_NONE);
    SDL_SetClipRect(lane->scratch, NULL);
    SDL_BlitSurface(canvas, &there, lane->scratch, &here);
    draw_act(lane, lane->on, own, lane->scratch, 0, 0);
    draw_act(lane, lane->leaving, area, canvas, lane->place.x, lane->place.y);
    SDL_SetSurfaceAlphaMod(lane->scratch, (uint8_t)(part > 255 ? 255 : part));
    SDL_SetSurfaceBlendMode(lane->scratch, SDL_BLENDMODE_BLEND);
    here = sdl_rect(own);
    SDL_BlitSurface(lane->scratch, &here, canvas, &there);
}

// With those that have passed on before it.
static void draw_on(const struct lane *lane, SDL_Surface *canvas)
{
    for (size_t i = 0; i < lane->rail.count; i++) {
        struct act *passed = lane->rail.passed[i].act;
        passed->ops->draw(passed, canvas, lane->place.x, lane->place.y);
    }
    lane->on->ops->draw(lane->on, canvas, lane->place.x, lane->place.y);
}

static void paint_lane(struct lane *lane, struct rect area, int64_t now_us, SDL_Surface *canvas)
{
    SDL_Rect clip = sdl_rect(area);
    SDL_SetClipRect(canvas, &clip);
    if (lane->leaving == NULL) {
        struct rect covered =
            lane->on != NULL ? on_canvas(lane, lane->view.opaque) : (struct rect){0};
        fill_around(canvas, area, covered, backdrop(lane, lane->on));
        if (lane->on != NULL) {
            draw_on(lane, canvas);
        }
        return;
    }
    int part = lane_entry(lane, now_us);
    if (lane->entry.kind == TRANSITION_SLIDE) {
        draw_slide(lane, area, part, canvas);
    } else {
        draw_fade(lane, area, part, canvas);
    }
}

void paint_area(struct lane *const *by_depth, size_t count, struct rect area, int64_t now_us,
                SDL_Surface *canvas)
{
    size_t lowest = count;
    while (lowest > 0 && !hides_all_below(by_depth[lowest - 1], area)) {
        lowest--;
    }
    SDL_Rect clip = sdl_rect(area);
    if (lowest == 0) {
        SDL_SetClipRect(canvas, &clip); // the last area's may still be set
        SDL_FillRect(canvas, &clip, 0);
    } else {
        lowest--;
    }
    for (size_t i = lowest; i < count; i++) {
        struct rect seen = rect_intersect(by_depth[i]->place, area);
        if (!by_depth[i]->is_absent && !rect_is_empty(seen)) {
            paint_lane(by_depth[i], seen, now_us, canvas);
        }
    }
    SDL_SetClipRect(canvas, &clip);
}

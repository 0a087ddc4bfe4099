// Shapes by their distance from each pixel: what is less than half a pixel outside is covered in
// part.
#include "card/paint.h"

#include "screen/frame.h"

#include <math.h>

// How much of a pixel is covered whose middle is `outside` pixels outside of a shape.
static int cover_of(double outside)
{
    double part = 0.5 - outside;
    return part <= 0 ? 0 : part >= 1 ? 255 : (int)(part * 255 + 0.5);
}

static void blend(SDL_Surface *into, int x, int y, struct colour colour, int cover)
{
    uint32_t *pixel = frame_row(into, y) + x;
    struct colour below = {(uint8_t)(*pixel >> 16), (uint8_t)(*pixel >> 8), (uint8_t)*pixel, 255};
    colour.a = (uint8_t)(colour.a * cover / 255);
    *pixel = colour_argb(colour_over(colour, below)) & 0xFFFFFF;
}

static struct rect on_canvas(const SDL_Surface *into, struct rect where)
{
    return rect_intersect(where, (struct rect){0, 0, into->w, into->h});
}

// Distance of a point from a rectangle with round corners, negative inside.
static double from_plate(struct rect where, int radius, double x, double y)
{
    double dx = fabs(x - where.x - where.w / 2.0) - where.w / 2.0 + radius;
    double dy = fabs(y - where.y - where.h / 2.0) - where.h / 2.0 + radius;
    double inside = dx > dy ? dx : dy;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return (inside < 0 ? inside : sqrt(dx * dx + dy * dy)) - radius;
}

void card_paint_plate(SDL_Surface *into, struct rect where, int radius, struct colour colour)
{
    struct rect seen = on_canvas(into, where);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            int cover = cover_of(from_plate(where, radius, x + 0.5, y + 0.5));
            if (cover > 0) {
                blend(into, x, y, colour, cover);
            }
        }
    }
}

void card_paint_play(SDL_Surface *into, struct rect where, struct colour colour)
{
    struct rect seen = on_canvas(into, where);
    double slope = where.h / 2.0 / where.w;
    double steep = sqrt(1 + slope * slope);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            double from_axis = fabs(y + 0.5 - where.y - where.h / 2.0);
            double edge = (where.x + where.w - (x + 0.5)) * slope;
            int cover = cover_of((from_axis - edge) / steep);
            if (cover > 0) {
                blend(into, x, y, colour, cover);
            }
        }
    }
}

// Distance from the nearest ring's band, negative inside it.
static double from_ring(const struct card_rings *rings, double distance)
{
    double n = floor((distance - rings->first) / rings->pitch + 0.5);
    n = n < 0 ? 0 : n > rings->count - 1 ? rings->count - 1 : n;
    double middle = rings->first + n * rings->pitch;
    return fabs(distance - middle) - rings->thick / 2.0;
}

void card_paint_rings(SDL_Surface *into, struct rect clip, const struct card_rings *rings,
                      struct colour colour)
{
    struct rect seen = on_canvas(into, clip);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            double dx = x + 0.5 - rings->x;
            double dy = y + 0.5 - rings->y;
            int cover = cover_of(from_ring(rings, sqrt(dx * dx + dy * dy)));
            if (cover > 0) {
                blend(into, x, y, colour, cover);
            }
        }
    }
}

static int modules_across(const struct qr *code)
{
    return code->side + 2 * QR_QUIET_MODULES;
}

int card_qr_side(const struct qr *code, int most_px)
{
    return most_px / modules_across(code) * modules_across(code);
}

void card_paint_qr(SDL_Surface *into, const struct qr *code, int x, int y, int side)
{
    int px = side / modules_across(code);
    frame_fill_rect(into, (struct rect){x, y, side, side}, (struct colour){255, 255, 255, 255});
    for (int row = 0; row < code->side; row++) {
        for (int column = 0; column < code->side; column++) {
            if (code->modules[row * code->side + column] != 0) {
                struct rect module = {x + (column + QR_QUIET_MODULES) * px,
                                      y + (row + QR_QUIET_MODULES) * px, px, px};
                frame_fill_rect(into, module, (struct colour){0, 0, 0, 255});
            }
        }
    }
}

// Rectangle arithmetic.
#include "base/geom.h"

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

bool rect_is_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
    int left = larger(a.x, b.x);
    int top = larger(a.y, b.y);
    struct rect both = {left, top, smaller(a.x + a.w, b.x + b.w) - left,
                        smaller(a.y + a.h, b.y + b.h) - top};
    return rect_is_empty(both) ? (struct rect){0} : both;
}

struct rect rect_union(struct rect a, struct rect b)
{
    if (rect_is_empty(a)) {
        return b;
    }
    if (rect_is_empty(b)) {
        return a;
    }
    int left = smaller(a.x, b.x);
    int top = smaller(a.y, b.y);
    return (struct rect){left, top, larger(a.x + a.w, b.x + b.w) - left,
                         larger(a.y + a.h, b.y + b.h) - top};
}

bool rect_holds(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

struct rect rect_fit(struct size from, struct rect into, enum fit fit)
{
    if (fit == FIT_STRETCH) {
        return into;
    }
    long long by_width = (long long)from.h * into.w;
    long long by_height = (long long)into.h * from.w;
    bool width_decides = (by_width <= by_height) == (fit == FIT_CONTAIN);
    int w = width_decides ? into.w : (int)(((long long)from.w * into.h + from.h / 2) / from.h);
    int h = width_decides ? (int)(((long long)from.h * into.w + from.w / 2) / from.w) : into.h;
    w = larger(w, 1);
    h = larger(h, 1);
    return (struct rect){into.x + (into.w - w) / 2, into.y + (into.h - h) / 2, w, h};
}

struct size size_within(struct size from, struct size most)
{
    struct rect fitted = rect_fit(from, (struct rect){0, 0, most.w, most.h}, FIT_CONTAIN);
    return (struct size){fitted.w, fitted.h};
}

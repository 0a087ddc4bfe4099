// Breaking is greedy, in one pass. Balancing then looks at one paragraph at a time: among all ways
// to set it in the same number of lines it takes the one with the least cost, by dynamic
// programming over the places where a break is allowed. The cost of a line is the square of how far
// it is from the mean length, plus a toll when it ends in the middle of a clause or of a quotation.
#include "text/lines.h"

#include "base/mem.h"
#include "text/breaks.h"

#include <stdlib.h>

enum {
    PLACES_LIMIT = 400, // longer paragraphs stay greedy: nobody sees their last line beside the
                        // first
    LINES_LIMIT = 40,
    COST_STEPS = 16, // lengths are compared in sixteenths of an em
    // Ending inside a clause costs as much as being 3 em off the mean. Source: by eye,
    // golden/text-page-emphasis.
    CLAUSE_TOLL = (3 * COST_STEPS) * (3 * COST_STEPS),
};

static bool is_blank(const struct cell *cell)
{
    return cell->role == CELL_SPACE || cell->role == CELL_BREAK;
}

// The line of the cells first … end−1. Blanks at its start are kept where a paragraph starts.
static struct line trimmed(const struct cells *cells, size_t first, size_t end, int size_px)
{
    const struct cell *items = cells->items;
    bool starts_paragraph = first == 0 || items[first].before == BREAK_MUST;
    while (end > first && is_blank(&items[end - 1])) {
        end--;
    }
    while (!starts_paragraph && first < end && is_blank(&items[first])) {
        first++;
    }
    struct line line = {.first = first, .count = end - first};
    for (size_t i = first; i < end; i++) {
        line.width += cells_px(items[i].em, size_px);
    }
    if (end > first) {
        line.width -= cells_px(cells_blank_before(&items[first]), size_px) +
                      cells_px(cells_blank_after(cells, &items[end - 1]), size_px);
    }
    return line;
}

static void add_line(struct lines *self, struct line line)
{
    self->items = MEM_GROW(self->items, self->count, self->capacity);
    self->items[self->count++] = line;
    self->widest = line.width > self->widest ? line.width : self->widest;
}

static bool is_inside(const struct cell *cell)
{
    return cell->role == CELL_TAIL || (cell->flags & CELL_PAIR_SECOND) != 0;
}

// Whether a line of the cells first … end−1 would leave a closing mark to the next line, or keep an
// opening one.
static bool parts_mark(const struct cells *cells, size_t first, size_t end)
{
    const struct cell *items = cells->items;
    size_t next = end;
    while (next + 1 < cells->count && items[next].role == CELL_GONE) {
        next++;
    }
    size_t last = end - 1;
    while (last > first && items[last].role == CELL_GONE) {
        last--;
    }
    return breaks_never_first(items[next].code) || breaks_never_last(items[last].code);
}

static bool has_seen(const struct cells *cells, size_t first, size_t end)
{
    while (first < end && cells->items[first].role == CELL_GONE) {
        first++;
    }
    return first < end;
}

// Where a line ends that has no allowed break before the cell `over`, which no longer fits: between
// any two characters, but not inside what is drawn as one piece, nor beside a mark that keeps to
// its neighbour, where the line has another place.
static size_t forced_end(const struct cells *cells, size_t first, size_t over)
{
    const struct cell *items = cells->items;
    size_t end = over;
    while (has_seen(cells, first, end) &&
           (is_inside(&items[end]) || parts_mark(cells, first, end))) {
        end--;
    }
    if (has_seen(cells, first, end)) {
        return end;
    }
    end = over;
    while (end > first && is_inside(&items[end])) {
        end--;
    }
    if (end > first) {
        return end;
    }
    for (end = first + 1; end < cells->count && is_inside(&items[end]);) {
        end++;
    }
    return end; // one piece is wider than the line: it has the line to itself
}

// The end of the greedy line that starts at `first`.
static size_t greedy_end(struct lines *self, const struct cells *cells, size_t first, int size_px,
                         int width_px)
{
    const struct cell *items = cells->items;
    int pen = -cells_px(cells_blank_before(&items[first]), size_px);
    size_t allowed = first;
    for (size_t i = first; i < cells->count; i++) {
        if (i > first && items[i].before == BREAK_MUST) {
            return i;
        }
        if (i > first && items[i].before == BREAK_MAY) {
            allowed = i;
        }
        pen += cells_px(items[i].em, size_px);
        int seen = pen - cells_px(cells_blank_after(cells, &items[i]), size_px);
        if (seen <= width_px || is_blank(&items[i])) {
            continue;
        }
        if (allowed > first) {
            return allowed;
        }
        self->is_forced = true;
        return forced_end(cells, first, i);
    }
    return cells->count;
}

void lines_break(struct lines *out, const struct cells *cells, int size_px, int width_px)
{
    out->count = 0;
    out->widest = 0;
    out->is_forced = false;
    for (size_t first = 0; first < cells->count;) {
        size_t end = greedy_end(out, cells, first, size_px, width_px);
        add_line(out, trimmed(cells, first, end, size_px));
        first = end;
    }
}

// One paragraph while it is balanced.
struct paragraph {
    const struct cells *cells;
    int size_px, width_px;
    size_t places[PLACES_LIMIT + 1]; // first cell, allowed breaks, end
    int depths[PLACES_LIMIT + 1];    // how many quotes and brackets are open there
    size_t place_count;
    int target; // mean length of a line, pixels
};

struct way {
    int64_t cost; // INT64_MAX: no way
    size_t from;  // place where its last line starts
};

// The price of a line that ends at place `to`.
static int64_t toll(const struct paragraph *self, struct line line, size_t to)
{
    if (to + 1 == self->place_count || line.count == 0) {
        return 0;
    }
    bool pauses = breaks_is_pause(self->cells->items[line.first + line.count - 1].code);
    return (pauses ? 0 : CLAUSE_TOLL) + (self->depths[to] > 0 ? CLAUSE_TOLL : 0);
}

static int64_t line_cost(const struct paragraph *self, struct line line, size_t to)
{
    int64_t off = (int64_t)(line.width - self->target) * COST_STEPS / self->size_px;
    if (to + 1 == self->place_count && off < 0) {
        off /= 2; // a short last line is what readers are used to
    }
    return off * off + toll(self, line, to);
}

// The cheapest way to reach place `to` with one more line, given the ways `before` with one less.
static struct way best_way(const struct paragraph *self, const struct way *before, size_t to)
{
    struct way best = {.cost = INT64_MAX};
    for (size_t from = to; from-- > 0;) {
        struct line line =
            trimmed(self->cells, self->places[from], self->places[to], self->size_px);
        if (line.width > self->width_px) {
            break;
        }
        if (before[from].cost == INT64_MAX) {
            continue;
        }
        int64_t cost = before[from].cost + line_cost(self, line, to);
        if (cost < best.cost) {
            best = (struct way){cost, from};
        }
    }
    return best;
}

static void balance_paragraph(const struct paragraph *self, struct line *lines, size_t line_count)
{
    size_t places = self->place_count;
    struct way *ways = mem_zeroed((line_count + 1) * places, sizeof *ways);
    for (size_t i = 1; i < places; i++) {
        ways[i].cost = INT64_MAX;
    }
    for (size_t line = 1; line <= line_count; line++) {
        struct way *row = ways + line * places;
        row[0].cost = INT64_MAX;
        for (size_t to = 1; to < places; to++) {
            row[to] = best_way(self, row - places, to);
        }
    }
    size_t to = places - 1;
    if (ways[line_count * places + to].cost != INT64_MAX) {
        for (size_t line = line_count; line > 0; line--) {
            size_t from = ways[line * places + to].from;
            lines[line - 1] =
                trimmed(self->cells, self->places[from], self->places[to], self->size_px);
            to = from;
        }
    }
    free(ways);
}

// Notes where the lines first … first+count−1, which are a paragraph, might be broken instead.
// False when there are too many places.
static bool find_places(struct paragraph *self, size_t first, size_t end)
{
    const struct cell *items = self->cells->items;
    int depth = 0;
    self->place_count = 0;
    self->places[self->place_count++] = first;
    for (size_t i = first; i < end; i++) {
        if (i > first && items[i].before == BREAK_MAY && self->place_count < PLACES_LIMIT) {
            self->depths[self->place_count] = depth;
            self->places[self->place_count++] = i;
        }
        bool is_letter = (items[i].flags & CELL_APOSTROPHE) != 0;
        depth += is_letter ? 0 : breaks_bracket(items[i].code);
    }
    self->places[self->place_count++] = end;
    return self->place_count < PLACES_LIMIT;
}

void lines_balance(struct lines *self, const struct cells *cells, int size_px, int width_px)
{
    if (self->is_forced) {
        return;
    }
    struct paragraph paragraph = {.cells = cells, .size_px = size_px, .width_px = width_px};
    size_t line = 0;
    for (size_t first = 0; first < cells->count && line < self->count;) {
        size_t end = first + 1;
        while (end < cells->count && cells->items[end].before != BREAK_MUST) {
            end++;
        }
        size_t lines = 0;
        int width = 0;
        while (line + lines < self->count && self->items[line + lines].first < end) {
            width += self->items[line + lines++].width;
        }
        if (lines > 1 && lines <= LINES_LIMIT && find_places(&paragraph, first, end)) {
            paragraph.target = width / (int)lines;
            balance_paragraph(&paragraph, self->items + line, lines);
        }
        line += lines;
        first = end;
    }
    self->widest = 0;
    for (size_t i = 0; i < self->count; i++) {
        self->widest = self->items[i].width > self->widest ? self->items[i].width : self->widest;
    }
}

void lines_fini(struct lines *self)
{
    free(self->items);
    *self = (struct lines){0};
}

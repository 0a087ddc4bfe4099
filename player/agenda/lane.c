// Slots as rectangles, or as columns in which each topic is as high as its part of the time.
#include "agenda/lane.h"

#include "agenda/html.h"
#include "agenda/words.h"

// What a rectangle may stand for: a colour of the palette, or something hatched.
enum {
    FILL_HOUSE = PALETTE_COLOURS,
    FILL_DARK,
    FILL_URGENT,
    FILLS,
};
#define HAIRLINE 1.5 // units of the picture
#define MINUTE_US (INT64_C(60) * CLOCK_SECOND_US)

struct column {
    int64_t from_us, to_us;
    int64_t time_us[FILLS];
};

static int fill_of(const struct lane *self, const struct slot *slot)
{
    switch (slot->kind) {
    case SLOT_ITEM:
        return palette_find(self->palette,
                            self->agenda->wish.terms->playlist->items[slot->item].topic);
    case SLOT_NOTHING:
        return FILL_HOUSE;
    case SLOT_DARK:
        return FILL_DARK;
    case SLOT_SUSPENDED:
        return FILL_URGENT;
    }
    return FILL_HOUSE;
}

static const char *fill_code(int fill)
{
    static const char *const hatched[] = {"url(#house)", "url(#dark)", "url(#urgent)"};
    return fill < PALETTE_COLOURS ? palette_code(fill) : hatched[fill - FILL_HOUSE];
}

static const char *fill_name(const struct lane *self, int fill)
{
    static const char *const hatched[] = {"待播画面", "关屏", "紧急插播"};
    return fill < PALETTE_COLOURS ? palette_name(self->palette, fill) : hatched[fill - FILL_HOUSE];
}

// `from`, `part`: of the lane's height, from its bottom. Left open for the title. A play is at
// least a hairline wide, or nobody would see it in an empty hour.
static void open_rectangle(struct str *out, const struct lane *self, const struct column *span,
                           int fill, double from, double part)
{
    double day_us = (double)(self->agenda->end_us - self->agenda->start_us);
    double x = LANE_LEFT + LANE_W * (double)(span->from_us - self->agenda->start_us) / day_us;
    double width = LANE_W * (double)(span->to_us - span->from_us) / day_us;
    width = fill < PALETTE_COLOURS && width < HAIRLINE ? HAIRLINE : width;
    double height = self->height * part;
    str_addf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"><title>",
             x, self->y + self->height * (1 - from) - height, width, height, fill_code(fill));
}

// --- slot by slot ------------------------------------------------------------------------------

static void draw_slot(struct str *out, const struct lane *self, const struct slot *slot)
{
    struct column span = {.from_us = slot->start.us, .to_us = slot->end.us};
    int fill = fill_of(self, slot);
    open_rectangle(out, self, &span, fill, 0, 1);
    words_time(out, self->agenda, slot->start.us);
    str_add(out, "–");
    words_time(out, self->agenda, slot->end.us);
    str_add(out, " ");
    if (slot->kind == SLOT_ITEM) {
        html_text(out, words_title(&self->agenda->wish.terms->playlist->items[slot->item]));
        str_add(out, "，");
    }
    html_text(out, fill_name(self, fill));
    str_add(out, "</title></rect>\n");
}

// --- in columns --------------------------------------------------------------------------------

// Each part reaches up to the top and the next one covers it there: parts that end where others
// begin leave seams.
static void draw_column(struct str *out, const struct lane *self, const struct column *column)
{
    int64_t whole_us = column->to_us - column->from_us;
    double from = 0;
    for (int fill = 0; fill < FILLS; fill++) {
        if (column->time_us[fill] == 0) {
            continue;
        }
        double part = (double)column->time_us[fill] / (double)whole_us;
        open_rectangle(out, self, column, fill, from, 1 - from);
        words_minute(out, self->agenda, column->from_us);
        str_add(out, "–");
        words_minute(out, self->agenda, column->to_us);
        str_add(out, " ");
        html_text(out, fill_name(self, fill));
        str_add(out, " ");
        words_share(out, agenda_ppm(column->time_us[fill], whole_us));
        str_add(out, "</title></rect>\n");
        from += part;
    }
}

// What fills the whole column alone, or FILLS.
static int only_fill(const struct column *column)
{
    for (int fill = 0; fill < FILLS; fill++) {
        if (column->time_us[fill] == column->to_us - column->from_us) {
            return fill;
        }
    }
    return FILLS;
}

// The part of the slots from `*first` on that lies in the column; `*first` moves to the slot that
// reaches beyond it.
static void fill_column(const struct lane *self, struct column *column, size_t *first)
{
    for (; *first < self->zone->slot_count; (*first)++) {
        const struct slot *slot = &self->zone->slots[*first];
        int64_t from_us = slot->start.us > column->from_us ? slot->start.us : column->from_us;
        int64_t to_us = slot->end.us < column->to_us ? slot->end.us : column->to_us;
        column->time_us[fill_of(self, slot)] += to_us > from_us ? to_us - from_us : 0;
        if (slot->end.us > column->to_us) {
            return;
        }
    }
}

// Neighbours that are of one thing alone become one rectangle.
static void draw_columns(struct str *out, const struct lane *self, int64_t length_us)
{
    struct column waiting = {0};
    size_t slot = 0;
    for (int64_t at_us = self->agenda->start_us; at_us < self->agenda->end_us;) {
        int64_t end_us = at_us + length_us;
        struct column column = {.from_us = at_us,
                                .to_us =
                                    end_us < self->agenda->end_us ? end_us : self->agenda->end_us};
        fill_column(self, &column, &slot);
        at_us = column.to_us;
        int fill = only_fill(&column);
        bool goes_on = waiting.to_us > 0 && fill < FILLS && fill == only_fill(&waiting);
        if (goes_on) {
            waiting.time_us[fill] += column.to_us - column.from_us;
            waiting.to_us = column.to_us;
        } else {
            draw_column(out, self, &waiting);
            waiting = column;
        }
    }
    draw_column(out, self, &waiting);
}

void lane_draw(struct str *out, const struct lane *lane, int column_min)
{
    if (column_min > 0) {
        draw_columns(out, lane, column_min * MINUTE_US);
        return;
    }
    for (int with_items = 0; with_items <= 1; with_items++) { // hairlines lie on top
        for (size_t i = 0; i < lane->zone->slot_count; i++) {
            const struct slot *slot = &lane->zone->slots[i];
            if ((slot->kind == SLOT_ITEM) == (with_items == 1)) {
                draw_slot(out, lane, slot);
            }
        }
    }
}

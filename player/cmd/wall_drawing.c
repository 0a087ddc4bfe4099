// Laying the page out: title, canvas, output, table.
//
// A piece is drawn once, as a tile of the size that it has in the picture at hand, and put on the
// output's picture by the code that puts pixels on the output: what is to be seen is what is done.
#include "cmd/wall_drawing.h"

#include "base/mem.h"
#include "cmd/pattern.h"
#include "screen/frame.h"
#include "screen/remap.h"
#include "stage/caption.h"

#include <stdlib.h>

enum {
    PAGE_W = 1600,
    MARGIN = 40,
    ROOM_W = PAGE_W - 2 * MARGIN,
    CANVAS_H = 420, // at most
    OUTPUT_H = 560,
    TITLE_H = 60,
    HEADING_H = 44,
    ROW_H = 36,
    TEXT_PX = 22,
    GAP = 24,
    LABEL_H = 26,
    LEAST_TILE = 22,      // px: a tile that is lower has its number below
    ONE_COLUMN_MOST = 12, // rows
    LARGEST_SCALE = 8,
};

static const struct colour ink = {225, 230, 238, 255};
static const struct colour paper = {30, 34, 41, 255};
static const struct colour nothing = {0, 0, 0, 255}; // where LEDs stay dark

struct drawing {
    const struct point *point;
    const struct wallmap *map;
    struct fonts *fonts;
    struct SDL_Surface *page;
};

// How large a thing of `size` becomes in the room for it.
static double scale_for(struct size size, int most_h)
{
    double by_w = (double)ROOM_W / size.w;
    double by_h = (double)most_h / size.h;
    double scale = by_w < by_h ? by_w : by_h;
    return scale > LARGEST_SCALE ? LARGEST_SCALE : scale;
}

static int scaled(int px, double scale)
{
    return (int)(px * scale + 0.5);
}

// From edge to edge, so that neighbours meet; never less than a pixel.
static struct rect scaled_rect(struct rect r, double scale)
{
    int x = scaled(r.x, scale);
    int y = scaled(r.y, scale);
    int w = scaled(r.x + r.w, scale) - x;
    int h = scaled(r.y + r.h, scale) - y;
    return (struct rect){x, y, w > 0 ? w : 1, h > 0 ? h : 1};
}

static void write_words(const struct drawing *self, const char *words, int size_px, bool is_bold,
                        struct rect box)
{
    struct look look = {.colour = ink,
                        .size_px = size_px,
                        .weight = is_bold ? WEIGHT_BOLD : WEIGHT_REGULAR,
                        .antialias = ANTIALIAS_ON, // on paper, not on LEDs
                        .align = ALIGN_START};
    struct error ignored = {0}; // without a font the pictures stand alone
    bool is_written = caption_paint(self->fonts, words, &look, box, self->page, &ignored);
    (void)is_written;
}

static void write_number(const struct drawing *self, size_t index, int x, int y)
{
    char number[16];
    snprintf(number, sizeof number, "%zu", index + 1);
    write_words(self, number, LABEL_H * 2 / 3, false, (struct rect){x, y, 2 * LABEL_H, LABEL_H});
}

// Both return the height that is taken.
static int draw_canvas(const struct drawing *self, int y)
{
    struct size canvas = self->map->canvas;
    double scale = scale_for(canvas, CANVAS_H);
    struct rect all = scaled_rect((struct rect){0, 0, canvas.w, canvas.h}, scale);
    frame_fill_rect(self->page, (struct rect){MARGIN, y, all.w, all.h}, nothing);
    bool has_labels = false;
    for (size_t i = 0; i < self->map->count; i++) {
        struct rect from = self->map->pieces[i].from;
        struct rect place = scaled_rect(from, scale);
        place.x += MARGIN;
        place.y += y;
        char *words = mem_format("%dx%d  %d,%d", from.w, from.h, from.x, from.y);
        pattern_tile(i, words, place, self->fonts, self->page);
        free(words);
        if (place.h < LEAST_TILE) {
            has_labels = true;
            write_number(self, i, place.x, y + all.h);
        }
    }
    return all.h + (has_labels ? LABEL_H : 0);
}

static int draw_output(const struct drawing *self, int y)
{
    struct size output = self->map->output;
    double scale = scale_for(output, OUTPUT_H);
    struct rect all = scaled_rect((struct rect){0, 0, output.w, output.h}, scale);
    frame_fill_rect(self->page, (struct rect){MARGIN, y, all.w, all.h}, nothing);
    for (size_t i = 0; i < self->map->count; i++) {
        const struct piece *piece = &self->map->pieces[i];
        struct rect place = scaled_rect(piece_place(piece), scale);
        struct size size = size_turned((struct size){place.w, place.h}, piece->quarters);
        struct SDL_Surface *tile = frame_new(size);
        char *words =
            mem_format("%dx%d  %d,%d", piece->from.w, piece->from.h, piece->from.x, piece->from.y);
        struct rect whole = {0, 0, size.w, size.h};
        pattern_tile(i, words, whole, self->fonts, tile);
        struct piece put = *piece;
        put.from = whole;
        put.x = MARGIN + place.x;
        put.y = y + place.y;
        remap_piece(tile, &put, whole, NULL, self->page);
        frame_free(tile);
        free(words);
    }
    return all.h;
}

// --- words --------------------------------------------------------------------------------------

static const char *turn_words(int quarters)
{
    static const char *const words[] = {"", "，顺时针转 90°", "，转 180°", "，顺时针转 270°"};
    return words[quarters];
}

static char *row_words(const struct drawing *self, size_t index)
{
    const struct piece *piece = &self->map->pieces[index];
    struct rect place = piece_place(piece);
    return mem_format("%zu　画布 %d,%d 起 %d×%d　→　输出 %d,%d 起 %d×%d%s%s", index + 1,
                      piece->from.x, piece->from.y, piece->from.w, piece->from.h,
                      self->point->place.x + place.x, self->point->place.y + place.y, place.w,
                      place.h, piece->is_mirrored ? "，左右镜像" : "", turn_words(piece->quarters));
}

static int row_columns(const struct wallmap *map)
{
    return map->count > ONE_COLUMN_MOST ? 2 : 1;
}

static int rows_height(const struct wallmap *map)
{
    int columns = row_columns(map);
    return ((int)map->count + columns - 1) / columns * ROW_H;
}

static void write_rows(const struct drawing *self, int y)
{
    int columns = row_columns(self->map);
    int rows = rows_height(self->map) / ROW_H;
    int column_w = ROOM_W / columns;
    for (int i = 0; i < (int)self->map->count; i++) {
        char *words = row_words(self, (size_t)i);
        struct rect box = {MARGIN + i / rows * column_w, y + i % rows * ROW_H, column_w, ROW_H};
        write_words(self, words, TEXT_PX, false, box);
        free(words);
    }
}

static void write_title(const struct drawing *self)
{
    const struct point *point = self->point;
    char *title = point->name == NULL ? mem_format("屏幕拼接图　%s", point->id)
                                      : mem_format("屏幕拼接图　%s　%s", point->id, point->name);
    write_words(self, title, TITLE_H * 3 / 5, true,
                (struct rect){MARGIN, GAP / 2, ROOM_W, TITLE_H});
    free(title);
}

static void write_heading(const struct drawing *self, const char *words, int y)
{
    write_words(self, words, TEXT_PX, false, (struct rect){MARGIN, y, ROOM_W, HEADING_H});
}

static int page_height(const struct wallmap *map)
{
    double canvas = scale_for(map->canvas, CANVAS_H);
    double output = scale_for(map->output, OUTPUT_H);
    return GAP / 2 + TITLE_H + HEADING_H + scaled(map->canvas.h, canvas) + LABEL_H + GAP +
           HEADING_H + scaled(map->output.h, output) + GAP + HEADING_H + rows_height(map) + MARGIN;
}

struct SDL_Surface *wall_drawing(const struct point *point, const struct wallmap *map,
                                 struct fonts *fonts)
{
    struct drawing self = {point, map, fonts, frame_new((struct size){PAGE_W, page_height(map)})};
    frame_fill(self.page, paper);
    write_title(&self);
    int y = GAP / 2 + TITLE_H;
    char *heading = mem_format("画布 %d×%d：节目按这个尺寸设计。箭头指向画布的上方。",
                               map->canvas.w, map->canvas.h);
    write_heading(&self, heading, y);
    free(heading);
    y += HEADING_H;
    y += draw_canvas(&self, y) + GAP;
    heading = mem_format("输出 %d×%d，从显示输出的 %d,%d 开始；黑色部分不发光%s。", map->output.w,
                         map->output.h, point->place.x, point->place.y,
                         point->quarters != 0 ? "；整幅画面已转向" : "");
    write_heading(&self, heading, y);
    free(heading);
    y += HEADING_H;
    y += draw_output(&self, y) + GAP;
    write_heading(&self, "逐块对照（单位：像素；先镜像，后旋转）", y);
    write_rows(&self, y + HEADING_H);
    return self.page;
}

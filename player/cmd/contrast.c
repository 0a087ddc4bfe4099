// Colours of letters against what is behind them.
//
// What is behind letters is their plate over the item's or the zone's background. Where that lets
// something show through, it is judged over white and over black, whichever is worse; a text with
// nothing behind it of its own can be judged by its outline only. An outline counts as WCAG has it:
// it can set the letters off (contrast of letter and outline), so the better of the two is taken.
#include "cmd/legible.h"

#include "base/mem.h"
#include "base/str.h"
#include "text/markup.h"

#include <math.h>
#include <stdlib.h>

static const struct colour white = {255, 255, 255, 255};
static const struct colour black = {0, 0, 0, 255};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

// The ground under the letters when `shown` shows through it.
static struct colour ground_over(const struct legible_case *at, struct colour shown)
{
    return colour_over(at->item->look.plate, colour_over(at->background, shown));
}

static double contrast_on(const struct look *look, struct colour letters, struct colour ground)
{
    letters = colour_over(letters, ground);
    double own = colour_contrast(letters, ground);
    if (look->outline_px <= 0) {
        return own;
    }
    return larger(own, colour_contrast(letters, colour_over(look->outline, ground)));
}

static double contrast_of(const struct legible_case *at, struct colour letters)
{
    const struct look *look = &at->item->look;
    return smaller(contrast_on(look, letters, ground_over(at, white)),
                   contrast_on(look, letters, ground_over(at, black)));
}

struct worst {
    struct colour letters;
    double contrast;
};

static void judge(const struct legible_case *at, struct colour letters, struct worst *worst)
{
    double contrast = contrast_of(at, letters);
    if (contrast < worst->contrast) {
        *worst = (struct worst){letters, contrast};
    }
}

// Every colour that a letter of the text has.
static void judge_text(const struct legible_case *at, const char *text, struct worst *worst)
{
    const struct look *look = &at->item->look;
    struct markup markup;
    markup_parse(&markup, text);
    bool *is_used = mem_zeroed(markup.table_count, sizeof *is_used);
    for (size_t i = 0; i < markup.count; i++) {
        is_used[markup.spans[i]] |= markup.codes[i] > 0x20 && markup.codes[i] != 0x3000;
    }
    for (size_t i = 0; i < markup.table_count; i++) {
        const struct markup_span *span = &markup.table[i];
        if (!is_used[i]) {
            continue;
        }
        judge(at, span->has_colour ? span->colour : look->colour, worst);
        if (!span->has_colour && look->gradient.a > 0) {
            judge(at, look->gradient, worst);
        }
    }
    free(is_used);
    markup_fini(&markup);
}

static const char *text_of(const struct item *item)
{
    switch (item->kind) {
    case ITEM_SLOGAN:
        return item->text;
    case ITEM_QR:
        return item->caption;
    case ITEM_AUDIO:
        return item->picture != NULL ? NULL : item->caption != NULL ? item->caption : item->title;
    case ITEM_CLOCK:
        return "0";
    case ITEM_IMAGE:
    case ITEM_VIDEO:
        break;
    }
    return NULL;
}

static bool can_be_judged(const struct legible_case *at)
{
    const struct look *look = &at->item->look;
    return text_of(at->item) != NULL &&
           (at->background.a > 0 || look->plate.a > 0 || look->outline_px > 0);
}

void check_contrast(const struct legible_case *at, struct troubles *troubles)
{
    struct worst worst = {.contrast = LEGIBLE_CONTRAST};
    if (!can_be_judged(at)) {
        return;
    }
    judge_text(at, text_of(at->item), &worst);
    if (at->item->mongolian != NULL) {
        judge_text(at, at->item->mongolian, &worst);
    }
    if (at->separator != NULL) {
        judge_text(at, at->separator, &worst);
    }
    if (worst.contrast >= LEGIBLE_CONTRAST) {
        return;
    }
    double on_white = contrast_of(at, white);
    double on_black = contrast_of(at, black);
    bool is_white = on_white > on_black;
    double best = larger(on_white, on_black);
    char *hint = best < LEGIBLE_CONTRAST
                     ? mem_copy("give it an opaque plate, or an outline")
                     : mem_format("%s has %.1f:1 there", is_white ? "white" : "black", best);
    struct str letters = {0};
    str_addf(&letters, "#%02x%02x%02x", worst.letters.r, worst.letters.g, worst.letters.b);
    if (worst.letters.a < 255) {
        str_addf(&letters, "%02x", worst.letters.a);
    }
    // Rounded down: what is told to be too little must look so.
    troubles_add(troubles, TROUBLE_WARNING, at->playlist->path, at->item->line, "colour", hint,
                 "item \"%s\"%s: letters in %s have a contrast of %.2f:1 with what is "
                 "behind them, and at least 4.5:1 is asked for (WCAG 1.4.3)",
                 at->item->id, at->where, str_text(&letters), floor(worst.contrast * 100) / 100);
    free(hint);
    str_fini(&letters);
}

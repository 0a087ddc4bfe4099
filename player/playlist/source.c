// An item as one line of text: the same line is the same picture on the wall.
#include "playlist/reader.h"

#include <stdlib.h>
#include <string.h>

static void add_text(struct str *out, const char *key, const char *text)
{
    if (text == NULL) {
        return;
    }
    str_addf(out, " %s=\"", key);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\n') {
            str_add(out, "\\n");
            continue;
        }
        str_add(out, *at == '"' || *at == '\\' ? "\\" : "");
        str_add_bytes(out, at, 1);
    }
    str_add(out, "\"");
}

static void add_colour(struct str *out, const char *key, struct colour colour)
{
    str_addf(out, " %s=#%02x%02x%02x%02x", key, colour.r, colour.g, colour.b, colour.a);
}

// Files by their own name: the folder is not seen.
static void add_fonts(struct str *out, const struct playlist *playlist)
{
    for (size_t i = 0; i < playlist->font_count; i++) {
        const char *slash = strrchr(playlist->fonts[i], '/');
        add_text(out, "font", slash != NULL ? slash + 1 : playlist->fonts[i]);
    }
}

static void add_look(struct str *out, const struct look *look, const struct playlist *playlist)
{
    add_fonts(out, playlist);
    static const char *const aligns[] = {"", "left", "centre", "right"};
    static const char *const weights[] = {"", "auto", "regular", "medium", "bold"};
    static const char *const antialiases[] = {"", "auto", "on", "off"};
    add_colour(out, "colour", look->colour);
    if (look->outline_px > 0) {
        add_colour(out, "outline", look->outline);
    }
    if (look->shadow.a > 0) {
        add_colour(out, "shadow", look->shadow);
        str_addf(out, " shadow_offset=%d", look->shadow_px);
    }
    if (look->gradient.a > 0) {
        add_colour(out, "gradient", look->gradient);
    }
    if (look->plate.a > 0) {
        add_colour(out, "plate", look->plate);
    }
    str_addf(out, " outline_width=%d size=%d font_weight=%s antialias=%s", look->outline_px,
             look->size_px, weights[look->weight], antialiases[look->antialias]);
    str_addf(out, " letter_spacing=%d line_spacing=%d align=%s", look->letter_spacing,
             look->line_spacing, aligns[look->align]);
}

char *item_source(const struct item *item, const struct playlist *playlist)
{
    static const char *const motions[] = {"", "left", "right", "up", "down", "hold"};
    static const char *const fits[] = {"", "fit", "fill", "stretch"};
    struct str out = {0};
    str_add(&out, item_kind_name(item->kind));
    add_text(&out, "text", item->text);
    add_text(&out, "mongolian", item->mongolian);
    add_text(&out, "file", item->path);
    add_text(&out, "caption", item->caption);
    add_text(&out, "picture", item->picture);
    switch (item->kind) {
    case ITEM_SLOGAN:
        str_addf(&out, " motion=%s speed=%d passes=%d page_us=%lld", motions[item->motion],
                 item->speed_px_s, item->passes, (long long)item->page_us);
        if (item->direction == DIRECTION_VERTICAL) {
            str_add(&out, " direction=vertical");
        }
        if (item->blink_mhz > 0) {
            str_addf(&out, " blink_mhz=%d", item->blink_mhz);
        }
        add_look(&out, &item->look, playlist);
        break;
    case ITEM_IMAGE:
        str_addf(&out, " fit=%s", fits[item->fit]);
        break;
    case ITEM_VIDEO:
        str_addf(&out, " fit=%s gain=%.2f muted=%d", fits[item->fit], item->gain_db,
                 item->is_muted);
        break;
    case ITEM_AUDIO:
        str_addf(&out, " gain=%.2f", item->gain_db);
        add_look(&out, &item->look, playlist);
        break;
    case ITEM_QR:
        add_look(&out, &item->look, playlist);
        break;
    case ITEM_CLOCK:
        str_addf(&out, " date=%d weekday=%d seconds=%d", item->shows_date, item->shows_weekday,
                 item->shows_seconds);
        add_look(&out, &item->look, playlist);
        break;
    }
    add_colour(&out, "background", item->look.background);
    return str_take(&out);
}

// An item's small picture; where there is none, a box that says what kind of item it is.
#include "agenda/html.h"

#include "agenda/words.h"

struct kind_box {
    const char *name, *colour;
};

static struct kind_box box_of(enum item_kind kind)
{
    switch (kind) {
    case ITEM_SLOGAN:
        return (struct kind_box){"标语", "#5B7FA6"};
    case ITEM_IMAGE:
        return (struct kind_box){"图片", "#6E9A83"};
    case ITEM_VIDEO:
        return (struct kind_box){"短片", "#8A76A8"};
    case ITEM_AUDIO:
        return (struct kind_box){"广播", "#B0855A"};
    case ITEM_QR:
        return (struct kind_box){"二维码", "#66727F"};
    case ITEM_CLOCK:
        return (struct kind_box){"时钟", "#5F8F99"};
    }
    return (struct kind_box){"", "#66727F"};
}

static void add_image(struct str *out, const struct agenda_picture *picture,
                      const struct item *item)
{
    str_addf(out, "<img class=\"pic\" width=\"%d\" height=\"%d\" alt=\"%s“", picture->size.w,
             picture->size.h, box_of(item->kind).name);
    html_text(out, words_title(item));
    str_add(out, "”的画面\" src=\"");
    html_text(out, picture->uri);
    str_add(out, "\">");
}

static void add_box(struct str *out, const struct agenda_picture *picture, const struct item *item)
{
    struct kind_box box = box_of(item->kind);
    str_addf(out,
             "<span class=\"pic box\" role=\"img\" aria-label=\"%s，没有画面\""
             " style=\"width:%dpx;height:%dpx;line-height:%dpx;background:%s\">%s</span>",
             box.name, picture->size.w, picture->size.h, picture->size.h, box.colour,
             picture->size.h >= 14 && picture->size.w >= 40 ? box.name : "");
}

void html_picture(struct str *out, const struct agenda_pictures *pictures, size_t zone,
                  const struct item *item, size_t index)
{
    if (pictures == NULL) {
        return;
    }
    const struct agenda_picture *picture = &pictures->each[zone * pictures->item_count + index];
    if (picture->uri != NULL) {
        add_image(out, picture, item);
    } else if (picture->size.w > 0) {
        add_box(out, picture, item);
    }
}

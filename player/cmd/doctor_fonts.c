// The fonts, and whether they have what a Chinese playlist is written with.
#include "cmd/doctor.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/setting.h"

#include <iconv.h>
#include <stdlib.h>

// GB 2312-80: 6763 characters in the rows 16 … 87; the last row of level 1 is not full.
enum { ROW_FIRST = 16, ROW_LAST = 87, CELLS = 94, GB2312_CHARACTERS = 6763 };

// Counts the characters of GB 2312 and those that no font has. False: iconv does not know it.
static bool count_gb2312(struct fonts *fonts, int *known, int *missing)
{
    iconv_t converter = iconv_open("UTF-8", "GB2312");
    if ((intptr_t)converter == -1) {
        return false;
    }
    *known = *missing = 0;
    for (int row = ROW_FIRST; row <= ROW_LAST; row++) {
        for (int cell = 1; cell <= CELLS; cell++) {
            char pair[2] = {(char)(0xA0 + row), (char)(0xA0 + cell)};
            char room[8] = {0};
            char *from = pair;
            char *to = room;
            size_t left = sizeof pair;
            size_t space = sizeof room - 1;
            if (iconv(converter, &from, &left, &to, &space) == (size_t)-1) {
                iconv(converter, NULL, NULL, NULL, NULL);
                continue;
            }
            const char *at = room;
            *missing += !fonts_have(fonts, utf8_next(&at));
            (*known)++;
        }
    }
    iconv_close(converter);
    return *known > 0;
}

static char *mend_fonts(const char *packages)
{
    return mem_format("sudo apt install %s",
                      packages[0] != '\0' ? packages : "fonts-noto-cjk fonts-noto-core");
}

static void tell_chinese(struct fonts *fonts, struct findings *out)
{
    int known = 0;
    int missing = 0;
    if (!count_gb2312(fonts, &known, &missing)) {
        bool has_some = fonts_have(fonts, 0x53CD) && fonts_have(fonts, 0x8BC8); // 反诈
        findings_add(out, has_some ? FINDING_WARNING : FINDING_WRONG,
                     (struct told){.id = "fonts.uncounted",
                                   .chinese = "系统缺 GB2312 编码表，没有逐字核对",
                                   .english = "this system cannot count GB 2312",
                                   .mend = mem_copy("sudo apt install libc6")});
    } else if (missing > 0) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "fonts.chinese",
                                   .chinese = "国标一二级汉字不全",
                                   .english = "characters of GB 2312 without a glyph",
                                   .fact = mem_format("%d / %d", missing, known),
                                   .mend = mend_fonts(fonts_lacking(fonts))});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "fonts.chinese",
                                   .chinese = "国标汉字齐全",
                                   .english = "all characters of GB 2312",
                                   .fact = mem_format("%d", known)});
    }
}

static void tell_mongolian(struct fonts *fonts, struct findings *out)
{
    if (fonts_have(fonts, 0x182E)) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "fonts.mongolian",
                                   .chinese = "有蒙古文",
                                   .english = "Mongolian, too"});
    } else {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "fonts.mongolian",
                                   .chinese = "没有蒙古文字体",
                                   .english = "no font for Mongolian",
                                   .mend = mem_copy("sudo apt install fonts-noto-core")});
    }
}

static void add_text(struct fonts *fonts, const char *text, struct str *missing)
{
    if (text != NULL) {
        fonts_missing(fonts, text, missing);
    }
}

static void tell_playlist(const struct doctor *self, struct findings *out)
{
    struct setting setting;
    struct troubles troubles = {0};
    if (!setting_load(&setting, self->playlist, self->opts, &troubles)) {
        troubles_fini(&troubles);
        return; // the point's probe says so
    }
    struct str missing = {0};
    struct fonts *letters = setting_letters(&setting);
    const struct playlist *playlist = setting.playlist;
    for (size_t i = 0; letters != NULL && i < playlist->item_count; i++) {
        add_text(letters, playlist->items[i].text, &missing);
        add_text(letters, playlist->items[i].caption, &missing);
        add_text(letters, playlist->items[i].mongolian, &missing);
    }
    if (missing.length > 0) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "fonts.playlist",
                                   .chinese = "节目单里缺字",
                                   .english = "no font has, of the playlist",
                                   .fact = mem_copy(str_text(&missing)),
                                   .mend = mend_fonts(fonts_lacking(letters))});
    } else if (letters != NULL) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "fonts.playlist",
                                   .chinese = "节目单用字齐全",
                                   .english = "all that the playlist needs"});
    }
    str_fini(&missing);
    troubles_fini(&troubles);
    setting_fini(&setting);
}

void doctor_fonts(const struct doctor *self, struct findings *out)
{
    struct error err = {0};
    struct fonts *fonts = setting_fonts(&err);
    if (fonts == NULL) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "fonts.none",
                                   .chinese = "没有中文字体：标语无法显示",
                                   .english = "no text can be drawn",
                                   .fact = mem_copy(err.text),
                                   .mend = mend_fonts("fonts-noto-cjk fonts-noto-core")});
        return;
    }
    tell_chinese(fonts, out);
    tell_mongolian(fonts, out);
    if (fonts_lacking(fonts)[0] != '\0') {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "fonts.lacking",
                                   .chinese = "建议补装字体",
                                   .english = "fonts that the stack names are not there",
                                   .fact = mem_copy(fonts_lacking(fonts)),
                                   .mend = mend_fonts(fonts_lacking(fonts))});
    }
    fonts_close(fonts);
    if (self->playlist != NULL) {
        tell_playlist(self, out);
    }
}

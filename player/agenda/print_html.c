// The page: heading, picture, tables, findings.
#include "agenda/print.h"

#include "agenda/html.h"
#include "agenda/timeline.h"
#include "agenda/words.h"
#include "base/civil.h"

static void add_date(struct str *out, const struct agenda *agenda)
{
    static const char *const weekdays[] = {"日", "一", "二", "三", "四", "五", "六"};
    struct civil date = civil_of_day(agenda->wish.day);
    str_addf(out, "%d年%d月%d日 星期%s", date.year, date.month, date.day, weekdays[date.weekday]);
}

static void add_heading(struct str *out, const struct agenda *agenda)
{
    const struct playlist *playlist = agenda->wish.terms->playlist;
    struct str names = {0};
    str_add(out, "<header><p>播放计划</p>\n<h1>");
    add_date(out, agenda);
    str_add(out, "</h1>\n<p>");
    str_add(out, words_is_workday(agenda) ? "工作日" : "休息日");
    if (words_day_names(&names, agenda, "、")) {
        str_add(out, "，");
        html_text(out, str_text(&names));
    }
    str_add(out, "　节目单 ");
    html_text(out, playlist->name);
    if (agenda->wish.point != NULL) {
        str_add(out, "　宣防点 ");
        html_text(out, agenda->wish.point);
    }
    str_addf(out, "　画面 %d×%d</p></header>\n", agenda->wish.canvas.w, agenda->wish.canvas.h);
    str_fini(&names);
}

// --- at a glance -------------------------------------------------------------------------------

static int64_t open_of(const struct agenda *agenda)
{
    int64_t sum_us = 0;
    for (size_t i = 0; i < agenda->bands[0].count; i++) {
        sum_us += agenda->bands[0].spans[i].to_us - agenda->bands[0].spans[i].from_us;
    }
    return sum_us;
}

static size_t count_never(const struct agenda *agenda)
{
    size_t count = agenda->idle_count;
    for (size_t z = 0; z < agenda->zone_count; z++) {
        for (size_t i = 0; i < agenda->zones[z].item_count; i++) {
            count += agenda->zones[z].items[i].reason != REASON_NONE;
        }
    }
    return count;
}

static void add_facts(struct str *out, const struct agenda *agenda)
{
    int64_t plays = 0;
    int64_t item_us = 0;
    int64_t open_us = 0;
    for (size_t z = 0; z < agenda->zone_count; z++) {
        plays += agenda->zones[z].total.plays;
        item_us += agenda->zones[z].total.item_us;
        open_us += agenda->zones[z].open_us;
    }
    str_addf(out,
             "<section class=\"facts\"><div><b>%lld</b><span>计划播放次数</span></div><div><b>",
             (long long)plays);
    words_length(out, open_of(agenda));
    str_add(out, "</b><span>开屏时长</span></div><div><b>");
    words_share(out, agenda_ppm(item_us, open_us));
    str_addf(out,
             "</b><span>开屏时间内有节目</span></div><div><b>%zu</b><span>区域</span></div>"
             "<div><b>%zu</b><span>当天不播出的节目</span></div></section>\n",
             agenda->zone_count, count_never(agenda));
}

// --- the picture -------------------------------------------------------------------------------

static void add_hatched(struct str *out, const char *pattern, const char *name)
{
    str_addf(out,
             "<span><svg viewBox=\"0 0 12 12\"><rect width=\"12\" height=\"12\" rx=\"3\""
             " fill=\"url(#%s)\"/></svg>%s</span>\n",
             pattern, name);
}

static void add_legend(struct str *out, const struct agenda *agenda, const struct palette *palette)
{
    int64_t house_us = 0;
    int64_t dark_us = 0;
    str_add(out, "<div class=\"legend\">\n");
    for (int colour = 0; colour < PALETTE_COLOURS; colour++) {
        if (palette_is_used(palette, colour)) {
            str_addf(out, "<span><i class=\"chip\" style=\"background:%s\"></i>",
                     palette_code(colour));
            html_text(out, palette_name(palette, colour));
            str_add(out, "</span>\n");
        }
    }
    for (size_t z = 0; z < agenda->zone_count; z++) {
        house_us += agenda->zones[z].total.house_us;
        dark_us += agenda->zones[z].total.dark_us;
    }
    if (house_us > 0) {
        add_hatched(out, "house", "待播画面");
    }
    if (dark_us > 0) {
        add_hatched(out, "dark", "关屏");
    }
    str_add(out, "</div>\n");
}

static void add_columns_note(struct str *out, const struct agenda *agenda,
                             const struct palette *palette)
{
    int minutes = timeline_column_min(agenda, palette);
    if (minutes > 0) {
        str_addf(out,
                 "<p class=\"note\">节目很密的区域按每 %d 分钟一格画出，格内各色的高度是各主题"
                 "所占的时间；逐条明细可用 --csv 导出。</p>\n",
                 minutes);
    }
}

static void add_picture(struct str *out, const struct agenda *agenda, const struct palette *palette)
{
    str_add(out, "<figure><h2>一天的时间轴</h2><div class=\"scroll\">\n");
    timeline_draw(out, agenda, palette);
    str_add(out, "</div>\n");
    add_legend(out, agenda, palette);
    add_columns_note(out, agenda, palette);
    str_add(out, "</figure>\n");
}

void agenda_print_html(const struct agenda *agenda, const struct agenda_pictures *pictures,
                       struct str *out)
{
    struct palette palette = {&agenda->topics};
    str_add(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<title>播放计划 ");
    words_date(out, agenda);
    str_add(out, " ");
    html_text(out, agenda->wish.terms->playlist->name);
    str_add(out, "</title>\n");
    html_style(out);
    str_add(out, "</head>\n<body><main>\n");
    add_heading(out, agenda);
    add_facts(out, agenda);
    add_picture(out, agenda, &palette);
    html_sums(out, agenda, &palette);
    str_add(out, "<div class=\"pair\">\n");
    html_findings(out, agenda);
    str_add(out, "</div>\n");
    html_zones(out, agenda, pictures);
    str_add(out, "<footer>这是计划，不是播放记录；实际放出的内容以播放统计为准。"
                 "占比：占该区域开屏时间的比例。实得与目标：占该节目可播时间的比例。"
                 "一次播放计入它开始的那个小时。</footer>\n</main></body>\n</html>\n");
}

// What everybody gets, as tables.
#include "agenda/html.h"

#include "agenda/words.h"

static void add_length(struct str *out, int64_t us)
{
    str_add(out, "<td>");
    words_length(out, us);
    str_add(out, "</td>");
}

static void add_share(struct str *out, int64_t ppm)
{
    str_add(out, "<td>");
    words_share(out, ppm);
    str_add(out, "</td>");
}

static void add_time(struct str *out, const struct agenda *agenda, bool is_known, int64_t at_us)
{
    str_add(out, "<td>");
    if (is_known) {
        words_time(out, agenda, at_us);
    }
    str_add(out, "</td>");
}

// --- topics and audiences ---------------------------------------------------------------------

static int64_t whole_of(const struct agenda_sums *sums)
{
    int64_t whole_us = 0;
    for (size_t i = 0; i < sums->count; i++) {
        whole_us += sums->each[i].time_us;
    }
    return whole_us;
}

// `palette` NULL: one colour for all.
static void add_sum(struct str *out, const struct agenda_sum *sum, int64_t whole_us,
                    const struct palette *palette)
{
    const char *code = palette != NULL ? palette_code(palette_find(palette, sum->key)) : "#8FA9BF";
    int64_t ppm = agenda_ppm(sum->time_us, whole_us);
    str_add(out, "<tr><td>");
    if (palette != NULL) {
        str_addf(out, "<span class=\"chip\" style=\"background:%s\"></span>", code);
    }
    html_text(out, sum->key != NULL ? sum->key : "未注明");
    str_addf(out, "</td><td>%lld</td>", (long long)sum->plays);
    add_length(out, sum->time_us);
    add_share(out, ppm);
    str_addf(out,
             "<td class=\"wide\"><span class=\"bar\"><i style=\"width:%.1f%%;background:%s\"></i>"
             "</span></td></tr>\n",
             (double)ppm / 10000.0, code);
}

static void add_table(struct str *out, const char *title, const struct agenda_sums *sums,
                      const struct palette *palette)
{
    str_addf(out,
             "<section><h2>%s</h2><div class=\"scroll\"><table><thead><tr><th>%s</th><th>次数</th>"
             "<th>时长</th><th>占比</th><th></th></tr></thead><tbody>\n",
             title, palette != NULL ? "诈骗类型" : "受众");
    for (size_t i = 0; i < sums->count; i++) {
        add_sum(out, &sums->each[i], whole_of(sums), palette);
    }
    str_add(out, "</tbody></table></div></section>\n");
}

void html_sums(struct str *out, const struct agenda *agenda, const struct palette *palette)
{
    str_add(out, "<div class=\"pair\">\n");
    add_table(out, "按主题", &agenda->topics, palette);
    add_table(out, "按受众", &agenda->audiences, NULL);
    str_add(out, "</div>\n");
}

// --- zones -------------------------------------------------------------------------------------

static void add_wanted(struct str *out, const struct agenda_item *item, const struct item *facts)
{
    if (facts->often.share_ppm == 0) {
        str_add(out, "<td></td><td></td>");
        return;
    }
    add_share(out, agenda_item_ppm(item));
    add_share(out, facts->often.share_ppm);
}

static void add_lift(struct str *out, const struct agenda_item *item)
{
    int64_t permille = item->cases_permille * item->dayparts_permille / LIFT_AS_IS;
    str_add(out, permille > LIFT_AS_IS ? "<td class=\"up\">" : "<td>");
    if (permille != LIFT_AS_IS) {
        words_lift(out, permille);
    }
    str_add(out, "</td></tr>\n");
}

static void add_name(struct str *out, const struct agenda_item *item, const struct item *facts)
{
    html_text(out, words_title(facts));
    if (facts->title != NULL) {
        str_add(out, "<small>");
        html_text(out, facts->id);
        str_add(out, "</small>");
    }
    str_add(out, item->is_filler_only ? "<small>补位</small></td>" : "</td>");
}

static void add_item(struct str *out, const struct agenda *agenda, const struct agenda_zone *zone,
                     const struct agenda_item *item, const struct agenda_pictures *pictures)
{
    const struct item *facts = &agenda->wish.terms->playlist->items[item->item];
    const struct agenda_sum *sum = &item->sum;
    str_add(out, sum->plays > 0 ? "<tr><td>" : "<tr class=\"off\"><td>");
    html_picture(out, pictures, zone->zone, facts, item->item);
    add_name(out, item, facts);
    str_add(out, "<td class=\"l\">");
    html_text(out, facts->topic);
    str_add(out, "</td><td class=\"l\">");
    html_text(out, facts->audience);
    str_addf(out, "</td><td>%lld</td>", (long long)sum->plays);
    add_length(out, sum->time_us);
    add_share(out, agenda_ppm(sum->time_us, zone->open_us));
    add_wanted(out, item, facts);
    add_time(out, agenda, sum->plays > 0, sum->first_us);
    add_time(out, agenda, sum->plays > 0, sum->last_us);
    if (item->gap_us != AGENDA_NO_GAP) {
        add_length(out, item->gap_us);
    } else {
        str_add(out, "<td></td>");
    }
    add_lift(out, item);
}

static void add_zone_line(struct str *out, const struct agenda_zone *zone)
{
    const struct agenda_hour *total = &zone->total;
    str_addf(out, "<p class=\"note\">播放 %lld 次；开屏 ", (long long)total->plays);
    words_length(out, zone->open_us);
    str_add(out, "，其中节目 ");
    words_length(out, total->item_us);
    str_add(out, "（含补位 ");
    words_length(out, total->filler_us);
    str_add(out, "）、待播画面 ");
    words_length(out, total->house_us);
    str_add(out, "；关屏 ");
    words_length(out, total->dark_us);
    str_add(out, "。</p>\n");
}

void html_zones(struct str *out, const struct agenda *agenda,
                const struct agenda_pictures *pictures)
{
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        str_add(out, "<section><h2>区域 ");
        html_text(out, agenda->wish.terms->playlist->zones[zone->zone].name);
        str_add(out, "</h2><div class=\"scroll\"><table><thead><tr><th>节目</th><th class=\"l\">"
                     "主题</th><th class=\"l\">受众</th><th>次数</th><th>时长</th><th>占比</th>"
                     "<th>实得</th><th>目标</th><th>首播</th><th>末播</th><th>最短间隔</th>"
                     "<th>权重</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < zone->item_count; i++) {
            add_item(out, agenda, zone, &zone->items[i], pictures);
        }
        str_add(out, "</tbody></table></div>\n");
        add_zone_line(out, zone);
        str_add(out, "</section>\n");
    }
}

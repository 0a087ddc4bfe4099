// What an office should look at: what never plays, what is missed, what was lifted and why.
#include "agenda/html.h"

#include "agenda/words.h"

static const struct item *item_at(const struct agenda *agenda, size_t item)
{
    return &agenda->wish.terms->playlist->items[item];
}

static void add_item(struct str *out, const struct agenda *agenda, size_t item,
                     const struct agenda_zone *zone)
{
    str_add(out, "<li><b>");
    html_text(out, words_title(item_at(agenda, item)));
    str_add(out, "</b>");
    if (zone != NULL && agenda->zone_count > 1) {
        str_add(out, "（区域 ");
        html_text(out, agenda->wish.terms->playlist->zones[zone->zone].name);
        str_add(out, "）");
    }
    str_add(out, "：");
}

// --- never -------------------------------------------------------------------------------------

static void add_never(struct str *out, const struct agenda *agenda)
{
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        for (size_t i = 0; i < zone->item_count; i++) {
            if (zone->items[i].reason != REASON_NONE) {
                add_item(out, agenda, zone->items[i].item, zone);
                str_addf(out, "%s。</li>\n", reason_text_chinese(zone->items[i].reason));
            }
        }
    }
    for (size_t i = 0; i < agenda->idle_count; i++) {
        add_item(out, agenda, agenda->idle[i].item, NULL);
        str_addf(out, "%s。</li>\n", reason_text_chinese(agenda->idle[i].reason));
    }
}

// --- missed ------------------------------------------------------------------------------------

static void add_missed(struct str *out, const struct agenda *agenda)
{
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        for (size_t i = 0; i < zone->item_count; i++) {
            const struct agenda_item *item = &zone->items[i];
            const struct often *often = &item_at(agenda, item->item)->often;
            if (item->hours_short > 0) {
                add_item(out, agenda, item->item, zone);
                str_addf(out, "要求每小时至少 %d 次，%d 个小时中有 %d 个未达到。</li>\n",
                         often->min_per_hour, item->hours_due, item->hours_short);
            }
            if (item->is_day_short) {
                add_item(out, agenda, item->item, zone);
                str_addf(out, "要求每天至少 %d 次，当天 %lld 次。</li>\n", often->min_per_day,
                         (long long)item->sum.plays);
            }
        }
    }
}

// --- lifted ------------------------------------------------------------------------------------

static void add_cases(struct str *out, const struct lifts *lifts)
{
    for (size_t i = 0; lifts != NULL && i < lifts->count; i++) {
        str_add(out, "<li><b>");
        html_text(out, lifts->items[i].topic);
        str_addf(out, "</b>：%lld 起，权重 ", (long long)lifts->items[i].cases);
        words_lift(out, lifts->items[i].lift_permille);
        str_add(out, "</li>\n");
    }
    if (lifts != NULL && lifts->count > 0 && lifts->default_permille != LIFT_AS_IS) {
        str_add(out, "<li><b>其他主题</b>：权重 ");
        words_lift(out, lifts->default_permille);
        str_add(out, "</li>\n");
    }
}

static void add_dayparts(struct str *out, const struct agenda *agenda)
{
    for (size_t i = 0; i < agenda->band_count; i++) {
        const struct agenda_band *band = &agenda->bands[i];
        if (band->daypart == NULL || band->daypart->lift <= 1) {
            continue;
        }
        struct str named = {0};
        words_named(&named, band->daypart, "、");
        str_add(out, "<li>时段<b>“");
        html_text(out, band->daypart->name);
        str_add(out, "”</b>（");
        words_spans(out, agenda, band);
        str_add(out, "）：");
        html_text(out, str_text(&named));
        str_add(out, "，权重 ");
        words_lift(out, (int64_t)(band->daypart->lift * LIFT_AS_IS + 0.5));
        str_add(out, "</li>\n");
        str_fini(&named);
    }
}

static void add_list(struct str *out, const char *title, struct str *lines)
{
    if (lines->length > 0) {
        str_addf(out, "<section><h2>%s</h2><ul>\n", title);
        str_add(out, str_text(lines));
        str_add(out, "</ul></section>\n");
    }
    str_fini(lines);
}

void html_findings(struct str *out, const struct agenda *agenda)
{
    struct str lines = {0};
    add_never(&lines, agenda);
    add_list(out, "当天不播出的节目", &lines);
    add_missed(&lines, agenda);
    add_list(out, "未达到的要求", &lines);
    add_cases(&lines, agenda->wish.lifts);
    add_list(out, "按案情调整的权重", &lines);
    add_dayparts(&lines, agenda);
    add_list(out, "时段提升的权重", &lines);
}

// The agenda for spreadsheets: RFC 4180 with a BOM, because without one they take UTF-8 for the
// local code page and the Chinese is lost.
#include "agenda/print.h"

#include "agenda/words.h"
#include "base/csv_cell.h"

static const char *kind_text(const struct slot *slot)
{
    switch (slot->kind) {
    case SLOT_ITEM:
        return slot->is_filler ? "filler 补位" : "item 节目";
    case SLOT_NOTHING:
        return "house 待播画面";
    case SLOT_DARK:
        return "dark 关屏";
    case SLOT_SUSPENDED:
        return "emergency 紧急插播";
    }
    return "";
}

static void add_cell(struct str *out, const char *text, bool is_id)
{
    str_add(out, ",");
    csv_cell_add(out, text != NULL ? text : "", is_id);
}

static void add_slot(struct str *out, const struct agenda *agenda, const struct slot *slot)
{
    const struct playlist *playlist = agenda->wish.terms->playlist;
    long long length_ms = (slot->end.us - slot->start.us) / 1000;
    csv_cell_add(out, playlist->zones[slot->zone].name, true);
    str_addf(out, ",%lld,", (long long)slot->number);
    words_date(out, agenda);
    str_add(out, ",");
    words_time(out, agenda, slot->start.us);
    str_add(out, ",");
    words_time(out, agenda, slot->end.us);
    str_addf(out, ",%lld.%03lld,%s", length_ms / 1000, length_ms % 1000, kind_text(slot));
    const struct item *item = slot->kind == SLOT_ITEM ? &playlist->items[slot->item] : NULL;
    add_cell(out, item != NULL ? item->id : NULL, true);
    add_cell(out, item != NULL ? words_title(item) : NULL, true);
    add_cell(out, item != NULL ? item->topic : NULL, true);
    add_cell(out, item != NULL ? item->audience : NULL, true);
    str_addf(out, ",%d\r\n", slot->is_cut);
}

void agenda_print_csv(const struct agenda *agenda, struct str *out)
{
    str_add(out, "\xEF\xBB\xBF"
                 "zone 区域,slot 序号,date 日期,from 开始,to 结束,seconds 时长秒,kind 类别,"
                 "item_id 内容,title 标题,fraud_type 诈骗类型,audience 受众,cut 提前结束\r\n");
    for (size_t z = 0; z < agenda->zone_count; z++) {
        for (size_t i = 0; i < agenda->zones[z].slot_count; i++) {
            add_slot(out, agenda, &agenda->zones[z].slots[i]);
        }
    }
}

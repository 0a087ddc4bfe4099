// The outreach for spreadsheets: RFC 4180 with a BOM, because without one they take UTF-8 for the
// local code page and the Chinese is lost.
#include "report/outreach_print.h"

#include "base/civil.h"
#include "base/csv_cell.h"

static const char heading[] =
    "\xEF\xBB\xBF"
    "day 日期,org_code 区划,screen_id 屏编号,venue_kind 六进类别,fraud_type 诈骗类型,audience 受众,"
    "item_id 内容,plays 播放次数,full_plays 完整播放次数,visible_s 播放时长秒,"
    "impressions_ots 曝光人次,visits_reached 触达人次,persons_reached 触达人数,lo95 下限,hi95 上限,"
    "grade 等级,time_untrusted 时间待核次数,model_ver 方法版本\r\n";

static void add_text(struct str *out, const char *text, bool is_id)
{
    str_add(out, ",");
    csv_cell_add(out, text, is_id);
}

static void add_number(struct str *out, double value, bool is_known)
{
    str_add(out, ",");
    if (is_known) {
        str_add_number(out, value);
    }
}

static void add_plays(struct str *out, const struct outreach_plays *plays)
{
    str_add(out, ",");
    str_add_integer(out, plays->plays);
    str_add(out, ",");
    str_add_integer(out, plays->full_plays);
    str_addf(out, ",%lld.%03lld", (long long)(plays->visible_ms / 1000),
             (long long)(plays->visible_ms % 1000));
}

static void add_reach(struct str *out, const struct outreach_reach *reach)
{
    add_number(out, reach->impressions, reach->has_model);
    add_number(out, reach->visits, reach->has_model);
    add_number(out, reach->persons, reach->has_model && reach->persons > 0);
    add_number(out, reach->visits_lo, reach->has_model);
    add_number(out, reach->visits_hi, reach->has_model);
    str_add(out, ",");
    str_add(out, reach->has_model ? audience_grade_letter(reach->grade) : "");
}

void outreach_csv(const struct outreach *outreach, struct str *out)
{
    str_add(out, heading);
    for (size_t i = 0; i < outreach->cell_count; i++) {
        const struct outreach_cell *cell = &outreach->cells[i];
        const struct outreach_point *point = &outreach->points[cell->point];
        struct civil date = civil_of_day(cell->day);
        str_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
        add_text(out, point->district, true);
        add_text(out, point->id, true);
        add_text(out, point->venue, true);
        add_text(out, cell->topic, true);
        add_text(out, cell->audience, true);
        add_text(out, cell->item, true);
        add_plays(out, &cell->plays);
        add_reach(out, &cell->reach);
        str_add(out, ",");
        str_add_integer(out, cell->plays.untrusted);
        str_add(out, "," OUTREACH_METHOD "\r\n");
    }
}

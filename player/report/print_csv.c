// The report for spreadsheets: RFC 4180 with a BOM, because without one they take UTF-8 for the
// local code page and the Chinese is lost.
#include "report/print.h"

#include "base/csv_cell.h"

static const char *key_heading(enum report_by by)
{
    switch (by) {
    case REPORT_BY_ITEM:
        return "item_id 内容";
    case REPORT_BY_ZONE:
        return "zone 区域";
    case REPORT_BY_HOUR:
        return "hour 时段";
    case REPORT_BY_DAY:
        return "day 日期";
    case REPORT_BY_TOPIC:
        return "fraud_type 诈骗类型";
    case REPORT_BY_AUDIENCE:
        return "audience 受众";
    case REPORT_BY_KIND:
        return "kind 类型";
    case REPORT_BY_POINT:
        return "screen_id 屏编号";
    }
    return "";
}

void print_csv(const struct tally *tally, struct str *out)
{
    enum report_by by = tally->wish.by;
    bool is_id = by != REPORT_BY_HOUR && by != REPORT_BY_DAY;
    str_add(out, "\xEF\xBB\xBF");
    str_addf(out,
             "%s,plays 播放次数,full_plays 完整播放次数,visible_s 播放时长秒,failed 失败次数,"
             "skipped 跳过次数,cut 断电次数,time_untrusted 时间待核次数,"
             "display_unknown 屏幕状态未知次数,display_off 屏幕关闭次数\r\n",
             key_heading(by));
    for (size_t i = 0; i < tally->count; i++) {
        const struct tally_row *row = &tally->rows[i];
        csv_cell_add(out, row->key, is_id);
        str_addf(out, ",%lld,%lld,%lld.%03lld,%lld,%lld,%lld,%lld,%lld,%lld\r\n",
                 (long long)row->plays, (long long)row->full_plays,
                 (long long)(row->visible_ms / 1000), (long long)(row->visible_ms % 1000),
                 (long long)row->failed, (long long)row->skipped, (long long)row->cut,
                 (long long)row->untrusted, (long long)row->display_unknown, (long long)row->dark);
    }
}

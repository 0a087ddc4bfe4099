// The report for spreadsheets: RFC 4180 with a BOM, because without one they take UTF-8 for the
// local code page and the Chinese is lost.
#include "report/print.h"

#include <string.h>

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

// An id such as "007" or "1e5", which a spreadsheet would turn into a number.
static bool looks_like_a_number(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789.,eE+-/:")] == '\0';
}

// A cell that would be taken for a formula, or an id for a number, gets an apostrophe in front.
// Source: OWASP, "CSV Injection".
static void add_cell(struct str *out, const char *text, bool is_id)
{
    bool is_risky = (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL) ||
                    (is_id && looks_like_a_number(text));
    bool needs_quotes = text[strcspn(text, "\",\r\n")] != '\0';
    str_add(out, needs_quotes ? "\"" : "");
    str_add(out, is_risky ? "'" : "");
    for (const char *at = text; *at != '\0'; at++) {
        str_add_bytes(out, at, 1);
        if (*at == '"') {
            str_add(out, "\""); // a quote is said by two
        }
    }
    str_add(out, needs_quotes ? "\"" : "");
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
        add_cell(out, row->key, is_id);
        str_addf(out, ",%lld,%lld,%lld.%03lld,%lld,%lld,%lld,%lld,%lld,%lld\r\n",
                 (long long)row->plays, (long long)row->full_plays,
                 (long long)(row->visible_ms / 1000), (long long)(row->visible_ms % 1000),
                 (long long)row->failed, (long long)row->skipped, (long long)row->cut,
                 (long long)row->untrusted, (long long)row->display_unknown, (long long)row->dark);
    }
}

// The lines of the information plate.
#include "show/status.h"

#include <limits.h>

// Square brackets would be read as markup.
static void add_plain(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        str_add_bytes(out, text, 1);
        if (*text == '[') {
            str_add(out, "[");
        }
    }
}

static void add_ledger(const struct status *self, struct str *out)
{
    if (!self->is_logging) {
        str_add(out, "台账：未启用");
    } else if (self->ledger.trouble[0] != '\0') {
        str_addf(out, "台账：写入受阻，待写 %lld，丢弃 %lld", (long long)self->ledger.waiting,
                 (long long)self->ledger.dropped);
    } else {
        str_addf(out, "今日播放 %lld 次", (long long)self->ledger.plays_today);
    }
}

static void add_condition(const struct condition *self, struct str *out)
{
    if (self->thrift.step != THRIFT_NONE) {
        str_add(out, "\n机器已降速");
        if (self->health.hottest_mc != INT_MIN) {
            str_addf(out, "（%d °C）", (self->health.hottest_mc + 500) / 1000);
        }
        str_add(out, self->thrift.step == THRIFT_HALF ? "：直接切换，隔帧显示" : "：直接切换");
    }
    if (self->power.is_told) {
        str_add(out, "\n供电不足");
    }
    if (self->health.is_storage_locked) {
        str_add(out, "\n存储只读，播放记录存不下来");
    } else if (self->health.is_storage_failing) {
        str_add(out, "\n存储在损坏，请更换");
    }
}

void status_write(const struct status *self, struct str *out)
{
    if (self->item != NULL) {
        str_add(out, self->is_paused ? "暂停：" : self->is_alarm ? "紧急插播：" : "播放：");
        add_plain(out, self->item->title != NULL ? self->item->title : self->item->id);
    } else {
        str_add(out, self->is_dark ? "已闭屏（开屏时间以外）" : "暂无可播内容");
    }
    str_addf(out, "\n%.1f 帧/秒，迟到 %lld 帧", self->frames_per_10s / 10.0,
             (long long)self->frames_late);
    if (self->speed_mpx_s > 0) {
        str_addf(out, "，滚动 %g 像素/秒", (double)self->speed_mpx_s / 1000.0);
        if (self->speed_mpx_s != (int64_t)self->wished_px_s * 1000) {
            str_addf(out, "（原定 %d）", self->wished_px_s);
        }
    }
    str_add(out, "\n");
    add_ledger(self, out);
    str_add(out, !self->has_sound ? "，无声音设备" : self->is_muted ? "，静音" : "，有声");
    if (!self->is_clock_known) {
        str_add(out, "\n时钟未校准，只播不限时段的内容");
    }
    if (self->stands_in) {
        str_add(out, "\n节目单暂时无法播放，正在播放备用内容");
    }
    if (self->quarantined > 0) {
        const struct item *one = self->one_of_them;
        str_add(out, "\n多次播放失败，暂停播放：");
        add_plain(out, one->title != NULL ? one->title : one->id);
        if (self->quarantined > 1) {
            str_addf(out, " 等 %zu 条", self->quarantined);
        }
    }
    if (self->condition != NULL) {
        add_condition(self->condition, out);
    }
    if (self->trouble[0] != '\0') {
        str_add(out, "\n播放单有误，沿用原来的：");
        add_plain(out, self->trouble);
    }
}

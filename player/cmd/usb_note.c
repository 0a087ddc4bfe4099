// The text that is left on a stick.
#include "cmd/usb_note.h"

#include "base/civil.h"
#include "base/mem.h"
#include "cmd/importing.h"

#include <inttypes.h>
#include <string.h>

#define LINE_END "\r\n"

char *usb_note_name(const struct point *point)
{
    return mem_format("result-%s.txt", point->id); // ids have no character that FAT has not
}

static void say_content(const struct usb_note *self, struct str *out)
{
    const struct news *news = self->news;
    if (!news->has_content) {
        str_add(out, "内容：U盘上没有 XIAOLABA 文件夹，没有更新" LINE_END);
        return;
    }
    if (news->has_new_keys) {
        str_add(out, "内容：新公钥已生效，没有别的内容" LINE_END);
        return;
    }
    const char *sentence = importing_sentence(news->answer);
    if (accept_is_refusal(news->answer)) {
        str_addf(out, "内容：E%d %s" LINE_END, (int)news->answer, sentence);
    } else {
        str_addf(out, "内容：%s（%d）" LINE_END, sentence, (int)news->answer);
    }
    if (news->release.epoch >= 0) {
        str_addf(out, "版本：%" PRId64 "/%" PRId64 LINE_END, news->release.epoch,
                 news->release.seq);
    }
    str_addf(out, "怎么办：%s" LINE_END, importing_advice(news->answer));
    if (self->why[0] != '\0') {
        str_addf(out, "原因：%s" LINE_END, self->why);
    }
}

static void say_ledger(const struct usb_note *self, struct str *out)
{
    const struct exported *exported = self->exported;
    if (exported == NULL) {
        str_addf(out, "台账：E%d 没有拷出：%s" LINE_END, (int)NEWS_LEDGER_CODE, self->ledger_why);
        return;
    }
    const char *slash = strrchr(exported->path, '/');
    str_addf(out, "台账：已拷出 %s，%" PRId64 " 条，链头 %" PRId64 ":%s" LINE_END,
             slash != NULL ? slash + 1 : exported->path, exported->records, exported->records,
             exported->head);
}

void usb_note_write(const struct usb_note *self, struct str *out)
{
    char time[32];
    const struct point *point = self->point;
    civil_format(self->now, self->offset_s, time, sizeof time);
    str_add(out, "\xEF\xBB\xBF"
                 "小喇叭 U盘结果" LINE_END LINE_END);
    str_addf(out, "点位：%s%s%s" LINE_END, point->id, point->name != NULL ? " " : "",
             point->name != NULL ? point->name : "");
    str_addf(out, "时间：%s%s" LINE_END, time, self->is_clock_right ? "" : "（本机时钟没有校准）");
    say_content(self, out);
    say_ledger(self, out);
}

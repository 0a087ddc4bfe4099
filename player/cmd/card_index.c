// One page: heading, cards, what was left out. Names of files are ids and shapes, which need no
// escapes.
#include "cmd/card_index.h"

#include "base/base64.h"
#include "base/html.h"
#include "card/plain.h"

#include <stdlib.h>

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light;--ink:#1F2933;--soft:#5F6B77;--line:#E3E8ED;--paper:#FFF;"
    "--navy:#0A2254}\n"
    "*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "body{margin:0;background:#F2F5F8;color:var(--ink);font:15px/1.6 \"PingFang SC\","
    "\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Hiragino Sans GB\","
    "sans-serif}\n"
    "main{max-width:1240px;margin:0 auto;padding:36px 28px 48px}\n"
    "header p{margin:0;color:var(--soft)}\n"
    "h1{font-size:30px;font-weight:600;line-height:1.3;margin:2px 0 4px}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:24px 20px;"
    "margin-top:26px}\n"
    "article{display:flex;flex-direction:column;background:var(--paper);"
    "border:1px solid var(--line);border-radius:12px;overflow:hidden}\n"
    ".look{display:flex;align-items:center;justify-content:center;background:#E8EDF3;"
    "border-bottom:1px solid var(--line)}\n"
    ".look img{display:block;width:100%;height:auto}\n"
    ".about{display:flex;flex-direction:column;flex:1;padding:12px 14px 14px}\n"
    "h2{font-size:15px;font-weight:600;line-height:1.45;margin:0 0 4px;overflow-wrap:anywhere}\n"
    ".about p{margin:0;color:var(--soft);font-size:13px;overflow-wrap:anywhere}\n"
    ".get{display:flex;flex-wrap:wrap;gap:8px;margin-top:auto;padding-top:12px}\n"
    ".get a{flex:1 1 0;min-width:54px;text-align:center;text-decoration:none;color:var(--navy);"
    "border:1px solid #C3CEDB;border-radius:8px;padding:6px 2px;font-size:13px;line-height:1.35}\n"
    ".get a:hover,.get a:focus{background:#EEF3F9}\n"
    ".get small{display:block;color:var(--soft);font-size:11px}\n"
    "footer{color:var(--soft);font-size:13px;margin-top:26px;overflow-wrap:anywhere}\n"
    "@media (max-width:640px){main{padding:20px 14px 32px}h1{font-size:24px}"
    ".cards{grid-template-columns:1fr 1fr;gap:14px 12px}.about{padding:10px 10px 12px}}\n"
    "@page{size:A4;margin:12mm}\n"
    "@media print{body{background:#FFF;font-size:10pt}main{max-width:none;padding:0}"
    ".cards{grid-template-columns:repeat(4,1fr);gap:6mm 5mm}article{break-inside:avoid}"
    ".get{display:none}h1{font-size:18pt}h2{font-size:9.5pt}.about p{font-size:8.5pt}}\n"
    "</style>\n";

static void add_title(struct str *out, const struct item *item)
{
    const char *markup = item->kind == ITEM_SLOGAN ? item->text : item->caption;
    if (item->title != NULL || markup == NULL) {
        html_text(out, item->title != NULL ? item->title : item->id);
        return;
    }
    char *plain = card_plain(markup);
    html_text(out, plain);
    free(plain);
}

static void add_tags(struct str *out, const struct item *item)
{
    if (item->topic == NULL && item->audience == NULL) {
        return;
    }
    str_add(out, "<p>");
    html_text(out, item->topic);
    str_add(out, item->topic != NULL && item->audience != NULL ? " · " : "");
    html_text(out, item->audience);
    str_add(out, "</p>\n");
}

static void add_size(struct str *out, size_t bytes)
{
    enum { KB = 1024 };
    if (bytes >= KB * KB) {
        str_addf(out, "%.1f MB", (double)bytes / (KB * KB));
    } else {
        str_addf(out, "%zu KB", (bytes + KB - 1) / KB);
    }
}

static void add_files(struct str *out, const struct card_entry *entry)
{
    str_add(out, "<div class=\"get\">\n");
    for (size_t i = 0; i < entry->file_count; i++) {
        const struct card_file *file = &entry->files[i];
        str_addf(out, "<a download href=\"./%s\" title=\"%d×%d\">%s<small>", file->name,
                 file->shape->size.w, file->shape->size.h, file->shape->label);
        add_size(out, file->bytes);
        str_add(out, "</small></a>\n");
    }
    str_add(out, "</div>\n");
}

static void add_entry(struct str *out, const struct card_entry *entry)
{
    str_addf(out,
             "<article>\n<a class=\"look\" href=\"./%s\"><img width=\"%d\" height=\"%d\" alt=\"",
             entry->files[0].name, entry->thumb_size.w, entry->thumb_size.h);
    add_title(out, entry->item);
    str_add(out, "\" src=\"data:image/jpeg;base64,");
    base64_add(out, entry->thumb.text, entry->thumb.length);
    str_add(out, "\"></a>\n<div class=\"about\"><h2>");
    add_title(out, entry->item);
    str_add(out, "</h2>\n");
    add_tags(out, entry->item);
    add_files(out, entry);
    str_add(out, "</div>\n</article>\n");
}

static void add_left_out(struct str *out, const struct card_pick *pick)
{
    size_t count = 0;
    for (size_t i = 0; i < pick->count; i++) {
        if (card_why_none(pick->items[i]) != NULL) {
            str_add(out, count++ > 0 ? "、" : "<p>没有卡片的节目：");
            html_text(out, pick->items[i]->id);
        }
    }
    str_add(out, count > 0 ? "。</p>\n" : "");
}

void card_index_print(const struct card_index *self, struct str *out)
{
    size_t files = 0;
    for (size_t i = 0; i < self->set->count; i++) {
        files += self->set->entries[i].file_count;
    }
    str_add(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'; img-src data:\">\n<title>宣传卡片 ");
    html_text(out, self->playlist->name);
    str_add(out, "</title>\n");
    str_add(out, style);
    str_add(out, "</head>\n<body><main>\n<header><p>宣传卡片</p>\n<h1>");
    html_text(out, self->playlist->name);
    str_addf(out, "</h1>\n<p>%zu 条内容，%zu 张卡片。点图看大图，点按钮保存。</p></header>\n",
             self->set->count, files);
    str_add(out, "<div class=\"cards\">\n");
    for (size_t i = 0; i < self->set->count; i++) {
        add_entry(out, &self->set->entries[i]);
    }
    str_add(out, "</div>\n<footer>");
    add_left_out(out, self->pick);
    str_add(out, "<p>反诈专线 96110，报警 110。</p></footer>\n</main></body>\n</html>\n");
}

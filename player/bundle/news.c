// News as a line, and in words.
#include "bundle/news.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const sentences[] = {
    [ACCEPT_INSTALLED] = "已更新",
    [ACCEPT_ALREADY] = "已是最新",
    [ACCEPT_GOOD] = "内容完好",
    [ACCEPT_UNREADABLE] = "没有找到内容",
    [ACCEPT_UNSIGNED] = "没有可信的签名",
    [ACCEPT_NO_KEYS] = "本机没有公钥",
    [ACCEPT_MALFORMED] = "清单有误",
    [ACCEPT_NOT_FOR_US] = "不是给本点位的",
    [ACCEPT_OLD] = "比本机的旧",
    [ACCEPT_EXPIRED] = "已过有效期",
    [ACCEPT_NEEDS_NEWER_PLAYER] = "需要新版程序",
    [ACCEPT_NO_SPACE] = "存储空间不足",
    [ACCEPT_BLOB] = "文件缺失或损坏",
    [ACCEPT_PLAYLIST] = "节目单有误",
    [ACCEPT_MEDIUM] = "短片或图片放不出来",
    [ACCEPT_STORE] = "本机存不下来",
    [ACCEPT_BUSY] = "正在更新",
    [ACCEPT_KEYS] = "新公钥不可信",
};
enum { SENTENCES = sizeof sentences / sizeof sentences[0] };

static const char *const ledger_words[] = {
    [NEWS_LEDGER_NOT_ASKED] = "-",
    [NEWS_LEDGER_COPYING] = "copying",
    [NEWS_LEDGER_COPIED] = "copied",
    [NEWS_LEDGER_FAILED] = "failed",
};

const char *news_sentence(enum accept_answer answer)
{
    return sentences[answer];
}

// --- the line ----------------------------------------------------------------------------------

void news_print(const struct news *self, struct str *out)
{
    const char *word = !self->has_content  ? "-"
                       : self->answer == 0 ? "reading"
                                           : accept_word(self->answer);
    str_addf(out, "%d %s %" PRId64 "/%" PRId64 " %s %s\n", (int)self->answer, word,
             self->release.epoch, self->release.seq, self->has_new_keys ? "keys" : "-",
             ledger_words[self->ledger]);
}

static bool parse_answer(int number, const char *word, struct news *out)
{
    out->answer = 0;
    out->has_content = strcmp(word, "-") != 0;
    if (number == 0) {
        return !out->has_content || strcmp(word, "reading") == 0;
    }
    if (number < 0 || number >= SENTENCES || sentences[number] == NULL) {
        return false;
    }
    out->answer = (enum accept_answer)number;
    return strcmp(word, accept_word(out->answer)) == 0;
}

static bool parse_ledger(const char *word, struct news *out)
{
    for (enum news_ledger i = NEWS_LEDGER_NOT_ASKED; i <= NEWS_LEDGER_FAILED; i++) {
        if (strcmp(word, ledger_words[i]) == 0) {
            out->ledger = i;
            return true;
        }
    }
    return false;
}

bool news_parse(const char *text, struct news *out)
{
    struct news news = {.ledger = NEWS_LEDGER_NOT_ASKED};
    int number = 0;
    char word[24];
    char keys[8];
    char ledger[12];
    int end = 0;
    int got = sscanf(text, "%4d %23s %18" SCNd64 "/%18" SCNd64 " %7s %11s%n", &number, word,
                     &news.release.epoch, &news.release.seq, keys, ledger, &end);
    bool is_good = got == 6 && strcmp(text + end, "\n") == 0 && parse_answer(number, word, &news) &&
                   parse_ledger(ledger, &news) && news.release.epoch >= -1 &&
                   news.release.seq >= -1 && (strcmp(keys, "keys") == 0 || strcmp(keys, "-") == 0);
    if (is_good) {
        news.has_new_keys = strcmp(keys, "keys") == 0;
        *out = news;
    }
    return is_good;
}

// --- words -------------------------------------------------------------------------------------

static void say_content(const struct news *self, struct str *out)
{
    if (self->answer == 0) {
        str_add(out, "正在读取");
    } else if (self->has_new_keys) {
        str_add(out, "新公钥已生效");
    } else if (accept_is_refusal(self->answer)) {
        str_addf(out, "E%d %s", (int)self->answer, sentences[self->answer]);
    } else {
        str_addf(out, "%s %" PRId64 "/%" PRId64, sentences[self->answer], self->release.epoch,
                 self->release.seq);
    }
}

void news_say(const struct news *self, struct str *out)
{
    str_add(out, "U盘 ");
    if (self->has_content) {
        say_content(self, out);
    }
    const char *comma = self->has_content ? "，" : "";
    switch (self->ledger) {
    case NEWS_LEDGER_NOT_ASKED:
        break;
    case NEWS_LEDGER_COPYING:
        str_addf(out, "%s正在拷出台账", comma);
        break;
    case NEWS_LEDGER_COPIED:
        str_addf(out, "%s台账已拷出", comma);
        break;
    case NEWS_LEDGER_FAILED:
        str_addf(out, "%sE%d 台账没有拷出", comma, (int)NEWS_LEDGER_CODE);
        break;
    }
    str_add(out, news_is_under_way(self) ? "，请勿拔出" : "，可以拔出");
}

bool news_is_under_way(const struct news *self)
{
    return (self->has_content && self->answer == 0) || self->ledger == NEWS_LEDGER_COPYING;
}

bool news_is_bad(const struct news *self)
{
    bool is_refused = self->answer != 0 && accept_is_refusal(self->answer) && !self->has_new_keys;
    return is_refused || self->ledger == NEWS_LEDGER_FAILED;
}

bool news_put(struct content *content, const struct news *news, struct error *err)
{
    struct str text = {0};
    news_print(news, &text);
    bool is_put = content_put_file(content, "news", text.text, text.length, err);
    str_fini(&text);
    return is_put;
}

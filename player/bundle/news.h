// What a stick came to, from the import that knows it to the player that shows it at the screen's
// edge: the file "news" of the content folder. Numbers and words of a fixed table; nothing that a
// stick says ever gets here. Any thread.
#pragma once

#include "base/str.h"
#include "bundle/accept.h"

#include <stdbool.h>

enum news_ledger {
    NEWS_LEDGER_NOT_ASKED = 1,
    NEWS_LEDGER_COPYING,
    NEWS_LEDGER_COPIED,
    NEWS_LEDGER_FAILED,
};

enum { NEWS_LEDGER_CODE = 30 }; // E30: after those of enum accept_answer, and as fixed

struct news {
    bool has_content;          // there was something to accept
    enum accept_answer answer; // 0: it is still being read
    struct release release;    // of what is on; {−1, −1}: not known
    bool has_new_keys;         // and nothing else
    enum news_ledger ledger;
};

// "1 installed 1/42 - copied\n". False: it is no such line, or of something that is not in the
// table.
void news_print(const struct news *self, struct str *out);
bool news_parse(const char *text, struct news *out) __attribute__((warn_unused_result));

// "U盘 已更新 1/42，可以拔出", "U盘 E11 没有可信的签名，可以拔出".
void news_say(const struct news *self, struct str *out);
// The stick must not be pulled out yet.
bool news_is_under_way(const struct news *self);
// Something was refused, or failed.
bool news_is_bad(const struct news *self);

// "没有可信的签名": what came of it, in Chinese. Static.
const char *news_sentence(enum accept_answer answer);

// Writes it down, without the folder's lock: an import that must wait for it is news as well.
bool news_put(struct content *content, const struct news *news, struct error *err)
    __attribute__((warn_unused_result));

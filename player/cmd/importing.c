// The common part of install, verify, update and usb.
#include "cmd/importing.h"

#include "base/clock.h"
#include "base/log.h"
#include "bundle/news.h"
#include "cmd/exits.h"
#include "ledger/trust.h"
#include "media/medium.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// How people at the screen go on.
static const char *const advice[] = {
    [ACCEPT_INSTALLED] = "放完这一条就换上新内容",
    [ACCEPT_ALREADY] = "不用再做什么",
    [ACCEPT_GOOD] = "可以更新",
    [ACCEPT_UNREADABLE] = "应是 xiaolaba pack 做的文件夹，里面有 manifest；U 盘上叫 XIAOLABA",
    [ACCEPT_UNSIGNED] = "请由制作单位重新签名；需要审核的，还要有审核人的签名",
    [ACCEPT_NO_KEYS] = "安装人员先执行 xiaolaba trust add；只想核对的，加 --key author.pub",
    [ACCEPT_MALFORMED] = "请用 xiaolaba pack 重新打包",
    [ACCEPT_NOT_FOR_US] = "核对单位和点位编号",
    [ACCEPT_OLD] = "拷最新的一份；新内容的期号要更大；撤下的要再放，执行 xiaolaba install --again",
    [ACCEPT_EXPIRED] = "拷最新的一份；本机时间不对的，先对时",
    [ACCEPT_NEEDS_NEWER_PLAYER] = "先升级小喇叭",
    [ACCEPT_NO_SPACE] = "减少内容，或换大一点的存储卡",
    [ACCEPT_BLOB] = "重新拷一次；拷完等写完再拔",
    [ACCEPT_PLAYLIST] = "制作单位用 xiaolaba check 检查",
    [ACCEPT_MEDIUM] = "制作单位用 xiaolaba check 检查",
    [ACCEPT_STORE] = "执行 xiaolaba doctor，检查存储卡",
    [ACCEPT_BUSY] = "等一两分钟再试",
    [ACCEPT_KEYS] = "换钥匙要新旧两把钥匙都签名",
};

const char *importing_sentence(enum accept_answer answer)
{
    return news_sentence(answer);
}

const char *importing_advice(enum accept_answer answer)
{
    return advice[answer];
}

static bool try_medium(void *self, const char *path, const char *sha256, struct error *err)
{
    (void)self;
    return medium_dry_run(path, sha256, err);
}

static void show_progress(void *self, int64_t done, int64_t total, const char *name)
{
    (void)name;
    struct importing *importing = self;
    if (progress_is_due(&importing->progress)) {
        progress_tell(&importing->progress, (size_t)(done >> 20), (size_t)(total >> 20));
    }
}

static struct wall later(struct wall a, struct wall b)
{
    return a.us > b.us ? a : b;
}

struct content *importing_content(const struct opts *opts, bool makes_it)
{
    struct error err = {0};
    struct content *content = content_open(opts_value(opts, "content"), makes_it, &err);
    if (content == NULL) {
        log_error("%s", err.text);
    }
    return content;
}

static struct point *load_point(const struct opts *opts)
{
    struct troubles troubles = {0};
    struct str text = {0};
    struct point *point = point_load(opts_value(opts, "point"), &troubles);
    troubles_print(&troubles, &text);
    fputs(str_text(&text), stderr);
    str_fini(&text);
    troubles_fini(&troubles);
    return point;
}

bool importing_open(struct importing *self, const struct opts *opts, bool makes_it)
{
    *self = (struct importing){.point = load_point(opts)};
    self->content = self->point != NULL ? importing_content(opts, makes_it) : NULL;
    if (self->content == NULL) {
        importing_close(self);
        return false;
    }
    struct clock *clock = clock_system();
    self->terms = (struct accept_terms){
        .point_id = self->point->id,
        .fleet = self->point->fleet,
        .version = XIAOLABA_VERSION,
        .knows_time = self->point->has_good_clock || trust_now() == CLOCK_TRUSTED,
        .known =
            later(later(clock->now_wall(clock), trust_earliest()), content_known(self->content)),
        .try_medium = try_medium,
        .progress = show_progress,
        .self = self,
    };
    return true;
}

void importing_close(struct importing *self)
{
    medium_reap_all();
    content_close(self->content);
    point_free(self->point);
    *self = (struct importing){0};
}

void importing_say_troubles(const struct troubles *troubles)
{
    struct str text = {0};
    troubles_print(troubles, &text);
    fputs(str_text(&text), stderr);
    str_fini(&text);
}

void importing_say_keys(const struct importing *self, const struct accepted *accepted)
{
    if (accepted->has_new_keys) {
        printf("%s: %s\n", content_folder(self->content),
               self->terms.is_trial ? "新公钥可信，安装后生效 (new keys, in force once installed)"
                                    : "新公钥已生效 (new keys are in force)");
    }
}

int importing_run(struct importing *self, const char *folder, struct accepted *out)
{
    progress_init(&self->progress, "MiB looked at");
    bool is_taken = accept_bundle(self->content, folder, &self->terms, out);
    progress_fini(&self->progress);
    importing_say_troubles(&out->troubles);
    importing_say_keys(self, out);
    if (out->has_new_keys && out->has_no_manifest) { // which is what the folder was for
        return EXIT_FINE;
    }
    if (!is_taken) {
        log_error("%s: E%d %s: %s (%s)", folder, (int)out->answer, importing_sentence(out->answer),
                  out->why, importing_advice(out->answer));
        return EXIT_FINDINGS;
    }
    printf("%s: %s, release %lld/%lld (%s)\n", folder, importing_sentence(out->answer),
           (long long)out->release.epoch, (long long)out->release.seq, accept_word(out->answer));
    return EXIT_FINE;
}

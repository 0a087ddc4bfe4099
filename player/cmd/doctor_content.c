// Installed content and the keys that it is checked by.
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "cmd/doctor.h"
#include "cmd/doctor_tell.h"
#include "ledger/trust.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

// Content is made, approved and carried about: a month is little.
#define SOON_US (INT64_C(30) * 86400 * CLOCK_SECOND_US)

// --- telling -----------------------------------------------------------------------------------

static void tell_keys(const struct content_facts *facts, struct findings *out)
{
    if (!facts->has_keys && facts->policy == CONTENT_SIGNED) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "content.no-keys",
                          .chinese = "只放签名内容，却没有公钥",
                          .english = "only signed content may be shown, and there is no key",
                          .mend = mem_copy("sudo xiaolaba trust add --fleet … --author …")});
    } else if (!facts->has_keys) {
        findings_add(out, facts->is_kiosk ? FINDING_WARNING : FINDING_FINE,
                     (struct told){.id = "content.unsigned",
                                   .chinese = "没有公钥，什么内容都可以放",
                                   .english = "no key, so anything may be shown",
                                   .mend = facts->is_kiosk
                                               ? mem_copy("sudo xiaolaba trust add --fleet … "
                                                          "--author …")
                                               : NULL});
    } else if (facts->policy == CONTENT_ANY) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "content.any",
                                   .chinese = "有公钥，宣防点文件却允许任何内容",
                                   .english = "there are keys, but the point takes any content",
                                   .mend = mem_copy("sudoedit " DOCTOR_POINT)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "content.keys",
                                   .chinese = "公钥",
                                   .english = "keys of",
                                   .fact = mem_format("%s, %" PRId64, facts->keys_fleet,
                                                      facts->keys_number)});
    }
    bool is_other = facts->has_keys && facts->point_fleet != NULL &&
                    !str_is(facts->point_fleet, facts->keys_fleet);
    if (is_other) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "content.fleet",
                          .chinese = "宣防点与公钥不属同一批",
                          .english = "point and keys are of different fleets",
                          .fact = mem_format("%s ≠ %s", facts->point_fleet, facts->keys_fleet),
                          .mend = mem_copy("sudoedit " DOCTOR_POINT)});
    }
}

static char *say_release(const struct content_facts *facts)
{
    char until[32];
    struct str words = {0};
    str_addf(&words, "%" PRId64 "/%" PRId64, facts->release.epoch, facts->release.seq);
    if (facts->expires.us != 0) {
        manifest_time_print(facts->expires, until);
        str_addf(&words, " → %s", until);
    }
    return str_take(&words);
}

static void tell_current(const struct content_facts *facts, struct findings *out)
{
    int64_t left_us = facts->expires.us - facts->known.us;
    bool expires = facts->expires.us != 0;
    if (expires && left_us <= 0) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "content.expired",
                                   .chinese = facts->is_kept ? "内容已过期，仍在播放"
                                                             : "内容已过期，改播随程序附带的标语",
                                   .english = facts->is_kept
                                                  ? "content has expired and is still shown"
                                                  : "content has expired, what ships is shown",
                                   .fact = say_release(facts),
                                   .mend = mem_copy("sudo xiaolaba install /media/…/XIAOLABA")});
    } else if (expires && left_us <= SOON_US) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "content.expires",
                                   .chinese = "内容快过期了",
                                   .english = "content expires soon",
                                   .fact = say_release(facts)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "content.current",
                                   .chinese = facts->has_previous ? "内容，有上一版可退" : "内容",
                                   .english = facts->has_previous
                                                  ? "content, with one to go back to"
                                                  : "content",
                                   .fact = say_release(facts)});
    }
}

static void tell_missing(const struct content_facts *facts, struct findings *out)
{
    if (facts->missing[0] != '\0') {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "content.missing",
                                   .chinese = "内容里有文件缺失或不完整，同一份再装一次即可补上",
                                   .english =
                                       "a file of the content is missing or cut short; installing "
                                       "the same content again brings it back",
                                   .fact = mem_copy(facts->missing),
                                   .mend = mem_copy("sudo xiaolaba install /media/…/XIAOLABA")});
    }
}

void doctor_content_tell(const struct content_facts *facts, struct findings *out)
{
    tell_keys(facts, out);
    if (facts->broken[0] != '\0') {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "content.broken",
                                   .chinese = "当前内容不能用",
                                   .english = "what is installed cannot be used",
                                   .fact = mem_copy(facts->broken),
                                   .mend = mem_copy("sudo xiaolaba rollback")});
    } else if (facts->has_current) {
        tell_current(facts, out);
        tell_missing(facts, out);
    } else {
        findings_add(out, facts->has_keys ? FINDING_WARNING : FINDING_FINE,
                     (struct told){.id = "content.none",
                                   .chinese = "没有安装签名内容",
                                   .english = "no signed content is installed"});
    }
    if (facts->aside[0] != '\0') {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "content.aside",
                                   .chinese = "有一版内容被撤下",
                                   .english = "a release was taken off",
                                   .fact = mem_copy(facts->aside)});
    }
}

// --- reading -----------------------------------------------------------------------------------

// By their lengths: reading all of them would take minutes on a card. The player reads them.
static void find_missing(const struct content *content, const struct manifest *manifest,
                         struct content_facts *facts)
{
    char *blobs = content_path(content, "blob");
    for (size_t i = 0; i < manifest->file_count && facts->missing[0] == '\0'; i++) {
        const struct manifest_file *file = &manifest->files[i];
        char *path = file_join(blobs, file->sha256);
        struct stat is;
        if (stat(path, &is) != 0 || is.st_size != file->size) {
            snprintf(facts->missing, sizeof facts->missing, "%s", file->name);
        }
        free(path);
    }
    free(blobs);
}

static void read_current(const struct content *content, struct content_facts *facts)
{
    struct set_id current = content_current(content);
    struct error err = {0};
    facts->has_current = current.text[0] != '\0';
    struct set_id previous = content_previous(content);
    facts->has_previous = previous.text[0] != '\0' && !str_is(previous.text, current.text);
    struct manifest *manifest = facts->has_current ? set_manifest(content, &current, &err) : NULL;
    if (manifest != NULL) {
        facts->release = manifest->release;
        facts->expires = manifest->expires;
        find_missing(content, manifest, facts);
    } else if (facts->has_current) {
        snprintf(facts->broken, sizeof facts->broken, "%s", err.text);
    }
    manifest_free(manifest);
}

// As the player has it: neither its clock nor what it ever knew of the time is before the program.
static struct wall time_known(const struct content *content)
{
    struct clock *clock = clock_system();
    struct wall known = clock->now_wall(clock);
    const struct wall others[] = {trust_earliest(), content_known(content)};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        known = others[i].us > known.us ? others[i] : known;
    }
    return known;
}

// Until then the point shows what ships with the program: nobody gains by damaging them.
static char *mend_keys(const struct content *content)
{
    return mem_format("sudo mv '%s/keys' /tmp && sudo xiaolaba trust add --fleet … --author …",
                      content_folder(content));
}

void doctor_content(const struct doctor *self, struct findings *out)
{
    struct troubles troubles = {0};
    struct point *point = point_load(self->point_path, &troubles);
    struct content_facts facts = {.is_kiosk = self->has_user, .is_kept = true};
    if (point != NULL) {
        facts.policy = point->content;
        facts.point_fleet = point->fleet;
        facts.is_kept = point->on_expiry == EXPIRY_KEEP;
    }
    struct keys keys = {0};
    struct error err = {0};
    struct content *content = content_open(NULL, false, &err);
    if (content == NULL || !content_keys(content, &keys, &facts.has_keys, &err)) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "content.unreadable",
                                   .chinese = "读不了内容和公钥",
                                   .english = "content and keys cannot be read",
                                   .fact = mem_copy(err.text),
                                   .mend = !self->is_root    ? mem_copy("sudo xiaolaba doctor")
                                           : content != NULL ? mend_keys(content)
                                                             : NULL});
    } else {
        snprintf(facts.keys_fleet, sizeof facts.keys_fleet, "%s", keys.fleet);
        facts.keys_number = keys.number;
        facts.known = time_known(content);
        (void)content_aside(content, facts.aside);
        read_current(content, &facts);
        doctor_content_tell(&facts, out);
    }
    content_close(content);
    point_free(point);
    troubles_fini(&troubles);
}

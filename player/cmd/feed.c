// Choosing what is shown.
#include "cmd/feed.h"

#include "base/log.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "cmd/setting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char evergreen[] = "playlists/evergreen.cfg";

static void raise_alarm(struct feed *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void raise_alarm(struct feed *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = mem_format_list(format, arguments);
    va_end(arguments);
    log_error("%s", text);
    snprintf(self->alarm, sizeof self->alarm, "%s", text);
    free(text);
}

static void open_content(struct feed *self)
{
    struct error err = {0};
    self->content = content_open(self->folder, true, &err);
    if (self->content == NULL) { // a disk that can only be read
        self->content = content_open(self->folder, false, &err);
    }
}

// Asked at the start and whenever something is read again: keys may have come meanwhile.
static void look_at_policy(struct feed *self)
{
    struct error err = {0};
    struct keys keys;
    bool has_keys = false;
    bool is_readable = content_keys(self->content, &keys, &has_keys, &err);
    if (!is_readable) {
        raise_alarm(self,
                    "%s: until the keys can be read, only what ships with the program is shown",
                    err.text);
    }
    self->is_signed = self->point->content == CONTENT_SIGNED ||
                      (self->point->content == CONTENT_AUTO && (has_keys || !is_readable));
    if (has_keys && self->point->fleet != NULL && strcmp(self->point->fleet, keys.fleet) != 0) {
        raise_alarm(self,
                    "the point is of fleet %s and its keys of %s: it takes no new content "
                    "(fleet in the point, xiaolaba trust)",
                    self->point->fleet, keys.fleet);
    }
    if (self->path != NULL && self->is_signed) {
        raise_alarm(self,
                    "%s is not shown: this point shows signed content only (xiaolaba install DIR, "
                    "or content = \"any\" in the point)",
                    self->path);
        self->path = NULL;
    }
}

bool feed_init(struct feed *self, const struct point *point)
{
    self->point = point;
    open_content(self);
    if (self->content == NULL) {
        return false;
    }
    self->errand.content = self->content;
    self->known = content_known(self->content);
    look_at_policy(self);
    return true;
}

char *feed_watched(const struct feed *self)
{
    return self->path != NULL ? mem_copy(self->path) : content_path(self->content, "current");
}

// --- what can be shown -------------------------------------------------------------------------

static struct playlist *load_evergreen(struct troubles *troubles)
{
    char *path = setting_shipped(evergreen);
    struct playlist *playlist = path != NULL ? playlist_load(path, troubles) : NULL;
    free(path);
    if (playlist == NULL) { // a damaged installation: one sentence needs no file
        static const char text[] =
            "text = \"凡是网上要求转账汇款的，先核实，再决定。反诈专线96110。\";\n";
        playlist = playlist_parse("evergreen.cfg", text, sizeof text - 1, troubles);
    }
    return playlist;
}

static const struct manifest_file *choose(const struct feed *self, const struct manifest *manifest)
{
    const char *name = self->point->playlist;
    const struct manifest_file *file = name != NULL ? manifest_playlist(manifest, name) : NULL;
    if (name != NULL && file == NULL) {
        log_warn("its content has no playlist “%s”: the usual one is shown", name);
    }
    return file != NULL ? file : manifest_playlist(manifest, NULL);
}

static void say_unusable(const struct set_id *set, const char *why, struct troubles *troubles)
{
    troubles_add(troubles, TROUBLE_ERROR, set->text, 0, NULL, NULL, "content cannot be used: %s",
                 why);
}

static struct playlist *load_set(const struct feed *self, const struct set_id *set,
                                 struct wall *expires, struct troubles *troubles)
{
    struct error err = {0};
    struct manifest *manifest = set_manifest(self->content, set, &err);
    if (manifest == NULL) {
        say_unusable(set, err.text, troubles);
        return NULL;
    }
    char *blobs = content_path(self->content, "blob");
    struct playlist *playlist = set_playlist(manifest, choose(self, manifest), blobs, troubles);
    if (playlist != NULL) {
        *expires = manifest->expires;
        log_info("content: release %" PRId64 "/%" PRId64, manifest->release.epoch,
                 manifest->release.seq);
    }
    free(blobs);
    manifest_free(manifest);
    return playlist;
}

// --- the trial ---------------------------------------------------------------------------------

static bool is_same(const struct set_id *a, const struct set_id *b)
{
    return strcmp(a->text, b->text) == 0;
}

// Written before anything of the set is looked at: what takes the player down is counted.
static void count_start(struct feed *self, const struct set_id *current)
{
    struct error err = {0};
    struct set_trial trial = content_trial(self->content);
    self->is_on_trial = is_same(&trial.set, current) && !trial.is_good;
    self->healthy_since = self->lost_since = (struct mono){0};
    if (!self->is_on_trial || is_same(&self->counted, current)) {
        return; // to be read again is no start
    }
    self->counted = *current;
    errand_join(&self->errand);
    trial.starts++;
    bool is_put =
        content_lock(self->content, &err) && content_put_trial(self->content, &trial, &err);
    content_unlock(self->content);
    if (!is_put) {
        log_warn("the trial of new content cannot be noted: %s", err.text);
    }
}

// It did not fail.
static void take_start_back(struct feed *self)
{
    struct error ignored = {0};
    errand_join(&self->errand);
    struct set_trial trial = content_trial(self->content);
    if (is_same(&trial.set, &self->counted) && !trial.is_good && trial.starts > 0 &&
        content_lock(self->content, &ignored)) {
        trial.starts--;
        (void)!content_put_trial(self->content, &trial, &ignored);
        content_unlock(self->content);
    }
    self->counted = (struct set_id){""};
    self->is_on_trial = false;
}

static struct set_id fall_back_if_failed(struct feed *self, struct set_id current)
{
    struct error err = {0};
    struct set_trial trial = content_trial(self->content);
    if (!is_same(&trial.set, &current) || trial.is_good || trial.starts < CONTENT_STARTS_MOST) {
        return current;
    }
    errand_join(&self->errand);
    bool is_back = content_lock(self->content, &err) &&
                   content_go_back(self->content, "three starts failed", &err);
    content_unlock(self->content);
    raise_alarm(self, "new content failed in %d starts: %s", trial.starts,
                is_back ? "the content before it is shown again" : err.text);
    return is_back ? content_current(self->content) : (struct set_id){""};
}

static bool is_over(const struct feed *self, struct wall expires)
{
    return expires.us != 0 && (self->known.us >= expires.us || self->believed.us >= expires.us);
}

// What has expired at `expires`, and is not to be shown any more.
static bool is_slate(const struct feed *self, struct wall expires)
{
    return is_over(self, expires) && self->point->on_expiry == EXPIRY_SLATE;
}

// The present content, the one before it, and in the end what ships with the program.
static struct playlist *load_installed(struct feed *self, struct troubles *troubles)
{
    struct set_id current = fall_back_if_failed(self, content_current(self->content));
    struct set_id previous = content_previous(self->content);
    struct playlist *playlist = NULL;
    self->expires = (struct wall){0};
    self->is_on_trial = false;
    self->set = current;
    if (current.text[0] != '\0') {
        count_start(self, &current);
        playlist = load_set(self, &current, &self->expires, troubles);
        self->is_on_trial = self->is_on_trial && playlist != NULL; // or another would pass it
    }
    if (playlist == NULL && previous.text[0] != '\0' && !is_same(&previous, &current)) {
        raise_alarm(self, "the content cannot be used: the content before it is shown");
        self->set = previous;
        playlist = load_set(self, &previous, &self->expires, troubles);
    }
    if (playlist != NULL && is_slate(self, self->expires)) {
        take_start_back(self);
        playlist_free(playlist);
        playlist = NULL;
    }
    if (playlist == NULL) {
        self->set = (struct set_id){""};
        playlist = load_evergreen(troubles);
    }
    return playlist;
}

struct playlist *feed_load(struct feed *self, struct troubles *troubles)
{
    return self->path != NULL ? playlist_load(self->path, troubles)
                              : load_installed(self, troubles);
}

struct playlist *feed_load_again(void *self, struct troubles *troubles)
{
    struct feed *feed = self;
    look_at_policy(feed);
    return feed_load(feed, troubles);
}

struct playlist *feed_fall_back(void *self, int rung, struct troubles *troubles)
{
    struct feed *feed = self;
    struct set_id before = content_previous(feed->content);
    bool has_before = feed->path == NULL && before.text[0] != '\0' && !is_same(&before, &feed->set);
    if (has_before && rung == 1) {
        struct wall expires = {0};
        struct playlist *playlist = load_set(feed, &before, &expires, troubles);
        if (playlist == NULL || !is_slate(feed, expires)) {
            return playlist;
        }
        playlist_free(playlist);
        return load_evergreen(troubles);
    }
    return rung == (has_before ? 2 : 1) ? load_evergreen(troubles) : NULL;
}

// --- while it is on ----------------------------------------------------------------------------

static void look_at_trial(struct feed *self, const struct show_beat *beat)
{
    bool is_healthy = !beat->is_standing_in && (beat->title != NULL || beat->is_dark);
    struct mono *since = is_healthy ? &self->healthy_since : &self->lost_since;
    *(is_healthy ? &self->lost_since : &self->healthy_since) = (struct mono){0};
    *since = since->us == 0 ? beat->now : *since;
    int64_t for_us = mono_since(beat->now, *since);
    if (is_healthy && for_us >= FEED_TRIAL_US && errand_is_free(&self->errand)) {
        self->errand.kind = ERRAND_TRIAL;
        self->errand.trial = (struct set_trial){.set = self->set, .is_good = true};
        self->is_on_trial = false;
        errand_begin(&self->errand);
    } else if (!is_healthy && for_us >= FEED_LOST_US && errand_is_free(&self->errand)) {
        self->errand.kind = ERRAND_BACK;
        snprintf(self->errand.why, sizeof self->errand.why, "nothing of it could be shown");
        self->is_on_trial = false;
        raise_alarm(
            self, "nothing of the new content can be shown: the content before it is to come back");
        errand_begin(&self->errand);
    }
}

static void look_at_expiry(struct feed *self)
{
    bool is_told = self->expires.us == self->expiry_told.us;
    if (!is_over(self, self->expires) || is_told) {
        return;
    }
    char text[32];
    manifest_time_print(self->expires, text);
    self->expiry_told = self->expires;
    self->wants_reload = is_slate(self, self->expires) && self->set.text[0] != '\0';
    raise_alarm(self, "the content was good until %s: %s", text,
                is_slate(self, self->expires) ? "the slogans that ship with the program are shown"
                                              : "it stays on; new content is due");
}

// For good, and across starts: so only of a clock that is synchronised.
static void look_at_clock(struct feed *self, const struct show_beat *beat)
{
    self->known = beat->wall.us > self->known.us ? beat->wall : self->known;
    bool is_due = self->known_at.us == 0 || mono_since(beat->now, self->known_at) >= FEED_KNOWN_US;
    if (is_due && self->path == NULL && errand_is_free(&self->errand)) {
        self->known_at = beat->now;
        self->errand.kind = ERRAND_KNOWN;
        self->errand.known = self->known;
        errand_begin(&self->errand);
    }
}

// An import holds the lock for minutes, and a disk may be full for days: what was not written is
// written later.
static void look_at_errand(struct feed *self, const struct show_beat *beat)
{
    struct errand *errand = &self->errand;
    if (errand->kind == 0 || !errand_is_free(errand)) {
        return;
    }
    if (!errand->is_good) {
        log_warn("%s", errand->err.text);
        switch (errand->kind) {
        case ERRAND_TRIAL:
        case ERRAND_BACK:
            // with nothing to go back to, it stays for good
            self->is_on_trial = errand->err.code != ERROR_CONFIG && self->set.text[0] != '\0';
            self->healthy_since = self->lost_since =
                mono_after(beat->now, FEED_AGAIN_US - FEED_TRIAL_US);
            break;
        case ERRAND_KNOWN:
            self->known_at = mono_after(beat->now, FEED_AGAIN_US - FEED_KNOWN_US);
            break;
        }
    }
    errand->kind = 0;
}

bool feed_beat(struct feed *self, const struct show_beat *beat)
{
    look_at_errand(self, beat);
    if (self->is_on_trial) {
        look_at_trial(self, beat);
    }
    if (beat->trust == CLOCK_TRUSTED) {
        look_at_clock(self, beat);
    }
    if (beat->trust >= CLOCK_BOUNDED) { // a clock that nobody believes does not tell what expired
        self->believed = beat->wall;
        look_at_expiry(self);
    }
    return self->alarm[0] != '\0';
}

void feed_fini(struct feed *self)
{
    errand_join(&self->errand);
    if (self->content == NULL) {
        return;
    }
    if (self->is_on_trial) { // it was told to end, and came to no harm
        take_start_back(self);
    }
    content_close(self->content);
}

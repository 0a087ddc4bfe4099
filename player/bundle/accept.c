// Accepting a bundle, in this order: keys, signatures, manifest, whom and when, room, every blob,
// every playlist and medium, and only then the switch.
#include "bundle/accept.h"

#include "base/mem.h"
#include "bundle/accept_parts.h"
#include "bundle/beneath.h"
#include "bundle/set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const words[] = {
    [ACCEPT_INSTALLED] = "installed",
    [ACCEPT_ALREADY] = "already",
    [ACCEPT_GOOD] = "good",
    [ACCEPT_UNREADABLE] = "unreadable",
    [ACCEPT_UNSIGNED] = "unsigned",
    [ACCEPT_NO_KEYS] = "no-keys",
    [ACCEPT_MALFORMED] = "malformed",
    [ACCEPT_NOT_FOR_US] = "not-for-us",
    [ACCEPT_OLD] = "old",
    [ACCEPT_EXPIRED] = "expired",
    [ACCEPT_NO_SPACE] = "no-space",
    [ACCEPT_BLOB] = "blob",
    [ACCEPT_PLAYLIST] = "playlist",
    [ACCEPT_MEDIUM] = "medium",
    [ACCEPT_STORE] = "store",
    [ACCEPT_BUSY] = "busy",
    [ACCEPT_KEYS] = "keys",
    [ACCEPT_NEEDS_NEWER_PLAYER] = "needs-newer-player",
};

const char *accept_word(enum accept_answer answer)
{
    return words[answer];
}

bool accept_is_refusal(enum accept_answer answer)
{
    return answer >= ACCEPT_UNREADABLE;
}

bool accept_refuse(struct acceptance *self, enum accept_answer answer, const struct error *err)
{
    self->out->answer = answer;
    snprintf(self->out->why, sizeof self->out->why, "%s", err->text);
    return false;
}

// --- signatures and manifest -------------------------------------------------------------------

static bool read_signatures(struct acceptance *self)
{
    static const char *const names[] = {
        [ROLE_AUTHOR] = "manifest.minisig", [ROLE_APPROVER] = "manifest.approve.minisig"};
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        struct error err = {0};
        bool is_missing = false;
        struct part *part = &self->signatures[role];
        if (!beneath_read(self->source, names[role], SIGNATURE_FILE_LIMIT, &part->bytes,
                          &part->length, &is_missing, &err) &&
            !is_missing) {
            return accept_refuse(self, ACCEPT_UNREADABLE, &err);
        }
    }
    return true;
}

// All that is believed later is in memory before it is checked: what lies on the stick may change.
static bool check_signatures(struct acceptance *self)
{
    struct error err = {0};
    bool is_missing = false;
    if (!beneath_read(self->source, "manifest", MANIFEST_LIMIT, &self->manifest_part.bytes,
                      &self->manifest_part.length, &is_missing, &err)) {
        self->out->has_no_manifest = is_missing;
        return accept_refuse(self, ACCEPT_UNREADABLE, &err);
    }
    if (!read_signatures(self)) {
        return false;
    }
    struct signatures signatures = {0};
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        signatures.texts[role] = self->signatures[role].bytes;
        signatures.lengths[role] = self->signatures[role].length;
    }
    return keys_allow(&self->keys, self->manifest_part.bytes, self->manifest_part.length,
                      &signatures, &err) ||
           accept_refuse(self, ACCEPT_UNSIGNED, &err);
}

static bool read_manifest(struct acceptance *self)
{
    struct error err = {0};
    self->manifest = manifest_parse(self->manifest_part.bytes, self->manifest_part.length, &err);
    if (self->manifest == NULL) {
        return accept_refuse(self, ACCEPT_MALFORMED, &err);
    }
    self->out->release = self->manifest->release;
    self->out->expires = self->manifest->expires;
    return true;
}

// --- whom and when -----------------------------------------------------------------------------

static bool is_for_us(struct acceptance *self)
{
    struct error err = {0};
    const struct manifest *manifest = self->manifest;
    const struct accept_terms *terms = self->terms;
    const char *const fleets[] = {self->keys.fleet[0] != '\0' ? self->keys.fleet : NULL,
                                  terms->fleet};
    for (size_t i = 0; i < 2; i++) {
        if (fleets[i] != NULL && strcmp(manifest->fleet, fleets[i]) != 0) {
            error_set(&err, ERROR_CONFIG, "it is for fleet %s, and this point is of %s",
                      manifest->fleet, fleets[i]);
            return accept_refuse(self, ACCEPT_NOT_FOR_US, &err);
        }
    }
    if (manifest->site != NULL && terms->keys == NULL &&
        (terms->point_id == NULL || strcmp(manifest->site, terms->point_id) != 0)) {
        error_set(&err, ERROR_CONFIG, "it is for the point %s only", manifest->site);
        return accept_refuse(self, ACCEPT_NOT_FOR_US, &err);
    }
    if (!version_is_at_least(terms->version, manifest->min_player)) {
        error_set(&err, ERROR_CONFIG, "it needs xiaolaba %s, and this is %s", manifest->min_player,
                  terms->version);
        return accept_refuse(self, ACCEPT_NEEDS_NEWER_PLAYER, &err);
    }
    return true;
}

// Nothing comes back that was replaced, however well it was signed at its time.
static bool is_new(struct acceptance *self)
{
    struct error err = {0};
    struct set_id set = set_id_of(self->manifest);
    char why[CONTENT_WHY];
    struct set_id aside = content_aside(self->content, why);
    bool is_aside_known = aside.text[0] != '\0' || why[0] == '\0' || self->terms->takes_aside ||
                          error_set(&err, ERROR_FULL, "%s", why);
    if (!is_aside_known || !content_links(self->content, &self->current, &self->previous, &err) ||
        !content_mark(self->content, &self->mark, &err)) {
        return accept_refuse(self, ACCEPT_STORE, &err);
    }
    self->is_on = strcmp(self->current.text, set.text) == 0;
    if (self->is_on) {
        return true;
    }
    if (strcmp(aside.text, set.text) == 0 && !self->terms->takes_aside) {
        error_set(&err, ERROR_CONFIG, "it was on and was taken off again: %s", why);
        return accept_refuse(self, ACCEPT_OLD, &err);
    }
    int order = release_compare(self->manifest->release, self->mark.release);
    bool is_marked = order == 0 && strcmp(self->manifest->sha256, self->mark.sha256) == 0;
    if (order > 0 || is_marked) { // marked: an earlier try was cut short behind the mark
        return true;
    }
    error_set(&err, ERROR_CONFIG, "it is release %lld/%lld, and %s%lld/%lld was here already",
              (long long)self->manifest->release.epoch, (long long)self->manifest->release.seq,
              order == 0 ? "another " : "", (long long)self->mark.release.epoch,
              (long long)self->mark.release.seq);
    return accept_refuse(self, ACCEPT_OLD, &err);
}

// Points without a clock go by the newest time that was signed: one from the future would make them
// take everything else for expired.
static void look_at_creation(struct acceptance *self)
{
    enum { DAY_S = 86400 };
    const struct manifest *manifest = self->manifest;
    char text[32];
    if (self->terms->knows_time &&
        manifest->created.us > self->terms->known.us + DAY_S * CLOCK_SECOND_US) {
        manifest_time_print(manifest->created, text);
        troubles_add(&self->out->troubles, TROUBLE_WARNING, "manifest", 0, NULL,
                     "set the clock of the machine that packs, and pack it again",
                     "it was made on %s, which is in the future", text);
    }
}

static bool is_in_time(struct acceptance *self)
{
    struct wall known = self->terms->known;
    bool is_later = self->mark.created.us > known.us;
    known = is_later && !self->terms->knows_time ? self->mark.created : known;
    look_at_creation(self);
    if (self->manifest->expires.us == 0 || self->manifest->expires.us > known.us) {
        return true;
    }
    char text[32];
    struct error err = {0};
    manifest_time_print(self->manifest->expires, text);
    error_set(&err, ERROR_CONFIG, "it was good until %s", text);
    return accept_refuse(self, ACCEPT_EXPIRED, &err);
}

// --- room and files ----------------------------------------------------------------------------

static bool has_room(struct acceptance *self)
{
    struct error err = {0};
    return content_has_room(self->content, accept_bytes_to_copy(self), &err) ||
           accept_refuse(self, ACCEPT_NO_SPACE, &err);
}

static void copy_troubles(struct acceptance *self, const struct troubles *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct trouble *own = &from->items[i];
        troubles_add(&self->out->troubles, own->severity, own->file, own->line, own->key, own->hint,
                     "%s", own->sentence);
    }
}

static bool check_playlists(struct acceptance *self)
{
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        const struct manifest_file *file = &self->manifest->files[i];
        struct troubles troubles = {0};
        if (file->kind != BUNDLE_PLAYLIST) {
            continue;
        }
        struct playlist *playlist = set_playlist(self->manifest, file, self->blobs, &troubles);
        copy_troubles(self, &troubles);
        troubles_fini(&troubles);
        if (playlist == NULL) {
            struct error err = {0};
            error_set(&err, ERROR_CONFIG, "its playlist “%s” cannot be used", file->name);
            return accept_refuse(self, ACCEPT_PLAYLIST, &err);
        }
        playlist_free(playlist);
    }
    return true;
}

static bool is_medium(enum bundle_kind kind)
{
    return kind == BUNDLE_VIDEO || kind == BUNDLE_AUDIO || kind == BUNDLE_IMAGE;
}

static bool check_media(struct acceptance *self)
{
    const struct accept_terms *terms = self->terms;
    bool is_good = true;
    for (size_t i = 0; is_good && terms->try_medium != NULL && i < self->manifest->file_count;
         i++) {
        const struct manifest_file *file = &self->manifest->files[i];
        if (!is_medium(file->kind)) {
            continue;
        }
        struct error err = {0};
        char *path = mem_format("%s/%s", self->blobs, file->sha256);
        if (!terms->try_medium(terms->self, path, file->sha256, &err)) {
            error_prefix(&err, "“%s”", file->name);
            is_good = accept_refuse(self, ACCEPT_MEDIUM, &err);
        } else if (err.code != 0) {
            troubles_add(&self->out->troubles, TROUBLE_WARNING, file->name, 0, NULL, NULL, "%s",
                         err.text);
        }
        free(path);
    }
    return is_good;
}

// --- all of it ---------------------------------------------------------------------------------

static bool take_keys(struct acceptance *self)
{
    struct error err = {0};
    bool is_there = true;
    if (self->terms->keys != NULL) {
        self->keys = *self->terms->keys;
        return true;
    }
    if (!content_keys(self->content, &self->keys, &is_there, &err)) {
        return accept_refuse(self, ACCEPT_STORE, &err);
    }
    if (!is_there) {
        error_set(&err, ERROR_CONFIG, "this point trusts no key yet (xiaolaba trust add)");
        return accept_refuse(self, ACCEPT_NO_KEYS, &err);
    }
    return accept_new_keys(self);
}

static bool is_acceptable(struct acceptance *self)
{
    return take_keys(self) && check_signatures(self) && read_manifest(self) && is_for_us(self) &&
           is_new(self) && is_in_time(self);
}

static bool is_sound(struct acceptance *self)
{
    if (self->terms->is_trial) {
        return accept_hash_in_place(self) && check_playlists(self) && check_media(self);
    }
    accept_sweep(self);
    if (!has_room(self) || !accept_copy(self)) { // what is on is made whole again
        return false;
    }
    return self->is_on ? accept_mend(self)
                       : check_playlists(self) && check_media(self) && accept_switch(self);
}

static void run(struct acceptance *self, const char *folder)
{
    struct error err = {0};
    self->source = beneath_folder(folder, &err);
    if (self->source < 0) {
        accept_refuse(self, ACCEPT_UNREADABLE, &err);
        return;
    }
    bool is_locked = !self->terms->is_trial && content_lock(self->content, &err);
    if (!is_locked && !self->terms->is_trial) {
        accept_refuse(self, err.code == ERROR_BUSY ? ACCEPT_BUSY : ACCEPT_STORE, &err);
    } else if (is_acceptable(self) && is_sound(self)) {
        self->out->answer = self->terms->is_trial ? ACCEPT_GOOD
                            : self->is_on         ? ACCEPT_ALREADY
                                                  : ACCEPT_INSTALLED;
    }
    if (is_locked) {
        content_unlock(self->content);
    }
    close(self->source);
}

static void let_go(struct acceptance *self)
{
    manifest_free(self->manifest);
    free(self->manifest_part.bytes);
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        free(self->signatures[role].bytes);
    }
    free(self->blobs);
}

bool accept_bundle(struct content *content, const char *folder, const struct accept_terms *terms,
                   struct accepted *out)
{
    *out = (struct accepted){0};
    struct acceptance self = {.content = content, .terms = terms, .out = out, .source = -1};
    self.blobs = terms->is_trial ? mem_format("%s/blob", folder) : content_path(content, "blob");
    run(&self, folder);
    let_go(&self);
    return !accept_is_refusal(out->answer);
}

bool accept_look(struct content *content, const char *folder, const struct accept_terms *terms,
                 struct accepted *out, struct manifest **manifest)
{
    *out = (struct accepted){0};
    struct error err = {0};
    struct accept_terms looking = *terms;
    looking.is_trial = true;
    struct acceptance self = {.content = content, .terms = &looking, .out = out};
    self.source = beneath_folder(folder, &err);
    if (self.source < 0) {
        return accept_refuse(&self, ACCEPT_UNREADABLE, &err);
    }
    bool is_good = is_acceptable(&self);
    close(self.source);
    *manifest = is_good ? self.manifest : NULL;
    if (is_good) {
        out->answer = self.is_on ? ACCEPT_ALREADY : ACCEPT_GOOD;
        self.manifest = NULL;
    }
    let_go(&self);
    return is_good;
}

void accepted_fini(struct accepted *self)
{
    troubles_fini(&self->troubles);
}

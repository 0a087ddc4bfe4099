// The order of things.
#include "fetch/update.h"

#include "base/mem.h"
#include "fetch/address.h"
#include "fetch/round.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEN_LIMIT = 8192 };

bool round_fail(struct round *self, const char *what, const struct error *err)
{
    self->out->end = UPDATE_FAILED;
    self->out->accepted.answer = 0; // it is not known
    snprintf(self->out->why, sizeof self->out->why, "%s: %s", what, err->text);
    return false;
}

bool round_refuse(struct round *self, enum accept_answer answer, const struct error *err)
{
    self->out->end = UPDATE_REFUSED;
    self->out->accepted.answer = answer;
    snprintf(self->out->accepted.why, sizeof self->out->accepted.why, "%s", err->text);
    return false;
}

enum got round_get(struct round *self, const char *name, struct get *get, struct get_reply *reply,
                   struct error *err)
{
    char *url = address_join(self->terms->url, name);
    get->url = url;
    enum got got = getter_get(self->getter, get, reply, err);
    self->out->requests++;
    self->out->received += reply->received;
    self->out->retry_us = reply->retry_us;
    self->out->is_certificate = reply->is_certificate;
    get->url = NULL;
    free(url);
    return got;
}

void round_note(struct round *self, enum accept_answer answer)
{
    struct error ignored = {0};
    struct str text = {0};
    struct seen seen = self->seen;
    seen.answer = answer;
    if (!self->is_signed) {
        // Whoever tampers with a manifest on its way may leave it the server's own ETag: then the
        // server would say for ever that it has not changed.
        seen.validators = (struct validators){"", ""};
    }
    snprintf(seen.version, sizeof seen.version, "%s", self->terms->accept->version);
    seen_print(&seen, &text);
    if (!str_is(self->noted, text.text)) { // a look in vain writes nothing
        (void)!download_put(&self->download, "seen", str_text(&text), text.length, &ignored);
        free(self->noted);
        self->noted = mem_copy(text.text);
    }
    str_fini(&text);
}

// --- what became of it before ------------------------------------------------------------------

// Nothing more is to come of this manifest, and that is how it should be.
static bool is_settled(const struct round *self)
{
    enum accept_answer answer = self->seen.answer;
    bool is_something_on = content_current(self->content).text[0] != '\0';
    return is_something_on && (answer == ACCEPT_INSTALLED || answer == ACCEPT_ALREADY ||
                               answer == ACCEPT_OLD); // a stick was faster
}

// Nothing will come of it, whoever signs it, until there is another player.
static bool is_hopeless(const struct round *self)
{
    enum accept_answer answer = self->seen.answer;
    return strcmp(self->seen.version, self->terms->accept->version) == 0 &&
           (answer == ACCEPT_MALFORMED || answer == ACCEPT_PLAYLIST || answer == ACCEPT_MEDIUM);
}

static bool refuse_again(struct round *self)
{
    struct error err = {0};
    error_set(&err, ERROR_CONFIG, "it was refused before, and has not changed since");
    return round_refuse(self, self->seen.answer, &err);
}

// --- accepting ---------------------------------------------------------------------------------

static bool end_with(struct round *self, bool is_taken)
{
    self->out->end = is_taken ? UPDATE_TAKEN : UPDATE_REFUSED;
    round_note(self, self->out->accepted.answer);
    if (is_taken) {
        download_sweep(&self->download, NULL);
    }
    return is_taken;
}

static bool accept(struct round *self)
{
    struct accept_terms terms = *self->terms->accept;
    terms.uses_up = true;
    accepted_fini(&self->out->accepted);
    return end_with(
        self, accept_bundle(self->content, self->download.folder, &terms, &self->out->accepted));
}

// Refused for what it says, not for who signed it.
static bool is_signed(enum accept_answer answer)
{
    return answer == ACCEPT_MALFORMED || answer == ACCEPT_NOT_FOR_US || answer == ACCEPT_OLD ||
           answer == ACCEPT_EXPIRED || answer == ACCEPT_NEEDS_NEWER_PLAYER;
}

// What was fetched so far is signed, for us, and news; or it is refused here.
static bool look(struct round *self)
{
    struct accepted *accepted = &self->out->accepted;
    bool is_good = accept_look(self->content, self->download.folder, self->terms->accept, accepted,
                               &self->manifest);
    self->is_signed = is_good || is_signed(accepted->answer);
    return is_good || end_with(self, false);
}

static bool run(struct round *self)
{
    bool is_changed = false;
    if (!round_get_manifest(self, &is_changed)) {
        return false;
    }
    if (!is_changed && is_settled(self)) {
        self->out->end = UPDATE_UNCHANGED;
        self->is_signed = true;
        round_note(self, self->seen.answer); // the validators may be others
        return true;
    }
    if (!is_changed && is_hopeless(self)) {
        return refuse_again(self);
    }
    round_note(self, 0);
    if (!round_get_signatures(self) || !look(self)) {
        return false;
    }
    const struct accepted *accepted = &self->out->accepted;
    if (accepted->answer == ACCEPT_ALREADY && !accepted->has_new_keys && round_has_all(self)) {
        return end_with(self, true);
    }
    return round_get_files(self) && accept(self);
}

bool update_look(struct content *content, const struct update_terms *terms, struct updated *out)
{
    *out = (struct updated){.end = UPDATE_FAILED};
    struct error err = {0};
    struct round self = {.content = content, .terms = terms, .out = out};
    if (!download_open(&self.download, content, &err)) {
        return err.code == ERROR_BUSY ? round_refuse(&self, ACCEPT_BUSY, &err)
                                      : round_refuse(&self, ACCEPT_STORE, &err);
    }
    size_t length = 0;
    self.noted = download_read(&self.download, "seen", SEEN_LIMIT, &length);
    self.seen = seen_parse(self.noted != NULL ? self.noted : "");
    self.getter = getter_open(terms->accept->version, &terms->limits, &err);
    bool is_good = self.getter != NULL ? run(&self) : round_fail(&self, terms->url, &err);
    getter_close(self.getter);
    manifest_free(self.manifest);
    free(self.noted);
    download_close(&self.download);
    return is_good;
}

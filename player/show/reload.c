// Loading a changed playlist behind the running one.
#include "show/reload.h"

#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

#define SETTLE_US INT64_C(300000) // editors write more than once

void reload_init(struct reload *self, const char *path, const struct programme_parts *parts,
                 const volatile sig_atomic_t *wish, bool watches_file)
{
    *self =
        (struct reload){.path = mem_copy(path), .parts = *parts, .watch = {.fd = -1}, .wish = wish};
    self->heard = wish == NULL ? 0 : *wish;
    if (watches_file) {
        watch_init(&self->watch, path);
    }
}

void reload_fini(struct reload *self)
{
    programme_free(self->next);
    watch_fini(&self->watch);
    free(self->path);
}

// Why a playlist was refused. Range: there is an error.
static const struct trouble *first_error(const struct troubles *troubles)
{
    const struct trouble *first = &troubles->items[0];
    while (first->severity != TROUBLE_ERROR) {
        first++;
    }
    return first;
}

static void say_troubles(struct reload *self, const struct troubles *troubles, bool is_refused)
{
    struct str text = {0};
    troubles_print(troubles, &text);
    if (is_refused) {
        // Counted, so that the same mistake twice is told twice.
        log_error("the changed playlist is not used, the old one stays on (reading %d):\n%s",
                  self->readings, str_text(&text));
        const struct trouble *first = first_error(troubles);
        snprintf(self->trouble, sizeof self->trouble, "%s:%d %s", first->file, first->line,
                 first->sentence);
    } else if (troubles->count > 0) {
        log_warn("%s", str_text(&text));
    }
    str_fini(&text);
}

// The first playlist that sounds opens the device.
static void open_sound(struct reload *self, const struct playlist *playlist)
{
    struct act_env *env = &self->parts.env;
    if (env->mixer == NULL && self->open_sound != NULL && playlist_has_sound(playlist)) {
        env->mixer = self->open_sound(self->open_sound_self);
        env->wants_sound = env->wants_sound || env->mixer != NULL;
    }
}

// Its own calendar, where it names one. False: that cannot be used.
static bool load_calendar(const struct playlist *playlist, struct calendar **out,
                          struct troubles *troubles)
{
    *out = playlist->calendar != NULL ? calendar_load(playlist->calendar, troubles) : NULL;
    return playlist->calendar == NULL || *out != NULL;
}

struct programme *reload_make(struct reload *self, struct playlist *playlist,
                              const struct moment *moment, struct troubles *troubles)
{
    struct calendar *calendar = NULL;
    if (playlist == NULL || !load_calendar(playlist, &calendar, troubles)) {
        playlist_free(playlist);
        return NULL;
    }
    open_sound(self, playlist);
    return programme_new(playlist, calendar, &self->parts, moment->is_plan_wall);
}

static void load(struct reload *self, const struct moment *moment)
{
    struct troubles troubles = {0};
    self->readings++;
    struct playlist *playlist = self->load != NULL ? self->load(self->load_self, &troubles)
                                                   : playlist_load(self->path, &troubles);
    struct programme *next = reload_make(self, playlist, moment, &troubles);
    say_troubles(self, &troubles, next == NULL);
    if (next != NULL) {
        self->trouble[0] = '\0';
        programme_free(self->next);
        self->next = next;
        log_info("%s was changed: it comes on after this item", self->path);
    }
    troubles_fini(&troubles);
}

void reload_wish_now(struct reload *self, const struct moment *moment)
{
    self->is_wanted = true;
    self->wanted_since = moment->now;
}

void reload_at_rate(struct reload *self, const struct moment *moment, int rate_mhz)
{
    self->parts.env.rate_mhz = rate_mhz;
    reload_wish_now(self, moment);
}

void reload_time_changed(struct reload *self, const struct moment *moment)
{
    if (self->next != NULL) {
        programme_time_changed(self->next, moment);
    }
}

void reload_look(struct reload *self, const struct programme *current, const struct moment *moment)
{
    bool is_told = self->wish != NULL && *self->wish != self->heard;
    self->is_asked = self->is_asked || is_told;
    if (is_told || watch_has_changed(&self->watch)) {
        self->heard = self->wish != NULL ? *self->wish : 0;
        reload_wish_now(self, moment);
    }
    if (self->is_wanted && mono_since(moment->now, self->wanted_since) >= SETTLE_US) {
        self->is_wanted = false;
        load(self, moment);
    }
    if (self->next != NULL) { // also when it is ready: what belongs on the screen changes
        struct moment then = *moment;
        then.plan = programme_hands_over(current, moment);
        bool is_near = then.plan.us != moment->plan.us;
        if (is_near && then.plan.us != self->aim.us) { // what is on may be nearly over by then
            self->aim = then.plan;
            programme_drop_all(self->next);
        }
        programme_get_ready(self->next, &then);
    }
}

// An emergency is not ended by a playlist that does not hold its item: that one waits.
static bool would_end_emergency(const struct reload *self, const struct programme *current)
{
    const struct item *alarm = programme_alarm(current);
    return alarm != NULL && playlist_item(programme_playlist(self->next), alarm->id) == NULL;
}

struct programme *reload_take_ready(struct reload *self, struct programme *current,
                                    const struct moment *moment)
{
    if (self->next == NULL || !programme_is_ready(self->next) ||
        !programme_is_between(current, moment) || would_end_emergency(self, current)) {
        return NULL;
    }
    struct programme *next = self->next;
    self->next = NULL;
    return next;
}

const char *reload_trouble(const struct reload *self)
{
    return self->trouble;
}

// A changed playlist on its way to the screen: noticed, loaded, checked, made ready behind the one
// that is on, and exchanged between two items. A bad one leaves the old one on and says why.
// Thread: main; owned by the show.
#pragma once

#include "show/programme.h"
#include "show/watch.h"

#include <signal.h>

struct reload {
    char *path;
    struct programme_parts parts;
    struct watch watch;
    const volatile sig_atomic_t *wish; // SIGHUPs so far; may be NULL
    sig_atomic_t heard;
    struct playlist *(*load)(void *self, struct troubles *troubles); // NULL: from the path
    void *load_self;
    struct mixer *(*open_sound)(void *self); // NULL: silent in any case
    void *open_sound_self;
    bool is_wanted;
    bool is_asked; // somebody asked for it, and the show has not heard of that yet
    int readings;  // of the file, since the start
    struct mono wanted_since;
    struct programme *next; // NULL: none gets ready
    struct wall aim;        // end of what is on, for which it was chosen again
    char trouble[256];      // why the last one was refused; ""
};

void reload_init(struct reload *self, const char *path, const struct programme_parts *parts,
                 const volatile sig_atomic_t *wish, bool watches_file);
void reload_fini(struct reload *self);

// Another playlist as a programme, made as the file's would be. Takes it over; NULL stays NULL.
// Fails: NULL, and the troubles say why.
struct programme *reload_make(struct reload *self, struct playlist *playlist,
                              const struct moment *moment, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The playlist is to be read again now.
void reload_wish_now(struct reload *self, const struct moment *moment);

// The screen is known to show so many frames: the playlist comes on once more, made for that.
void reload_at_rate(struct reload *self, const struct moment *moment, int rate_mhz);

// As programme_time_changed(), for the one that gets ready.
void reload_time_changed(struct reload *self, const struct moment *moment);

// Notices a change and works on it, a little each time. `current` is the programme that is on: what
// follows its item is got ready, not the item's last moments.
void reload_look(struct reload *self, const struct programme *current, const struct moment *moment);

// The programme to go on with from here, when there is one, it is ready, and `current` is between
// two items. The caller owns it.
struct programme *reload_take_ready(struct reload *self, struct programme *current,
                                    const struct moment *moment);

const char *reload_trouble(const struct reload *self);

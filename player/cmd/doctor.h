// What each probe of `xiaolaba doctor` is handed, and the table of probes. A probe looks at one
// side of the machine and adds its findings; it may hang or crash, for it runs in a process of its
// own with a limit. Nothing of it prints.
#pragma once

#include "base/error.h"
#include "cmd/finding.h"
#include "cmd/opts.h"

#include <sys/types.h>

// The user under whom the installed service plays.
#define DOCTOR_USER "xiaolaba"
#define DOCTOR_SERVICE "xiaolaba.service"
#define DOCTOR_POINT "/etc/xiaolaba/point.cfg"

struct doctor {
    const struct opts *opts;
    const char *root;       // "": this machine's /proc and /sys
    const char *point_path; // NULL: there is none, the defaults hold
    const char *playlist;   // NULL: none was named
    char *ledger;           // that the player writes
    char *state;            // its folder
    char *socket;
    bool is_root;         // whoever asks
    bool has_user;        // there is a user DOCTOR_USER …
    uid_t user;           // … with this number,
    gid_t group;          // and this group
    bool plays_there;     // what it may do is tried as that user
    bool is_playing;      // a player answers …
    struct str answer;    // … this
    struct error silence; // or why none answers
    bool is_desktop;      // there is an X server or a Wayland compositor to ask
};

struct probe {
    const char *section; // "storage"
    const char *chinese; // "存储"
    void (*run)(const struct doctor *self, struct findings *out);
    int limit_ms;      // then it is ended and told as a finding
    bool wants_rights; // of whoever asks: it is not tried as the service's user
};

extern const struct probe doctor_probes[];
extern const size_t doctor_probe_count;

// Runs the probes all at once, each in a process, and adds what they find in the table's order.
// Nothing that a probe does keeps it longer than the longest limit and a moment.
void doctor_run(const struct doctor *self, const struct probe *probes, size_t count,
                struct findings *out);

// In a probe's process: the rest is done as the service's user, where that is to be tried.
void doctor_become_user(const struct doctor *self);

// The groups of the service's user, with those that the service adds. Fills at most `most`; how
// many there are.
int doctor_user_groups(const struct doctor *self, gid_t *out, int most);

// In a probe's process: runs a program and keeps what it prints. False: there is no such program,
// or it failed. For what ends by itself; whatever hangs ends with the probe.
bool doctor_ask(char *const argv[], struct str *out);

// A page of 80 columns, or as wide as the terminal; `is_plain`: no colours, and signs that every
// console has. Chinese first, or English only.
struct doctor_page {
    bool is_english, is_plain, is_coloured;
    int columns;
    const char *model; // of the machine; ""
};
void doctor_print(const struct doctor_page *page, const struct probe *probes, size_t count,
                  const struct findings *findings, struct str *out);
void doctor_print_json(const char *model, const struct findings *findings, struct str *out);

// --- the probes, each in its own file

void doctor_player(const struct doctor *self, struct findings *out);
void doctor_point(const struct doctor *self, struct findings *out);
void doctor_display(const struct doctor *self, struct findings *out);
void doctor_groups(const struct doctor *self, struct findings *out);
void doctor_sound(const struct doctor *self, struct findings *out);
void doctor_fonts(const struct doctor *self, struct findings *out);
void doctor_codecs(const struct doctor *self, struct findings *out);
void doctor_clock(const struct doctor *self, struct findings *out);
void doctor_storage(const struct doctor *self, struct findings *out);
void doctor_heat(const struct doctor *self, struct findings *out);
void doctor_network(const struct doctor *self, struct findings *out);
void doctor_content(const struct doctor *self, struct findings *out);
void doctor_service(const struct doctor *self, struct findings *out);

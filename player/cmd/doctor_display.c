// Whether anything can be shown: cards, connectors, drivers, and a window, tried.
#include "cmd/doctor.h"

#include "base/mem.h"
#include "health/ports.h"
#include "screen/trial.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CARDS_FOLDER "/dev/dri"

// --- what the kernel knows ---------------------------------------------------------------------

static void tell_ports(const struct doctor *self, struct findings *out)
{
    struct ports ports;
    ports_read(&ports, self->root);
    if (ports.cards == 0) {
        if (!self->is_desktop) {
            findings_add(out, FINDING_WARNING,
                         (struct told){.id = "display.no-card",
                                       .chinese = "系统里没有显卡",
                                       .english = "no graphics card is known to the system"});
        }
        return;
    }
    struct str names = {0};
    for (int i = 0; i < ports.count; i++) {
        if (ports.each[i].is_connected) {
            str_addf(&names, "%s%s %s", names.length > 0 ? ", " : "", ports.each[i].name,
                     ports.each[i].mode);
        }
    }
    if (ports.connected > 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "display.connected",
                                   .chinese = "已接",
                                   .english = "connected",
                                   .fact = mem_copy(str_text(&names))});
    } else if (ports.count > 0) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "display.disconnected",
                          .chinese = "没有接显示器：查线缆和屏的电源",
                          .english = "no connector has a display, look at cable and power"});
    }
    str_fini(&names);
}

static bool is_number(const char *name)
{
    return isdigit((unsigned char)name[0]);
}

static bool has_card_open(const char *process)
{
    char *folder = mem_format("/proc/%s/fd", process);
    DIR *files = opendir(folder);
    bool is_open = false;
    for (struct dirent *entry; files != NULL && !is_open && (entry = readdir(files)) != NULL;) {
        char target[64];
        ssize_t length = readlinkat(dirfd(files), entry->d_name, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        is_open = strncmp(target, CARDS_FOLDER "/card", strlen(CARDS_FOLDER "/card")) == 0;
    }
    if (files != NULL) {
        closedir(files);
    }
    free(folder);
    return is_open;
}

// Adds the names of the programs that have a card open, as far as we may see them.
static void name_holders(struct str *out)
{
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        char name[32];
        if (!is_number(entry->d_name) || !has_card_open(entry->d_name)) {
            continue;
        }
        char *path = mem_format("/proc/%s/comm", entry->d_name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t got = fd >= 0 ? read(fd, name, sizeof name - 1) : 0;
        if (fd >= 0) {
            close(fd);
        }
        free(path);
        name[got > 0 ? got : 0] = '\0';
        name[strcspn(name, "\n")] = '\0';
        str_addf(out, "%s%s (%s)", out->length > 0 ? ", " : "", name, entry->d_name);
    }
    if (processes != NULL) {
        closedir(processes);
    }
}

// --- a window, tried ---------------------------------------------------------------------------

static void tell_opened(const struct screen_trial *trial, struct findings *out)
{
    char rate[24] = "";
    if (trial->rate_mhz > 0) {
        snprintf(rate, sizeof rate, ", %g Hz", trial->rate_mhz / 1000.0);
    }
    findings_add(out, FINDING_FINE,
                 (struct told){.id = "display.opened",
                               .chinese = "能打开",
                               .english = "opens",
                               .fact = mem_format("%s, %d×%d%s", trial->driver, trial->display.w,
                                                  trial->display.h, rate)});
    if (trial->renderer[0] == '\0') {
        return;
    }
    if (trial->is_software) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "display.software",
                                   .chinese = "没有硬件加速：放影片很费电",
                                   .english = "drawn by the processor, which films make hot",
                                   .fact = mem_copy(trial->renderer),
                                   .mend = mem_copy("sudo apt install libgl1-mesa-dri")});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "display.hardware",
                                   .chinese = "硬件加速",
                                   .english = "drawn by hardware",
                                   .fact = mem_copy(trial->renderer)});
    }
}

static void tell_closed(const struct doctor *self, const char *why, struct findings *out)
{
    struct str holders = {0};
    name_holders(&holders);
    const char *who = self->plays_there ? DOCTOR_USER : "$USER";
    if (holders.length > 0 && !self->is_desktop) {
        findings_add(out, FINDING_WRONG,
                     (struct told){
                         .id = "display.taken",
                         .chinese = "打不开：显卡被占用",
                         .english = "cannot be opened, the card is held by",
                         .fact = mem_copy(str_text(&holders)),
                         .mend = mem_copy("sudo systemctl set-default multi-user && sudo reboot")});
    } else if (!self->is_desktop && access(CARDS_FOLDER, F_OK) == 0) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "display.closed",
                          .chinese = "打不开显示",
                          .english = "cannot be opened",
                          .fact = mem_copy(why),
                          .mend = mem_format("sudo usermod -aG video,render,input %s", who)});
    } else if (!self->is_desktop) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){.id = "display.none",
                          .chinese = "没有可用的显示：既无桌面，也无显卡",
                          .english = "nothing to show on: neither a desktop nor a graphics card"});
    } else {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "display.closed",
                                   .chinese = "桌面打不开",
                                   .english = "the desktop cannot be opened",
                                   .fact = mem_copy(why)});
    }
    str_fini(&holders);
}

static void tell_drivers(struct findings *out)
{
    struct str names = {0};
    const char *name;
    for (int i = 0; (name = screen_driver(i)) != NULL; i++) {
        bool shows = !str_is(name, "dummy") && !str_is(name, "offscreen") && !str_is(name, "evdev");
        str_addf(&names, shows ? "%s%s" : "", names.length > 0 ? " " : "", name);
    }
    if (names.length > 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "display.drivers",
                                   .chinese = "驱动",
                                   .english = "drivers",
                                   .fact = mem_copy(str_text(&names))});
    } else {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "display.no-driver",
                                   .chinese = "SDL 没有任何显示驱动",
                                   .english = "this SDL has no driver for a display",
                                   .mend = mem_copy("sudo apt install --reinstall libsdl2-2.0-0")});
    }
    str_fini(&names);
}

void doctor_display(const struct doctor *self, struct findings *out)
{
    tell_drivers(out);
    tell_ports(self, out);
    if (self->is_playing) { // a window would lie over what the street sees
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "display.in-use",
                                   .chinese = "播放机正在用，不再试开",
                                   .english = "the player has it; no window is tried"});
        return;
    }
    struct screen_trial trial;
    struct error err = {0};
    if (screen_try(&trial, &err)) {
        tell_opened(&trial, out);
    } else {
        tell_closed(self, err.text, out);
    }
}

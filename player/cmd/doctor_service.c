// Whether the player starts by itself and is started again: systemd's unit.
#include "cmd/doctor.h"

#include "base/file.h"
#include "base/folders.h"
#include "base/mem.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What systemd says of a unit.
struct unit {
    const char *name;
    bool is_there;
    char active[24], enabled[24], watchdog[24], restarts[16];
};

static void take(const char *line, const char *key, char *out, size_t size)
{
    size_t length = strlen(key);
    if (strncmp(line, key, length) == 0) {
        snprintf(out, size, "%s", line + length);
    }
}

static bool ask_unit(struct unit *unit, const char *name)
{
    char *unit_name = mem_copy(name);
    char *const argv[] = {
        (char[]){"systemctl"}, (char[]){"show"},
        (char[]){"--property=LoadState,ActiveState,UnitFileState,WatchdogUSec,NRestarts"},
        unit_name, NULL};
    struct str said = {0};
    bool done = doctor_ask(argv, &said) && said.length > 0;
    char loaded[24] = "";
    char *rest = NULL;
    *unit = (struct unit){.name = name};
    for (char *line = done ? strtok_r(said.text, "\n", &rest) : NULL; line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        take(line, "LoadState=", loaded, sizeof loaded);
        take(line, "ActiveState=", unit->active, sizeof unit->active);
        take(line, "UnitFileState=", unit->enabled, sizeof unit->enabled);
        take(line, "WatchdogUSec=", unit->watchdog, sizeof unit->watchdog);
        take(line, "NRestarts=", unit->restarts, sizeof unit->restarts);
    }
    unit->is_there = str_is(loaded, "loaded");
    str_fini(&said);
    free(unit_name);
    return done;
}

static void tell_active(const struct unit *unit, struct findings *out)
{
    bool has_restarted = unit->restarts[0] != '\0' && !str_is(unit->restarts, "0");
    if (!str_is(unit->active, "active")) {
        bool has_failed = str_is(unit->active, "failed");
        findings_add(
            out, has_failed ? FINDING_WRONG : FINDING_WARNING,
            (struct told){.id = "service.inactive",
                          .chinese = has_failed ? "服务启动失败" : "服务没有在运行",
                          .english = "the service does not run",
                          .fact = mem_format("%s, %s", unit->name, unit->active),
                          .mend = has_failed ? mem_format("journalctl -b -u %s", unit->name)
                                             : mem_format("sudo systemctl start %s", unit->name)});
    } else if (has_restarted) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "service.restarted",
                                   .chinese = "服务自动重启过",
                                   .english = "started again since boot",
                                   .fact = mem_format("%s ×", unit->restarts),
                                   .mend = mem_format("journalctl -b -u %s", unit->name)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "service.active",
                                   .chinese = "服务在运行",
                                   .english = "the service runs",
                                   .fact = mem_copy(unit->name)});
    }
}

static void tell_unit(const struct unit *unit, struct findings *out)
{
    tell_active(unit, out);
    if (!str_is(unit->enabled, "enabled")) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "service.disabled",
                                   .chinese = "开机不会自动播放",
                                   .english = "it does not start with the machine",
                                   .mend = mem_format("sudo systemctl enable %s", unit->name)});
    }
    bool has_watchdog = unit->watchdog[0] != '\0' && !str_is(unit->watchdog, "0") &&
                        !str_is(unit->watchdog, "infinity");
    if (has_watchdog) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "service.watchdog",
                                   .chinese = "有看门狗",
                                   .english = "a player that hangs is started again",
                                   .fact = mem_copy(unit->watchdog)});
    } else {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "service.no-watchdog",
                                   .chinese = "没有看门狗",
                                   .english = "a player that hangs stays",
                                   .mend = mem_format("sudo systemctl revert %s", unit->name)});
    }
}

// Units of a user's own end with the login, unless they may linger.
static void tell_linger(struct findings *out)
{
    const struct passwd *about = getpwuid(getuid());
    const char *name = about != NULL ? about->pw_name : "";
    char *unit = mem_format("%s/.config/systemd/user/%s", about != NULL ? about->pw_dir : "",
                            DOCTOR_SERVICE);
    char *mark = mem_format("/var/lib/systemd/linger/%s", name);
    if (file_exists(unit) && !file_exists(mark)) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "service.linger",
                                   .chinese = "用户服务在退出登录后停止",
                                   .english = "your own unit ends when you log out",
                                   .mend = mem_format("sudo loginctl enable-linger %s", name)});
    }
    free(mark);
    free(unit);
}

void doctor_service(const struct doctor *self, struct findings *out)
{
    static const char *const names[] = {DOCTOR_SERVICE, "xiaolaba-wayland.service"};
    if (!file_exists("/run/systemd/system")) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "service.no-systemd",
                          .chinese = "没有 systemd：播放机不会自动启动",
                          .english = "systemd does not run here: nothing starts the player"});
        return;
    }
    struct unit found = {0};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct unit unit;
        if (!ask_unit(&unit, names[i])) {
            findings_add(out, FINDING_WARNING,
                         (struct told){.id = "service.unasked",
                                       .chinese = "问不到 systemd",
                                       .english = "systemctl does not answer"});
            return;
        }
        bool is_better = unit.is_there && (!found.is_there || str_is(unit.enabled, "enabled") ||
                                           str_is(unit.active, "active"));
        found = is_better ? unit : found;
    }
    if (found.is_there) {
        tell_unit(&found, out);
    } else {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "service.none",
                          .chinese = "没有安装服务：开机不会自动播放",
                          .english = "no unit is installed: nothing starts with the machine",
                          .mend = mem_copy("sudo apt install ./xiaolaba_*.deb")});
    }
    tell_linger(out);
    if (self->has_user && !self->is_root && !str_is(self->state, FOLDERS_KIOSK)) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "service.other-user",
                                   .chinese = "以上是当前用户的情况，服务的要用 sudo 看",
                                   .english = "this is how you stand; for the service, ask as root",
                                   .mend = mem_copy("sudo xiaolaba doctor")});
    }
}

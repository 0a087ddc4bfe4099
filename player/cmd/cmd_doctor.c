// xiaolaba doctor: what is wrong with this machine, and how to mend it, on one page.
#include "base/file.h"
#include "base/folders.h"
#include "base/mem.h"
#include "cmd/doctor.h"
#include "cmd/exits.h"
#include "cmd/socket.h"
#include "cmd/table.h"
#include "health/machine.h"
#include "show/ask.h"
#include "show/order.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ASK_MS = 2000, LIMIT_MS = 10000, USUAL_COLUMNS = 80, MOST_COLUMNS = 120 };

static const struct opt options[] = {
    {"point", 0, "FILE", "where this screen stands (default: " DOCTOR_POINT ")"},
    {"ledger", 0, "FILE", "the ledger that the player writes (default: as for play)"},
    {"socket", 0, "FILE", "the player that was given this --socket"},
    {"english", 0, NULL, "in English only"},
    {"json", 0, NULL, "the findings for programs"},
    {0},
};

const struct probe doctor_probes[] = {
    {"player", "播放机", doctor_player, LIMIT_MS, true},
    {"point", "宣防点", doctor_point, LIMIT_MS, true},
    {"display", "显示", doctor_display, LIMIT_MS, false},
    {"groups", "权限", doctor_groups, LIMIT_MS, true},
    {"sound", "声音", doctor_sound, LIMIT_MS, false},
    {"fonts", "字体", doctor_fonts, LIMIT_MS, false},
    {"codecs", "解码", doctor_codecs, 3 * LIMIT_MS, false},
    {"clock", "时钟", doctor_clock, LIMIT_MS, true},
    {"storage", "存储", doctor_storage, LIMIT_MS, false},
    {"heat", "温度", doctor_heat, LIMIT_MS, true},
    {"network", "网络", doctor_network, LIMIT_MS, true},
    {"content", "内容", doctor_content, LIMIT_MS, true},
    {"service", "服务", doctor_service, LIMIT_MS, true},
};
const size_t doctor_probe_count = sizeof doctor_probes / sizeof doctor_probes[0];

// A player that answers has the display and the sound: they are not tried beside it.
static void ask_player(struct doctor *self)
{
    const char *text = "";
    bool is_done = false;
    struct str answer = {0};
    if (console_ask(self->socket, "status", &answer, ASK_MS, &self->silence) &&
        order_answer_read(str_text(&answer), &is_done, &text)) {
        self->is_playing = is_done;
        str_add(&self->answer, text);
    }
    str_fini(&answer);
}

static void begin(struct doctor *self, const struct opts *opts)
{
    const char *point = opts_value(opts, "point");
    *self = (struct doctor){
        .opts = opts,
        .root = "",
        .point_path = point != NULL               ? point
                      : file_exists(DOCTOR_POINT) ? DOCTOR_POINT
                                                  : NULL,
        .playlist = opts->operand_count > 0 ? opts->operands[0] : NULL,
        .ledger = socket_ledger(opts),
        .socket = socket_path(opts),
        .is_root = geteuid() == 0,
        .is_desktop = getenv("DISPLAY") != NULL || getenv("WAYLAND_DISPLAY") != NULL,
    };
    self->state = file_folder(self->ledger);
    const struct passwd *about = getpwnam(DOCTOR_USER);
    if (about != NULL) {
        self->has_user = true;
        self->user = about->pw_uid;
        self->group = about->pw_gid;
    }
    self->plays_there = self->is_root && self->has_user && !self->is_desktop;
    ask_player(self);
}

static void end(struct doctor *self)
{
    str_fini(&self->answer);
    free(self->ledger);
    free(self->state);
    free(self->socket);
}

static struct doctor_page page_for(const struct opts *opts, const char *model)
{
    bool is_terminal = isatty(STDOUT_FILENO) == 1;
    // The kernel's own console has no Chinese characters, whatever the locale says.
    const char *terminal = getenv("TERM");
    bool is_console = is_terminal && terminal != NULL && str_is(terminal, "linux");
    struct winsize size = {0};
    bool is_sized = is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    int columns = is_sized ? size.ws_col : USUAL_COLUMNS;
    return (struct doctor_page){
        .is_english = opts_has(opts, "english") || is_console,
        .is_plain = is_console,
        .is_coloured = is_terminal && getenv("NO_COLOR") == NULL,
        .columns = columns > MOST_COLUMNS ? MOST_COLUMNS : columns,
        .model = model,
    };
}

static int examine(const struct opts *opts)
{
    struct doctor self;
    struct findings findings = {0};
    struct machine machine;
    struct str text = {0};
    begin(&self, opts);
    machine_read(&machine, self.root);
    doctor_run(&self, doctor_probes, doctor_probe_count, &findings);
    if (opts_has(opts, "json")) {
        doctor_print_json(machine.model, &findings, &text);
    } else {
        struct doctor_page page = page_for(opts, machine.model);
        doctor_print(&page, doctor_probes, doctor_probe_count, &findings, &text);
    }
    fputs(str_text(&text), stdout);
    int code = findings_of(&findings, FINDING_WRONG) > 0 ? EXIT_FINDINGS : EXIT_FINE;
    str_fini(&text);
    findings_fini(&findings);
    end(&self);
    return code;
}

const struct command command_doctor = {
    .name = "doctor",
    .operands = "[PLAYLIST]",
    .summary = "Looks at this machine: what keeps a player from showing, and how to mend it.",
    .options = options,
    .run = examine,
    .operands_min = 0,
    .operands_max = 1,
};

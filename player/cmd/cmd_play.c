// xiaolaba play: load, report what is wrong, open screen and ledger, run the show, close in
// reverse.
#include "base/folders.h"
#include "base/log.h"
#include "cmd/exits.h"
#include "cmd/parts.h"
#include "cmd/setting.h"
#include "cmd/table.h"
#include "show/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct opt options[] = {
    {"point", 0, "FILE", "where this screen stands (man 5 xiaolaba-point)"},
    {"content", 0, "DIR", "where installed content is (default: in the state folder)"},
    {"ledger", 0, "FILE", "where showings are logged (default: the user's state folder)"},
    {"socket", 0, "FILE", "where xiaolaba tell reaches it (default: beside the ledger)"},
    {"for", 0, "TIME", "play for this long, then end (30s, 10m)"},
    {"fullscreen", 'f', NULL, "take the whole display"},
    {"headless", 0, NULL, "no display: play into memory"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"mute", 0, NULL, "start without sound (the m key brings it back)"},
    {"info", 'i', NULL, "start with the information plate"},
    {"verbose", 'v', NULL, "log a line per item; twice: more"},
    {0},
};

// The playlist of the command line, or installed content, as far as the point may show it.
static struct playlist *load(void *self, const struct point *point, struct troubles *troubles)
{
    struct feed *feed = self;
    return point != NULL && feed_init(feed, point) ? feed_load(feed, troubles) : NULL;
}

// What root leaves in a kiosk's folder its player cannot write any more.
static bool is_folder_of_another(const struct opts *opts)
{
    struct stat about;
    char *folder = folders_state();
    bool is_of_another = geteuid() == 0 && opts_value(opts, "ledger") == NULL &&
                         stat(folder, &about) == 0 && about.st_uid != 0;
    if (is_of_another) {
        opts_complain(opts,
                      "%s belongs to another user: play as that user (sudo -u xiaolaba xiaolaba "
                      "play …), not as root",
                      folder);
    }
    free(folder);
    return is_of_another;
}

static int play(const struct opts *opts)
{
    struct feed feed = {.path = opts->operand_count > 0 ? opts->operands[0] : NULL,
                        .folder = opts_value(opts, "content")};
    const struct setting_source source = {load, &feed};
    struct troubles troubles = {0};
    struct parts parts;
    struct setting setting;
    if (!parts_read_options(&parts, opts) || is_folder_of_another(opts)) {
        return EXIT_USAGE;
    }
    bool is_loaded = setting_load_from(&setting, &source, opts, &troubles);
    setting_say(&troubles);
    if (!is_loaded) {
        feed_fini(&feed);
        return EXIT_CANNOT_START;
    }
    struct error err = {0};
    int code = EXIT_CANNOT_START;
    if (!parts_open(&parts, &setting, &feed, opts, &err)) {
        log_error("%s", err.text);
        code = err.code == ERROR_CONFIG ? EXIT_USAGE : EXIT_CANNOT_START;
        goto out;
    }
    enum show_end end = show_run(parts.show, parts.screen, parts.mixer, parts.rate_mhz, &err);
    code = end == SHOW_LOST_DISPLAY ? EXIT_LOST_DEVICE : EXIT_FINE;
    if (end == SHOW_LOST_DISPLAY) {
        log_error("%s", err.text);
    }
out:
    parts_close(&parts);
    feed_fini(&feed);
    setting_fini(&setting);
    return code;
}

const struct command command_play = {
    .name = "play",
    .operands = "[PLAYLIST]",
    .summary = "Plays a playlist, or what is installed, and logs every showing.",
    .options = options,
    .run = play,
    .operands_min = 0,
    .operands_max = 1,
};

// xiaolaba shot: what the screen would show at one instant, or one picture per item, by the code
// that plays.
#include "base/log.h"
#include "cmd/exits.h"
#include "cmd/instant.h"
#include "cmd/rehearse.h"
#include "cmd/sheet.h"
#include "cmd/table.h"
#include "screen/frame.h"
#include "screen/remap.h"

#include <stdio.h>

static const struct opt options[] = {
    {"at", 0, "TIME",
     "since the loop began (12.5s; default 0), or by the clock (14:30, 2026-10-01T09:00)"},
    {"sheet", 0, NULL, "one picture per item instead"},
    {"output", 'o', "FILE", "where the PNG goes (default shot.png, sheet.png)"},
    {"wall", 0, NULL, "as it is sent: through the wall of the point"},
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {0},
};

static struct SDL_Surface *picture_at(const struct rehearsal *rehearsal,
                                      const struct instant *instant, struct wall now)
{
    if (instant->is_wall) {
        const struct meridian *meridian = rehearsal->setting->meridian;
        return rehearsal_at_wall(rehearsal, instant_wall(instant, meridian, now));
    }
    return rehearsal_at(rehearsal, instant->since_us, now);
}

// What the output gets of the picture, in its place.
static struct SDL_Surface *sent(struct SDL_Surface *picture, const struct point *point)
{
    struct wallmap map = point_map(point, frame_size(picture));
    struct SDL_Surface *output = remap_whole(picture, &map, NULL);
    wallmap_fini(&map);
    frame_free(picture);
    return output;
}

static int shoot(const struct opts *opts, const struct setting *setting,
                 const struct instant *instant)
{
    struct size canvas;
    if (!setting_canvas(setting, opts, &canvas)) {
        return EXIT_USAGE;
    }
    bool is_sheet = opts_has(opts, "sheet");
    const char *path = opts_value(opts, "output");
    path = path != NULL ? path : is_sheet ? "sheet.png" : "shot.png";
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    rehearsal_init(&rehearsal, setting, canvas, &troubles);
    int code = troubles_errors(&troubles) > 0 ? EXIT_FINDINGS : EXIT_FINE;
    setting_say(&troubles);
    struct clock *clock = clock_system();
    struct wall now = clock->now_wall(clock);
    struct SDL_Surface *picture =
        is_sheet ? sheet_make(&rehearsal, now) : picture_at(&rehearsal, instant, now);
    if (opts_has(opts, "wall")) {
        picture = sent(picture, setting->point);
    }
    struct error err = {0};
    if (frame_save(picture, path, &err)) {
        printf("%s\n", path);
    } else {
        log_error("%s", err.text);
        code = EXIT_CANNOT_START;
    }
    frame_free(picture);
    rehearsal_fini(&rehearsal);
    return code;
}

static int shot(const struct opts *opts)
{
    struct instant instant;
    if (!instant_read(&instant, opts, "at")) {
        return EXIT_USAGE;
    }
    if (opts_has(opts, "wall") && opts_has(opts, "sheet")) {
        opts_complain(opts, "--wall shows one picture as it is sent, not a sheet of them");
        return EXIT_USAGE;
    }
    if (opts_has(opts, "at") && opts_has(opts, "sheet")) {
        opts_complain(opts, "--at is the instant of one picture, not of a sheet of them");
        return EXIT_USAGE;
    }
    struct setting setting;
    if (!setting_load_saying(&setting, opts->operands[0], opts)) {
        return EXIT_CANNOT_START;
    }
    int code = shoot(opts, &setting, &instant);
    setting_fini(&setting);
    return code;
}

const struct command command_shot = {
    .name = "shot",
    .operands = "PLAYLIST",
    .summary = "Writes a picture of what the screen would show, without a display.",
    .options = options,
    .run = shot,
    .operands_min = 1,
    .operands_max = 1,
};

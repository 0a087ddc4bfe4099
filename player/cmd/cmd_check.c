// xiaolaba check: says everything about a playlist that its author should know before it hangs in
// public.
#include "base/json.h"
#include "base/mem.h"
#include "cmd/check_media.h"
#include "cmd/check_plan.h"
#include "cmd/exits.h"
#include "cmd/instant.h"
#include "cmd/legible.h"
#include "cmd/point_words.h"
#include "cmd/rehearse.h"
#include "cmd/table.h"
#include "text/markup.h"

#include <stdio.h>
#include <stdlib.h>

static const struct opt options[] = {
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"date", 0, "DAY", "as on that day (2026-10-01) instead of today"},
    {"json", 0, NULL, "findings and loops for programs"},
    {0},
};

// What is known about one playlist after everything in it was tried.
struct examined {
    struct troubles troubles;
    struct setting setting; // playlist NULL: could not be read
    struct size canvas;
    int64_t *loops_us; // by zone
    struct str point;  // what the point does with the canvas
    struct runs *runs; // by zone
};

// How the texts of a zone scroll, in the order of the items.
struct runs {
    struct run {
        size_t item;
        struct scroll scroll;
    } * each;
    size_t count, capacity;
};

static void check_glyphs(struct examined *self, const struct item *item, const char *markup)
{
    struct str missing = {0};
    struct fonts *fonts = setting_letters(&self->setting);
    if (markup != NULL && fonts != NULL && fonts_missing(fonts, markup, &missing) > 0) {
        troubles_add(&self->troubles, TROUBLE_WARNING, self->setting.playlist->path, item->line,
                     NULL, NULL, "item \"%s\": no font has %s", item->id, str_text(&missing));
    }
    str_fini(&missing);
}

// A slip in a tag is seen by everybody in the street.
static void check_tags(struct examined *self, const char *key, int line, const char *markup)
{
    char tag[40];
    if (markup == NULL || !markup_stray(markup, tag, sizeof tag)) {
        return;
    }
    bool is_end = tag[1] == '/';
    troubles_add(&self->troubles, TROUBLE_WARNING, self->setting.playlist->path, line, key,
                 is_end ? "[/] ends a colour; [[ is a bracket"
                        : "[red]…[/], [#ffd600]…[/], [b]…[/]; [[ is a bracket",
                 "%s is shown as it is written", tag);
}

static void check_separators(struct examined *self)
{
    const struct playlist *playlist = self->setting.playlist;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        const struct zone *zone = &playlist->zones[z];
        struct str missing = {0};
        if (zone->is_endless) {
            check_tags(self, "separator", zone->line, zone->separator);
        }
        struct fonts *fonts = setting_letters(&self->setting);
        if (zone->is_endless && fonts != NULL &&
            fonts_missing(fonts, zone->separator, &missing) > 0) {
            troubles_add(&self->troubles, TROUBLE_WARNING, playlist->path, zone->line, "separator",
                         NULL, "zone \"%s\": no font has %s", zone->name, str_text(&missing));
        }
        str_fini(&missing);
    }
}

static void note_runs(struct examined *self, const struct rehearsal *rehearsal)
{
    const struct playlist *playlist = self->setting.playlist;
    self->runs = mem_zeroed(playlist->zone_count, sizeof *self->runs);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        struct runs *runs = &self->runs[z];
        for (size_t i = 0; i < playlist->item_count; i++) {
            if (rehearsal->scrolls[z][i].px > 0) {
                runs->each = MEM_GROW(runs->each, runs->count, runs->capacity);
                runs->each[runs->count++] = (struct run){i, rehearsal->scrolls[z][i]};
            }
        }
    }
}

// Whatever of the item is written with fonts. The code of a qr is not.
static void check_item_glyphs(struct examined *self, const struct item *item)
{
    switch (item->kind) {
    case ITEM_SLOGAN:
        check_glyphs(self, item, item->text);
        check_tags(self, "text", item->line, item->text);
        check_tags(self, "mongolian", item->line, item->mongolian);
        check_glyphs(self, item, item->mongolian);
        break;
    case ITEM_QR:
        check_glyphs(self, item, item->caption);
        check_tags(self, "caption", item->line, item->caption);
        break;
    case ITEM_AUDIO:
        check_glyphs(self, item, item->caption != NULL ? item->caption : item->title);
        break;
    case ITEM_CLOCK:
        check_glyphs(self, item, "0123456789:");
        check_glyphs(self, item, item->shows_date ? "年月日" : NULL);
        check_glyphs(self, item, item->shows_weekday ? "星期一二三四五六日" : NULL);
        break;
    case ITEM_IMAGE:
    case ITEM_VIDEO:
        break;
    }
}

// How long it takes until every item of the zone has had its turns.
static int64_t loop_us(const struct playlist *playlist, const struct zone *zone,
                       const int64_t *lengths_us)
{
    int64_t sum_us = 0;
    for (size_t i = 0; i < zone->item_count; i++) {
        sum_us += playlist->items[zone->items[i]].often.weight * lengths_us[zone->items[i]];
    }
    return sum_us;
}

static void check_loops(struct examined *self, const struct rehearsal *rehearsal)
{
    const struct playlist *playlist = self->setting.playlist;
    self->loops_us = mem_zeroed(playlist->zone_count, sizeof *self->loops_us);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        self->loops_us[z] = loop_us(playlist, &playlist->zones[z], rehearsal->lengths_us[z]);
        if (self->loops_us[z] == 0) {
            troubles_add(&self->troubles, TROUBLE_ERROR, playlist->path, playlist->zones[z].line,
                         NULL, NULL, "zone \"%s\": nothing in it can be shown",
                         playlist->zones[z].name);
        }
    }
}

// The schedule, from today's local day on or from the one that --date says, which was read before.
static void check_schedule(struct examined *self, const struct rehearsal *rehearsal,
                           const struct opts *opts)
{
    struct clock *clock = clock_system();
    int64_t today = meridian_day(self->setting.meridian, clock->now_wall(clock));
    if (instant_read_day(&today, opts, "date")) {
        struct check_terms terms = {
            .plan = setting_terms(&self->setting),
            .lengths_us = rehearsal->lengths_us,
            .today = today,
            .point_path = opts_value(opts, "point"),
            .district = self->setting.point->district,
        };
        check_plan(&terms, &self->troubles);
    }
}

static void examine(struct examined *self, const struct opts *opts)
{
    const struct playlist *playlist = self->setting.playlist;
    struct rehearsal rehearsal;
    rehearsal_init(&rehearsal, &self->setting, self->canvas, &self->troubles);
    for (size_t i = 0; i < playlist->item_count; i++) {
        check_item_glyphs(self, &playlist->items[i]);
    }
    check_separators(self);
    note_runs(self, &rehearsal);
    struct legible_terms legible = {
        .playlist = playlist,
        .point = self->setting.point,
        .canvas = self->canvas,
        .fonts = setting_letters(&self->setting),
        .rate_mhz = rehearsal.rate_mhz,
        .lengths_us = rehearsal.lengths_us,
    };
    check_legible(&legible, &self->troubles);
    check_loops(self, &rehearsal);
    check_media(self->setting.playlist, rehearsal.lengths_us, &self->troubles);
    check_schedule(self, &rehearsal, opts);
    rehearsal_fini(&rehearsal);
}

static void print_length(int64_t us, struct str *out)
{
    int64_t tenths = (us + 50000) / 100000;
    if (tenths >= 600) {
        str_addf(out, "%lld min ", (long long)(tenths / 600));
    }
    str_addf(out, "%.1f s", (double)(tenths % 600) / 10.0);
}

static bool runs_alike(const struct scroll *a, const struct scroll *b)
{
    return a->wished_px_s == b->wished_px_s && a->px == b->px && a->frames == b->frames;
}

// Speeds that had to be made whole; items that run alike share a line.
static void print_runs(const struct playlist *playlist, const struct runs *runs, struct str *out)
{
    enum { NAMED = 3 };
    for (size_t i = 0; i < runs->count; i++) {
        const struct scroll *scroll = &runs->each[i].scroll;
        int64_t really_mpx_s = scroll_speed_mpx_s(scroll);
        size_t alike = 0;
        bool is_told = really_mpx_s == (int64_t)scroll->wished_px_s * 1000;
        for (size_t k = 0; k < i && !is_told; k++) {
            is_told = runs_alike(&runs->each[k].scroll, scroll);
        }
        if (is_told) {
            continue;
        }
        str_add(out, "    ");
        for (size_t k = i; k < runs->count; k++) {
            if (runs_alike(&runs->each[k].scroll, scroll) && ++alike <= NAMED) {
                str_addf(out, "%s%s", alike > 1 ? ", " : "",
                         playlist->items[runs->each[k].item].id);
            }
        }
        if (alike > NAMED) {
            str_addf(out, " and %zu more", alike - NAMED);
        }
        str_addf(out, ": %d px/s wished, %g px/s in whole pixels at %g frames a second\n",
                 scroll->wished_px_s, (double)really_mpx_s / 1000, (double)scroll->rate_mhz / 1000);
    }
}

static void print_plain(const struct examined *self, const char *path, struct str *out)
{
    troubles_print(&self->troubles, out);
    const struct playlist *playlist = self->setting.playlist;
    size_t errors = troubles_errors(&self->troubles);
    if (playlist == NULL) {
        str_addf(out, "%s: cannot be played\n", path);
        return;
    }
    str_addf(out, "%s: %s, %zu item%s, canvas %dx%d\n", path,
             errors > 0                 ? "has errors"
             : self->troubles.count > 0 ? "can be played, with warnings"
                                        : "fine",
             playlist->item_count, playlist->item_count == 1 ? "" : "s", self->canvas.w,
             self->canvas.h);
    if (self->point.length > 0) {
        str_addf(out, "  point %s: %s\n", self->setting.point->id, self->point.text);
    }
    for (size_t z = 0; z < playlist->zone_count; z++) {
        str_addf(out, "  zone %s: %zu item%s, a loop takes ", playlist->zones[z].name,
                 playlist->zones[z].item_count, playlist->zones[z].item_count == 1 ? "" : "s");
        print_length(self->loops_us[z], out);
        str_add(out, "\n");
        print_runs(playlist, &self->runs[z], out);
    }
}

static void print_finding(const struct trouble *trouble, struct json *json)
{
    json_open(json, '{');
    json_key(json, "severity");
    json_string(json, trouble->severity == TROUBLE_ERROR ? "error" : "warning");
    json_key(json, "file");
    json_string(json, trouble->file);
    json_key(json, "line");
    json_integer(json, trouble->line);
    json_key(json, "key");
    json_string(json, trouble->key);
    json_key(json, "text");
    json_string(json, trouble->sentence);
    json_key(json, "hint");
    json_string(json, trouble->hint);
    json_close(json, '}');
}

static void print_json_runs(const struct playlist *playlist, const struct runs *runs,
                            struct json *json)
{
    json_key(json, "scrolling");
    json_open(json, '[');
    for (size_t i = 0; i < runs->count; i++) {
        json_open(json, '{');
        json_key(json, "item");
        json_string(json, playlist->items[runs->each[i].item].id);
        json_key(json, "wished_px_s");
        json_integer(json, runs->each[i].scroll.wished_px_s);
        json_key(json, "effective_mpx_s");
        json_integer(json, scroll_speed_mpx_s(&runs->each[i].scroll));
        json_key(json, "rate_mhz");
        json_integer(json, runs->each[i].scroll.rate_mhz);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void print_json(const struct examined *self, const char *path, struct json *json)
{
    const struct playlist *playlist = self->setting.playlist;
    json_open(json, '{');
    json_key(json, "playlist");
    json_string(json, path);
    json_key(json, "playable");
    json_boolean(json, playlist != NULL && troubles_errors(&self->troubles) == 0);
    if (self->point.length > 0) {
        json_key(json, "point");
        json_string(json, self->point.text);
    }
    json_key(json, "findings");
    json_open(json, '[');
    for (size_t i = 0; i < self->troubles.count; i++) {
        print_finding(&self->troubles.items[i], json);
    }
    json_close(json, ']');
    json_key(json, "zones");
    json_open(json, '[');
    for (size_t z = 0; playlist != NULL && z < playlist->zone_count; z++) {
        json_open(json, '{');
        json_key(json, "name");
        json_string(json, playlist->zones[z].name);
        json_key(json, "items");
        json_integer(json, (int64_t)playlist->zones[z].item_count);
        json_key(json, "loop_ms");
        json_integer(json, self->loops_us[z] / 1000);
        print_json_runs(playlist, &self->runs[z], json);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

// Tries one playlist; returns the exit code it earns.
static int check_one(const char *path, const struct opts *opts, struct str *out, struct json *json)
{
    struct examined examined = {0};
    if (setting_load(&examined.setting, path, opts, &examined.troubles)) {
        if (!setting_canvas(&examined.setting, opts, &examined.canvas)) {
            setting_fini(&examined.setting);
            troubles_fini(&examined.troubles);
            return EXIT_USAGE;
        }
        struct clock *clock = clock_system();
        point_words(examined.setting.point, examined.canvas, examined.setting.meridian,
                    clock->now_wall(clock), &examined.point);
        examine(&examined, opts);
    }
    if (json != NULL) {
        print_json(&examined, path, json);
    } else {
        print_plain(&examined, path, out);
    }
    int code = examined.troubles.count > 0 ? EXIT_FINDINGS : EXIT_FINE;
    for (size_t z = 0; examined.runs != NULL && z < examined.setting.playlist->zone_count; z++) {
        free(examined.runs[z].each);
    }
    free(examined.runs);
    free(examined.loops_us);
    str_fini(&examined.point);
    setting_fini(&examined.setting);
    troubles_fini(&examined.troubles);
    return code;
}

static int check(const struct opts *opts)
{
    int64_t day = 0;
    if (!instant_read_day(&day, opts, "date")) {
        return EXIT_USAGE;
    }
    bool is_json = opts_has(opts, "json");
    struct str out = {0};
    struct json json = {.out = &out};
    if (is_json) {
        json_open(&json, '[');
    }
    int code = EXIT_FINE;
    for (int i = 0; i < opts->operand_count; i++) {
        int own = check_one(opts->operands[i], opts, &out, is_json ? &json : NULL);
        code = own > code ? own : code;
    }
    if (is_json) {
        json_close(&json, ']');
        str_add(&out, "\n");
    }
    fputs(str_text(&out), stdout);
    str_fini(&out);
    return code;
}

const struct command command_check = {
    .name = "check",
    .operands = "PLAYLIST…",
    .summary = "Says what is wrong with a playlist, its files and its characters.",
    .options = options,
    .run = check,
    .operands_min = 1,
    .operands_max = -1,
};

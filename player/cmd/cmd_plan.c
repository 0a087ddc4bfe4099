// xiaolaba plan: one day slot by slot, before it happens, and why.
#include "agenda/print.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "cmd/exits.h"
#include "cmd/plan_cases.h"
#include "cmd/plan_wish.h"
#include "cmd/rehearse.h"
#include "cmd/table.h"
#include "cmd/thumbs.h"

#include <stdio.h>
#include <stdlib.h>

static const struct opt options[] = {
    {"date", 0, "DAY", "2026-11-26, today (the default) or tomorrow"},
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"zone", 0, "NAME", "only this zone"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"slots", 0, NULL, "every slot as well, not only hours and sums"},
    {"csv", 0, NULL, "every slot, for spreadsheets"},
    {"json", 0, NULL, "everything, for programs"},
    {"html", 0, NULL, "a page to look at and to print"},
    {"explain", 0, "TIME", "why what is on then is on: 14:30, 14:30:20, 2026-11-26T14:30"},
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {0},
};

// One run of the command: what was loaded, and what is asked of it.
struct planning {
    const struct opts *opts;
    struct plan_wish wish;
    struct setting setting;
    struct plan_terms terms;
    struct rehearsal rehearsal;
    struct plan *plan;
    struct lifts lifts;
    struct agenda agenda;
};

static bool find_zone(const struct planning *self, size_t *out)
{
    const struct playlist *playlist = self->setting.playlist;
    const char *name = opts_value(self->opts, "zone");
    *out = PLAN_ALL_ZONES;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        *out = str_is(playlist->zones[z].name, name) ? z : *out;
    }
    if (name == NULL || *out != PLAN_ALL_ZONES) {
        return true;
    }
    struct str names = {0};
    for (size_t z = 0; z < playlist->zone_count; z++) {
        str_addf(&names, "%s%s", z > 0 ? ", " : "", playlist->zones[z].name);
    }
    opts_complain(self->opts, "--zone: \"%s\" is none of %s", name, str_text(&names));
    str_fini(&names);
    return false;
}

static void explain(struct planning *self, struct str *out)
{
    const struct agenda *agenda = &self->agenda;
    struct explanation *each = mem_zeroed(agenda->zone_count, sizeof *each);
    struct wall at = plan_wish_instant(&self->wish, self->setting.meridian, agenda->wish.day);
    for (size_t z = 0; z < agenda->zone_count; z++) {
        explanation_init(&each[z], agenda, &agenda->zones[z], at);
    }
    if (self->wish.format == PLAN_AS_JSON) {
        agenda_print_explanations_json(agenda, each, agenda->zone_count, at, out);
    } else {
        agenda_print_explanations(agenda, each, agenda->zone_count, at, out);
    }
    for (size_t z = 0; z < agenda->zone_count; z++) {
        explanation_fini(&each[z]);
    }
    free(each);
}

static void print_page(struct planning *self, struct str *out)
{
    struct thumbs thumbs;
    thumbs_init(&thumbs, &self->rehearsal, &self->agenda);
    agenda_print_html(&self->agenda, &thumbs.pictures, out);
    thumbs_fini(&thumbs);
}

static void print(struct planning *self, struct str *out)
{
    if (self->wish.explains) {
        explain(self, out);
        return;
    }
    switch (self->wish.format) {
    case PLAN_AS_TABLE:
        agenda_print_table(&self->agenda, opts_has(self->opts, "slots"), out);
        break;
    case PLAN_AS_CSV:
        agenda_print_csv(&self->agenda, out);
        break;
    case PLAN_AS_JSON:
        agenda_print_json(&self->agenda, out);
        break;
    case PLAN_AS_HTML:
        print_page(self, out);
        break;
    }
}

static int hand_over(const struct opts *opts, const struct str *text)
{
    const char *path = opts_value(opts, "output");
    struct error err = {0};
    if (path == NULL) {
        fputs(str_text(text), stdout);
    } else if (file_write(path, text->text, text->length, &err)) {
        printf("%s\n", path);
    } else {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    return EXIT_FINE;
}

static void rehearse(struct planning *self, struct size canvas)
{
    struct troubles troubles = {0};
    rehearsal_init(&self->rehearsal, &self->setting, canvas, &troubles);
    setting_say(&troubles);
    self->terms = setting_terms(&self->setting);
    self->plan = rehearsal_plan(&self->rehearsal);
}

static int make_plan(struct planning *self)
{
    struct agenda_wish wish = {.terms = &self->terms, .lifts = &self->lifts};
    if (!setting_canvas(&self->setting, self->opts, &wish.canvas) || !find_zone(self, &wish.zone)) {
        return EXIT_USAGE;
    }
    const struct point *point = self->setting.point;
    wish.point =
        opts_has(self->opts, "point") ? (point->name != NULL ? point->name : point->id) : NULL;
    wish.day = plan_wish_day(&self->wish, self->setting.meridian);
    plan_calendar_warn(&self->setting, wish.day);
    rehearse(self, wish.canvas);
    wish.plan = self->plan;
    struct cases *cases = plan_cases_load(&self->setting);
    plan_cases_tell(cases, &self->setting, self->plan, wish.day, &self->lifts);
    cases_free(cases);
    agenda_init(&self->agenda, &wish);
    struct str out = {0};
    print(self, &out);
    int code = hand_over(self->opts, &out);
    str_fini(&out);
    agenda_fini(&self->agenda);
    plan_free(self->plan);
    rehearsal_fini(&self->rehearsal);
    lifts_fini(&self->lifts);
    return code;
}

static int plan(const struct opts *opts)
{
    struct planning planning = {.opts = opts};
    lifts_init(&planning.lifts);
    if (!plan_wish_read(&planning.wish, opts)) {
        return EXIT_USAGE;
    }
    if (!setting_load_saying(&planning.setting, opts->operands[0], opts)) {
        return EXIT_CANNOT_START;
    }
    int code = make_plan(&planning);
    setting_fini(&planning.setting);
    return code;
}

const struct command command_plan = {
    .name = "plan",
    .operands = "PLAYLIST",
    .summary = "Tells what plays when on one day, what it adds up to, and why.",
    .options = options,
    .run = plan,
    .operands_min = 1,
    .operands_max = 1,
};

// Cases become lifts.
#include "show/caseload.h"

#include "base/log.h"
#include "base/str.h"

// False: nothing good was read; what was known stays.
static bool load(struct caseload *self)
{
    struct troubles troubles = {0};
    struct cases *cases = cases_load(self->playlist->cases.path, &troubles);
    struct str text = {0};
    troubles_print(&troubles, &text);
    if (cases == NULL) {
        log_error("the cases are not used; weights stay as they are:\n%s", str_text(&text));
    } else if (troubles.count > 0) {
        log_warn("%s", str_text(&text));
    }
    str_fini(&text);
    troubles_fini(&troubles);
    if (cases == NULL) {
        return false;
    }
    cases_free(self->cases);
    self->cases = cases;
    return true;
}

void caseload_init(struct caseload *self, const struct playlist *playlist, const char *district,
                   bool watches_file)
{
    *self = (struct caseload){
        .playlist = playlist, .district = district, .watch = {.fd = -1}, .told_day = INT64_MIN};
    if (playlist->cases.path != NULL) {
        (void)load(self);
        if (watches_file) {
            watch_init(&self->watch, playlist->cases.path);
        }
    }
}

void caseload_fini(struct caseload *self)
{
    cases_free(self->cases);
    watch_fini(&self->watch);
    *self = (struct caseload){.watch = {.fd = -1}};
}

bool caseload_look(struct caseload *self)
{
    if (!watch_has_changed(&self->watch) || !load(self)) {
        return false;
    }
    log_info("%s was read", self->playlist->cases.path);
    self->is_stale = true;
    return true;
}

void caseload_tell(struct caseload *self, struct plan *plan, struct diary *diary,
                   const struct diary_time *time, struct wall at)
{
    if (self->cases == NULL || !time->is_plan_wall) {
        return;
    }
    int64_t day = plan_day(plan, at);
    if (self->told_day == day && !self->is_stale) {
        return;
    }
    struct lifts lifts;
    struct str detail = {0};
    lifts_init(&lifts);
    cases_lifts(self->cases, &self->playlist->cases, self->district, day, &lifts);
    lifts_print(&lifts, &detail);
    const char *before = diary_lifts(diary, day);
    if (!str_is(before, detail.text)) {
        struct wall from = before == NULL ? plan_day_start(plan, day) : at;
        diary_add_lifts(diary, time, plan, self->playlist, day, from, detail.text);
    }
    self->told_day = day;
    self->is_stale = false;
    str_fini(&detail);
    lifts_fini(&lifts);
}

void caseload_begin_again(struct caseload *self)
{
    self->told_day = INT64_MIN;
}

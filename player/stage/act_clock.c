// Time, date and weekday in Chinese, of the place where the screen stands. The hour is learned
// once, when the act goes on; from there it counts.
#include "stage/acts.h"
#include "stage/caption.h"
#include "stage/still.h"

#include "base/civil.h"
#include "base/mem.h"
#include "base/meridian.h"

#include <stdlib.h>

enum { CLOCK_HOLD_US = 30000000, TIME_PERCENT = 62 };

static const char *const weekdays[] = {"星期日", "星期一", "星期二", "星期三",
                                       "星期四", "星期五", "星期六"};

struct clock_act {
    struct still_act base; // first member
    struct wall started;   // when it was at its beginning
    int64_t shown;         // what view() decided: seconds or minutes since 1970
    int64_t painted;       // what the still picture shows; −1: nothing
};

static struct clock_act *clock_of(struct act *act)
{
    return (struct clock_act *)act;
}

static int64_t step_us(const struct act *act)
{
    return act->item->shows_seconds ? CLOCK_SECOND_US : 60 * CLOCK_SECOND_US;
}

static void date_line(const struct item *item, struct civil at, char *out, size_t size)
{
    const char *weekday = item->shows_weekday ? weekdays[at.weekday] : "";
    if (item->shows_date) {
        snprintf(out, size, "%d年%d月%d日%s%s", at.year, at.month, at.day,
                 item->shows_weekday ? " " : "", weekday);
    } else {
        snprintf(out, size, "%s", weekday);
    }
}

// What the clock says at an instant, and where.
struct dial {
    char time[16];
    char date[64]; // "": it shows none
    struct rect time_box, date_box;
};

static struct dial dial_of(const struct item *item, struct civil at, struct size zone)
{
    struct dial dial;
    if (item->shows_seconds) {
        snprintf(dial.time, sizeof dial.time, "%02d:%02d:%02d", at.hour, at.minute, at.second);
    } else {
        snprintf(dial.time, sizeof dial.time, "%02d:%02d", at.hour, at.minute);
    }
    date_line(item, at, dial.date, sizeof dial.date);
    int margin = zone.h / 16;
    int high = dial.date[0] == '\0' ? zone.h - 2 * margin : zone.h * TIME_PERCENT / 100;
    dial.time_box = (struct rect){margin, margin, zone.w - 2 * margin, high - margin};
    dial.date_box = (struct rect){margin, high, zone.w - 2 * margin, zone.h - high - margin};
    return dial;
}

static bool paint(struct clock_act *self, int64_t step, struct error *err)
{
    const struct act *act = &self->base.act;
    struct wall instant = {step * step_us(act)};
    struct civil at = civil_at(instant, meridian_offset_s(act->env->meridian, instant));
    struct dial dial = dial_of(act->item, at, act->size);
    if (self->base.still == NULL) {
        self->base.still = still_new(act->size, act->background);
    }
    SDL_FillRect(self->base.still, NULL, colour_argb(act->background));
    self->painted = step;
    if (act->env->hides_clocks) {
        return true;
    }
    return caption_paint(act->env->fonts, dial.time, &act->item->look, dial.time_box,
                         self->base.still, err) &&
           (dial.date[0] == '\0' || caption_paint(act->env->fonts, dial.date, &act->item->look,
                                                  dial.date_box, self->base.still, err));
}

static enum act_state clock_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)elapsed_us;
    struct clock_act *self = clock_of(act);
    if (self->painted < 0 && !paint(self, 0, err)) {
        return ACT_FAILED; // a trial: can it be written at all?
    }
    return ACT_READY;
}

static int64_t clock_length_us(const struct act *act)
{
    return still_length_us(act, CLOCK_HOLD_US);
}

static void clock_start(struct act *act, struct wall at, int64_t from_us)
{
    clock_of(act)->started.us = at.us - from_us;
}

static struct act_view clock_view(struct act *act, int64_t elapsed_us)
{
    struct clock_act *self = clock_of(act);
    int64_t now_us = self->started.us + elapsed_us;
    self->shown = now_us / step_us(act);
    struct act_view view = still_view(act, elapsed_us);
    view.picture = self->shown;
    view.next_us = elapsed_us + step_us(act) - now_us % step_us(act);
    return view;
}

static void clock_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    struct clock_act *self = clock_of(act);
    struct error ignored = {0}; // it could be written when it was prepared
    if (self->painted != self->shown && !paint(self, self->shown, &ignored)) {
        return;
    }
    still_draw(act, into, x, y);
}

static void clock_close(struct act *act)
{
    struct clock_act *self = clock_of(act);
    SDL_FreeSurface(self->base.still);
    free(self);
}

static const struct act_ops clock_ops = {
    .prepare = clock_prepare,
    .length_us = clock_length_us,
    .start = clock_start,
    .view = clock_view,
    .draw = clock_draw,
    .close = clock_close,
    .can_repeat = true,
};

struct act *clock_open(const struct act_request *request, struct error *err)
{
    (void)request;
    (void)err;
    struct clock_act *self = mem_zeroed(1, sizeof *self);
    self->base.act.ops = &clock_ops;
    self->painted = -1;
    return &self->base.act;
}

bool clock_read(const struct act_request *request, struct reading *out, struct error *err)
{
    const struct item *item = request->item;
    struct dial dial = dial_of(item, civil_at((struct wall){0}, 0), request->size);
    struct caption_fit time = {0};
    struct caption_fit date = {0};
    if (!caption_fit(request->env->fonts, dial.time, &item->look, dial.time_box, &time, err) ||
        (dial.date[0] != '\0' &&
         !caption_fit(request->env->fonts, dial.date, &item->look, dial.date_box, &date, err))) {
        return false;
    }
    bool is_date_smaller = date.size_px > 0 && date.size_px < time.size_px;
    out->size_px = is_date_smaller ? date.size_px : time.size_px;
    return true;
}

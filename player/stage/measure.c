// Opening every item once to hear how long it wants to stay.
#include "stage/measure.h"

static int64_t measure(const struct act_request *request, struct error *err)
{
    struct act *act = act_open(request, err);
    if (act == NULL) {
        return 0;
    }
    enum act_state state;
    do {
        state = act->ops->prepare(act, 0, err);
    } while (state == ACT_PREPARING);
    int64_t length_us = state == ACT_READY ? act->ops->length_us(act) : 0;
    act->ops->close(act);
    return length_us;
}

void measure_zone(const struct playlist *playlist, size_t zone_index, struct size canvas,
                  const struct act_env *env, int64_t *lengths_us, measure_trouble *trouble,
                  void *trouble_self)
{
    const struct zone *zone = &playlist->zones[zone_index];
    struct rect place = zone_place(zone, canvas);
    for (size_t i = 0; i < zone->item_count; i++) {
        const struct item *item = &playlist->items[zone->items[i]];
        struct act_request request = {
            .env = env,
            .item = item,
            .size = {place.w, place.h},
            .background = item->look.background.a > 0 ? item->look.background : zone->background,
        };
        struct error err = {0};
        lengths_us[zone->items[i]] = measure(&request, &err);
        if (lengths_us[zone->items[i]] <= 0 && trouble != NULL) {
            trouble(trouble_self, item, err.text);
        }
    }
}

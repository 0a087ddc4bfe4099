// The agenda for programs.
#include "agenda/print.h"

#include "agenda/words.h"
#include "base/json.h"

static const struct playlist *playlist_of(const struct agenda *agenda)
{
    return agenda->wish.terms->playlist;
}

static void add_number(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_integer(json, value);
}

static void add_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_string(json, text);
}

static void add_flag(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_boolean(json, value);
}

static void add_instant(struct json *json, const char *key, const struct agenda *agenda,
                        int64_t at_us)
{
    struct str text = {0};
    words_instant(&text, agenda, at_us);
    add_text(json, key, str_text(&text));
    str_fini(&text);
}

static const char *const kinds[] = {[SLOT_ITEM] = "item",
                                    [SLOT_NOTHING] = "house",
                                    [SLOT_DARK] = "dark",
                                    [SLOT_SUSPENDED] = "emergency"};

static void add_slot(struct json *json, const struct agenda *agenda, const struct slot *slot)
{
    json_open(json, '{');
    add_instant(json, "from", agenda, slot->start.us);
    add_instant(json, "to", agenda, slot->end.us);
    add_number(json, "ms", (slot->end.us - slot->start.us) / 1000);
    add_text(json, "kind", kinds[slot->kind]);
    if (slot->kind == SLOT_ITEM) {
        add_text(json, "item", playlist_of(agenda)->items[slot->item].id);
        add_flag(json, "filler", slot->is_filler);
        add_flag(json, "cut", slot->is_cut);
    }
    json_close(json, '}');
}

static void add_sum(struct json *json, const struct agenda *agenda, const struct agenda_sum *sum)
{
    add_number(json, "plays", sum->plays);
    add_number(json, "ms", sum->time_us / 1000);
    if (sum->plays > 0) {
        add_instant(json, "first", agenda, sum->first_us);
        add_instant(json, "last", agenda, sum->last_us);
    }
}

static void add_item(struct json *json, const struct agenda *agenda, const struct agenda_zone *zone,
                     const struct agenda_item *item)
{
    const struct item *facts = &playlist_of(agenda)->items[item->item];
    json_open(json, '{');
    add_text(json, "item", facts->id);
    add_text(json, "title", facts->title);
    add_text(json, "topic", facts->topic);
    add_text(json, "audience", facts->audience);
    add_sum(json, agenda, &item->sum);
    add_number(json, "share_ppm", agenda_ppm(item->sum.time_us, zone->open_us));
    add_number(json, "may_ms", item->may_us / 1000);
    add_number(json, "gets_ppm", agenda_item_ppm(item));
    add_number(json, "wanted_ppm", facts->often.share_ppm);
    if (item->gap_us != AGENDA_NO_GAP) {
        add_number(json, "least_gap_ms", item->gap_us / 1000);
    }
    add_number(json, "lift_by_cases_permille", item->cases_permille);
    add_number(json, "lift_by_dayparts_permille", item->dayparts_permille);
    add_number(json, "hours_due", item->hours_due);
    add_number(json, "hours_short", item->hours_short);
    add_flag(json, "day_short", item->is_day_short);
    add_text(json, "never", item->reason != REASON_NONE ? reason_text(item->reason) : NULL);
    json_close(json, '}');
}

static void add_sums(struct json *json, const struct agenda *agenda, const char *key,
                     const char *name, const struct agenda_sums *sums)
{
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < sums->count; i++) {
        json_open(json, '{');
        add_text(json, name, sums->each[i].key);
        add_sum(json, agenda, &sums->each[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void add_zone(struct json *json, const struct agenda *agenda, const struct agenda_zone *zone)
{
    json_open(json, '{');
    add_text(json, "zone", playlist_of(agenda)->zones[zone->zone].name);
    add_number(json, "plays", zone->total.plays);
    add_number(json, "open_ms", zone->open_us / 1000);
    add_number(json, "item_ms", zone->total.item_us / 1000);
    add_number(json, "filler_ms", zone->total.filler_us / 1000);
    add_number(json, "house_ms", zone->total.house_us / 1000);
    add_number(json, "dark_ms", zone->total.dark_us / 1000);
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < zone->item_count; i++) {
        add_item(json, agenda, zone, &zone->items[i]);
    }
    json_close(json, ']');
    add_sums(json, agenda, "topics", "topic", &zone->topics);
    add_sums(json, agenda, "audiences", "audience", &zone->audiences);
    json_key(json, "slots");
    json_open(json, '[');
    for (size_t i = 0; i < zone->slot_count; i++) {
        add_slot(json, agenda, &zone->slots[i]);
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void add_bands(struct json *json, const struct agenda *agenda)
{
    json_key(json, "dayparts");
    json_open(json, '[');
    for (size_t i = 0; i < agenda->band_count; i++) {
        const struct agenda_band *band = &agenda->bands[i];
        json_open(json, '{');
        add_text(json, "daypart", band->daypart != NULL ? band->daypart->name : NULL);
        add_flag(json, "opening_hours", band->daypart == NULL);
        json_key(json, "spans");
        json_open(json, '[');
        for (size_t k = 0; k < band->count; k++) {
            json_open(json, '{');
            add_instant(json, "from", agenda, band->spans[k].from_us);
            add_instant(json, "to", agenda, band->spans[k].to_us);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void add_cases(struct json *json, const struct lifts *lifts)
{
    json_key(json, "lifts_by_cases");
    json_open(json, '[');
    for (size_t i = 0; lifts != NULL && i < lifts->count; i++) {
        json_open(json, '{');
        add_text(json, "topic", lifts->items[i].topic);
        add_number(json, "cases", lifts->items[i].cases);
        add_number(json, "permille", lifts->items[i].lift_permille);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void add_idle(struct json *json, const struct agenda *agenda)
{
    json_key(json, "in_no_zone");
    json_open(json, '[');
    for (size_t i = 0; i < agenda->idle_count; i++) {
        json_open(json, '{');
        add_text(json, "item", playlist_of(agenda)->items[agenda->idle[i].item].id);
        add_text(json, "never", reason_text(agenda->idle[i].reason));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void add_heading(struct json *json, const struct agenda *agenda)
{
    struct str text = {0};
    words_date(&text, agenda);
    add_text(json, "date", str_text(&text));
    str_fini(&text);
    add_flag(json, "workday", words_is_workday(agenda));
    add_text(json, "playlist", playlist_of(agenda)->path);
    add_text(json, "revision", playlist_of(agenda)->revision);
    add_text(json, "point", agenda->wish.point);
}

void agenda_print_json(const struct agenda *agenda, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    add_heading(&json, agenda);
    json_key(&json, "zones");
    json_open(&json, '[');
    for (size_t z = 0; z < agenda->zone_count; z++) {
        add_zone(&json, agenda, &agenda->zones[z]);
    }
    json_close(&json, ']');
    add_sums(&json, agenda, "topics", "topic", &agenda->topics);
    add_sums(&json, agenda, "audiences", "audience", &agenda->audiences);
    add_bands(&json, agenda);
    add_cases(&json, agenda->wish.lifts);
    add_idle(&json, agenda);
    json_close(&json, '}');
    str_add(out, "\n");
}

// --- one instant -------------------------------------------------------------------------------

static void add_candidate(struct json *json, const struct agenda *agenda,
                          const struct candidate *candidate)
{
    json_open(json, '{');
    add_text(json, "item", playlist_of(agenda)->items[candidate->item].id);
    add_flag(json, "chosen", candidate->verdict == VERDICT_CHOSEN);
    add_flag(json, "filler", candidate->is_filler);
    add_number(json, "weight_permille", candidate->weight_permille);
    add_text(json, "why", candidate->why);
    json_close(json, '}');
}

void agenda_print_explanations_json(const struct agenda *agenda, const struct explanation *each,
                                    size_t count, struct wall at, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    add_heading(&json, agenda);
    add_instant(&json, "at", agenda, at.us);
    json_key(&json, "zones");
    json_open(&json, '[');
    for (size_t z = 0; z < count; z++) {
        json_open(&json, '{');
        add_text(&json, "zone", playlist_of(agenda)->zones[each[z].zone].name);
        json_key(&json, "slot");
        add_slot(&json, agenda, &each[z].slot);
        json_key(&json, "candidates");
        json_open(&json, '[');
        for (size_t i = 0; i < each[z].count; i++) {
            add_candidate(&json, agenda, &each[z].candidates[i]);
        }
        json_close(&json, ']');
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    str_add(out, "\n");
}

// One instant explained, for a terminal.
#include "agenda/print.h"

#include "agenda/grid.h"
#include "agenda/words.h"

static void say_slot(struct str *out, const struct agenda *agenda, const struct slot *slot)
{
    const struct playlist *playlist = agenda->wish.terms->playlist;
    switch (slot->kind) {
    case SLOT_ITEM:
        str_addf(out, "%s%s", playlist->items[slot->item].id, slot->is_filler ? " (filler)" : "");
        break;
    case SLOT_NOTHING:
        str_add(out, "the house card, because nothing may play");
        break;
    case SLOT_DARK:
        str_add(out, "dark, because the point is closed");
        break;
    case SLOT_SUSPENDED:
        str_add(out, "an emergency");
        break;
    }
    str_add(out, ", ");
    words_time(out, agenda, slot->start.us);
    str_add(out, " – ");
    words_time(out, agenda, slot->end.us);
    str_addf(out, " (%.1f s%s), slot %lld of the day\n",
             (double)(slot->end.us - slot->start.us) / (double)CLOCK_SECOND_US,
             slot->is_cut ? ", cut" : "", (long long)slot->number + 1);
}

static void say_candidates(struct str *out, const struct agenda *agenda,
                           const struct explanation *each)
{
    if (each->count == 0) {
        return;
    }
    struct grid grid = {.aligns = "llrl"};
    grid_add(&grid, "");
    grid_add(&grid, "item");
    grid_add(&grid, "weight");
    grid_add(&grid, "why");
    for (size_t i = 0; i < each->count; i++) {
        const struct candidate *candidate = &each->candidates[i];
        const char *id = agenda->wish.terms->playlist->items[candidate->item].id;
        struct str weight = {0};
        words_weight(&weight, candidate->weight_permille);
        grid_add(&grid, candidate->verdict == VERDICT_CHOSEN ? ">" : "");
        grid_addf(&grid, "%s%s", id, candidate->is_filler ? " (filler)" : "");
        grid_take(&grid, &weight);
        grid_add(&grid, candidate->why);
    }
    grid_print(&grid, "  ", out);
}

void agenda_print_explanations(const struct agenda *agenda, const struct explanation *each,
                               size_t count, struct wall at, struct str *out)
{
    words_date(out, agenda);
    str_add(out, " ");
    words_time(out, agenda, at.us);
    str_add(out, "\n");
    for (size_t z = 0; z < count; z++) {
        str_addf(out, "\nzone %s: ", agenda->wish.terms->playlist->zones[each[z].zone].name);
        say_slot(out, agenda, &each[z].slot);
        say_candidates(out, agenda, &each[z]);
    }
}

// A ledger in one line.
#include "logbook.h"

#include "support/test.h"

#include "base/str.h"
#include "ledger/collect.h"

#define FRAME_MS 17

static void expect(struct str *got, const char *want)
{
    if (!str_is(str_text(got), want)) {
        fail_msg("\n got: %s\nwant: %s", str_text(got), want);
    }
    str_fini(got);
}

// What was due at a tenth of a second comes within a few frames and a look at the keys.
static void add(struct str *text, const char *word, int64_t at_us)
{
    long long tenths = (long long)(at_us + FRAME_MS * 1000) / 100000;
    str_addf(text, "%s%s %lld.%lld", text->length > 0 ? ", " : "", word, tenths / 10, tenths % 10);
}

void expect_plays(const struct theatre *theatre, const char *zone, const char *want)
{
    struct collection all = collect(theatre->ledger_path);
    struct str text = {0};
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        if (str_is(play->zone, zone)) {
            add(&text, play->item, play->start_mono.us);
            str_addf(&text, " %s", play_end_name(play->end));
        }
    }
    collection_free(&all);
    expect(&text, want);
}

void expect_events(const struct theatre *theatre, const char *want)
{
    struct event_collection all = collect_events(theatre->ledger_path);
    struct str text = {0};
    for (size_t i = 0; i < all.count; i++) {
        enum event_kind kind = all.events[i].kind;
        if (kind == EVENT_BOOT || kind == EVENT_PLAYLIST) {
            continue;
        }
        add(&text, event_kind_name(all.events[i].kind), all.events[i].mono.us);
    }
    event_collection_free(&all);
    expect(&text, want);
}

int64_t count_events(const struct theatre *theatre, enum event_kind kind)
{
    struct event_collection all = collect_events(theatre->ledger_path);
    int64_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        count += all.events[i].kind == kind;
    }
    event_collection_free(&all);
    return count;
}

void expect_powers(const struct theatre *theatre, const char *want)
{
    struct str text = {0};
    for (int i = 0; i < theatre->power_count; i++) {
        add(&text, theatre->powers[i].is_on ? "on" : "off", theatre->powers[i].at_us);
    }
    expect(&text, want);
}

void expect_glances(const struct theatre *theatre, int spot, const char *want)
{
    struct str text = {0};
    for (int i = 0; i < theatre->spots[spot].glance_count; i++) {
        const struct glance *glance = &theatre->spots[spot].glances[i];
        char colour[8];
        snprintf(colour, sizeof colour, "%06x", (unsigned)glance->colour);
        add(&text, colour, glance->at_us);
    }
    expect(&text, want);
}

void expect_one_after_the_other(const struct theatre *theatre, const char *zone)
{
    struct collection all = collect(theatre->ledger_path);
    const struct play *before = NULL;
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        if (!str_is(play->zone, zone)) {
            continue;
        }
        if (before != NULL) {
            int64_t since_ms = (play->start_mono.us - before->start_mono.us) / 1000;
            assert_true(since_ms + FRAME_MS >= before->shown.span_ms);
            assert_string_not_equal(play->item, before->item);
        }
        before = play;
    }
    collection_free(&all);
}

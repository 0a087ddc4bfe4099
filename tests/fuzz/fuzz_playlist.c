// Any bytes, read as a playlist and as a point: no crash, no hang, and what comes back keeps the
// promises of playlist.h. Built as a libFuzzer program with -DXIAOLABA_FUZZ=ON (clang), and linked
// with replay.c to run the corpus under ctest.
#include "base/utf8.h"
#include "playlist/playlist.h"
#include "point/point.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_item(const struct item *item)
{
    assert(item->id != NULL && strlen(item->id) >= 1 && strlen(item->id) <= 64);
    assert(item_kind_name(item->kind) != NULL);
    assert(item->source != NULL && strchr(item->source, '\n') == NULL);
    assert(item->often.weight >= 1 && item->often.weight <= 100 && item->passes >= 1 && item->passes <= 100);
    assert(item->hold_us >= 0 && item->page_us >= 0 && item->speed_px_s >= 0);
    assert(item->gain_db >= -60 && item->gain_db <= 12);
    bool has_file =
        item->kind == ITEM_IMAGE || item->kind == ITEM_VIDEO || item->kind == ITEM_AUDIO;
    bool has_text = item->kind == ITEM_SLOGAN || item->kind == ITEM_QR;
    assert(has_file == (item->path != NULL));
    assert(has_text == (item->text != NULL));
}

static void check_zone(const struct playlist *playlist, const struct zone *zone)
{
    assert(zone->name != NULL && zone->item_count >= 1);
    for (size_t i = 0; i < zone->item_count; i++) {
        assert(zone->items[i] < playlist->item_count);
    }
    static const struct size canvases[] = {{1, 1}, {1024, 128}, {3, 5000}};
    for (size_t i = 0; i < sizeof canvases / sizeof canvases[0]; i++) {
        struct rect place = zone_place(zone, canvases[i]);
        assert(!rect_is_empty(place));
        assert(rect_holds((struct rect){0, 0, canvases[i].w, canvases[i].h}, place));
    }
}

static void check_findings(const struct troubles *troubles, bool is_usable)
{
    assert(is_usable == (troubles_errors(troubles) == 0));
    struct str out = {0};
    troubles_print(troubles, &out);
    assert(utf8_valid_length(str_text(&out), out.length) == out.length);
    assert((out.length == 0) == (troubles->count == 0));
    str_fini(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("fuzz/f.cfg", bytes, size, &troubles);
    check_findings(&troubles, playlist != NULL);
    for (size_t i = 0; playlist != NULL && i < playlist->item_count; i++) {
        check_item(&playlist->items[i]);
        assert(playlist_item(playlist, playlist->items[i].id) == &playlist->items[i]);
    }
    assert(playlist == NULL || (playlist->zone_count >= 1 && strlen(playlist->revision) == 32));
    for (size_t i = 0; playlist != NULL && i < playlist->zone_count; i++) {
        check_zone(playlist, &playlist->zones[i]);
    }
    playlist_free(playlist);
    troubles_fini(&troubles);

    struct point *point = point_parse("fuzz/p.cfg", bytes, size, &troubles);
    check_findings(&troubles, point != NULL);
    assert(point == NULL || (point->id != NULL && point->volume >= 0 && point->volume <= 100));
    point_free(point);
    troubles_fini(&troubles);
    return 0;
}

// The sample and the manual show every key that the reader knows, and the sample's commented keys
// really are the defaults. A key that the tables name but nobody reads is found too.
#include "support/test.h"

#include "base/file.h"
#include "calendar/calendar.h"
#include "calendar/read_when.h"
#include "playlist/cases.h"
#include "playlist/keys.h"
#include "playlist/playlist.h"

static const char sample_path[] = XIAOLABA_SOURCE_DIR "/playlists/sample.cfg";
static const char manual_path[] = XIAOLABA_SOURCE_DIR "/player/man/xiaolaba-playlist.5.scd";

static char *read_whole(const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (!file_read(path, 1 << 20, &bytes, &length, &err)) {
        fail_msg("%s", err.text);
    }
    return bytes;
}

static struct playlist *parse_without_findings(const char *text)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("sample.cfg", text, strlen(text), &troubles);
    struct str out = {0};
    troubles_print(&troubles, &out);
    assert_string_equal(str_text(&out), "");
    assert_non_null(playlist);
    str_fini(&out);
    troubles_fini(&troubles);
    return playlist;
}

// "    #hold = 3; # why" becomes "     hold = 3; # why"; a comment in words stays one.
static void uncomment_keys(char *text)
{
    for (char *line = text; line != NULL && *line != '\0';) {
        char *sign = line + strspn(line, " ");
        size_t word = strspn(sign + (*sign == '#'), "abcdefghijklmnopqrstuvwxyz_");
        if (*sign == '#' && word > 0 && strncmp(sign + 1 + word, " = ", 3) == 0) {
            *sign = ' ';
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
}

static void the_commented_keys_of_the_sample_are_the_defaults(void **state)
{
    (void)state;
    char *text = read_whole(sample_path);
    struct playlist *plain = parse_without_findings(text);
    char *before = strdup(text);
    uncomment_keys(text);
    assert_string_not_equal(text, before);
    struct playlist *spoken = parse_without_findings(text);
    assert_string_equal(plain->name, spoken->name);
    assert_memory_equal(&plain->canvas, &spoken->canvas, sizeof plain->canvas);
    assert_int_equal(plain->item_count, spoken->item_count);
    for (size_t i = 0; i < plain->item_count; i++) {
        const struct item *a = &plain->items[i];
        const struct item *b = &spoken->items[i];
        assert_string_equal(a->id, b->id);
        assert_string_equal(a->source, b->source);
        assert_memory_equal(&a->often, &b->often, sizeof a->often);
        assert_int_equal(a->priority, b->priority);
        assert_int_equal(a->hold_us, b->hold_us);
        assert_int_equal(a->transition.kind, b->transition.kind);
    }
    assert_int_equal(plain->sync, spoken->sync);
    assert_int_equal(plain->daypart_count, spoken->daypart_count);
    for (size_t i = 0; i < plain->daypart_count; i++) {
        assert_true(plain->dayparts[i].lift == spoken->dayparts[i].lift);
    }
    assert_int_equal(plain->zone_count, spoken->zone_count);
    for (size_t i = 0; i < plain->zone_count; i++) {
        const struct zone *a = &plain->zones[i];
        const struct zone *b = &spoken->zones[i];
        struct rect one = zone_place(a, (struct size){1000, 500});
        struct rect two = zone_place(b, (struct size){1000, 500});
        assert_memory_equal(&one, &two, sizeof one);
        assert_int_equal(a->z, b->z);
        assert_int_equal(a->topic_gap_us, b->topic_gap_us);
        assert_int_equal(a->is_endless, b->is_endless);
        assert_int_equal(colour_argb(a->background), colour_argb(b->background));
        assert_int_equal(a->transition.kind, b->transition.kind);
    }
    playlist_free(plain);
    playlist_free(spoken);
    free(before);
    free(text);
}

// Whether `text` has `key` followed by " =", as a whole word.
static bool shows_key(const char *text, const char *key)
{
    struct str needle = {0};
    str_addf(&needle, "%s =", key);
    bool is_shown = false;
    for (const char *at = text; (at = strstr(at, needle.text)) != NULL && !is_shown; at++) {
        is_shown = at == text || strchr(" #{\n", at[-1]) != NULL;
    }
    str_fini(&needle);
    return is_shown;
}

static bool explains_key(const char *manual, const char *key)
{
    struct str needle = {0};
    str_addf(&needle, "\n*%s*", key);
    bool is_there = strstr(manual, needle.text) != NULL;
    str_fini(&needle);
    return is_there;
}

static void sample_and_manual_name_every_key(void **state)
{
    (void)state;
    char *sample = read_whole(sample_path);
    char *manual = read_whole(manual_path);
    for (int group = GROUP_PLAYLIST; group <= GROUP_CASES; group++) {
        size_t count = 0;
        const char *const *keys = playlist_keys((enum playlist_group)group, &count);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            if (!shows_key(sample, keys[i])) {
                fail_msg("the sample does not show “%s”", keys[i]);
            }
            if (!explains_key(manual, keys[i])) {
                fail_msg("the manual does not explain “%s”", keys[i]);
            }
        }
    }
    free(sample);
    free(manual);
}

static bool begins_with(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

// Loads an example as what it is; a part of a playlist is passed over. Returns whether it loaded.
static bool load_example(const char *example)
{
    struct troubles troubles = {0};
    if (begins_with(example, "groups") || begins_with(example, "transition")) {
        return false;
    }
    if (begins_with(example, "source")) {
        calendar_free(calendar_parse("c.cfg", example, strlen(example), &troubles));
    } else if (begins_with(example, "date,")) {
        cases_free(cases_parse("c.csv", example, strlen(example), &troubles));
    } else {
        playlist_free(parse_without_findings(example));
    }
    assert_int_equal(troubles.count, 0);
    return true;
}

static void a_daypart_takes_every_key_that_says_when(void **state)
{
    (void)state;
    size_t when_count = 0;
    size_t count = 0;
    const char *const *when = when_keys(&when_count);
    const char *const *keys = playlist_keys(GROUP_DAYPART, &count);
    for (size_t i = 0; i < when_count; i++) {
        size_t k = 0;
        while (k < count && strcmp(keys[k], when[i]) != 0) {
            k++;
        }
        if (k == count) {
            fail_msg("a daypart does not take “%s”", when[i]);
        }
    }
}

// The manual's examples load: playlists, a calendar and a table of cases.
static void the_examples_of_the_manual_load(void **state)
{
    (void)state;
    char *manual = read_whole(manual_path);
    int examples = 0;
    for (char *at = manual; (at = strstr(at, "\n```\n")) != NULL;) {
        char *example = at + strlen("\n```\n");
        char *end = strstr(example, "\n```\n");
        assert_non_null(end);
        at = end + 1;
        *end = '\0';
        examples += load_example(example);
        at += strlen("```");
    }
    assert_int_equal(examples, 10);
    free(manual);
}

// A playlist whose only mistake is a value for `key` that no reader can take.
static void add_playlist_with(struct str *text, enum playlist_group group, const char *key)
{
    static const char nonsense[] = "{ nonsense = 1; }";
    static const char *const bodies[] = {"text = \"x\";",     "kind = \"qr\"; text = \"x\";",
                                         "kind = \"clock\";", "file = \"a.png\";",
                                         "file = \"a.mp4\";", "file = \"a.mp3\";"};
    static const enum item_kind kinds[] = {ITEM_SLOGAN, ITEM_QR,    ITEM_CLOCK,
                                           ITEM_IMAGE,  ITEM_VIDEO, ITEM_AUDIO};
    size_t fitting = 0;
    while (group == GROUP_ITEM && !item_key_suits(key, kinds[fitting])) {
        fitting++;
    }
    bool is_content = str_is(key, "text") || str_is(key, "file") || str_is(key, "kind");
    switch (group) {
    case GROUP_PLAYLIST:
        str_addf(text, "%s%s = %s;", is_content || str_is(key, "items") ? "" : "text = \"x\"; ",
                 key, nonsense);
        break;
    case GROUP_ITEM:
        str_addf(text, "items = ( { %s %s = %s; } );", is_content ? "" : bodies[fitting], key,
                 nonsense);
        break;
    case GROUP_DEFAULTS:
        str_addf(text, "text = \"x\"; defaults = { %s = %s; };", key, nonsense);
        break;
    case GROUP_TRANSITION:
        str_addf(text, "text = \"x\"; defaults = { transition = { %s = %s; }; };", key, nonsense);
        break;
    case GROUP_GROUP:
        str_addf(text, "text = \"x\"; groups = ( { %s = %s; } );", key, nonsense);
        break;
    case GROUP_ZONE:
        str_addf(text, "text = \"x\"; zones = ( { %s = %s; } );", key, nonsense);
        break;
    case GROUP_DAYPART:
        str_addf(text, "text = \"x\"; dayparts = ( { %s = %s; } );", key, nonsense);
        break;
    case GROUP_CASES:
        str_addf(text, "text = \"x\"; cases = { %s = %s; };", key, nonsense);
        break;
    }
}

// Whether a finding's key path is `key` of `group`, or something inside of it.
static bool is_about(const char *path, int group, const char *key)
{
    static const char *const prefixes[] = {
        [GROUP_PLAYLIST] = "",
        [GROUP_ITEM] = "items[1].",
        [GROUP_DEFAULTS] = "defaults.",
        [GROUP_TRANSITION] = "defaults.transition.",
        [GROUP_GROUP] = "groups[1].",
        [GROUP_ZONE] = "zones[1].",
        [GROUP_DAYPART] = "dayparts[1].",
        [GROUP_CASES] = "cases.",
    };
    size_t prefix = strlen(prefixes[group]);
    if (path == NULL || strncmp(path, prefixes[group], prefix) != 0 ||
        strncmp(path + prefix, key, strlen(key)) != 0) {
        return false;
    }
    char behind = path[prefix + strlen(key)];
    return behind == '\0' || behind == '.' || behind == '[';
}

static void every_key_is_really_read(void **state)
{
    (void)state;
    for (int group = GROUP_PLAYLIST; group <= GROUP_CASES; group++) {
        size_t count = 0;
        const char *const *keys = playlist_keys((enum playlist_group)group, &count);
        for (size_t i = 0; i < count; i++) {
            struct str text = {0};
            add_playlist_with(&text, (enum playlist_group)group, keys[i]);
            struct troubles troubles = {0};
            playlist_free(playlist_parse("f.cfg", text.text, text.length, &troubles));
            bool is_told = false;
            for (size_t k = 0; k < troubles.count; k++) {
                is_told = is_told || (troubles.items[k].severity == TROUBLE_ERROR &&
                                      is_about(troubles.items[k].key, group, keys[i]));
            }
            if (!is_told) {
                fail_msg("nobody minds nonsense in <<%s>>", text.text);
            }
            troubles_fini(&troubles);
            str_fini(&text);
        }
    }
}

static void every_playlist_that_ships_loads_without_a_finding(void **state)
{
    (void)state;
    static const char *const names[] = {"demo", "bank-lobby", "booth", "portrait", "sample"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct str path = {0};
        str_addf(&path, XIAOLABA_SOURCE_DIR "/playlists/%s.cfg", names[i]);
        char *text = read_whole(path.text);
        playlist_free(parse_without_findings(text));
        free(text);
        str_fini(&path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_commented_keys_of_the_sample_are_the_defaults),
        cmocka_unit_test(sample_and_manual_name_every_key),
        cmocka_unit_test(a_daypart_takes_every_key_that_says_when),
        cmocka_unit_test(the_examples_of_the_manual_load),
        cmocka_unit_test(every_key_is_really_read),
        cmocka_unit_test(every_playlist_that_ships_loads_without_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Manifests: every line wrong in every way, and what the small questions about them answer.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/manifest.h"
#include "parcel.h"
#include "support/test.h"

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const char good[] = "#xiaolaba-bundle 1\n"
                           "#fleet hinggan-ga\n"
                           "#site nm-0001\n"
                           "#epoch 1\n"
                           "#seq 42\n"
                           "#created 2026-09-01T00:00:00Z\n"
                           "#expires 2027-03-01T00:00:00Z\n"
                           "#min-player 0.1.0\n"
                           "#total 110\n"
                           "#playlist " A64 "\n"
                           "#file 100 playlist hall.cfg\n" A64 "  blob/" A64 "\n"
                           "#file 10 video films/迎新春 1.mp4\n" B64 "  blob/" B64 "\n"
                           "#end 2\n";

// --- reading -----------------------------------------------------------------------------------

static void a_manifest_says_what_is_in_it(void **state)
{
    (void)state;
    struct error err = {0};
    struct manifest *manifest = manifest_parse(good, sizeof good - 1, &err);
    assert_non_null(manifest);
    assert_string_equal(manifest->fleet, "hinggan-ga");
    assert_string_equal(manifest->site, "nm-0001");
    assert_int_equal(manifest->release.epoch, 1);
    assert_int_equal(manifest->release.seq, 42);
    assert_int_equal(manifest->created.us, INT64_C(1788220800) * 1000000);
    assert_true(manifest->expires.us > manifest->created.us);
    assert_string_equal(manifest->min_player, "0.1.0");
    assert_int_equal(manifest->total, 110);
    assert_string_equal(manifest->playlist, A64);
    assert_int_equal(manifest->file_count, 2);
    assert_int_equal(manifest->files[1].size, 10);
    assert_int_equal(manifest->files[1].kind, BUNDLE_VIDEO);
    assert_string_equal(manifest->files[1].name, "films/迎新春 1.mp4");
    assert_string_equal(manifest->files[1].sha256, B64);
    assert_ptr_equal(manifest_find(manifest, "hall.cfg"), &manifest->files[0]);
    assert_null(manifest_find(manifest, "hall"));
    manifest_free(manifest);
    manifest_free(NULL);
}

static void what_is_read_is_printed_as_it_was(void **state)
{
    (void)state;
    static const char *const without[] = {"", "#site nm-0001\n", "#expires 2027-03-01T00:00:00Z\n"};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        const char *at = strstr(good, without[i]);
        char *text = mem_format("%.*s%s", (int)(at - good), good, at + strlen(without[i]));
        struct error err = {0};
        struct str again = {0};
        struct manifest *manifest = manifest_parse(text, strlen(text), &err);
        assert_non_null(manifest);
        manifest_print(manifest, &again);
        assert_string_equal(again.text, text);
        str_fini(&again);
        manifest_free(manifest);
        free(text);
    }
}

// --- every line --------------------------------------------------------------------------------

struct wrong {
    const char *what, *with, *why;
};

static void expect_wrong(const struct wrong *wrong)
{
    const char *at = strstr(good, wrong->what);
    assert_non_null(at);
    char *text =
        mem_format("%.*s%s%s", (int)(at - good), good, wrong->with, at + strlen(wrong->what));
    struct error err = {0};
    struct manifest *manifest = manifest_parse(text, strlen(text), &err);
    if (manifest != NULL || strstr(err.text, wrong->why) == NULL) {
        fail_msg("“%s”, not “%s”:\n%s", err.text, wrong->why, text);
    }
    free(text);
}

static void the_head_has_one_form(void **state)
{
    (void)state;
    static const struct wrong wrongs[] = {
        {"#xiaolaba-bundle 1", "#xiaolaba-bundle 2", "line 1 of the manifest: is of a newer form"},
        {"#xiaolaba-bundle 1", "xiaolaba-bundle 1", "line 1 of the manifest: is not “#xiaolaba-b"},
        {"#xiaolaba-bundle 1", "\xef\xbb\xbf#xiaolaba-bundle 1", "line 1"},
        {"#xiaolaba-bundle 1\n", "", "line 1"},
        {"#fleet hinggan-ga", "#fleet ", "line 2 of the manifest: is not “#fleet …”"},
        {"#fleet hinggan-ga", "#fleet hing gan", "line 2 of the manifest: may have letters"},
        {"#fleet hinggan-ga", "#fleet 兴安", "line 2 of the manifest: may have letters"},
        {"#fleet hinggan-ga", "#fleet " A64 "a", "line 2 of the manifest: is not “#fleet …”"},
        {"#site nm-0001", "#site nm/0001", "line 3 of the manifest: may have letters"},
        {"#site nm-0001\n", "#site nm-0001\n#site nm-0001\n", "line 4 of the manifest: is not “#e"},
        {"#epoch 1\n", "", "line 4 of the manifest: is not “#epoch …”"},
        {"#epoch 1", "#epoch 01", "line 4 of the manifest: is not a number"},
        {"#epoch 1", "#epoch -1", "line 4 of the manifest: is not a number"},
        {"#epoch 1", "#epoch 1 ", "line 4 of the manifest: is not a number"},
        {"#epoch 1\n#seq 42\n", "#seq 42\n#epoch 1\n", "line 4 of the manifest: is not “#epoch …”"},
        {"#seq 42", "#seq 1000000000000000000", "line 5 of the manifest: is not “#seq …”"},
        {"#seq 42", "#seq 4x", "line 5 of the manifest: is not a number"},
        {"#created 2026-09-01T00:00:00Z", "#created 2026-09-01",
         "line 6 of the manifest: is not a"},
        {"#created 2026-09-01T", "#created 2026-09-31T", "line 6 of the manifest: is not a time"},
        {"#created 2026-09-01T", "#created 1969-09-01T", "line 6 of the manifest: is not a time"},
        {"#expires 2027-03-01T00:00:00Z", "#expires never",
         "line 7 of the manifest: is not a time"},
        {"#expires 2027-03-01T", "#expires 2026-09-01T", "line 7 of the manifest: is over before"},
        {"#expires 2027-03-01T", "#expires 1970-01-01T", "line 7 of the manifest: is over before"},
        {"#min-player 0.1.0", "#min-player 0.1.", "line 8 of the manifest: is not a version"},
        {"#min-player 0.1.0", "#min-player 1.2.3.4.5", "line 8 of the manifest: is not a version"},
        {"#total 110", "#total 111", "do not add up to its total"},
        {"#total 110", "#total 0x6e", "line 9 of the manifest: is not a number"},
        {"#playlist " A64, "#playlist " B64, "the manifest's playlist is none of its files"},
        {"#playlist a", "#playlist A", "line 10 of the manifest: is not a SHA-256"},
        {"#playlist a", "#playlist ", "line 10 of the manifest: is not a SHA-256"},
        {"#playlist a", "#playlist aa", "line 10 of the manifest: is not “#playlist …”"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        expect_wrong(&wrongs[i]);
    }
}

static void files_have_one_form(void **state)
{
    (void)state;
    static const char form[] = "is not “#file SIZE KIND NAME”";
    static const char digest[] = "is not “SHA-256  blob/SHA-256”";
    static const char kind[] = "names a kind of file that this player does not know";
    static const char name[] = "has a name that cannot be shown";
    static const struct wrong wrongs[] = {
        {"#file 100 playlist hall.cfg", "#file 100", form},
        {"#file 100 playlist hall.cfg", "#file 100 playlist", form},
        {"#file 100 playlist hall.cfg", "#file  playlist hall.cfg", form},
        {"#file 100 playlist hall.cfg", "#file 0100 playlist hall.cfg", form},
        {"#file 100 playlist hall.cfg", "#file 1e2 playlist hall.cfg", form},
        {"#file 100 playlist hall.cfg", "#file 8589934593 playlist hall.cfg", form},
        {"#file 100 playlist hall.cfg", "#file 100 program hall.cfg", kind},
        {"#file 100 playlist hall.cfg", "#file 100 play hall.cfg", kind},
        {"#file 100 playlist hall.cfg", "#file 100  hall.cfg", kind},
        {"hall.cfg", "", name},
        {"hall.cfg", " hall.cfg", name},
        {"hall.cfg", "hall.cfg ", name},
        {"hall.cfg", "hall\t.cfg", name},
        {"hall.cfg", "hall\x1b[2J.cfg", name},
        {"hall.cfg", "hall\x7f.cfg", name},
        {"hall.cfg", "hall\xc2\x9b.cfg", name},
        {"hall.cfg", "hall\xff.cfg", name},
        {"hall.cfg", "hall\xe2\x80\xa8.cfg", name},
        {"hall.cfg", "hall\xe2\x80\xa9.cfg", name},
        {"hall.cfg", "\xe2\x80\xaegfc.llah", name},
        {"hall.cfg", "\xe2\x81\xa6hall.cfg", name},
        {"hall.cfg", "films/迎新春 1.mp4", "the manifest names “films/迎新春 1.mp4” twice"},
        {A64 "  blob/" A64, A64 " *blob/" A64, digest},
        {A64 "  blob/" A64, A64 "  blob/" B64, digest},
        {A64 "  blob/" A64, A64 "  blob/" A64 " ", digest},
        {A64 "  blob/" A64, A64 "  blob/" A64 "\r", digest},
        {A64 "  blob/" A64, A64, digest},
        {A64 "  blob/aa", "A" A64 "  blob/a", digest},
        {A64 "  blob/" A64 "\n#file", "#file", digest},
        {B64 "  blob/" B64, A64 "  blob/" A64, "the manifest says two sizes of"},
        {"#end 2\n", "", "is missing"},
        {"#end 2\n", "#end 2", "does not end"},
        {"#end 2\n", "#end 1\n", "counts other files than there are"},
        {"#end 2\n", "#end 4097\n", "is not a number"},
        {"#end 2\n", "#end 2\n#end 2\n", "nothing may follow"},
        {"#end 2\n", "#end 2\n ", "nothing may follow"},
        {"#end 2\n", "#end\n", "is not “#end …”"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        expect_wrong(&wrongs[i]);
    }
}

static void no_part_of_a_manifest_is_one(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof good - 1; length++) {
        struct error err = {0};
        assert_null(manifest_parse(good, length, &err));
        assert_non_null(strstr(err.text, "line "));
    }
    for (size_t at = 0; at < sizeof good - 1; at++) { // no byte may be NUL
        char text[sizeof good];
        struct error err = {0};
        memcpy(text, good, sizeof good);
        text[at] = '\0';
        assert_null(manifest_parse(text, sizeof good - 1, &err));
    }
}

// --- large ones --------------------------------------------------------------------------------

static void add_files(struct str *out, int count, int name_bytes)
{
    str_addf(out,
             "#xiaolaba-bundle 1\n#fleet a\n#epoch 0\n#seq 0\n#created 2026-09-01T00:00:00Z\n"
             "#min-player 0\n#total %d\n#playlist %064x\n",
             count, 0);
    for (int i = 0; i < count; i++) {
        str_addf(out, "#file 1 playlist %0*d\n%064x  blob/%064x\n", name_bytes, i, i, i);
    }
    str_addf(out, "#end %d\n", count);
}

static void there_are_most_files_bytes_and_names(void **state)
{
    (void)state;
    const struct {
        int files, name_bytes;
        const char *why; // NULL: fine
    } cases[] = {
        {MANIFEST_FILES, 8, NULL},
        {MANIFEST_FILES + 1, 8, "is one file too many (4096)"},
        {2, MANIFEST_NAME, NULL},
        {2, MANIFEST_NAME + 1, "has a name that cannot be shown"},
        {2, MANIFEST_NAME + 64, "is not “#file …”"},
        {4096, 300, "the manifest is larger than 1 MiB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = {0};
        struct error err = {0};
        add_files(&text, cases[i].files, cases[i].name_bytes);
        struct manifest *manifest = manifest_parse(text.text, text.length, &err);
        assert_int_equal(manifest != NULL, cases[i].why == NULL);
        if (cases[i].why != NULL && strstr(err.text, cases[i].why) == NULL) {
            fail_msg("“%s”, not “%s”", err.text, cases[i].why);
        }
        manifest_free(manifest);
        str_fini(&text);
    }
}

static void sha256sum_reads_it_as_it_stands(void **state)
{
    (void)state;
    struct parcel parcel;
    struct signer author = signer_make(1);
    parcel_begin(&parcel, 7);
    parcel_add_hall(&parcel, "刷单就是诈骗");
    parcel_add(&parcel, BUNDLE_VIDEO, "films/迎新春 1.mp4", "film", 4);
    parcel_seal(&parcel, &author, NULL);
    char *command = mem_format("cd '%s' && sha256sum --strict --quiet -c manifest 2>/dev/null >&2",
                               parcel.folder);
    assert_int_equal(system(command), 0);
    char *blob = mem_format("blob/%s", parcel.manifest.files[1].sha256);
    parcel_put(&parcel, blob, "flim", 4);
    assert_int_not_equal(system(command), 0);
    free(blob);
    free(command);
    parcel_end(&parcel);
}

// --- questions ---------------------------------------------------------------------------------

static void a_playlist_is_found_by_its_name_in_short(void **state)
{
    (void)state;
    static const struct manifest_file items[] = {
        {1, BUNDLE_VIDEO, A64, "hall"},          {1, BUNDLE_PLAYLIST, B64, "b/hall.cfg"},
        {1, BUNDLE_PLAYLIST, A64, "usual.cfg"},  {1, BUNDLE_PLAYLIST, B64, "hall.cfg.cfg"},
        {1, BUNDLE_PLAYLIST, B64, "night/list"},
    };
    struct manifest_file files[5];
    memcpy(files, items, sizeof files);
    const struct manifest manifest = {.files = files, .file_count = 5, .playlist = A64};
    static const struct {
        const char *name;
        int file; // −1: none
    } cases[] = {
        {NULL, 2},    {"hall", 1},       {"hall.cfg", 1}, {"b/hall.cfg", 1},
        {"usual", 2}, {"b/hall", -1},    {"hal", -1},     {"hall.cfg.cfg", 3},
        {"list", 4},  {"night/list", 4}, {"", -1},        {"night/", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct manifest_file *found = manifest_playlist(&manifest, cases[i].name);
        assert_ptr_equal(found, cases[i].file >= 0 ? &files[cases[i].file] : NULL);
    }
}

static void releases_and_versions_are_in_order(void **state)
{
    (void)state;
    static const struct release releases[] = {{-1, -1}, {0, 0}, {0, 9}, {1, 0}, {1, 1}, {2, 0}};
    for (size_t i = 0; i < 6; i++) {
        for (size_t k = 0; k < 6; k++) {
            assert_int_equal(release_compare(releases[i], releases[k]), (i > k) - (i < k));
        }
    }
    static const char *const versions[] = {"0", "0.0.1", "0.9", "0.10", "0.10.0.1", "1", "999999"};
    for (size_t i = 0; i < 7; i++) {
        assert_true(version_is_valid(versions[i]));
        for (size_t k = 0; k < 7; k++) {
            assert_int_equal(version_is_at_least(versions[i], versions[k]), i >= k);
        }
    }
    assert_true(version_is_at_least("1", "1.0.0"));
    static const char *const none[] = {"",          ".",       "1.",   ".1", "1..2", "v1",
                                       "1.2.3.4.5", "1000000", "1-rc", " 1", "1 "};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(version_is_valid(none[i]));
        assert_false(version_is_at_least(none[i], "0"));
        assert_false(version_is_at_least("9", none[i]));
    }
}

static void times_are_in_utc_and_exact(void **state)
{
    (void)state;
    static const char *const times[] = {"1970-01-01T00:00:00Z", "2026-09-01T12:34:56Z",
                                        "2028-02-29T23:59:59Z", "9999-12-31T23:59:59Z"};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct wall time;
        char text[32];
        assert_true(manifest_time_parse(times[i], &time));
        manifest_time_print(time, text);
        assert_string_equal(text, times[i]);
    }
    static const char *const none[] = {"",
                                       "2026-09-01T12:34:56",
                                       "2026-09-01T12:34:56z",
                                       "2026-09-01 12:34:56Z",
                                       "2026-09-01T12:34:56ZZ",
                                       "2026-02-29T00:00:00Z",
                                       "2026-13-01T00:00:00Z",
                                       "2026-09-01T24:00:00Z",
                                       "2026-09-01T12:60:00Z",
                                       "2026-09-01T12:34:60Z",
                                       "1969-12-31T23:59:59Z",
                                       "+026-09-01T12:34:56Z"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct wall time;
        assert_false(manifest_time_parse(none[i], &time));
    }
}

static void names_stay_within_the_bundle(void **state)
{
    (void)state;
    static const struct {
        const char *playlist, *path, *name; // NULL: outside
    } cases[] = {
        {"hall.cfg", "a.mp4", "a.mp4"},
        {"hall.cfg", "films/a.mp4", "films/a.mp4"},
        {"b/hall.cfg", "a.mp4", "b/a.mp4"},
        {"b/hall.cfg", "../a.mp4", "a.mp4"},
        {"b/c/hall.cfg", "../../a.mp4", "a.mp4"},
        {"b/hall.cfg", "./films//./a.mp4", "b/films/a.mp4"},
        {"b/hall.cfg", "films/../a.mp4", "b/a.mp4"},
        {"hall.cfg", "../a.mp4", NULL},
        {"b/hall.cfg", "../../a.mp4", NULL},
        {"b/hall.cfg", "../../b/a.mp4", NULL},
        {"hall.cfg", "/etc/passwd", NULL},
        {"hall.cfg", "films/..", NULL},
        {"hall.cfg", "", NULL},
        {"hall.cfg", ".", NULL},
        {"../hall.cfg", "a.mp4", NULL},
        {"", "...", "..."},
        {"hall.cfg", "..a/a..", "..a/a.."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *name = manifest_name(cases[i].playlist, cases[i].path);
        assert_int_equal(name == NULL, cases[i].name == NULL);
        if (name != NULL) {
            assert_string_equal(name, cases[i].name);
        }
        free(name);
    }
}

static void every_use_of_a_file_has_its_kind(void **state)
{
    (void)state;
    for (enum file_use use = FILE_VIDEO; use <= FILE_CASES; use++) {
        assert_string_equal(bundle_kind_name(bundle_kind_of(use)), file_use_name(use));
    }
    assert_int_equal(bundle_kind_of((enum file_use)0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manifest_says_what_is_in_it),
        cmocka_unit_test(what_is_read_is_printed_as_it_was),
        cmocka_unit_test(the_head_has_one_form),
        cmocka_unit_test(files_have_one_form),
        cmocka_unit_test(no_part_of_a_manifest_is_one),
        cmocka_unit_test(there_are_most_files_bytes_and_names),
        cmocka_unit_test(sha256sum_reads_it_as_it_stands),
        cmocka_unit_test(a_playlist_is_found_by_its_name_in_short),
        cmocka_unit_test(releases_and_versions_are_in_order),
        cmocka_unit_test(times_are_in_utc_and_exact),
        cmocka_unit_test(names_stay_within_the_bundle),
        cmocka_unit_test(every_use_of_a_file_has_its_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

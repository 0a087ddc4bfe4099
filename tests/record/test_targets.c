// What LED cards and chats take, and that the manual says the same.
#include "base/file.h"
#include "record/level.h"
#include "record/targets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOR_EACH_TARGET(it)                                                                        \
    size_t at = 0;                                                                                 \
    for (const struct target *it; (it = target_at(at)) != NULL; at++)

static bool is_named(const struct target *target, const char *what, const char *beginning)
{
    for (size_t i = 0; i < TARGET_FACTS && target->facts[i].what != NULL; i++) {
        if (str_is(target->facts[i].what, what)) {
            return strstr(target->facts[i].value, beginning) != NULL;
        }
    }
    return false;
}

static void every_target_is_consistent(void **state)
{
    (void)state;
    FOR_EACH_TARGET(it)
    {
        assert_true(it->use == TARGET_CARD || it->use == TARGET_CHAT);
        assert_true(it->format.codec == CODEC_H264 && it->format.most_bytes > 0);
        struct size most = it->most;
        struct format format;
        struct error err = {0};
        // The greatest size plays at the usual rate, within the level that the table says.
        assert_true(target_format(it, most, it->usual_mhz, &format, &err));
        assert_int_equal(format.level, it->format.level);
        assert_true(format.level <= it->most_level);
        // Nothing that the level is too low for is let through, at any size and rate it accepts.
        for (int h = 16; h <= most.w; h += 46) {
            for (int mhz = 1000; mhz <= it->most_mhz; mhz += 1000) {
                struct size size = {most.w, h};
                if (!target_format(it, size, mhz, &format, NULL)) {
                    continue;
                }
                assert_true(level_check(CODEC_H264, format.level, size, mhz, NULL));
                assert_true(format.most_bit_s <= level_bit_s(CODEC_H264, format.level));
                assert_true(format.level <= it->most_level);
                assert_int_equal(level_for(CODEC_H264, size, mhz, format.most_bit_s), format.level);
            }
        }
        assert_true(it->usual_mhz <= it->most_mhz);
        assert_true(it->easy.w <= most.w && it->easy.h <= most.h);
        for (int i = 0; i < TARGET_SIZES && it->sizes[i].w > 0; i++) {
            struct str advice = {0};
            assert_true(target_check(it, it->sizes[i], it->usual_mhz, true, &advice, &err));
            assert_string_equal(str_text(&advice), "");
            str_fini(&advice);
        }
    }
}

// As long as what is offered for any card is what each of them takes.
static void generic_is_what_every_card_takes(void **state)
{
    (void)state;
    const struct target *generic = target_find(TARGET_CARD, "generic", NULL);
    assert_non_null(generic);
    FOR_EACH_TARGET(it)
    {
        if (it->use != TARGET_CARD) {
            continue;
        }
        assert_true(generic->most.w <= it->most.w && generic->most.h <= it->most.h);
        assert_true(generic->easy.w <= it->easy.w && generic->easy.h <= it->easy.h);
        assert_true(generic->most_mhz <= it->most_mhz && generic->usual_mhz <= it->usual_mhz);
        assert_true(generic->most_level <= it->most_level);
        assert_true(generic->format.most_bit_s <= it->format.most_bit_s);
        assert_true(generic->format.most_bytes <= it->format.most_bytes);
        assert_string_equal(generic->format.profile, it->format.profile);
        assert_string_equal(generic->format.muxer, it->format.muxer);
    }
}

static void every_limit_is_a_fact_that_says_whose_word_it_is(void **state)
{
    (void)state;
    static const char *const whats[] = {"container", "codec", "profile", "bits", "key frames",
                                        "sound",     "size",  "rate",    "file", "name"};
    FOR_EACH_TARGET(it)
    {
        size_t unsourced = 0;
        for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
            assert_true(is_named(it, whats[i], ""));
        }
        for (size_t i = 0; i < TARGET_FACTS && it->facts[i].what != NULL; i++) {
            assert_true(it->facts[i].value[0] != '\0');
            unsourced += it->facts[i].source == NULL;
        }
        assert_true(unsourced == 0 || it->unknown[0] != NULL);
        // The words say what the numbers are.
        char text[64];
        snprintf(text, sizeof text, "at most %dx%d", it->most.w, it->most.h);
        assert_true(is_named(it, "size", text));
        snprintf(text, sizeof text, "%d a second, at most %d", it->usual_mhz / 1000,
                 it->most_mhz / 1000);
        assert_true(is_named(it, "rate", text));
        snprintf(text, sizeof text, "at most %lld bytes", (long long)it->format.most_bytes);
        assert_true(is_named(it, "file", text));
        snprintf(text, sizeof text, "at most %lld Mbit/s",
                 (long long)it->format.most_bit_s / 1000000);
        assert_true(is_named(it, "bits", text));
        snprintf(text, sizeof text, "%d kbit/s", it->format.sound_bit_s / 1000);
        assert_true(is_named(it, "sound", text));
        snprintf(text, sizeof text, "every %d s", it->format.key_every_s);
        assert_true(is_named(it, "key frames", text));
        snprintf(text, sizeof text, "at most level %d.%d", it->most_level / 10,
                 it->most_level % 10);
        assert_true(is_named(it, "profile", text));
    }
}

static void a_stick_and_a_chat_get_no_larger_file_than_they_hold(void **state)
{
    (void)state;
    FOR_EACH_TARGET(it)
    {
        if (it->use == TARGET_CARD) {
            assert_true(it->format.most_bytes == 4294967295); // FAT32's
        } else {
            assert_true(it->format.most_bytes < 20000000);
        }
    }
}

static void what_a_target_cannot_do_is_said_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        enum target_use use;
        const char *target;
        struct size size;
        int rate_mhz;
        const char *says;
    } rows[] = {
        {TARGET_CARD,
         "huidu",
         {3840, 2160},
         30000,
         "huidu: pictures of 3840x2160 are larger than the 1920x1080 it is known to take: "
         "1920x1080 would be right"},
        {TARGET_CARD,
         "novastar",
         {1200, 2400},
         30000,
         "novastar: pictures of 1200x2400 are larger than the 1080x1920 it is known to take: "
         "960x1920 would be right"},
        {TARGET_CARD,
         "colorlight",
         {3840, 64},
         30000,
         "colorlight: pictures of 3840x64 are larger than the 1920x1080 it is known to take: "
         "1920x32 would be right, or a strip that the point's wall folds"},
        {TARGET_CARD,
         "generic",
         {1921, 128},
         30000,
         "generic: H.264 has pictures of even width and height only: 1922x128 instead of 1921x128"},
        {TARGET_CARD,
         "generic",
         {1920, 1080},
         60000,
         "generic: 60 pictures a second of 1920x1080 are more than it is known to play: at most 30 "
         "of that size (H.264 level 4.0)"},
        {TARGET_CARD,
         "huidu",
         {1280, 720},
         120000,
         "huidu: 120 pictures a second are more than it is known to play: at most 60"},
        {TARGET_CHAT,
         "chat",
         {1080, 1920},
         30000,
         "chat: pictures of 1080x1920 are larger than the 720x1280 it is known to take: 720x1280 "
         "would be right"},
        {TARGET_CHAT,
         "chat",
         {720, 1280},
         59940,
         "chat: 59.94 pictures a second are more than it is known to play: at most 30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct target *target = target_find(rows[i].use, rows[i].target, NULL);
        assert_non_null(target);
        struct error err = {0};
        struct format format = {0};
        assert_false(target_format(target, rows[i].size, rows[i].rate_mhz, &format, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        assert_string_equal(err.text, rows[i].says);
        assert_int_equal(format.codec, 0); // untouched
    }
}

static void what_a_target_may_do_badly_is_advice(void **state)
{
    (void)state;
    static const struct {
        enum target_use use;
        const char *target;
        struct size size;
        int rate_mhz;
        bool has_sound;
        const char *says;
    } rows[] = {
        {TARGET_CARD, "huidu", {1024, 128}, 30000, false, ""},
        {TARGET_CARD,
         "huidu",
         {1024, 128},
         30000,
         true,
         "huidu: not every Huidu card has a sound output\n"},
        {TARGET_CARD,
         "huidu",
         {1920, 1080},
         25000,
         false,
         "huidu: weak players may leave out pictures of 1920x1080; 1280x720 is easier for them\n"},
        {TARGET_CARD,
         "novastar",
         {1920, 128},
         60000,
         true,
         "novastar: no manual says that more than 30 pictures a second are played: try it on the "
         "wall\n"},
        {TARGET_CHAT, "chat", {720, 720}, 30000, true, ""},
        {TARGET_CHAT, "chat", {360, 640}, 15000, true, ""},
        {TARGET_CHAT,
         "chat",
         {1280, 720},
         30000,
         true,
         "chat: 1280x720 is shown small on an upright telephone; 720x1280 or 720x720 fit\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct target *target = target_find(rows[i].use, rows[i].target, NULL);
        struct str advice = {0};
        assert_true(
            target_check(target, rows[i].size, rows[i].rate_mhz, rows[i].has_sound, &advice, NULL));
        assert_string_equal(str_text(&advice), rows[i].says);
        str_fini(&advice);
    }
}

static void a_target_that_is_not_there_is_answered_with_those_that_are(void **state)
{
    (void)state;
    struct error err = {0};
    assert_null(target_find(TARGET_CARD, "hudiu", &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_string_equal(err.text, "\"hudiu\" is not known: did you mean huidu? (there are huidu, "
                                  "novastar, colorlight, generic)");
    assert_null(target_find(TARGET_CARD, "xyzzy", &err));
    assert_string_equal(err.text,
                        "\"xyzzy\" is not known: there are huidu, novastar, colorlight, generic");
    // A chat is no card.
    assert_null(target_find(TARGET_CARD, "chat", NULL));
    assert_non_null(target_find(TARGET_CHAT, "chat", NULL));
}

// The page's text: its lines joined, scdoc's escapes taken out.
static char *page_read(void)
{
    char *page;
    size_t length;
    assert_true(
        file_read(XIAOLABA_SOURCE_DIR "/player/man/xiaolaba.1.scd", 1 << 22, &page, &length, NULL));
    char *to = page;
    for (const char *from = page; *from != '\0'; from++) {
        bool is_blank = *from == ' ' || *from == '\n' || *from == '\t';
        if (*from == '\\' || (is_blank && to > page && to[-1] == ' ')) {
            continue;
        }
        *to++ = is_blank ? ' ' : *from;
    }
    *to = '\0';
    return page;
}

static void assert_page_has(const char *page, const char *text)
{
    if (strstr(page, text) == NULL) {
        fail_msg("the manual page does not say: %s", text);
    }
}

static void the_manual_page_says_what_the_table_says(void **state)
{
    (void)state;
    char *page = page_read();
    FOR_EACH_TARGET(it)
    {
        struct str row = {0};
        str_addf(&row, "| *%s* : %dx%d : %d : %d : %d.%d : %lld : %lld", it->name, it->most.w,
                 it->most.h, it->usual_mhz / 1000, it->most_mhz / 1000, it->most_level / 10,
                 it->most_level % 10, (long long)it->format.most_bit_s / 1000000,
                 (long long)it->format.most_bytes);
        assert_page_has(page, str_text(&row));
        str_fini(&row);
        assert_page_has(page, it->then_en);
        assert_page_has(page, it->then_zh);
        if (it->then_source != NULL) {
            assert_page_has(page, it->then_source);
        }
        for (size_t i = 0; i < TARGET_FACTS && it->facts[i].what != NULL; i++) {
            if (it->facts[i].source != NULL) {
                assert_page_has(page, it->facts[i].source);
            }
        }
        for (size_t i = 0; i < TARGET_UNKNOWNS && it->unknown[i] != NULL; i++) {
            assert_page_has(page, it->unknown[i]);
        }
    }
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_target_is_consistent),
        cmocka_unit_test(generic_is_what_every_card_takes),
        cmocka_unit_test(every_limit_is_a_fact_that_says_whose_word_it_is),
        cmocka_unit_test(a_stick_and_a_chat_get_no_larger_file_than_they_hold),
        cmocka_unit_test(what_a_target_cannot_do_is_said_with_what_would_be_right),
        cmocka_unit_test(what_a_target_may_do_badly_is_advice),
        cmocka_unit_test(a_target_that_is_not_there_is_answered_with_those_that_are),
        cmocka_unit_test(the_manual_page_says_what_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What is written where.
#include "record/format.h"
#include "support/test.h"

static void an_ending_says_what_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *path, *codec;
        enum codec want;
        const char *muxer;
    } table[] = {
        {"a.mp4", NULL, CODEC_H264, "mp4"},        {"A.MP4", NULL, CODEC_H264, "mp4"},
        {"a.m4v", "hevc", CODEC_HEVC, "mp4"},      {"a.mov", "H.265", CODEC_HEVC, "mov"},
        {"x/a.mkv", NULL, CODEC_H264, "matroska"}, {"a.mkv", "vp9", CODEC_VP9, "matroska"},
        {"a.webm", NULL, CODEC_VP9, "webm"},       {"a.webm", "vp9", CODEC_VP9, "webm"},
        {"a.gif", NULL, CODEC_GIF, "gif"},         {"frames/", NULL, CODEC_PNG, NULL},
        {"f/%05d.png", NULL, CODEC_PNG, NULL},     {"反诈.mp4", "AVC", CODEC_H264, "mp4"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct format format;
        struct error err = {0};
        if (!format_for(&format, table[i].path, table[i].codec, &err)) {
            fail_msg("%s", err.text);
        }
        assert_int_equal(format.codec, table[i].want);
        assert_int_equal(format.crf, -1);
        if (table[i].muxer == NULL) {
            assert_null(format.muxer);
        } else {
            assert_string_equal(format.muxer, table[i].muxer);
        }
        assert_int_equal(format_has_sound(&format), table[i].want <= CODEC_VP9);
    }
}

static void what_does_not_go_together_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *path, *codec, *said;
    } table[] = {
        {"a.mp5", NULL, "(.mp4?)"},
        {"film", NULL, "its ending does not say"},
        {".mp4", NULL, "its ending does not say"},
        {"a.avi", NULL, ".mp4, .m4v, .mov, .mkv, .webm, .gif"},
        {"a.mp4", "h246", "(h264?)"},
        {"a.mp4", "divx", "there are h264, hevc and vp9"},
        {"a.webm", "h264", "H.264 does not go into .webm; it goes into .mp4"},
        {"a.mp4", "vp9", "VP9 does not go into .mp4; it goes into .webm or .mkv"},
        {"a.gif", "h264", "H.264 does not go into .gif"},
        {"frames/", "hevc", "HEVC does not go into a folder"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct format format = {.level = 7};
        struct error err = {0};
        assert_false(format_for(&format, table[i].path, table[i].codec, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        assert_int_equal(format.level, 7); // untouched
        if (strstr(err.text, table[i].said) == NULL) {
            fail_msg("“%s” does not say “%s”", err.text, table[i].said);
        }
    }
}

static void what_no_encoder_knows_is_refused_with_the_nearest(void **state)
{
    (void)state;
    static const struct {
        struct format format;
        const char *said; // NULL: taken
    } table[] = {
        {{.codec = CODEC_H264, .crf = -1}, NULL},
        {{.codec = CODEC_H264, .crf = 18, .preset = "veryslow", .profile = "baseline"}, NULL},
        {{.codec = CODEC_H264, .crf = -1, .preset = "verslow"}, "(veryslow?)"},
        {{.codec = CODEC_H264, .crf = -1, .profile = "hihg"}, "(high?)"},
        {{.codec = CODEC_HEVC, .crf = -1, .profile = "baseline"}, "there is no profile of HEVC"},
        {{.codec = CODEC_VP9, .crf = -1, .profile = "main"}, "without a profile"},
        {{.codec = CODEC_H264, .crf = 0}, "takes 1 (best) to 51 (smallest)"},
        {{.codec = CODEC_H264, .crf = 52}, "takes 1 (best) to 51"},
        {{.codec = CODEC_VP9, .crf = 63}, NULL},
        {{.codec = CODEC_VP9, .crf = 64}, "takes 0 (best) to 63"},
        {{.codec = CODEC_PNG, .crf = 64}, NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct error err = {0};
        bool is_taken = format_check(&table[i].format, &err);
        assert_int_equal(is_taken, table[i].said == NULL);
        if (!is_taken && strstr(err.text, table[i].said) == NULL) {
            fail_msg("“%s” does not say “%s”", err.text, table[i].said);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ending_says_what_is_written),
        cmocka_unit_test(what_does_not_go_together_is_said),
        cmocka_unit_test(what_no_encoder_knows_is_refused_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The decoder, tried: a sample of everything that playlists may name, and its cage.
#include "cmd/doctor.h"

#include "base/file.h"
#include "base/mem.h"
#include "cmd/setting.h"
#include "media/child.h"
#include "media/medium.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE_US INT64_C(5000000) // for one sample of a few kilobytes

static const struct sample {
    const char *file, *name;
    bool has_picture, has_sound;
} samples[] = {
    {"h264-aac.mp4", "H.264+AAC", true, true}, {"hevc.mp4", "HEVC", true, false},
    {"vp9-opus.webm", "VP9+Opus", true, true}, {"mp3.mp3", "MP3", false, true},
    {"png.png", "PNG", true, false},           {"jpeg.jpg", "JPEG", true, false},
    {"webp.webp", "WebP", true, false},
};
enum { SAMPLES = sizeof samples / sizeof samples[0], BOX = 32, SOUND_FRAMES = 480 };

// Really decodes: the first picture is in hand, and the first sound.
static bool decodes(const struct sample *sample, const char *path, struct error *err)
{
    const struct medium_wish wish = {
        .box = {sample->has_picture ? BOX : 0, sample->has_picture ? BOX : 0},
        .fit = FIT_CONTAIN,
        .wants_sound = sample->has_sound,
        .patience_ms = (int)(PATIENCE_US / 1000)};
    struct medium *medium = medium_open(path, &wish, err);
    if (medium == NULL) {
        return false;
    }
    bool done = medium_wait(medium, PATIENCE_US) == MEDIUM_READY;
    if (!done) {
        error_set(err, ERROR_MEDIA, "%s", medium_error(medium));
    }
    if (done && sample->has_picture && medium_picture(medium, 0, MEDIUM_WAIT) < 0) {
        done = error_set(err, ERROR_MEDIA, "no picture came");
    }
    float sound[2 * SOUND_FRAMES];
    if (done && sample->has_sound && medium_wait_sound(medium, sound, SOUND_FRAMES) == 0) {
        done = error_set(err, ERROR_MEDIA, "no sound came");
    }
    medium_close(medium);
    return done;
}

static void try_samples(const char *folder, struct findings *out)
{
    struct str good = {0};
    struct str bad = {0};
    struct error first = {0};
    for (size_t i = 0; i < SAMPLES; i++) {
        char *path = file_join(folder, samples[i].file);
        struct error err = {0};
        bool done = decodes(&samples[i], path, &err);
        struct str *names = done ? &good : &bad;
        str_addf(names, "%s%s", names->length > 0 ? " " : "", samples[i].name);
        if (!done && first.code == 0) {
            first = err;
        }
        free(path);
    }
    medium_reap_all();
    if (bad.length > 0) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "codecs.undecoded",
                                   .chinese = "不能解码",
                                   .english = "cannot be decoded",
                                   .fact = mem_format("%s (%s)", str_text(&bad), first.text),
                                   .mend = mem_copy(
                                       "sudo apt install --reinstall libavcodec59 libavformat59")});
    }
    if (good.length > 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "codecs.decoded",
                                   .chinese = "试解通过",
                                   .english = "decoded",
                                   .fact = mem_copy(str_text(&good))});
    }
    str_fini(&good);
    str_fini(&bad);
}

// "landlock: no (…)" are the lines of xiaolaba-decode --cage. A decoder that knows no such wish
// says nothing of its own.
static void tell_cage(struct findings *out)
{
    char *program = child_program();
    char *const argv[] = {program, (char[]){"--cage"}, NULL};
    struct str said = {0};
    bool holds = doctor_ask(argv, &said);
    struct str layers = {0};
    struct str gaps = {0};
    char *rest = NULL;
    for (char *line = said.length > 0 ? strtok_r(said.text, "\n", &rest) : NULL; line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        char *word = strstr(line, ": ");
        bool is_layer =
            word != NULL && (strncmp(word, ": yes", 5) == 0 || strncmp(word, ": no", 4) == 0);
        if (is_layer) {
            struct str *names = word[2] == 'y' ? &layers : &gaps;
            *word = '\0';
            str_addf(names, "%s%s", names->length > 0 ? " " : "", line);
        }
    }
    if (gaps.length > 0) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "codecs.cage",
                          .chinese = "解码器隔离不全",
                          .english = "the decoder's cage has gaps, a newer kernel closes them",
                          .fact = mem_copy(str_text(&gaps)),
                          .mend = mem_copy("sudo apt full-upgrade")});
    } else if (holds && layers.length > 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "codecs.cage",
                                   .chinese = "解码器已隔离",
                                   .english = "the decoder is caged",
                                   .fact = mem_copy(str_text(&layers))});
    }
    str_fini(&gaps);
    str_fini(&layers);
    str_fini(&said);
    free(program);
}

void doctor_codecs(const struct doctor *self, struct findings *out)
{
    (void)self;
    char *folder = setting_shipped("assets/samples");
    if (folder == NULL) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "codecs.no-samples",
                          .chinese = "找不到试解用的样片",
                          .english = "the samples that ship with the program are not there",
                          .mend = mem_copy("sudo apt install --reinstall xiaolaba")});
    } else {
        try_samples(folder, out);
    }
    free(folder);
    tell_cage(out);
}

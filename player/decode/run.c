// The decoder program's whole work.
// Pictures and sound come interleaved in the file but are wanted at their own pace. Each stream is
// asked to go on; a starved one makes us read. Packets of a stream whose part of the ring is full
// wait in a queue. When that queue reaches its limit because nobody takes the sound, sound is
// dropped: it never stops the picture.
//
// Beginning in the middle: media time 0 is the stamp of the first picture (or sound) that can be
// decoded, which no index tells. So that one is decoded as ever, then the start is sought from it,
// and whatever comes before the start is decoded and dropped. Where seeking fails, or leads to a
// place from which the picture of the start does not come, the file is opened again and decoded
// from its beginning: slower, and never wrong.
#include "decode/run.h"

#include "decode/pictures.h"
#include "decode/sound.h"
#include "decode/source.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RUN_SHORT_US 500000 // ending this much early is damage; containers round a little
#define RUN_SEEK_US 500000  // what lies before this is decoded faster than sought

struct run {
    struct sink *sink;
    struct source *source;
    struct pictures *pictures; // NULL: none in the file, or none wanted
    struct sound *sound;       // the same
    int64_t start_us;
    bool may_seek;
    bool has_begun; // what is decoded now leads to the start
    bool was_sought;
    bool is_ready;
};

enum outcome {
    OUTCOME_DONE = 1,
    OUTCOME_FAILED,
    OUTCOME_LOST, // seeking led nowhere, and nothing was given to the player yet
};

static bool open_streams(struct run *self, struct error *err)
{
    if (source_stream(self->source, STREAM_PICTURES) != NULL) {
        self->pictures = pictures_open(self->source, self->sink, err);
        if (self->pictures == NULL) {
            return false;
        }
    }
    if (source_stream(self->source, STREAM_SOUND) != NULL) {
        self->sound = sound_open(self->source, self->sink, err);
        // a film whose sound cannot be decoded is still a film
        return self->sound != NULL || self->pictures != NULL;
    }
    return true;
}

static bool has_first(const struct run *self)
{
    return self->pictures != NULL ? sink_pictures(self->sink) > 0
                                  : sink_sound(self->sink) > 0 || sound_is_behind(self->sound);
}

static void describe(const struct run *self, struct ring_info *info)
{
    bool is_exact = false;
    info->length_us = source_length_us(self->source, &is_exact);
    const char *names[2] = {"", ""};
    if (self->pictures != NULL) {
        pictures_describe(self->pictures, info);
        names[0] =
            avcodec_get_name(source_stream(self->source, STREAM_PICTURES)->codecpar->codec_id);
    }
    if (self->sound != NULL) {
        info->has_sound = 1;
        names[1] = avcodec_get_name(source_stream(self->source, STREAM_SOUND)->codecpar->codec_id);
    }
    if (info->is_still != 0) {
        info->length_us = 0;
    }
    snprintf(info->codecs, sizeof info->codecs, "%s%s%s", names[0],
             names[0][0] != '\0' && names[1][0] != '\0' ? " + " : "", names[1]);
}

static void say_ready(struct run *self)
{
    if (!self->is_ready && has_first(self)) {
        struct ring_info info = {0};
        describe(self, &info);
        self->is_ready = true;
        sink_ready(self->sink, &info);
    }
}

// Leaves out what lies before the start, once it is known where that is. False: it led nowhere.
static bool begin(struct run *self)
{
    int64_t origin_us = 0;
    bool has_origin = self->pictures != NULL ? pictures_origin(self->pictures, &origin_us)
                                             : sound_origin(self->sound, &origin_us);
    if (self->has_begun || !has_origin) {
        return true;
    }
    self->has_begun = true;
    if (!self->may_seek || source_is_image(self->source)) {
        return true;
    }
    self->was_sought = true;
    enum stream_kind kind = self->pictures != NULL ? STREAM_PICTURES : STREAM_SOUND;
    if (!source_seek(self->source, kind, origin_us + self->start_us)) {
        return false;
    }
    if (self->pictures != NULL) {
        pictures_sought(self->pictures);
    }
    if (self->sound != NULL) {
        sound_sought(self->sound);
    }
    return true;
}

static enum step step_sound(struct run *self, enum step pictures)
{
    if (self->sound == NULL) {
        return STEP_OVER;
    }
    int64_t origin_us = 0;
    if (self->pictures != NULL) {
        if (pictures_origin(self->pictures, &origin_us)) {
            sound_set_origin(self->sound, origin_us);
        } else if (pictures != STEP_OVER) {
            return STEP_FULL; // time 0 is not known before the first picture
        }
    }
    return sound_step(self->sound);
}

// Makes room for a starving picture stream by dropping the oldest sound that nobody took.
static bool drop_sound(struct run *self)
{
    AVPacket *packet = source_take_packet(self->source, STREAM_SOUND);
    bool was_there = packet != NULL;
    av_packet_free(&packet);
    return was_there;
}

// One turn of the loop. False when there is nothing more to do.
static bool turn_once(struct run *self, bool *player_is_there)
{
    enum step pictures = self->pictures != NULL ? pictures_step(self->pictures) : STEP_OVER;
    if (!begin(self)) {
        return false;
    }
    enum step sound = step_sound(self, pictures);
    say_ready(self);
    bool pictures_failed =
        self->pictures != NULL && pictures == STEP_OVER && sink_pictures(self->sink) == 0;
    if ((pictures == STEP_OVER && sound == STEP_OVER) || pictures_failed) {
        return false; // the end of both is said together with how it went
    }
    if (pictures == STEP_OVER) {
        sink_end_pictures(self->sink);
    } else if (sound == STEP_OVER) {
        sink_end_sound(self->sink);
    }
    if (pictures == STEP_STARVED || sound == STEP_STARVED) {
        if (source_read(self->source) || source_is_over(self->source)) {
            return true;
        }
        if (pictures == STEP_STARVED) {
            return drop_sound(self); // full of pictures that decode to nothing: give up
        }
    }
    if (pictures == STEP_DONE || sound == STEP_DONE) {
        return true;
    }
    *player_is_there = sink_wait(self->sink);
    return *player_is_there;
}

static int64_t end_us(const struct run *self)
{
    int64_t sound_us = self->sound != NULL ? sound_end_us(self->sound) : 0;
    int64_t pictures_us = self->pictures != NULL ? pictures_end_us(self->pictures) : 0;
    return sound_us > pictures_us ? sound_us : pictures_us;
}

static void finish(struct run *self)
{
    char damage[RING_TEXT] = "";
    bool is_exact = false;
    int64_t claimed_us = source_length_us(self->source, &is_exact);
    int64_t real_us = end_us(self);
    bool is_film = self->pictures == NULL || !source_is_image(self->source);
    int broken = self->pictures != NULL ? pictures_damaged(self->pictures) : 0;
    int broken_sound = self->sound != NULL ? sound_damaged(self->sound) : 0;
    if (is_film && is_exact && real_us + RUN_SHORT_US < claimed_us) {
        snprintf(damage, sizeof damage, "it ends after %.1f of %.1f seconds", (double)real_us / 1e6,
                 (double)claimed_us / 1e6);
    } else if (source_trouble(self->source)[0] != '\0') {
        snprintf(damage, sizeof damage, "%s", source_trouble(self->source));
    } else if (self->pictures != NULL && pictures_trouble(self->pictures)[0] != '\0') {
        snprintf(damage, sizeof damage, "%s", pictures_trouble(self->pictures));
    } else if (broken > 0) {
        snprintf(damage, sizeof damage, "%d of its pictures are damaged", broken);
    } else if (broken_sound > 0) {
        snprintf(damage, sizeof damage, "its sound is damaged in %d places", broken_sound);
    }
    sink_end(self->sink, damage);
}

static enum outcome fail(struct sink *sink, const char *sentence)
{
    sink_fail(sink, sentence);
    return OUTCOME_FAILED;
}

static enum outcome run_streams(struct run *self)
{
    struct error err = {0};
    if (!open_streams(self, &err)) {
        return fail(self->sink, err.text);
    }
    bool player_is_there = true;
    while (turn_once(self, &player_is_there)) {
    }
    if (!player_is_there) {
        return OUTCOME_DONE;
    }
    if (!self->is_ready && self->was_sought) {
        return OUTCOME_LOST;
    }
    if (!self->is_ready) {
        const char *why = self->pictures != NULL ? pictures_trouble(self->pictures) : "";
        const char *what = self->pictures != NULL ? "no picture in it can be decoded"
                                                  : "no sound in it can be decoded";
        return fail(self->sink, why[0] != '\0' ? why : what);
    }
    finish(self);
    return OUTCOME_DONE;
}

static enum outcome attempt(int media_fd, struct sink *sink, bool may_seek)
{
    const struct ring_wish *wish = sink_wish(sink);
    struct error err = {0};
    struct run self = {.sink = sink, .start_us = wish->start_us};
    self.may_seek = may_seek && self.start_us >= RUN_SEEK_US;
    self.source = source_open(media_fd, sink, &err);
    if (self.source == NULL) {
        return fail(sink, err.text);
    }
    enum outcome outcome = run_streams(&self);
    pictures_close(self.pictures);
    sound_close(self.sound);
    source_close(self.source);
    return outcome;
}

bool run(int media_fd, struct sink *sink)
{
    enum outcome outcome = attempt(media_fd, sink, true);
    if (outcome == OUTCOME_LOST && lseek(media_fd, 0, SEEK_SET) == 0) {
        outcome = attempt(media_fd, sink, false);
    }
    return outcome == OUTCOME_DONE;
}

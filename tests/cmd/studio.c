// Setting up takes.
#include "studio.h"

#include "support/test.h"

#include <SDL.h>

#include "base/mem.h"
#include "cmd/rehearse.h"
#include "cmd/table.h"
#include "screen/frame.h"

bool reel_keep_picture(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                       int count, struct error *err)
{
    struct reel *reel = self;
    (void)changed;
    assert_in_range(reel->count, 0, FRAMES_MOST - 1);
    if (reel->count == 0) {
        reel->first = frame_new(frame_size(picture));
        SDL_BlitSurface((SDL_Surface *)(uintptr_t)picture, NULL, reel->first, NULL);
    }
    reel->is_changed[reel->count] = count > 0;
    reel->hashes[reel->count++] = frame_hash(picture);
    if (reel->ends != NULL && reel->count == reel->ends_after) {
        *reel->ends = 1;
    }
    return reel->count != reel->fails_after || error_set(err, ERROR_FULL, "no space left");
}

bool reel_keep_sound(void *self, const float *frames, size_t count, struct error *err)
{
    struct reel *reel = self;
    (void)err;
    for (size_t i = 0; i < 2 * count; i++) {
        reel->sound = MEM_GROW(reel->sound, reel->sound_count, reel->sound_capacity);
        reel->sound[reel->sound_count++] = frames[i];
    }
    return true;
}

void studio_load(struct studio *self)
{
    char *path = mem_format("%s/list.cfg", self->folder);
    struct opt none[] = {{"point", 0, "FILE", ""}, {0}};
    struct command command = {.name = "test", .options = none};
    char *words[] = {"test", path, "--point", self->point};
    struct opts opts;
    assert_true(opts_read(&opts, &command, self->point != NULL ? 4 : 2, words));
    struct troubles troubles = {0};
    assert_true(setting_load(&self->setting, path, &opts, &troubles));
    assert_int_equal(troubles_errors(&troubles), 0);
    troubles_fini(&troubles);
    opts_fini(&opts);
    free(path);
    self->setting.point->fps = STUDIO_RATE_MHZ / 1000;
}

void studio_build(struct studio *self, const char *text)
{
    setenv("XIAOLABA_DECODE", TEST_DECODE, 1);
    *self = (struct studio){.folder = test_folder_make()};
    free(test_file(self->folder, "list.cfg", text));
}

void reel_forget(struct reel *self)
{
    frame_free(self->first);
    free(self->sound);
    *self = (struct reel){0};
}

void studio_tear_down(struct studio *self)
{
    reel_forget(&self->reel);
    setting_fini(&self->setting);
    free(self->point);
    test_folder_remove(self->folder);
}

const struct size studio_canvas = {320, 64};

// Takes `frames` from `start_us` on.
void studio_take(struct studio *self, int64_t start_us, int64_t frames)
{
    struct error err = {0};
    studio_load(self);
    struct take take = {.setting = &self->setting,
                        .canvas = studio_canvas,
                        .rate_mhz = STUDIO_RATE_MHZ,
                        .start = {start_us},
                        .frames = frames,
                        .sink = {reel_keep_picture, reel_keep_sound, &self->reel}};
    if (!take_perform(&take, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(take.kept, self->reel.count);
    setting_fini(&self->setting);
}

// What `xiaolaba shot` shows at that time.
uint64_t studio_shot_hash(struct studio *self, int64_t at_us)
{
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    studio_load(self);
    rehearsal_init(&rehearsal, &self->setting, studio_canvas, &troubles);
    assert_int_equal(troubles.count, 0);
    struct SDL_Surface *picture = rehearsal_at(&rehearsal, at_us, (struct wall){0});
    uint64_t hash = frame_hash(picture);
    frame_free(picture);
    rehearsal_fini(&rehearsal);
    setting_fini(&self->setting);
    return hash;
}

// The fade begins with a frame; the text that runs ends between two.
const char studio_slogans[] =
    "items = ( { id = \"a\"; text = \"陌生来电不轻信\"; motion = \"hold\"; hold = \"2s\"; },"
    "{ id = \"b\"; text = \"反诈专线96110\"; motion = \"hold\"; hold = \"1s\"; transition = "
    "\"fade\"; },"
    "{ id = \"c\"; text = \"转账汇款多核实\"; speed = 200; } );";

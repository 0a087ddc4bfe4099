// Media for tests.
#include "clips.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

extern char **environ;
static char *folder;

const char *clips_decoder(void)
{
    const char *told = getenv("TEST_DECODE");
    return told != NULL ? told : TEST_DECODE;
}

int clips_set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    return setenv("XIAOLABA_DECODE", clips_decoder(), 1);
}

int clips_tear_down(void **state)
{
    (void)state;
    medium_reap_all();
    test_folder_remove(folder);
    folder = NULL;
    return 0;
}

const char *clip_path(const char *name)
{
    static char paths[8][512];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

const char *clip_make(const char *name, const char *arguments)
{
    enum { WORDS = 128 };
    char *words = mem_format("ffmpeg -nostdin -v error -y %s", arguments);
    const char *path = clip_path(name);
    char *argv[WORDS + 2];
    size_t count = 0;
    for (char *word = strtok(words, " "); word != NULL && count < WORDS; word = strtok(NULL, " ")) {
        argv[count++] = word;
    }
    char *last = mem_copy(path);
    argv[count++] = last;
    argv[count] = NULL;
    pid_t pid = 0;
    int status = 0;
    assert_int_equal(posix_spawnp(&pid, "ffmpeg", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (status != 0) {
        fail_msg("ffmpeg could not make %s", name);
    }
    free(last);
    free(words);
    return path;
}

char *clip_read(const char *path, size_t *length)
{
    char *bytes = NULL;
    struct error err = {0};
    if (!file_read(path, 64u << 20, &bytes, length, &err)) {
        fail_msg("%s", err.text);
    }
    return bytes;
}

const char *clip_write(const char *name, const void *bytes, size_t length)
{
    const char *path = clip_path(name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), (ssize_t)length);
    close(fd);
    return path;
}

struct medium *clip_try(const char *path, int box_w, int box_h, bool wants_sound)
{
    struct error err = {0};
    struct medium_wish wish = {
        .box = {box_w, box_h}, .fit = FIT_CONTAIN, .wants_sound = wants_sound};
    struct medium *medium = medium_open(path, &wish, &err);
    if (medium == NULL) {
        fail_msg("%s", err.text);
    }
    medium_wait(medium, CLIP_WAIT_US);
    return medium;
}

struct medium *clip_open(const char *path, int box_w, int box_h, bool wants_sound)
{
    struct medium *medium = clip_try(path, box_w, box_h, wants_sound);
    if (medium_state(medium) != MEDIUM_READY) {
        fail_msg("%s: %s", path, medium_error(medium));
    }
    return medium;
}

uint32_t clip_pixel(struct medium *medium, int x, int y)
{
    const struct medium_info *info = medium_info(medium);
    assert_in_range(x, 0, info->shown.w - 1);
    assert_in_range(y, 0, info->shown.h - 1);
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, info->shown.w, info->shown.h, 32, SDL_PIXELFORMAT_RGB888);
    medium_draw(medium, surface, 0, 0);
    uint32_t pixel = 0;
    memcpy(&pixel, (uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch + (ptrdiff_t)x * 4,
           sizeof pixel);
    SDL_FreeSurface(surface);
    return pixel & 0xffffff;
}

void assert_colour(uint32_t got, uint32_t want, int tolerance)
{
    for (int shift = 0; shift < 24; shift += 8) {
        int difference = (int)(got >> shift & 255) - (int)(want >> shift & 255);
        if (abs(difference) > tolerance) {
            fail_msg("colour #%06x, wanted #%06x ± %d", got, want, tolerance);
        }
    }
}

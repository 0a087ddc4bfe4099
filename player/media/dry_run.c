// Trying a whole file.
#include "base/clock.h"
#include "media/medium_parts.h"

enum {
    DRY_BOX = 64, // pixels; what is thrown away need not be large
    DRY_PATIENCE_MS = 10000,
    DRY_BLOCK = 1024, // frames of sound
};
#define DRY_LONGEST_US (6 * 3600 * CLOCK_SECOND_US) // a hostile decoder may bring pictures for ever
#define DRY_AT_US (INT64_C(1) << 52)                // behind everything

struct dry {
    struct medium *medium;
    int64_t picture; // the last that was there
    uint64_t heard;  // frames
};

// Throws away what is there. Whether that was anything, or nothing more will come.
static bool drain(void *asker)
{
    struct dry *dry = asker;
    float unheard[DRY_BLOCK * RING_SOUND_CHANNELS];
    uint64_t heard = dry->heard;
    if (medium_state(dry->medium) == MEDIUM_OPENING) {
        return false;
    }
    bool was_complete = medium_is_complete(dry->medium);
    for (size_t got = 1; got > 0; dry->heard += got) {
        got = medium_take_sound(dry->medium, unheard, DRY_BLOCK);
    }
    int64_t picture = medium_picture(dry->medium, DRY_AT_US, MEDIUM_LATEST);
    bool is_news = picture != dry->picture || dry->heard != heard;
    dry->picture = picture;
    return is_news || was_complete;
}

static void drain_all(struct dry *dry)
{
    struct clock *clock = clock_system();
    struct mono start = clock->now_mono(clock);
    struct patience patience = {0};
    while (!medium_is_complete(dry->medium)) {
        uint64_t heard = dry->heard;
        intake_wait(dry->medium->intake, DRY_PATIENCE_MS, drain, dry);
        drain(dry);
        if (dry->heard != heard) {
            patience = (struct patience){0};
        }
        if (medium_is_complete(dry->medium)) {
            break;
        }
        if (medium_tries_patience(dry->medium, &patience)) {
            medium_give_up(dry->medium, "its decoder made no progress for too long");
        } else if (mono_since(clock->now_mono(clock), start) > DRY_LONGEST_US) {
            medium_give_up(dry->medium, "its decoder came to no end");
        }
    }
    drain(dry);
}

static bool judge(struct medium *medium, const char *path, struct error *err)
{
    if (medium_state(medium) != MEDIUM_READY) {
        return error_set(err, ERROR_MEDIA, "%s: %s", path, medium_error(medium));
    }
    const char *damage = medium_damage(medium);
    if (damage[0] != '\0') {
        error_set(err, ERROR_MEDIA, "%s: %s", path, damage);
    }
    // a file may be damaged; a decoder that dies of one, or has to be stopped, shows it no more
    return intake_has_ended(medium->intake) && medium->trouble[0] == '\0';
}

bool medium_dry_run(const char *path, const char *sha256, struct error *err)
{
    struct medium_wish wish = {.box = {DRY_BOX, DRY_BOX},
                               .fit = FIT_CONTAIN,
                               .wants_sound = true,
                               .sha256 = sha256,
                               .patience_ms = DRY_PATIENCE_MS};
    *err = (struct error){0};
    struct medium *medium = medium_open(path, &wish, err);
    if (medium == NULL) {
        return false;
    }
    struct dry dry = {.medium = medium, .picture = -1};
    drain_all(&dry);
    bool is_fine = judge(medium, path, err);
    medium_close(medium);
    return is_fine;
}

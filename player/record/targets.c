// What a target takes, asked.
#include "record/targets.h"

#include "record/level.h"

#include <assert.h>

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static bool is_within(struct size size, struct size most) // either way round
{
    return larger(size.w, size.h) <= larger(most.w, most.h) &&
           smaller(size.w, size.h) <= smaller(most.w, most.h);
}

static struct size turned_as(struct size most, struct size size)
{
    bool must_turn = (size.h > size.w) != (most.h > most.w);
    return must_turn ? (struct size){most.h, most.w} : most;
}

// The largest of the same shape that is within; even, at least 2.
static struct size shrunk(struct size size, struct size most)
{
    most = turned_as(most, size);
    struct rect r = rect_fit(size, (struct rect){0, 0, most.w, most.h}, FIT_CONTAIN);
    return (struct size){larger(2, r.w & ~1), larger(2, r.h & ~1)};
}

static void add_number(struct str *out, int thousandths)
{
    str_add_number(out, thousandths / 1000.0);
}

const struct target *target_find(enum target_use use, const char *name, struct error *err)
{
    enum { MOST = 16 };
    const char *names[MOST];
    size_t count = 0;
    struct str list = {0};
    const struct target *target = NULL;
    for (size_t i = 0; (target = target_at(i)) != NULL; i++) {
        if (target->use != use) {
            continue;
        }
        if (str_is(target->name, name)) {
            str_fini(&list);
            return target;
        }
        assert(count < MOST);
        str_addf(&list, "%s%s", count == 0 ? "" : ", ", target->name);
        names[count++] = target->name;
    }
    const char *nearest = str_nearest(name, names, count);
    if (nearest != NULL) {
        error_set(err, ERROR_CONFIG, "\"%s\" is not known: did you mean %s? (there are %s)", name,
                  nearest, str_text(&list));
    } else {
        error_set(err, ERROR_CONFIG, "\"%s\" is not known: there are %s", name, str_text(&list));
    }
    str_fini(&list);
    return NULL;
}

static bool is_strip(struct size size)
{
    return larger(size.w, size.h) >= 8 * smaller(size.w, size.h);
}

static bool size_fits(const struct target *self, struct size size, struct error *err)
{
    if (size.w % 2 != 0 || size.h % 2 != 0) {
        return error_set(err, ERROR_CONFIG,
                         "%s: H.264 has pictures of even width and height only: %dx%d instead of "
                         "%dx%d",
                         self->name, size.w + size.w % 2, size.h + size.h % 2, size.w, size.h);
    }
    if (!is_within(size, self->most)) {
        struct size most = turned_as(self->most, size), right = shrunk(size, self->most);
        return error_set(err, ERROR_CONFIG,
                         "%s: pictures of %dx%d are larger than the %dx%d it is known to take: "
                         "%dx%d would be right%s",
                         self->name, size.w, size.h, most.w, most.h, right.w, right.h,
                         is_strip(size) ? ", or a strip that the point's wall folds" : "");
    }
    return true;
}

// The greatest usual rate that is not above `mhz`.
static int usual_below(int mhz)
{
    static const int usual[] = {60000, 50000, 30000, 25000, 24000, 15000, 10000};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (usual[i] <= mhz) {
            return usual[i];
        }
    }
    return mhz;
}

static bool rate_fits(const struct target *self, struct size size, int rate_mhz, struct error *err)
{
    int level = self->most_level;
    int most_mhz = smaller(self->most_mhz, level_most_mhz(CODEC_H264, level, size));
    if (rate_mhz <= most_mhz) {
        return true;
    }
    struct str text = {0};
    str_addf(&text, "%s: ", self->name);
    add_number(&text, rate_mhz);
    str_add(&text, " pictures a second");
    if (most_mhz < self->most_mhz) {
        str_addf(&text, " of %dx%d", size.w, size.h);
    }
    str_add(&text, " are more than it is known to play: at most ");
    add_number(&text, usual_below(most_mhz));
    if (most_mhz < self->most_mhz) {
        str_addf(&text, " of that size (H.264 level %d.%d)", level / 10, level % 10);
    }
    error_set(err, ERROR_CONFIG, "%s", str_text(&text));
    str_fini(&text);
    return false;
}

static bool is_offered(const struct target *self, struct size size)
{
    for (int i = 0; i < TARGET_SIZES; i++) {
        // 9:16 in any size is 9:16
        if ((int64_t)self->sizes[i].w * size.h == (int64_t)self->sizes[i].h * size.w) {
            return true;
        }
    }
    return false;
}

static void advise(const struct target *self, struct size size, int rate_mhz, bool has_sound,
                   struct str *advice)
{
    if (!is_within(size, self->easy)) {
        struct size right = shrunk(size, self->easy);
        str_addf(advice,
                 "%s: weak players may leave out pictures of %dx%d; %dx%d is easier for them\n",
                 self->name, size.w, size.h, right.w, right.h);
    }
    if (rate_mhz > self->usual_mhz) {
        str_addf(advice, "%s: no manual says that more than ", self->name);
        add_number(advice, self->usual_mhz);
        str_add(advice, " pictures a second are played: try it on the wall\n");
    }
    if (self->sizes[0].w > 0 && !is_offered(self, size)) {
        str_addf(advice, "%s: %dx%d is shown small on an upright telephone; %dx%d or %dx%d fit\n",
                 self->name, size.w, size.h, self->sizes[0].w, self->sizes[0].h, self->sizes[1].w,
                 self->sizes[1].h);
    }
    if (has_sound && self->sound_advice != NULL) {
        str_addf(advice, "%s: %s\n", self->name, self->sound_advice);
    }
}

bool target_check(const struct target *self, struct size size, int rate_mhz, bool has_sound,
                  struct str *advice, struct error *err)
{
    assert(size.w > 0 && size.h > 0 && rate_mhz > 0);
    if (!size_fits(self, size, err) || !rate_fits(self, size, rate_mhz, err)) {
        return false;
    }
    if (advice != NULL) {
        advise(self, size, rate_mhz, has_sound, advice);
    }
    return true;
}

bool target_format(const struct target *self, struct size size, int rate_mhz, struct format *out,
                   struct error *err)
{
    if (!target_check(self, size, rate_mhz, false, NULL, err)) {
        return false;
    }
    *out = self->format;
    out->level = level_for(CODEC_H264, size, rate_mhz, self->format.most_bit_s);
    assert(out->level > 0 && out->level <= self->most_level);
    return true;
}

// High dynamic range for a screen that has none.
// A coded value becomes light (a table), BT.2020 light becomes BT.709 light (a matrix), bright
// light is bent towards white by its largest channel so that hues stay (a curve), and light becomes
// a value of the screen (a table). Tables instead of powf(): eight powers for each of two million
// pixels would take longer than a film allows.
#include "decode/tone.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { TONE_IN = 4096, TONE_OUT = 4096 };
#define TONE_WHITE_NITS 203.0f // Source: ITU-R BT.2408, reference white of HDR
#define TONE_PEAK 5.0f         // times white that still shows a difference; 1000 nits, by eye

struct tone {
    float light[TONE_IN];        // coded → times reference white
    uint8_t coded[TONE_OUT + 1]; // light of the screen 0…1 → value
};

static float pq_light(float e) // Source: SMPTE ST 2084
{
    const float m1 = 0.1593017578125f;
    const float m2 = 78.84375f;
    const float c1 = 0.8359375f;
    const float c2 = 18.8515625f;
    const float c3 = 18.6875f;
    float p = powf(e, 1.0f / m2);
    float above = fmaxf(p - c1, 0.0f);
    return 10000.0f * powf(above / (c2 - c3 * p), 1.0f / m1) / TONE_WHITE_NITS;
}

static float hlg_light(float e) // Source: ITU-R BT.2100, with the system gamma of 1.2 per channel
{
    const float a = 0.17883277f;
    const float b = 0.28466892f;
    const float c = 0.55991073f;
    float scene = e <= 0.5f ? e * e / 3.0f : (expf((e - c) / a) + b) / 12.0f;
    return 1000.0f * powf(scene, 1.2f) / TONE_WHITE_NITS;
}

struct tone *tone_new(bool is_pq)
{
    struct tone *self = mem_zeroed(1, sizeof *self);
    for (int i = 0; i < TONE_IN; i++) {
        float e = (float)i / (TONE_IN - 1);
        self->light[i] = is_pq ? pq_light(e) : hlg_light(e);
    }
    for (int i = 0; i <= TONE_OUT; i++) {
        float value = powf((float)i / TONE_OUT, 1.0f / 2.2f); // Source: BT.1886 near enough
        self->coded[i] = (uint8_t)(value * 255.0f + 0.5f);
    }
    return self;
}

void tone_free(struct tone *self)
{
    free(self);
}

// Light of 1 (white) lands at 0.8: room above for what is brighter.
static float bend(float brightest)
{
    const float knee = 0.6f;
    if (brightest <= knee) {
        return 1.0f;
    }
    float beyond = (brightest - knee) / (TONE_PEAK - knee);
    beyond = beyond > 1.0f ? 1.0f : beyond;
    float bent =
        knee + (1.0f - knee) * (1.0f - (1.0f - beyond) * (1.0f - beyond) * (1.0f - beyond));
    return bent / brightest;
}

static uint8_t code(const struct tone *self, float light)
{
    float clipped = light < 0.0f ? 0.0f : light > 1.0f ? 1.0f : light;
    return self->coded[(int)(clipped * TONE_OUT + 0.5f)];
}

void tone_map(const struct tone *self, const uint8_t *from, int from_stride, uint8_t *to,
              int to_stride, int width, int height)
{
    for (int y = 0; y < height; y++) {
        const uint16_t *in = (const void *)(from + (ptrdiff_t)y * from_stride);
        uint8_t *out = to + (ptrdiff_t)y * to_stride;
        for (int x = 0; x < width; x++, in += 4, out += 4) {
            float r = self->light[in[0] >> 4];
            float g = self->light[in[1] >> 4];
            float b = self->light[in[2] >> 4];
            // Source: ITU-R BT.2087, BT.2020 to BT.709 in linear light
            float r709 = 1.6605f * r - 0.5876f * g - 0.0728f * b;
            float g709 = -0.1246f * r + 1.1329f * g - 0.0083f * b;
            float b709 = -0.0182f * r - 0.1006f * g + 1.1187f * b;
            float scale = bend(fmaxf(r709, fmaxf(g709, b709)));
            out[0] = code(self, b709 * scale);
            out[1] = code(self, g709 * scale);
            out[2] = code(self, r709 * scale);
            out[3] = 255;
        }
    }
}

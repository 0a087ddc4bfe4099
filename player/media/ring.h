// The shared memory between the player and one decoder process: what is wished for, what was found,
// a few slots for pictures and a ring of sound. This header is all that the two programs share.
// The player makes the memory and seals its size; the decoder fills it. Each side keeps its own
// counters and copies what it reads once: the player believes nothing that it did not check, since
// a decoder that met a hostile file may write anything anywhere in here. A socket pair is the bell:
// a byte is sent only when the other side said that it waits, and its end-of-file tells each side
// that the other is gone. Thread: counters are atomic; each field says who writes it.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Where the decoder finds what it was handed.
enum { RING_MEDIA_FD = 3, RING_MEMORY_FD = 4, RING_BELL_FD = 5 };

#define RING_MAGIC UINT32_C(0x786c3033) // "xl03": both programs are of one build
enum {
    RING_SLOTS = 6,        // fewer wake the decoder more often, more cost memory
    RING_SLOTS_FEWEST = 4, // where a picture is large
    RING_EDGE = 16384,     // longest edge of a box, in pixels
    RING_TEXT = 256,       // bytes of a sentence
    RING_DIGEST = 32,      // bytes of a SHA-256
    RING_ALIGN = 64,       // bytes; rows start where the fastest loads want them
};
#define RING_BYTES_LARGE (2u << 20) // a picture above this is large: RING_SLOTS_FEWEST slots
#define RING_BYTES_LIMIT (UINT64_C(3) << 30)
#define RING_LENGTH_US (INT64_C(24) * 3600 * 1000000) // what claims to be longer says nothing
#define RING_SOUND_RATE 48000u                        // frames per second
#define RING_SOUND_CHANNELS 2u                        // float, left and right in turn
#define RING_SOUND_FRAMES 65536u // 1.4 s; a power of two, so that counters may wrap
#define RING_SOUND_REFILL (RING_SOUND_FRAMES / 2)

enum ring_format {
    RING_I420 = 1, // three planes, 8 bits, 4:2:0
    RING_BGRX,     // one plane, 32 bits
    RING_BGRA,     // the same with straight alpha
};

enum ring_matrix {
    RING_601_LIMITED = 1,
    RING_601_FULL,
    RING_709_LIMITED,
};

enum ring_state {
    RING_OPENING = 0, // as fresh memory is
    RING_READY,       // info is complete, the first picture or sound is in
    RING_FAILED,      // error says why
};

enum { RING_WAITS_SLOTS = 1, RING_WAITS_SOUND = 2 };

// Whether the bytes are those that were wished for.
enum ring_vetting {
    RING_NOT_VETTED = 0, // nobody asked, or it has not begun
    RING_VETTING,        // they are being read; `progress` grows
    RING_VETTED,         // they are; what follows is decoding
};

// Layers of its cage (decode/cage.h) that the decoder could not put up.
enum {
    RING_GAP_LIMITS = 1,
    RING_GAP_PRIVILEGES = 2,
    RING_GAP_LANDLOCK = 4,
    RING_GAP_CALLS = 8,
    RING_GAPS = 15, // all of them
};

struct ring_wish {
    int64_t start_us;      // media time from which pictures and sound are wanted
    uint32_t box_w, box_h; // 0: no pictures wanted
    uint32_t fit;          // enum fit
    uint32_t wants_sound;
    uint32_t takes_i420;         // the player converts 4:2:0 fast
    uint32_t has_digest;         // 0: any bytes will do
    uint8_t digest[RING_DIGEST]; // SHA-256 that the whole file must have
};

struct ring_info {
    int64_t length_us;
    double frames_per_s;
    uint32_t shown_w, shown_h;
    uint32_t format, matrix, slots;
    uint32_t has_picture, is_still, has_sound;
    char codecs[48];
};

// A picture belongs on the screen from pts_us until end_us, or until the next one's pts_us.
struct ring_slot {
    int64_t pts_us, end_us;
};

struct ring {
    uint32_t magic;        // player, before the start
    struct ring_wish wish; // player, before the start

    _Atomic uint32_t cage_gaps;         // decoder, before anything else: RING_GAP_…
    _Atomic uint32_t vetting;           // decoder: enum ring_vetting
    _Atomic uint32_t progress;          // decoder: grows as it reads and decodes; wraps
    _Atomic uint32_t state;             // decoder
    _Atomic uint32_t pictures_are_over; // decoder: no more pictures, or never any
    _Atomic uint32_t sound_is_over;     // decoder: no more sound, or never any
    _Atomic uint32_t is_ended;          // decoder: nothing more will come, damage is written
    _Atomic uint32_t pictures_written;  // decoder; runs on and wraps
    _Atomic uint32_t sound_written;     // decoder; frames, runs on and wraps
    _Atomic uint32_t decoder_waits;     // decoder sets, player clears: RING_WAITS_…

    _Atomic uint32_t pictures_read; // player
    _Atomic uint32_t sound_read;    // player
    _Atomic uint32_t player_waits;  // player sets, decoder clears

    struct ring_info info; // decoder, before state
    struct ring_slot slots[RING_SLOTS];
    char error[RING_TEXT];  // decoder, before state
    char damage[RING_TEXT]; // decoder, before is_ended
};

// Where things are. Computed by each side from the wish, never read from the memory.
struct ring_layout {
    size_t sound_at;   // RING_SOUND_FRAMES frames
    size_t slots_at;   // RING_SLOTS × slot_bytes
    size_t slot_bytes; // room for the whole box at 32 bits; what is not touched costs nothing
    size_t total;
};

static inline size_t ring_round(size_t bytes, size_t to)
{
    return (bytes + to - 1) / to * to;
}

// Bytes of a row of the first plane.
static inline size_t ring_stride(uint32_t format, uint32_t width)
{
    return ring_round((size_t)width * (format == RING_I420 ? 1 : 4), RING_ALIGN);
}

// Bytes of a picture. I420 planes follow each other as SDL wants them: chroma rows have half the
// stride.
static inline size_t ring_picture_bytes(uint32_t format, uint32_t width, uint32_t height)
{
    size_t stride = ring_stride(format, width);
    size_t chroma = format == RING_I420 ? stride / 2 * (((size_t)height + 1) / 2) * 2 : 0;
    return stride * height + chroma;
}

// Fails (false): a box beyond RING_EDGE or RING_BYTES_LIMIT.
static inline bool ring_layout(struct ring_layout *out, uint32_t box_w, uint32_t box_h)
{
    if (box_w > RING_EDGE || box_h > RING_EDGE) {
        return false;
    }
    const size_t page = 4096; // slots start on pages so that an unused one is never touched
    size_t sound_at = ring_round(sizeof(struct ring), page);
    size_t sound_bytes = RING_SOUND_FRAMES * RING_SOUND_CHANNELS * sizeof(float);
    // one more row: vector loops of a scaler may write a little behind the last one
    uint64_t slot = (uint64_t)ring_round((size_t)box_w * 4, RING_ALIGN) * ((uint64_t)box_h + 1);
    slot = box_w == 0 || box_h == 0 ? 0 : (slot + page - 1) / page * page;
    if (slot * RING_SLOTS > RING_BYTES_LIMIT) {
        return false;
    }
    *out = (struct ring_layout){.sound_at = sound_at,
                                .slots_at = sound_at + sound_bytes,
                                .slot_bytes = (size_t)slot,
                                .total = sound_at + sound_bytes + RING_SLOTS * (size_t)slot};
    return true;
}

// How many slots are in use for pictures of this size.
static inline uint32_t ring_slots(uint32_t format, uint32_t width, uint32_t height)
{
    return ring_picture_bytes(format, width, height) > RING_BYTES_LARGE ? RING_SLOTS_FEWEST
                                                                        : RING_SLOTS;
}

// The decoder rests until this many slots are free: it then works in bursts, which keeps its code
// and tables in the cache.
static inline uint32_t ring_refill(uint32_t slots)
{
    return slots / 2;
}

// The kinds of act. A new kind of item is one more line here and one more row in acts.c.
#pragma once

#include "stage/act.h"
#include "stage/reading.h"

struct act *slogan_open(const struct act_request *request, struct error *err);
struct act *runner_open(const struct act_request *request, struct error *err);
struct act *image_open(const struct act_request *request, struct error *err);
struct act *video_open(const struct act_request *request, struct error *err);
struct act *audio_open(const struct act_request *request, struct error *err);
struct act *qr_open(const struct act_request *request, struct error *err);
struct act *clock_open(const struct act_request *request, struct error *err);

// What there is to read, for reading_of().
bool runner_read(const struct act_request *request, struct reading *out, struct error *err);
bool slogan_read(const struct act_request *request, struct reading *out, struct error *err);
bool audio_read(const struct act_request *request, struct reading *out, struct error *err);
bool qr_read(const struct act_request *request, struct reading *out, struct error *err);
bool clock_read(const struct act_request *request, struct reading *out, struct error *err);

// The card that is shown when nothing else can be: drawn without any file, and without text when
// there is no font.
struct act *house_open(const struct act_request *request, struct error *err);
// Black, on purpose; without a file and ready at once. Complete as returned, cannot fail.
struct act *dark_open(const struct act_request *request) __attribute__((returns_nonnull));

// A film of which only the first picture is shown, for its whole length (MEDIUM_FIRST).
struct act *film_still_open(const struct act_request *request, struct error *err);
// How long a film stays that says it is `own_us` long; 0: it does not know.
int64_t act_film_length_us(const struct act *act, int64_t own_us);

// How far the act's medium is: waits for the verdict, but never in a live show.
enum act_state act_medium_state(const struct act *act, struct medium *medium, struct error *err);

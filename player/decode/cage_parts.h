// The layers of the cage (cage.c), one file each. Private to those files.
#pragma once

#include "decode/cage.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CAGE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CAGE_SANITIZED 1
#endif
#endif
#ifndef CAGE_SANITIZED
#define CAGE_SANITIZED 0 // as it ships
#endif

// Says why a layer does not hold: what was tried, and errno's words. Returns false.
bool cage_gap(struct cage_layer_state *state, const char *tried);

// Asked once for each second of processor time: whether too many went by without progress.
bool cage_is_stuck(uint32_t progress);
bool cage_limit(const struct cage_wish *wish, struct cage_layer_state *state);
bool cage_landlock(struct cage_layer_state *state);
bool cage_calls(const struct cage_wish *wish, struct cage_layer_state *state);

// A player's one door, for tests: a content folder that trusts one author, and a bundle to hand in.
#pragma once

#include "bundle/content.h"
#include "parcel.h"

struct door {
    char *folder; // of the test
    struct content *content;
    struct signer author, approver, stranger;
    struct accept_terms terms;
    struct parcel parcel; // to be sealed by the test
};

// For cmocka: before and after each test; its state is a struct door. The first parcel is release 7
// with the slogan 刷单就是诈骗; the player is the point nm-0001, on 2026-10-01.
int door_build(void **state);
int door_tear_down(void **state);

// Another parcel in place of the one there is.
void door_next_parcel(struct door *self, int64_t seq, const char *slogan);

// Hands the parcel in.
void assert_answered(struct door *self, enum accept_answer expected);
// The same, and what was on stays on.
void assert_refused(struct door *self, enum accept_answer expected);
// What a player would load now.
void assert_shown(struct door *self, const char *slogan);

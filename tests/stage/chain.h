// Texts that go on in an endless zone, each joined to the one before, as the show lets them. For
// tests; one thread.
#pragma once

#include "trial.h"

#include "stage/scroll.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)
#define FRAME(n) scroll_frame_us(60000, n)

enum { W = 240, H = 32 };

// Three texts, each with `more` settings, and the endless zone that they run in.
#define ITEMS(more)                                                                                \
    "items = ( { id = \"a\"; text = \"陌生链接不点击\"; " more " },"                               \
    "          { id = \"b\"; text = \"[yellow]转账[/]汇款多核实，遇事先打96110\"; " more " },"     \
    "          { id = \"c\"; text = \"Hi\"; " more " } );"
#define ZONE(more) "zones = ( { endless = true; items = ( \"a\", \"b\", \"c\" ); " more " } );"

struct chain {
    struct trial trial;
    size_t next;   // item that follows
    int64_t taken; // how many have gone on
};

// The first text of the playlist goes on at 0 µs.
void chain_begin(struct chain *self, const char *playlist, int w, int h);
// Whoever is due goes on, and then the frame is drawn.
void chain_show(struct chain *self, int64_t at_us);
// The item that follows is prepared.
void chain_cue(struct chain *self);

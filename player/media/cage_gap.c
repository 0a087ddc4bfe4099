// What the cages of decoders lacked.
#include "media/cage_gap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "media/medium.h"
#include "media/ring.h"

static uint32_t seen;
static uint32_t told;

void cage_gap_note(uint32_t gaps)
{
    seen |= gaps;
}

const char *medium_take_cage_gap(void)
{
    static const struct {
        uint32_t gap;
        const char *name;
    } layers[] = {
        {RING_GAP_LIMITS, "limits"},
        {RING_GAP_PRIVILEGES, "no-new-privs"},
        {RING_GAP_LANDLOCK, "Landlock"},
        {RING_GAP_CALLS, "seccomp"},
    };
    static char sentence[160];
    if (seen == told) {
        return NULL;
    }
    told = seen;
    char names[64] = "";
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++) {
        if ((seen & layers[i].gap) != 0) {
            strcat(names, names[0] != '\0' ? ", " : "");
            strcat(names, layers[i].name);
        }
    }
    snprintf(sentence, sizeof sentence,
             "decoders are caged without %s on this machine: xiaolaba-decode --cage says why",
             names);
    return sentence;
}

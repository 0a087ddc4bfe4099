// Reading several ledgers as one.
#include "report/gather.h"

#include "report/reading.h"

// What a point vouches for counts as worked out.
static void add(void *context, const struct play *play, bool is_certain)
{
    struct play known = *play;
    known.trust = is_certain && play->trust < CLOCK_REBASED ? CLOCK_REBASED : play->trust;
    tally_add(context, &known);
}

bool gather(struct tally *tally, const char *const *ledgers, size_t count, struct error *err)
{
    struct sources sources;
    if (!sources_open(&sources, ledgers, count, err)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; done && i < sources.count; i++) {
        struct reading reading;
        done = reading_open(&reading, &sources, i, err);
        if (done) {
            done = reading_each(&reading, add, tally, err);
            reading_close(&reading);
        }
    }
    sources_close(&sources);
    return done;
}

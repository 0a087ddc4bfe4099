#include "await.h"

#include "support/test.h"

#include <poll.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

bool has_counted(const struct counted *sums, int64_t wanted)
{
    return sums->number >= wanted;
}

bool has_refused(const struct counted *sums, int64_t wanted)
{
    return sums->refused >= wanted;
}

bool is_up(const struct counted *sums, int64_t ignored)
{
    (void)ignored;
    return sums->is_up;
}

bool is_down(const struct counted *sums, int64_t ignored)
{
    return !is_up(sums, ignored);
}

void await(struct counters *self, size_t source, struct counted *sums,
           bool (*is_enough)(const struct counted *sums, int64_t wanted), int64_t wanted)
{
    while (true) {
        struct counted now = counters_take(self, source);
        now.number += sums->number;
        now.refused += sums->refused;
        *sums = now;
        if (is_enough(sums, wanted)) {
            return;
        }
        struct pollfd news = {.fd = counters_news(self), .events = POLLIN};
        if (poll(&news, 1, PATIENCE_MS) != 1) {
            fail_msg("nothing came in %d ms; counted %lld, refused %lld, %s", PATIENCE_MS,
                     (long long)sums->number, (long long)sums->refused,
                     sums->is_up ? "is up" : sums->trouble);
        }
        uint64_t emptied = 0;
        assert_int_equal(read(news.fd, &emptied, sizeof emptied), sizeof emptied);
    }
}

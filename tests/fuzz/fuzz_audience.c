// Any bytes, read as the audience of a ledger: no crash, no hang, and what is accepted is an
// audience that the model can work with and that comes back from its text.
#include "base/utf8.h"
#include "reach/visits.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_text(const struct audience *audience)
{
    struct str text = {0};
    struct str again = {0};
    struct audience back;
    struct error err = {0};
    audience_print(audience, &text);
    assert(strchr(str_text(&text), '\n') == NULL);
    bool is_back = audience_parse(str_text(&text), &back, &err);
    assert(is_back);
    audience_print(&back, &again);
    assert(str_is(str_text(&text), str_text(&again)));
    str_fini(&text);
    str_fini(&again);
}

static void check_dwell(const struct dwell *dwell)
{
    double before = 1 + 1e-6;
    for (double x = 0; x < 1e6; x = 2 * x + 0.01) {
        double survival = dwell_survival(dwell, x);
        assert(survival >= 0 && survival <= before + 1e-9);
        assert(dwell_tail_s(dwell, x) >= -1e-6 && isfinite(dwell_tail_slope_s(dwell, x)));
        before = survival;
    }
}

static void check_visits(const struct audience *audience)
{
    struct arrivals arrivals;
    struct visits visits;
    arrivals_init(&arrivals, 0);
    arrivals_add_day(&arrivals, audience, 0);
    visits_init(&visits, &arrivals, &audience->dwell, 2);
    for (double from_s = 1000; from_s < 80000; from_s += 700) {
        struct exposure play = {from_s, from_s + 20, 5};
        bool is_in_order = visits_add(&visits, &play);
        assert(is_in_order);
    }
    visits_end(&visits);
    assert(isfinite(visits.at_least[0]) && visits.at_least[0] >= 0);
    assert(visits.at_least[0] <= arrivals_total(&arrivals) * (1 + 1e-6));
    visits_fini(&visits);
    arrivals_fini(&arrivals);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    struct audience audience;
    struct error err = {0};
    if (text == NULL) {
        return 0;
    }
    if (audience_parse(text, &audience, &err)) {
        check_text(&audience);
        if (audience.dwell.kind != 0) {
            check_dwell(&audience.dwell);
            check_visits(&audience);
        }
    } else {
        assert(err.code == ERROR_CONFIG);
        assert(err.text[utf8_valid_length(err.text, strlen(err.text))] == '\0');
        assert(strchr(err.text, '\n') == NULL);
    }
    free(text);
    return 0;
}

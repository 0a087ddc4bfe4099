// Any bytes, read as a tally survey: no crash, no hang, and what comes back keeps the promises of
// survey.h. Built like fuzz_playlist.c.
#include "base/utf8.h"
#include "point/survey.h"

#include <assert.h>
#include <math.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check(const struct survey *survey)
{
    assert(survey->days >= 1 && survey->rel_sd >= 0 && survey->rel_sd <= 2);
    for (size_t i = 0; i < (size_t)AUDIENCE_DAYS * AUDIENCE_HOURS; i++) {
        double rate = survey->per_hour[i / AUDIENCE_HOURS][i % AUDIENCE_HOURS];
        assert(isfinite(rate) && rate >= 0);
        assert(rate <= 0 || survey->is_known[i / AUDIENCE_HOURS][i % AUDIENCE_HOURS]);
    }
    assert(survey->dwell_sd_s >= 0 && isfinite(survey->dwell_sd_s));
    assert(survey->stays == 0 || dwell_mean_s(&survey->dwell) > 0);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct troubles troubles = {0};
    struct str out = {0};
    struct survey survey;
    bool is_good = survey_parse("fuzz/t.csv", (const char *)data, size, &survey, &troubles);
    assert(is_good == (troubles_errors(&troubles) == 0));
    troubles_print(&troubles, &out);
    assert(utf8_valid_length(str_text(&out), out.length) == out.length);
    if (is_good) {
        check(&survey);
    }
    str_fini(&out);
    troubles_fini(&troubles);
    return 0;
}

// Pages of samples.
#include "report/printed.h"

char *page_of(const struct sample *sample, enum report_language language)
{
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, sample);
    page_print(&outreach, language, &out);
    outreach_fini(&outreach);
    return str_take(&out);
}

void has(const char *page, const char *text)
{
    if (strstr(page, text) == NULL) {
        fail_msg("not on the page: %s", text);
    }
}

void lacks(const char *page, const char *text)
{
    const char *found = strstr(page, text);
    if (found != NULL) {
        fail_msg("on the page: %.80s", found);
    }
}

#include "listed.h"

#include "support/findings.h"
#include "support/test.h"

struct playlist *listed(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("p/f.cfg", text, strlen(text), &troubles);
    expect_findings(&troubles, playlist == NULL, text, findings);
    return playlist;
}

void check_cases(const struct finding_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        playlist_free(listed(cases[i].text, cases[i].findings));
    }
}

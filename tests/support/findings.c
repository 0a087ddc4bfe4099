#include "support/findings.h"

#include "support/test.h"

void expect_findings(struct troubles *troubles, bool is_refused, const char *text,
                     const char *findings)
{
    struct str out = {0};
    troubles_print(troubles, &out);
    if (strcmp(str_text(&out), findings) != 0) {
        fail_msg("of <<%s>>\n got: %s\nwant: %s", text, str_text(&out), findings);
    }
    assert_int_equal(is_refused, troubles_errors(troubles) > 0);
    str_fini(&out);
    troubles_fini(troubles);
}

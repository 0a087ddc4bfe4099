// Prints the page of a made-up outreach, for those who look at it and for the test that opens it in
// a browser:
//
//     page_sample POINTS DAYS ITEMS [en] [plain] [long]
//
// plain: nobody says who comes past; long: names that are longer than any line
#include "report/outreach_print.h"
#include "report/outreach_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("page_sample POINTS DAYS ITEMS [en] [plain] [long]\n", stderr);
        return 2;
    }
    struct sample sample = {.points = atoi(argv[1]), .days = atoi(argv[2]), .items = atoi(argv[3])};
    enum report_language language = REPORT_CHINESE;
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "en") == 0) {
            language = REPORT_ENGLISH;
            sample.is_ascii = true;
        }
        if (strcmp(argv[i], "long") == 0) {
            sample.hostile =
                "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
        }
        sample.has_no_model = sample.has_no_model || strcmp(argv[i], "plain") == 0;
    }
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, &sample);
    page_print(&outreach, language, &out);
    fwrite(str_text(&out), 1, out.length, stdout);
    str_fini(&out);
    outreach_fini(&outreach);
    return 0;
}

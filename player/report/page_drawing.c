// Scales, and the frame around a picture.
#include "report/page_drawing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double drawing_step(double most, int parts)
{
    static const double digits[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    if (most <= 0) {
        return 1;
    }
    double power = pow(10, floor(log10(most / parts)));
    size_t i = 0;
    while (digits[i] < 10 && digits[i] * power * parts < most) {
        i++;
    }
    return digits[i] * power;
}

const char *drawing_number(page_number out, double value, double step)
{
    if (step >= 10) {
        return page_count(out, llround(value));
    }
    snprintf(out, PAGE_NUMBER_BYTES, "%.*f", 1 - (int)floor(log10(step)), value);
    char *point = strchr(out, '.');
    for (char *end = out + strlen(out); *--end == '0';) {
        *end = '\0';
    }
    if (point[1] == '\0') {
        *point = '\0';
    }
    return out;
}

int64_t drawing_days(const struct outreach *facts)
{
    return facts->last_day - facts->first_day + 1;
}

int64_t drawing_fold(const struct outreach *facts)
{
    int64_t days = drawing_days(facts);
    return days <= DRAWING_DAYS_MOST
               ? 1
               : (days + 7 * DRAWING_DAYS_MOST - 1) / (7 * DRAWING_DAYS_MOST) * 7;
}

void drawing_begin(const struct page *page, const struct drawing *drawing)
{
    struct str *out = page->out;
    str_add(out, "<figure><h3>");
    html_text(out, drawing->heading);
    str_addf(out,
             "</h3><div class=\"scroll\"><svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
             "role=\"img\" aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">",
             DRAWING_WIDTH, drawing->height, DRAWING_WIDTH, drawing->height, drawing->id,
             drawing->id, drawing->id);
    html_text(out, drawing->heading);
    str_addf(out, "</title><desc id=\"%s-d\">", drawing->id);
    html_text(out, drawing->caption);
    str_add(out, "</desc>\n");
}

void drawing_end(const struct page *page, const struct drawing *drawing)
{
    str_add(page->out, "</svg></div><figcaption>");
    html_text(page->out, drawing->caption);
    str_add(page->out, "</figcaption></figure>\n");
}

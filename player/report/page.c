// The page as a whole: what it is called, what it may load (nothing), and its parts in order.
#include "report/page_parts.h"

#include "base/civil.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

// The policy names the one style sheet by its digest, so that nothing that might get into the page
// can bring styles, scripts or pictures along, or make a browser ask another machine for anything.
// Source: W3C, Content Security Policy Level 3, 6.6.3.3.
static void add_policy(struct str *out, const struct str *style)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof digest, sodium_base64_VARIANT_ORIGINAL)];
    crypto_hash_sha256(digest, (const unsigned char *)str_text(style), style->length);
    sodium_bin2base64(text, sizeof text, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
    str_addf(out,
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\"/>\n",
             text);
}

static void add_head(const struct page *page)
{
    struct str *out = page->out;
    struct str style = {0};
    page_style(page, &style);
    str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
             word_text(WORD_LANGUAGE, page->language));
    add_policy(out, &style);
    str_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                 "<meta name=\"color-scheme\" content=\"light\"/>\n"
                 "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                 "<meta name=\"generator\" content=\"xiaolaba " XIAOLABA_VERSION "\"/>\n<title>");
    struct str period = {0};
    page_period(page, &period);
    html_text(out, page_title(page));
    str_add(out, " ");
    html_text(out, str_text(&period));
    str_add(out, "</title>\n<style>");
    str_add_bytes(out, str_text(&style), style.length);
    str_add(out, "</style>\n</head>\n");
    str_fini(&period);
    str_fini(&style);
}

static void add_origin(const struct page *page, enum word name, const char *text)
{
    if (text[0] == '\0') {
        return;
    }
    str_add(page->out, "<div><dt>");
    page_word(page, name);
    str_add(page->out, "</dt><dd>");
    html_text(page->out, text);
    str_add(page->out, "</dd></div>\n");
}

// "2026-12-01 08:00", by the clock that the days are told by.
static void add_made(const struct page *page)
{
    char text[32] = "";
    if (page->facts->made.us != 0) {
        struct civil made = civil_at(page->facts->made, page->facts->offset_s);
        snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", made.year % 10000, made.month,
                 made.day, made.hour, made.minute);
    }
    add_origin(page, WORD_MADE, text);
}

static void add_header(const struct page *page)
{
    struct str *out = page->out;
    struct str text = {0};
    page_number count;
    page_period(page, &text);
    str_add(out, "<header><h1>");
    html_text(out, page_title(page));
    str_add(out, "</h1>\n<p class=\"period\">");
    html_text(out, str_text(&text));
    str_add(out, "</p>\n<dl class=\"origin\">\n");
    str_fini(&text);
    page_place(page, &text);
    add_origin(page, WORD_PLACE, str_text(&text));
    str_fini(&text);
    word_fill(&text, word_text(WORD_LEDGERS, page->language),
              (const char *const[]){page_count(count, (int64_t)page->facts->ledger_count)});
    add_origin(page, WORD_SOURCES, str_text(&text));
    str_fini(&text);
    add_made(page);
    add_origin(page, WORD_METHOD, OUTREACH_METHOD);
    str_add(out, "</dl></header>\n");
}

static void add_footer(const struct page *page)
{
    struct str period = {0};
    page_period(page, &period);
    str_add(page->out, "<footer><p>");
    html_text(page->out, page_title(page));
    str_add(page->out, " · ");
    html_text(page->out, str_text(&period));
    str_add(page->out, " · ");
    page_say(page, WORD_FOOTER, (const char *const[]){XIAOLABA_VERSION});
    str_add(page->out, "</p></footer>\n");
    str_fini(&period);
}

void page_print(const struct outreach *outreach, enum report_language language, struct str *out)
{
    const struct page page = {.facts = outreach, .language = language, .out = out};
    add_head(&page);
    str_add(out, "<body><main>\n");
    add_header(&page);
    page_figures(&page);
    page_coverage(&page);
    page_manual(&page);
    page_pictures(&page);
    page_tables(&page);
    page_quality(&page);
    page_definitions(&page);
    page_provenance(&page);
    add_footer(&page);
    str_add(out, "</main></body>\n</html>\n");
}

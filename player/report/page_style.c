// How the page looks: on a wide screen, on a telephone, on A4. Dark ink on a light ground, one
// accent, hierarchy by size and space. The shades of the heat map are one hue, told apart by
// lightness alone, so that they survive colour blindness and a printer without colours.
#include "report/page_parts.h"

#include "base/utf8.h"

#include <ctype.h>

static const char general[] =
    ":root{color-scheme:light;--ink:#1A2530;--soft:#5B6875;--rule:#D5DCE2;--hair:#E7EBEF;"
    "--blue:#14548C;--paper:#FFF}\n"
    "*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "html{-webkit-text-size-adjust:100%}\n"
    "body{margin:0;background:#F3F5F7;color:var(--ink);font:15px/1.7 \"PingFang SC\","
    "\"Hiragino Sans GB\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han Sans SC\","
    "sans-serif;font-variant-numeric:tabular-nums "
    "lining-nums;text-autospace:normal;overflow-wrap:anywhere}\n"
    "main{max-width:1080px;margin:0 auto;padding:64px 72px 48px;background:var(--paper)}\n"
    "h1{font:600 40px/1.3 \"Songti SC\",\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,serif;"
    "margin:0;letter-spacing:.04em}\n"
    "h2{font-size:21px;font-weight:600;line-height:1.4;margin:0 0 14px}\n"
    "h3{font-size:15px;font-weight:600;margin:26px 0 8px}\n"
    "p{margin:0 0 8px}\n"
    "dl,dd,dt,figure{margin:0}\n"
    "small,i{font-style:normal;font-size:13px;font-weight:400;color:var(--soft)}\n"
    "section{border-top:1px solid var(--rule);padding:26px 0 0;margin:40px 0 0}\n"
    ".note,figcaption,caption{color:var(--soft);font-size:13px;line-height:1.6}\n"
    ".note{margin:12px 0 0}.note+.note{margin-top:2px}\n"
    "footer{border-top:1px solid var(--rule);margin-top:48px;padding-top:14px;color:var(--soft);"
    "font-size:13px}\n";

static const char head[] =
    "header{border-top:4px solid var(--blue);padding-top:26px}\n"
    ".period{font-size:18px;margin:6px 0 0}\n"
    ".origin{display:flex;flex-wrap:wrap;gap:4px 36px;margin-top:20px;font-size:14px}\n"
    ".origin div{display:flex;gap:10px}\n"
    ".origin dt{color:var(--soft)}\n"
    "header+section{margin-top:32px}\n"
    ".groups{display:flex;gap:0 32px}\n"
    ".groups .group{flex:0 1 312px}\n"
    ".groups .group+.group{flex:1 1 0;border-left:1px solid var(--rule);padding-left:32px}\n"
    ".plain{max-width:460px}\n"
    ".group h3{margin:0 0 10px}\n"
    ".group h3 small{margin-left:6px}\n"
    ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:20px "
    "24px}\n"
    ".figures dt{font-size:14px;color:var(--soft)}\n"
    ".figures dd{line-height:1.25;white-space:nowrap}\n"
    ".figures b{font-size:29px;font-weight:600;letter-spacing:-.01em}\n"
    ".figures i{margin:0 5px}\n"
    ".figures i:first-child{margin-left:0}\n"
    ".figures .below{font-size:13px;color:var(--soft);margin-top:4px;line-height:1.5;"
    "white-space:normal;width:0;min-width:100%}\n"
    ".figures .below+.below{margin-top:0}\n"
    ".figures .line{white-space:nowrap;width:auto}\n"
    ".counts{display:flex;flex-wrap:wrap;gap:12px 44px}\n"
    ".counts dt{font-size:14px;color:var(--soft)}\n"
    ".counts dd{font-size:22px;font-weight:600;line-height:1.4}\n"
    ".counts dd i{margin-left:4px}\n"
    ".counts dd.below{font-size:13px;font-weight:400;color:var(--soft)}\n"
    ".bar{display:block;width:100%;height:6px;margin:16px 0 0}\n"
    ".bar .rest{fill:#E3E8EC}.bar .done{fill:var(--blue)}\n"
    ".names{columns:3 220px;column-gap:32px;margin:0;padding:0;list-style:none;font-size:14px}\n"
    ".names li{break-inside:avoid;padding:2px 0}\n"
    ".names small{margin-left:4px;display:inline-block;max-width:100%}\n"
    ".manual .scroll{margin-top:18px}\n"
    ".list{margin:24px 0 14px}\n";

static const char tables[] =
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5}\n"
    "caption{text-align:left;padding:0 0 8px}\n"
    "th,td{text-align:right;padding:6px 0 6px 20px;border-bottom:1px solid var(--hair);"
    "white-space:nowrap;font-weight:400;vertical-align:baseline}\n"
    "thead th{color:var(--soft);font-size:13px;border-bottom:1px solid #9AA7B3;"
    "vertical-align:bottom}\n"
    "th:first-child{text-align:left;padding-left:0;background:var(--paper)}\n"
    "tbody tr:last-child th,tbody tr:last-child td{border-bottom-color:#9AA7B3}\n"
    "th.l,td.l{text-align:left}\n"
    "th.c,td.c{text-align:center}\n"
    "td.s{color:var(--soft);font-size:13px}\n"
    "td.w{white-space:normal;min-width:180px}\n"
    "td.x{font:12px/1.6 ui-monospace,\"SF Mono\",Consolas,\"DejaVu Sans Mono\",monospace}\n"
    "tr.off th,tr.off td{color:var(--soft)}\n"
    "tr.d0 th,tr.d0 td{font-weight:600}\n"
    "tr.d1 th,tr.d1 td{font-weight:600}\n"
    "tr.d2 th,tr.d2 td{font-weight:600;background:#F6F8FA}\n"
    "tr.d1 th:first-child,tr.p.d1 th:first-child{padding-left:1.2em}\n"
    "tr.d2 th:first-child,tr.p.d2 th:first-child{padding-left:2.4em}\n"
    "tr.d3 th:first-child,tr.p.d3 th:first-child{padding-left:3.6em}\n"
    "tr.p.d4 th:first-child{padding-left:4.8em}\n"
    "tr.p th,tr.p td{font-weight:400;background:none}\n"
    "tr.p th:first-child{background:var(--paper)}\n"
    "em{font-style:normal;font-size:12px;color:#8A4B08;border:1px solid #DDB98C;border-radius:3px;"
    "padding:0 5px;white-space:nowrap}\n"
    "details{margin:12px 0 0}\n"
    "summary{cursor:pointer;color:var(--blue);padding:6px 0}.ink{display:none}\n"
    ".terms div{display:grid;grid-template-columns:9em 1fr;gap:0 20px;padding:8px 0;"
    "border-bottom:1px solid var(--hair)}\n"
    ".terms dt{font-weight:600}\n"
    ".terms+.scroll{margin-top:24px}\n"
    ".digest{font:14px/1.6 ui-monospace,\"SF Mono\",Consolas,\"DejaVu Sans Mono\",monospace;"
    "overflow-wrap:anywhere}\n";

static const char pictures[] =
    "figure{margin:0 0 30px}\n"
    "figure h3{margin-top:0}\n"
    "figure svg{display:block;width:100%;min-width:640px;max-width:936px;height:auto}\n"
    "figcaption{margin-top:8px}\n"
    "svg text{font-size:12px;fill:var(--soft)}\n"
    "svg .n{text-anchor:end}\n"
    "svg .m{text-anchor:middle}\n"
    "svg .v{fill:var(--ink);font-weight:600}\n"
    "svg .base{stroke:#9AA7B3;fill:none}\n"
    "svg .grid{stroke:var(--hair);fill:none}\n"
    "svg .k{fill:#2F73AD}\n"
    "svg .line{stroke:#2F73AD;stroke-width:2;fill:none}\n"
    "svg .dot{fill:#2F73AD;stroke:#FFF;stroke-width:2}\n"
    "svg .h0{fill:#EEF1F4}svg .h1{fill:#CDE1F1}svg .h2{fill:#93C1E2}svg .h3{fill:#5198CB}"
    "svg .h4{fill:#226EA8}svg .h5{fill:#0B3F70}\n";

static const char narrow[] =
    "@media (max-width:960px){main{padding:44px 36px 40px}.groups{display:block}"
    ".groups .group+.group{border-left:0;padding:22px 0 0;margin-top:24px;"
    "border-top:1px solid var(--hair)}}\n"
    "@media (max-width:640px){body{background:var(--paper)}main{padding:20px 16px 32px}"
    "h1{font-size:27px}h2{font-size:19px}.period{font-size:16px}header{padding-top:18px}"
    "section{margin-top:30px;padding-top:20px}"
    ".figures .line{white-space:normal;width:0}.figures{gap:18px 16px}.figures "
    "div{flex-basis:45%}.figures b{font-size:25px}"
    ".counts{display:grid;grid-template-columns:1fr 1fr;gap:12px 16px}"
    ".terms div{grid-template-columns:1fr}.names{columns:1}"
    ".group h3 small{display:block;margin-left:0}"
    "th,td{padding-left:16px}th:first-child{position:sticky;left:0;max-width:44vw;"
    "overflow:hidden;text-overflow:ellipsis}}\n";

// Rows, pictures and terms are not torn; a heading stays with what it heads.
static const char paper[] =
    "@media print{body{background:none;font-size:9.5pt;line-height:1.6}"
    "main{max-width:none;padding:0}header{padding-top:12pt}h1{font-size:24pt}"
    "h2{font-size:13.5pt;margin-bottom:7pt}h3{font-size:10pt;margin:12pt 0 5pt}"
    ".period{font-size:12pt}.origin{font-size:9pt;margin-top:10pt}"
    "section{margin-top:18pt;padding-top:11pt}header+section{margin-top:14pt}"
    "small,i,.note,figcaption,caption,.figures .below,.counts dd.below{font-size:8pt}"
    ".groups{display:flex;gap:0 10pt}.groups .group+.group{flex:1 1 0;border-left:1px solid "
    "var(--rule);"
    "border-top:0;margin:0;padding:0 0 0 10pt}.group h3{margin-bottom:6pt}"
    ".group h3 small{display:block;margin-left:0}"
    ".figures{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);gap:0 8pt}"
    ".figures div{min-width:0}.figures .line{font-size:7.5pt}"
    ".groups .group{flex:0 1 176pt}"
    ".figures dt,.counts dt{font-size:9pt}.figures b{font-size:14pt}"
    ".counts{gap:6pt 30pt}.counts dd{font-size:14pt}.names{columns:3;font-size:8.5pt}"
    ".scroll{overflow:visible}table{font-size:8.5pt}thead th,td.s{font-size:8pt}"
    "th,td{padding:2.6pt 0 2.6pt 7pt}td.l{white-space:normal}"
    "th:first-child{white-space:normal;min-width:6.5em}"
    "td.x{font-size:6pt}.digest{font-size:9pt}"
    "thead{display:table-header-group;break-after:avoid}tbody tr:first-child{break-before:avoid}"
    "tr,figure,li,.terms div,.counts,.figures{break-inside:avoid}"
    "h2,h3,caption,.counts{break-after:avoid}.note{break-before:avoid}"
    "figure svg{min-width:0}figure{margin-bottom:14pt}footer{display:none}details{margin-top:6pt}"
    "summary{color:var(--soft);list-style:none}.ink{display:inline}}\n";

// A text as a CSS string that is safe within a style sheet within a page: of ASCII only letters and
// figures stand as they are.
static void add_string(struct str *out, const char *text)
{
    str_add(out, "\"");
    for (const char *at = text; *at != '\0';) {
        uint32_t code = utf8_next(&at);
        char bytes[5];
        if (code == UTF8_INVALID || (code & ~1U) == 0xFFFE) {
            code = 0xFFFD;
        }
        if (code >= 0xA0 || (code < 0x80 && isalnum((int)code))) {
            str_add_bytes(out, bytes, utf8_encode(code, bytes));
        } else {
            str_addf(out, "\\%x ", (unsigned)code);
        }
    }
    str_add(out, "\"");
}

// Every sheet of paper says what it belongs to and which it is.
static void add_sheet(const struct page *page, struct str *out)
{
    struct str name = {0};
    struct str period = {0};
    str_add(&name, page_title(page));
    str_add(&name, "  ");
    page_period(page, &period);
    str_add(&name, str_text(&period));
    str_add(out, "@page{size:A4;margin:15mm 13mm 17mm;"
                 "@bottom-left{content:");
    add_string(out, str_text(&name));
    str_add(out, ";font-size:8pt;color:#5B6875}@bottom-right{content:");
    add_string(out, word_text(WORD_PAGE_BEFORE, page->language));
    str_add(out, "counter(page)");
    add_string(out, word_text(WORD_PAGE_BETWEEN, page->language));
    str_add(out, "counter(pages)");
    add_string(out, word_text(WORD_PAGE_AFTER, page->language));
    str_add(out, ";font-size:8pt;color:#5B6875}}\n");
    str_fini(&name);
    str_fini(&period);
}

void page_style(const struct page *page, struct str *out)
{
    str_add(out, general);
    str_add(out, head);
    str_add(out, tables);
    str_add(out, pictures);
    str_add(out, narrow);
    str_add(out, paper);
    add_sheet(page, out);
}

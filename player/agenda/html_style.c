// How the page looks: on a wide screen, on a telephone, on A4 lying down.
#include "agenda/html.h"

static const char general[] =
    "<style>\n"
    ":root{color-scheme:light;--ink:#1F2933;--soft:#66727F;--line:#E3E8ED;--paper:#FFF}\n"
    "*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "body{margin:0;background:#F5F7F9;color:var(--ink);font:15px/1.6 \"PingFang SC\","
    "\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Hiragino Sans GB\","
    "sans-serif;font-variant-numeric:tabular-nums}\n"
    "main{max-width:1240px;margin:0 auto;padding:36px 28px 48px}\n"
    "header p{margin:0;color:var(--soft)}\n"
    "h1{font-size:30px;font-weight:600;line-height:1.3;margin:2px 0 4px;letter-spacing:.01em}\n"
    "h2{font-size:18px;font-weight:600;margin:0 0 10px}\n"
    "h3{font-size:15px;font-weight:600;margin:22px 0 6px}\n"
    "section,figure{background:var(--paper);border:1px solid var(--line);border-radius:10px;"
    "padding:20px 22px;margin:18px 0 0}\n"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;"
    "padding:0;overflow:hidden;background:var(--line)}\n"
    ".facts div{background:var(--paper);padding:14px 22px}\n"
    ".facts b{display:block;font-size:24px;font-weight:600;line-height:1.35}\n"
    ".facts span{color:var(--soft);font-size:13px}\n"
    ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));"
    "gap:0 18px}\n"
    ".pair>:last-child:nth-child(odd){grid-column:1/-1}\n"
    ".scroll{overflow-x:auto}\n"
    ".note{color:var(--soft);font-size:13px;margin:10px 0 0}\n"
    "ul{margin:0;padding-left:1.2em}\n"
    "li{margin:3px 0}\n"
    "footer{color:var(--soft);font-size:13px;margin-top:20px}\n";

static const char tables[] =
    "table{border-collapse:collapse;width:100%;font-size:14px}\n"
    "th{font-weight:500;color:var(--soft);font-size:13px;text-align:right;padding:4px 0 6px 18px;"
    "border-bottom:1px solid #CBD3DB;white-space:nowrap;vertical-align:bottom}\n"
    "td{text-align:right;padding:5px 0 5px 18px;border-bottom:1px solid var(--line);"
    "white-space:nowrap}\n"
    "th:first-child,td:first-child{text-align:left;padding-left:0}\n"
    "th.l,td.l{text-align:left}\n"
    "tr:last-child td{border-bottom:0}\n"
    "td small{color:var(--soft);font-size:12px;margin-left:8px}\n"
    "tr.off td{color:#9AA4AF}\n"
    "td.wide{width:34%;min-width:110px}\n"
    ".bar{display:block;height:10px;border-radius:2px;background:#EEF1F4}\n"
    ".bar i{display:block;height:100%;border-radius:2px}\n"
    ".chip{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:8px;"
    "vertical-align:-1px}\n"
    ".pic{display:inline-block;vertical-align:middle;margin:0 12px 0 0;border-radius:3px;"
    "background:#000}\n"
    ".box{color:#FFF;font-size:12px;font-style:normal;text-align:center;overflow:hidden}\n"
    "tr.off img{opacity:.5}\n"
    ".up{color:#A8562A}\n"
    ".low{color:#A03F3A}\n";

static const char picture[] =
    "figure svg{display:block;width:100%;min-width:880px;height:auto}\n"
    "svg text{font-size:12px;fill:var(--ink)}\n"
    "svg text.clock{text-anchor:middle;fill:var(--soft);font-size:11px}\n"
    "svg text.name{fill:var(--soft)}\n"
    "svg text.zone{font-size:13px;font-weight:600}\n"
    "svg .hour{stroke:#EBEFF3;fill:none}\n"
    "svg .six{stroke:#CFD7DF;fill:none}\n"
    "svg .open{fill:#CFE0EC}\n"
    "svg .part{fill:#DCD8EA}\n"
    "svg .lane{fill:#FFF;stroke:#CFD7DF}\n"
    "svg .slots{shape-rendering:crispEdges}\n"
    "svg .slots rect:hover{filter:brightness(.88)}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:6px 22px;font-size:13px;margin:16px 0 0}\n"
    ".legend svg{display:inline-block;width:12px;height:12px;min-width:0;margin-right:8px;"
    "vertical-align:-1px}\n";

static const char media[] =
    "@media (max-width:640px){main{padding:20px 14px 32px}h1{font-size:24px}"
    "section,figure{padding:16px 14px}.facts{padding:0;grid-template-columns:1fr 1fr}"
    ".facts div{padding:12px 14px}.facts b{font-size:20px}"
    ".facts div:last-child{grid-column:1/-1}}\n"
    "@page{size:A4 landscape;margin:11mm}\n"
    "@media print{body{background:#FFF;font-size:10.5pt}main{max-width:none;padding:0}"
    "section,figure{border:0;padding:0;margin:14pt 0 0;border-radius:0}"
    ".facts{border:1px solid var(--line)}.facts div{padding:7pt 10pt}.facts b{font-size:15pt}"
    "table{font-size:9pt}th,.note,.legend,footer{font-size:8.5pt}.scroll{overflow:visible}"
    "figure "
    "svg{min-width:0}thead{display:table-header-group}tr,figure,li,.pair>section{break-inside:"
    "avoid}"
    "h2,h3{break-after:avoid}h1{font-size:20pt}td,th{padding-top:2.5pt;padding-bottom:2.5pt}}\n"
    "</style>\n";

void html_style(struct str *out)
{
    str_add(out, general);
    str_add(out, tables);
    str_add(out, picture);
    str_add(out, media);
}

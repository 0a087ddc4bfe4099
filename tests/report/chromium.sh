#!/bin/sh
# The page of a report in a real browser: nothing to complain of on its console, no sideways scrolling on
# a telephone, nothing cut off on A4, as many sheets as there should be. Arguments: the program that
# prints made-up pages, a folder to work in. Exits with 77 where there is no Chromium.
#
# A browser window cannot be as narrow as a telephone, so pages are measured in frames of that width; the
# rules for paper are measured by a copy of the page that has them for all media. Each measure is also tried
# on a copy that was spoiled on purpose, and must find that out.
set -eu
sample=$1
folder=$2
chromium=$(command -v chromium || command -v chromium-browser) || exit 77
mkdir -p "$folder"
work=$(mktemp -d "$folder/XXXXXX")
trap 'rm -rf "$work"' EXIT
status=0

# 184 mm at 96 per inch: A4 without the margins of the style sheet
PHONE=375 PAPER=695

complain() {
    echo "$*"
    status=1
}

browse() { # browse OPTIONS… PAGE
    timeout 100 "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --disable-dev-shm-usage --user-data-dir="$work/profile" "$@" 2>"$work/stderr"
}

# --- pages ----------------------------------------------------------------------------------------
"$sample" 220 30 24 >"$work/month.html"
"$sample" 6 1 8 >"$work/day.html"
"$sample" 40 7 12 en >"$work/week.html"
"$sample" 40 7 12 plain >"$work/plain.html"
"$sample" 2 366 4 >"$work/year.html"
"$sample" 3 7 0 >"$work/empty.html"
"$sample" 30 7 4 long >"$work/long.html"
pages='month day week plain year empty long'

spoil() { # spoil NAME MARKUP: the daily page with something before its end
    awk -v markup="$2" '{ sub(/<footer>/, markup "<footer>"); print }' "$work/day.html" >"$work/$1.html"
}
# The policy forbids styles that are not in the sheet: the first is refused, which a console tells.
spoil styled '<p style="color:red">x</p>'
spoil wide '<svg width="480" height="9"></svg>'
spoil wider '<svg width="800" height="9"></svg>'

# --- console --------------------------------------------------------------------------------------
console() { # console NAME: what the browser complains of
    browse --enable-logging=stderr --v=0 --dump-dom "file://$work/$1.html" >"$work/dom"
    grep -q '</html>' "$work/dom" || echo "the browser showed nothing"
    grep 'CONSOLE' "$work/stderr" || true
}

for page in $pages; do
    said=$(console "$page")
    [ -z "$said" ] || complain "$page: $said"
done
case $(console styled) in
*"Content Security Policy"*) ;;
*) complain "a style that the policy forbids was not noticed" ;;
esac

# --- width ----------------------------------------------------------------------------------------
frame() { # frame LABEL WIDTH FILE
    printf '<iframe title="%s" width="%s" height="900" srcdoc="' "$1" "$2"
    sed 's/&/\&amp;/g; s/"/\&quot;/g' "$3"
    printf '"></iframe>\n'
}

on_paper() { # on_paper FILE: its rules for paper hold for every medium; the policy knows another sheet
    sed 's/@media print{/@media all{/; /Content-Security-Policy/d' "$1"
}

{
    echo '<!DOCTYPE html><html><head><meta charset="utf-8"><title>none</title></head><body>'
    for page in $pages wide wider; do
        on_paper "$work/$page.html" >"$work/paper.html"
        frame "$page-phone" "$PHONE" "$work/$page.html"
        frame "$page-paper" "$PAPER" "$work/paper.html"
    done
    cat <<'SCRIPT'
<script>
addEventListener("load", function () {
    document.title = Array.from(document.querySelectorAll("iframe"), function (frame) {
        var root = frame.contentDocument.documentElement;
        return frame.title + " " + root.clientWidth + " " + root.scrollWidth;
    }).join(";");
});
</script></body></html>
SCRIPT
} >"$work/frames.html"
browse --hide-scrollbars --dump-dom "file://$work/frames.html" |
    sed -n 's,.*<title>\([^<]*;[^<]*\)</title>.*,\1,p' | tr ';' '\n' >"$work/widths"

width_of() { # width_of LABEL: its own width and that of its content
    sed -n "s/^$1 //p" "$work/widths"
}
for page in $pages; do
    [ "$(width_of "$page-phone")" = "$PHONE $PHONE" ] ||
        complain "$page: scrolls sideways on a telephone ($(width_of "$page-phone"))"
    [ "$(width_of "$page-paper")" = "$PAPER $PAPER" ] ||
        complain "$page: cut off on paper ($(width_of "$page-paper"))"
done
[ "$(width_of wide-phone)" != "$PHONE $PHONE" ] || complain "a page too wide for a telephone was not noticed"
[ "$(width_of wider-paper)" != "$PAPER $PAPER" ] || complain "a page too wide for paper was not noticed"

# --- paper ----------------------------------------------------------------------------------------
sheets() { # sheets NAME: how many
    browse --no-pdf-header-footer --print-to-pdf="$work/$1.pdf" "file://$work/$1.html" >"$work/out"
    LC_ALL=C grep -a -c '/Type */Page\($\|[^s]\)' "$work/$1.pdf" || true
}

expect() { # expect NAME LEAST MOST
    count=$(sheets "$1")
    if [ "$count" -lt "$2" ] || [ "$count" -gt "$3" ]; then
        complain "$1: $count sheets, not $2 to $3"
    fi
}
# By eye: fonts and browsers differ by a sheet, a broken rule by many.
expect day 4 7
expect month 11 15
# One more page of text is one more sheet, or the counting is wrong.
spoil longer '<p>'"$(yes 'x<br/>' | head -n 70 | tr -d '\n')"'</p>'
[ "$(sheets longer)" -gt "$(sheets day)" ] || complain "a longer page has no more sheets"
exit "$status"

#!/bin/sh
# The page of a set of cards in a real browser: nothing to complain of on its console, no sideways scrolling on a
# telephone, and on paper as many sheets as there should be. Arguments: the program, its decoder, a folder to work in.
# Exits with 77 where there is no Chromium.
set -eu
program=$1
XIAOLABA_DECODE=$2
folder=$3
export XIAOLABA_DECODE
chromium=$(command -v chromium || command -v chromium-browser) || exit 77
mkdir -p "$folder"
work=$(mktemp -d "$folder/XXXXXX")
trap 'rm -rf "$work"' EXIT
status=0
PHONE=375

complain() {
    echo "$*"
    status=1
}

browse() { # browse OPTIONS… PAGE
    timeout 100 "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --disable-dev-shm-usage --user-data-dir="$work/profile" "$@" 2>"$work/stderr"
}

# A long word, a long topic, a title with what HTML has signs for.
cat >"$work/list.cfg" <<'PLAYLIST'
name = "宣传卡片<&>";
items = (
    { id = "a"; text = "自称客服来退款，挂断电话查官方。"; topic = "冒充客服"; audience = "老年人"; },
    { id = "a-very-long-id-without-a-blank-that-a-telephone-has-no-room-for"; text = "甲";
      title = "https://example.org/a-very-long-address-without-a-blank-that-a-telephone-has-no-room-for"; },
    { id = "b"; text = "乙"; title = "<b>&\"'"; }, { id = "app"; kind = "qr"; text = "96110"; },
    { id = "time"; kind = "clock"; }
);
PLAYLIST
"$program" card --all --shape 1:1 --shape 9:16 -o "$work/cards" "$work/list.cfg" >"$work/made" 2>&1 || complain "$(cat "$work/made")"
page=$work/cards/index.html

browse --enable-logging=stderr --v=0 --dump-dom "file://$page" >"$work/dom"
grep -q '</html>' "$work/dom" || complain "the browser showed nothing"
! grep 'CONSOLE' "$work/stderr" || complain "the console complains"

# A window cannot be as narrow as a telephone, a frame can. The second page is spoiled, to see that it is noticed.
sed 's,</main>,<svg width="480" height="9"></svg></main>,' "$page" >"$work/wide.html"
{
    echo '<!DOCTYPE html><html><head><meta charset="utf-8"><title>none</title></head><body>'
    for file in "$page" "$work/wide.html"; do
        printf '<iframe width="%s" height="900" srcdoc="' "$PHONE"
        sed 's/&/\&amp;/g; s/"/\&quot;/g' "$file"
        printf '"></iframe>\n'
    done
    cat <<'SCRIPT'
<script>
addEventListener("load", function () {
    document.title = Array.from(document.querySelectorAll("iframe"), function (frame) {
        var seen = frame.contentDocument;
        return seen.documentElement.scrollWidth + ":" +
            Array.from(seen.images).filter(function (image) { return image.naturalWidth === 360; }).length;
    }).join(" ");
});
</script></body></html>
SCRIPT
} >"$work/frames.html"
browse --hide-scrollbars --dump-dom "file://$work/frames.html" |
    sed -n 's,.*<title>\([^<]*\)</title>.*,\1,p' >"$work/widths"
read -r own spoiled <"$work/widths"
[ "$own" = "$PHONE:4" ] || complain "on a telephone the page is as wide, and has as many pictures, as $own"
[ "$spoiled" != "$PHONE:4" ] || complain "a page too wide for a telephone was not noticed"

browse --no-pdf-header-footer --print-to-pdf="$work/page.pdf" "file://$page" >"$work/out"
sheets=$(LC_ALL=C grep -a -c '/Type */Page\($\|[^s]\)' "$work/page.pdf" || true)
[ "$sheets" = 1 ] || complain "four cards are printed on $sheets sheets"
exit "$status"

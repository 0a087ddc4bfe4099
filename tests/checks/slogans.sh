#!/bin/sh
# The slogans that ship: at least forty different ones, each with its topic; Chinese punctuation only;
# no telephone number but 96110 and 110. Argument: the source folder.
set -eu
cd "$1"
LC_ALL=C
export LC_ALL
lists=$(find playlists -name '*.cfg' ! -name 'sample*.cfg')

# One line per slogan: file, topic, text.
# shellcheck disable=SC2086 # one word a file is meant
slogans=$(awk '
    FNR == 1 { item = "" }
    /^[ \t]*(#|\/\/)/ { next }
    /\{ id = "/ { item = "" }
    { item = item " " $0 }
    /\};?,?[ \t]*$/ || /\}[ \t]*$/ {
        if (item ~ /kind = "slogan"/ && match(item, /text = "[^"]*"/)) {
            text = substr(item, RSTART + 8, RLENGTH - 9)
            topic = match(item, /topic = "[^"]*"/) ? substr(item, RSTART + 9, RLENGTH - 10) : "-"
            print FILENAME "\t" topic "\t" text
        }
        item = ""
    }' $lists)

status=0
find_fault() { # find_fault SENTENCE LINES
    if [ -n "$2" ]; then
        printf '%s:\n%s\n' "$1" "$2"
        status=1
    fi
}
count=$(printf '%s\n' "$slogans" | cut -f3 | sort -u | wc -l)
if [ "$count" -lt 40 ]; then
    echo "only $count different slogans"
    status=1
fi
plain=$(printf '%s\n' "$slogans" | sed 's/\[[^]]*\]//g; s/\\n//g')
find_fault "without a topic" "$(printf '%s\n' "$slogans" | awk -F'\t' '$2 == "-"')"
find_fault "punctuation that is not Chinese" "$(printf '%s\n' "$plain" | cut -f3 | grep '[,.;:?!()]' || true)"
find_fault "a number other than 96110 and 110" \
    "$(printf '%s\n' "$plain" | cut -f3 | grep -o '[0-9]\{1,\}' | grep -vx -e 96110 -e 110 || true)"
exit "$status"

#!/bin/sh
# What `xiaolaba help` offers is in the manual page, and the page promises nothing else: commands and
# long options, both ways. Arguments: the program, the page's source.
set -eu
program=$1
page=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" help >"$work/help"
# The page's synopsis lists a command a line: *xiaolaba play* […]
sed -n 's/^\*xiaolaba \([a-z]*\)\*.*/\1/p' "$page" | sort -u >"$work/page-commands"
[ -s "$work/page-commands" ] || {
    echo "$page: no synopsis found"
    exit 1
}

sed -n 's/^ *xiaolaba \([a-z]\{1,\}\)\( .*\)\{0,1\}$/\1/p' "$work/help" | sort -u >"$work/help-commands"

cp "$work/help" "$work/helps"
while read -r command; do
    [ "$command" = help ] || "$program" "$command" --help >>"$work/helps" || {
        echo "xiaolaba $command --help fails, but the page has this command"
        exit 1
    }
done <"$work/page-commands"
# every command takes --help, as was just tried; no table lists it
{ echo --help && grep -o -e '--[a-z][a-z-]*' "$work/helps"; } | sort -u >"$work/help-options"
grep -v 'xiaolaba-decode --' "$page" | grep -o -e '--[a-z][a-z-]*' | sort -u >"$work/page-options"

status=0
compare() { # compare WHAT
    missing=$(comm -23 "$work/help-$1" "$work/page-$1")
    extra=$(comm -13 "$work/help-$1" "$work/page-$1")
    if [ -n "$missing" ]; then
        echo "not in the manual page ($1): $missing"
        status=1
    fi
    if [ -n "$extra" ]; then
        echo "in the manual page, but not in the help ($1): $extra"
        status=1
    fi
}
compare commands
compare options
exit "$status"

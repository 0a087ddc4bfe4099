#!/bin/sh
# Shows that rooms.sh finds what it is for: a small tree with one mistake of each kind, and one that
# is clean. Argument: the folder of rooms.sh.
set -eu
checks=$(cd "$1" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/player/low" "$tree/player/high" "$tree/player/side" "$tree/player/stray"

cat >"$tree/player/ROOMS" <<'END'
# room | rooms | libraries
low  |     | sqlite3
high | low |
side | low/low.h |
END
printf '#include "low/low.h"\n#include <sqlite3.h>\n#include <stdio.h>\n' >"$tree/player/low/low.c"
printf '#include "low/low.h"\n  #  include <stdlib.h>\n' >"$tree/player/high/high.c"
printf '#include "low/low.h"\n' >"$tree/player/side/side.c"
sh "$checks/rooms.sh" "$tree" || {
    echo "a clean tree was found at fault"
    exit 1
}

printf '#include "high/high.h"\n' >"$tree/player/low/upward.c"
printf '#include "near.h"\n' >"$tree/player/low/nameless.c"
printf '#include <sqlite3.h>\n' >"$tree/player/high/library.c"
printf '#include <curl/curl.h>\n' >"$tree/player/high/unknown.c"
printf '#include "low/other.h"\n' >"$tree/player/side/other.c"
printf '#include <stdio.h>\n' >"$tree/player/stray/stray.c"
printf '#include "low/low.h"\n' >"$tree/player/main.c"
if found=$(sh "$checks/rooms.sh" "$tree"); then
    echo "nothing was found"
    exit 1
fi
status=0
for mistake in 'low/upward.c:1:' 'low/nameless.c:1:' 'high/library.c:1:' 'high/unknown.c:1:' 'side/other.c:1:' \
    'stray/:' 'main.c:1:'; do
    case $found in
    *"$mistake"*) ;;
    *)
        echo "not found: $mistake"
        status=1
        ;;
    esac
done
[ "$(printf '%s\n' "$found" | wc -l)" -eq 7 ] || status=1
[ "$status" -eq 0 ] || printf '%s\n' "$found"
exit "$status"

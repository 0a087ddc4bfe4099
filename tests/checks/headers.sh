#!/bin/sh
# Every header of player/ compiles alone, and twice. Arguments: the source folder, the C compiler.
set -eu
cd "$1"
compiler=$2
libraries=$(grep '^[a-z]' player/ROOMS | cut -d'|' -f3 | tr '\n()' '   ')
# shellcheck disable=SC2086 # one word a library is meant
flags=$(pkg-config --cflags $libraries)
status=0
for header in player/*/*.h; do
    name=${header#player/}
    # shellcheck disable=SC2086 # one word a flag is meant
    printf '#include "%s"\n#include "%s"\nextern int not_empty;\n' "$name" "$name" |
        "$compiler" -std=c11 -D_GNU_SOURCE -Iplayer $flags -Wall -Wextra -Werror -fsyntax-only -x c - || {
        echo "$header does not compile alone"
        status=1
    }
done
exit "$status"

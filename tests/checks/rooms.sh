#!/bin/sh
# Reads every #include line of player/ against player/ROOMS: a room may include itself, the rooms of
# its row (or single headers of one, written "room/file.h"), the headers of the libraries of its row,
# and the C library. Argument: the source folder.
set -eu
cd "$1"

# Which library (its pkg-config name) brings a header; "libc" for the C library and the kernel's.
library_of() {
    case $1 in
    libconfig.h) echo libconfig ;;
    SDL_ttf.h) echo SDL2_ttf ;;
    SDL.h | SDL_*.h) echo sdl2 ;;
    ft2build.h | freetype/*.h) echo freetype2 ;;
    jansson.h) echo jansson ;;
    qrencode.h) echo libqrencode ;;
    png.h) echo libpng ;;
    jpeglib.h) echo libjpeg ;;
    xcb/dpms.h) echo xcb-dpms ;;
    xcb/*.h) echo xcb ;;
    sqlite3.h) echo sqlite3 ;;
    sodium.h) echo libsodium ;;
    mosquitto.h) echo libmosquitto ;;
    curl/*.h) echo libcurl ;;
    libavformat/*.h | libavcodec/*.h | libavutil/*.h | libswscale/*.h | libswresample/*.h | libavfilter/*.h) echo "${1%%/*}" ;;
    sys/*.h | linux/*.h | arpa/*.h | netinet/*.h) echo libc ;;
    assert.h | ctype.h | dirent.h | endian.h | errno.h | fcntl.h | float.h | getopt.h | grp.h | iconv.h | inttypes.h | \
        dlfcn.h | limits.h | locale.h | malloc.h | math.h | poll.h | pthread.h | pwd.h | sched.h | setjmp.h | semaphore.h | signal.h | spawn.h | \
        stdalign.h | stdarg.h | stdatomic.h | stdbool.h | stddef.h | stdint.h | stdio.h | stdlib.h | stdnoreturn.h | \
        string.h | strings.h | syslog.h | termios.h | threads.h | time.h | unistd.h | wchar.h) echo libc ;;
    *) echo unknown ;;
    esac
}

has_word() { case " $2 " in *" $1 "*) true ;; *) false ;; esac }

# check_include FILE LINE NAME STYLE ROOM ROOMS LIBRARIES: prints a finding, or nothing
check_include() {
    if [ "$4" = '"' ]; then
        neighbour=${3%%/*}
        if [ "$neighbour" = "$3" ] || [ ! -d "player/$neighbour" ]; then
            echo "$1:$2: \"$3\" names no room; write \"room/file.h\""
        elif [ "$neighbour" != "$5" ] && ! has_word "$neighbour" "$6" && ! has_word "$3" "$6"; then
            echo "$1:$2: room $5 may not include room $neighbour (player/ROOMS)"
        fi
        return
    fi
    library=$(library_of "$3")
    if [ "$library" = unknown ]; then
        echo "$1:$2: <$3>: which library brings it? Say so in tests/checks/rooms.sh"
    elif [ "$library" != libc ] && ! has_word "$library" "$7"; then
        echo "$1:$2: room $5 may not include <$3> of $library (player/ROOMS)"
    fi
}

# check_files ROOM ROOMS LIBRARIES FILE…
check_files() {
    room=$1 rooms=$2 libraries=$3
    shift 3
    grep -n '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' /dev/null "$@" |
        sed 's/^\([^:]*\):\([0-9]*\):[^<"]*\([<"]\)\([^>"]*\).*/\1 \2 \3 \4/' |
        while read -r file line style name; do
            check_include "$file" "$line" "$name" "$style" "$room" "$rooms" "$libraries"
        done
}

all_findings() {
    grep '^[a-z]' player/ROOMS | while IFS='|' read -r room rooms libraries; do
        room=$(echo "$room" | tr -d ' ')
        libraries=$(echo "$libraries" | tr -d '()') # a library that is opened has its headers, too
        set -- player/"$room"/*.[ch]
        [ -e "$1" ] || continue
        check_files "$room" "$rooms" "$libraries" "$@"
    done
    for folder in player/*/; do
        name=$(basename "$folder")
        if [ "$name" != man ] && [ -n "$(find "$folder" -name '*.[ch]')" ] &&
            ! grep -q "^${name}[ |]" player/ROOMS; then
            echo "$folder: has no row in player/ROOMS"
        fi
    done
    [ ! -e player/main.c ] || check_files main cmd '' player/main.c
}

findings=$(all_findings)
[ -z "$findings" ] && exit 0
echo "$findings"
exit 1

#!/bin/sh
# No text of the reports is dead, and none is written where it cannot be translated: every name in
# report/words.h is used outside of report/words.c (the titles and weekdays by their first and last), and
# the files that print have no Chinese of their own. Argument: the source folder.
set -eu
cd "$1/player/report"
status=0
prints='page*.c' # the files that print in either language
for word in $(grep -o 'WORD_[A-Z0-9_]*' words.h); do
    case $word in
    # steps from WORD_TITLE_DAY to WORD_TITLE_PERIOD, and from WORD_SUNDAY on
    WORD_TOTAL | WORD_TITLE_* | *DAY) continue ;;
    esac
    # shellcheck disable=SC2086 # several files are meant
    grep -qw "$word" $prints || {
        echo "report/words.h: nobody prints $word"
        status=1
    }
done
# shellcheck disable=SC2086
chinese=$(sed 's,//.*,,' $prints | LC_ALL=C grep -n '"[^"]*[^ -~"][^"]*"' | grep -v -e '·' -e '–' -e '～' || true)
if [ -n "$chinese" ]; then
    echo "a text that belongs into report/words.c:"
    echo "$chinese"
    status=1
fi
exit "$status"

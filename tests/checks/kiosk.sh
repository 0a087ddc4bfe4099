#!/bin/sh
# What makes a machine a kiosk: systemd understands the units and finds them well enough closed off (exposure at most
# 2.0 of 10), both are closed off alike, the user can be made, the point file that ships is read without a finding, the
# package's scripts are shell. Arguments: the program, the source folder. Exit: 77 without systemd-analyze.
set -eu
program=$1
cd "$2/player/kiosk"
command -v systemd-analyze >/dev/null || {
    echo "systemd-analyze is not installed"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fault() {
    echo "$*"
    status=1
}

# The units as if all were installed, since verify wants to see the programs.
for unit in xiaolaba.service xiaolaba-wayland.service; do
    sed "s#/usr/bin/xiaolaba#$program#; s#/usr/bin/cage#/bin/true#" "$unit" >"$work/$unit"
    systemd-analyze verify --man=no --recursive-errors=no "$work/$unit" >"$work/said" 2>&1 || fault "$unit is not valid"
    if grep "$unit" "$work/said"; then
        fault "$unit has findings"
    fi
    # in tenths
    systemd-analyze security --offline=yes --threshold=20 --no-pager "$work/$unit" >"$work/exposure" 2>&1 || {
        tail -n 1 "$work/exposure"
        fault "$unit leaves too much open"
    }
    grep -q 'Overall exposure level' "$work/exposure" || fault "$unit: no exposure was told"
    # What must hold for a screen that is never black and a player that is found when it hangs.
    for line in Type=notify WatchdogSec=10 Restart=always RestartSec=200ms StartLimitIntervalSec=0 User=xiaolaba \
        StateDirectory=xiaolaba; do
        grep -qx "$line" "$unit" || fault "$unit does not say $line"
    done
done

closing() { sed -n '/^# --- who it is/,/^\[Install\]/p' "$1" | grep '^[A-Z]'; }
closing xiaolaba.service >"$work/one"
closing xiaolaba-wayland.service >"$work/other"
diff "$work/one" "$work/other" || fault "the two units are not closed off alike"

if command -v systemd-sysusers >/dev/null; then
    mkdir -p "$work/root/etc"
    systemd-sysusers --root="$work/root" "$PWD/xiaolaba.sysusers" >"$work/said" 2>&1 || {
        cat "$work/said"
        fault "the user cannot be made"
    }
    for group in video render input audio; do
        grep -q "^$group:.*:xiaolaba\$" "$work/root/etc/group" || fault "the user is not in $group"
    done
fi

"$program" check --date 2026-10-12 --point point.cfg ../../playlists/evergreen.cfg >"$work/said" 2>&1 || {
    cat "$work/said"
    fault "point.cfg has findings"
}
# every line that is commented out is right as well
sed 's/^#\([a-z_]* = \)/\1/' point.cfg >"$work/all.cfg"
"$program" check --date 2026-10-12 --point "$work/all.cfg" ../../playlists/evergreen.cfg >"$work/said" 2>&1 || {
    cat "$work/said"
    fault "point.cfg has findings when its examples are taken"
}
for script in postinst prerm postrm; do
    sh -n "$script" || fault "$script is not shell"
done
exit "$status"

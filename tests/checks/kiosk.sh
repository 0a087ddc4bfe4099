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
check_unit() { # check_unit UNIT EXPOSURE: in tenths, at most
    copy=$(echo "$1" | sed 's/@/@sdb1/') # one instance of a template
    sed "s#/usr/bin/xiaolaba#$program#; s#/usr/bin/cage#/bin/true#" "$1" >"$work/$copy"
    systemd-analyze verify --man=no --recursive-errors=no "$work/$copy" >"$work/said" 2>&1 || fault "$1 is not valid"
    if grep "$copy" "$work/said"; then
        fault "$1 has findings"
    fi
    systemd-analyze security --offline=yes --threshold="$2" --no-pager "$work/$copy" >"$work/exposure" 2>&1 || {
        tail -n 1 "$work/exposure"
        fault "$1 leaves too much open"
    }
    grep -q 'Overall exposure level' "$work/exposure" || fault "$1: no exposure was told"
    grep -qx User=xiaolaba "$1" || fault "$1 does not run as the player's user"
}
check_unit xiaolaba-update.service 13
check_unit xiaolaba-usb@.service 20
# Only sticks start it, by a name that the kernel gave, and nothing in it goes through a shell.
rule=$(grep 'xiaolaba-usb@%k.service' xiaolaba.rules || true)
for match in 'SUBSYSTEM=="block"' 'ENV{ID_BUS}=="usb"' 'ENV{ID_FS_TYPE}=="vfat|exfat"'; do
    case $rule in
    *"$match"*) ;;
    *) fault "xiaolaba.rules starts xiaolaba-usb@ without $match" ;;
    esac
done
if grep -q '/sh ' xiaolaba-usb@.service; then
    fault "xiaolaba-usb@.service starts a shell"
fi
if udevadm verify --help >/dev/null 2>&1; then # since systemd 254
    udevadm verify --no-summary "$PWD/xiaolaba.rules" || fault "xiaolaba.rules has findings"
fi
for unit in xiaolaba.service xiaolaba-wayland.service; do
    check_unit "$unit" 20
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

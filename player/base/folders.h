// Where the player keeps what must outlive it. Reads the environment and the file system; any
// thread.
#pragma once

#define FOLDERS_KIOSK "/var/lib/xiaolaba" // of a machine that was set up as a kiosk

// The folder for ledger and content, which need not exist yet: that which a service manager
// gave ($STATE_DIRECTORY), else that of $XDG_STATE_HOME, else the kiosk's for root and its owner,
// else the user's own. Source: systemd.exec(5), StateDirectory=; XDG Base Directory Specification
// 0.8, XDG_STATE_HOME. Owns: the caller, by free().
char *folders_state(void);

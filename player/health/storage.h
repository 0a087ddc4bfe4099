// What a folder is stored on, and how that is: the file system and its errors, the card and how
// worn it is. Reads no identifier of a card: maker, model and month only. Owned by the caller;
// thread: any; storage_space() may block on a disk that hangs.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct storage {
    bool is_found;
    char kind[16];   // of file system: "ext4"
    char device[32]; // kernel's name, "mmcblk0p2"; "" where there is none
    char at[256];    // where it is mounted
    bool is_read_only;
    bool is_gone_at_restart; // in memory, or an overlay whose upper part is
    bool is_overlay;         // and where its upper part lies is not to be seen
    bool is_foreign;         // FAT, NTFS: no owners, and not made to lose power
    bool is_distant;         // behind a network
    int64_t errors;          // that ext4 has found, ever; −1: not counted
    int64_t first_error_s;   // since 1970; 0: none or not said
    // Cards and built-in flash.
    char card[8];       // "SD", "MMC"; "" for none
    char card_name[16]; // as it calls itself
    char card_date[12]; // month in which it was made, "06/2021"
    int maker;          // −1: not said
    int life[2];        // used of two sorts of cells, in tenths, 11: more than all; 0: not said
    int spares;         // left: 1 enough, 2: 80 % used, 3: 90 % used; 0: not said
};

// `folder` is absolute and goes through no link. Source: proc_pid_mountinfo(5); Linux,
// Documentation/driver-api/mmc/mmc-dev-attrs.rst and ABI/testing/sysfs-fs-ext4; life and spares:
// JEDEC eMMC 5.0, DEVICE_LIFE_TIME_EST_TYP and PRE_EOL_INFO.
void storage_read(struct storage *out, const char *root, const char *folder);

struct storage_space {
    int64_t free_bytes, all_bytes;
    int64_t free_files, all_files; // 0 of 0: this file system counts none
};
// Of the disk that `folder` lies on. False: it does not say.
bool storage_space(struct storage_space *out, const char *folder)
    __attribute__((warn_unused_result));

enum storage_state {
    STORAGE_FINE = 1,
    STORAGE_WORN,    // most of its life is used
    STORAGE_FAILING, // errors were found, or its life is over
    STORAGE_LOCKED,  // read-only: nothing more is stored
};
// The worst of what was read. An unknown disk is fine.
enum storage_state storage_judge(const struct storage *self);
const char *storage_state_name(enum storage_state state); // "fine", "worn", "failing", "read-only"

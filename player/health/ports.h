// The connectors of the graphics cards, as the kernel knows them. Owned by the caller; thread: any.
#pragma once

#include <stdbool.h>

enum { PORTS_MOST = 16 };

struct ports {
    int cards; // graphics cards
    struct port {
        char name[32]; // "card1-HDMI-A-1"
        char mode[24]; // the display's best, "1920x1080"; "" when it tells none
        bool is_connected;
        bool is_unknown; // it cannot tell
    } each[PORTS_MOST];
    int count;
    int connected;
};

// Source: Linux, drivers/gpu/drm/drm_sysfs.c: status and modes are what was found last; reading
// them asks no hardware. A writeback connector ends in memory and is none.
void ports_read(struct ports *out, const char *root);

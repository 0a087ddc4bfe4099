// /sys/class/drm
#include "health/ports.h"

#include "health/files.h"

#include <stdio.h>
#include <string.h>

#define FOLDER "/sys/class/drm"

struct looking {
    struct ports *ports;
    const char *root;
};

static void look_at_port(void *self, const char *name)
{
    struct looking *looking = self;
    struct ports *ports = looking->ports;
    if (strncmp(name, "card", 4) != 0 || strstr(name, "Writeback") != NULL) {
        return;
    }
    if (strchr(name, '-') == NULL) {
        ports->cards++;
        return;
    }
    char status[24];
    if (ports->count == PORTS_MOST ||
        !files_line(status, sizeof status, looking->root, FOLDER "/%s/status", name)) {
        return;
    }
    struct port *port = &ports->each[ports->count++];
    snprintf(port->name, sizeof port->name, "%s", name);
    port->is_connected = strcmp(status, "connected") == 0;
    port->is_unknown = strcmp(status, "unknown") == 0;
    ports->connected += port->is_connected;
    if (!files_line(port->mode, sizeof port->mode, looking->root, FOLDER "/%s/modes", name)) {
        port->mode[0] = '\0';
    }
}

void ports_read(struct ports *out, const char *root)
{
    *out = (struct ports){0};
    struct looking looking = {out, root};
    files_each(root, FOLDER, look_at_port, &looking);
}

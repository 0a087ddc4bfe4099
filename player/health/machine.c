// Model, memory, cards, clocks.
#include "health/machine.h"

#include "base/mem.h"
#include "health/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct looking {
    struct machine *machine;
    const char *root;
};

static void read_model(struct machine *self, const char *root)
{
    if (files_line(self->model, sizeof self->model, root, "/proc/device-tree/model")) {
        return; // ends with a NUL of its own
    }
    char maker[40];
    char product[48];
    bool has_maker = files_line(maker, sizeof maker, root, "/sys/class/dmi/id/sys_vendor");
    bool has_product = files_line(product, sizeof product, root, "/sys/class/dmi/id/product_name");
    snprintf(self->model, sizeof self->model, "%s%s%s", has_maker ? maker : "",
             has_maker && has_product ? " " : "", has_product ? product : "");
}

static void read_memory(struct machine *self, const char *root)
{
    char *path = mem_format("%s/proc/meminfo", root);
    FILE *file = fopen(path, "re");
    free(path);
    char line[128];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        long long kib;
        if (sscanf(line, "MemTotal: %lld kB", &kib) == 1) {
            self->memory_kib = kib;
        } else if (sscanf(line, "MemAvailable: %lld kB", &kib) == 1) {
            self->available_kib = kib;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

// A card has a device below it; bridges, tunnels and loopback have none.
static void look_at_card(void *self, const char *name)
{
    struct looking *looking = self;
    char state[16];
    if (!files_exist(looking->root, "/sys/class/net/%s/device", name)) {
        return;
    }
    struct machine *machine = looking->machine;
    machine->cards++;
    if (files_line(state, sizeof state, looking->root, "/sys/class/net/%s/operstate", name) &&
        strcmp(state, "up") == 0) {
        machine->cards_up++;
        snprintf(machine->card, sizeof machine->card, "%s", name);
    }
}

static void look_at_clock(void *self, const char *name)
{
    struct looking *looking = self;
    int64_t is_read;
    looking->machine->has_clock = true;
    if (files_number(&is_read, 10, looking->root, "/sys/class/rtc/%s/hctosys", name) &&
        is_read == 1) {
        looking->machine->is_clock_read = true;
    }
}

void machine_read(struct machine *out, const char *root)
{
    *out = (struct machine){0};
    struct looking looking = {out, root};
    read_model(out, root);
    read_memory(out, root);
    files_each(root, "/sys/class/net", look_at_card, &looking);
    files_each(root, "/sys/class/rtc", look_at_clock, &looking);
}

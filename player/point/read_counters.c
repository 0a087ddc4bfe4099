// What counts people at the point, live.
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "config/lists.h"
#include "point/input_names.h"
#include "point/keys.h"
#include "point/readers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXT_LIMIT = 256, // bytes of a host, topic or user
    PATH_LIMIT = 1024,
    PORT = 1883, // Source: IANA, mqtt
    TLS_PORT = 8883,
    KEY_MOST = 0x2ff, // Source: linux/input-event-codes.h, KEY_MAX
};

static const char counters_hint[] =
    "counters = ( { name = \"door\"; kind = \"mqtt\"; topic = \"lobby/door\"; } ); or { name = "
    "\"beam\"; kind = \"evdev\"; device = \"/dev/input/by-id/…\"; key = \"KEY_A\"; }";

static const struct choice kinds[] = {{"mqtt", COUNTER_MQTT}, {"evdev", COUNTER_EVDEV}, {NULL, 0}};
enum { COUNTS_PEOPLE = 1, COUNTS_TOUCHES };
static const struct choice objects[] = {{"people", COUNTS_PEOPLE},
                                        {"touches", COUNTS_TOUCHES},
                                        {"人数", COUNTS_PEOPLE},
                                        {"触摸", COUNTS_TOUCHES},
                                        {NULL, 0}};
static const struct choice payloads[] = {
    {"delta", PAYLOAD_DELTA}, {"total", PAYLOAD_TOTAL}, {NULL, 0}};

static const char *const mqtt_keys[] = {"host", "port",          "topic", "payload",
                                        "user", "password_file", "ca"};
static const char *const evdev_keys[] = {"device", "key", "grab", "debounce"};

// A finding for every key that belongs to counters of another kind.
static void refuse_keys(const struct section *section, const char *const *keys, size_t count,
                        const char *kind)
{
    for (size_t i = 0; i < count; i++) {
        const struct node *node = section_find(section, keys[i]);
        if (node != NULL) {
            config_complain(section->config, node, NULL, TROUBLE_ERROR, NULL,
                            "belongs to kind = \"%s\"", kind);
        }
    }
}

static void want(const struct section *section, const char *key, const char *what)
{
    if (section_find(section, key) == NULL) {
        config_complain(section->config, section->group, key, TROUBLE_ERROR, counters_hint,
                        "%s is missing", what);
    }
}

static void read_copy(const struct section *section, const char *key, char **out)
{
    const char *text = NULL;
    if (key_text(section, key, TEXT_LIMIT, &text)) {
        *out = mem_copy(text);
    }
}

// A file beside that of the point.
static void read_path(const struct section *section, const char *key, char **out)
{
    const char *text = NULL;
    if (key_text(section, key, PATH_LIMIT, &text)) {
        char *folder = file_folder(section->config->path);
        *out = file_join(folder, text);
        free(folder);
    }
}

// --- kinds --------------------------------------------------------------------------------------

static void read_mqtt(const struct section *section, struct counter_wish *out)
{
    refuse_keys(section, evdev_keys, sizeof evdev_keys / sizeof evdev_keys[0], "evdev");
    want(section, "topic", "the topic");
    out->host = mem_copy("127.0.0.1");
    const char *host = NULL;
    if (key_text(section, "host", TEXT_LIMIT, &host)) {
        free(out->host);
        out->host = mem_copy(host);
    }
    read_copy(section, "topic", &out->topic);
    if (out->topic != NULL && strpbrk(out->topic, "+#") != NULL) {
        config_complain(section->config, section_find(section, "topic"), NULL, TROUBLE_ERROR,
                        "one counter, one topic", "must be one topic, without + and #");
    }
    read_copy(section, "user", &out->user);
    read_path(section, "password_file", &out->password_file);
    read_path(section, "ca", &out->ca);
    out->port = out->ca != NULL ? TLS_PORT : PORT;
    key_integer(section, "port", (struct range){1, 65535, "", NULL, 0}, &out->port);
    int payload = PAYLOAD_DELTA;
    key_choice(section, "payload", payloads, &payload);
    out->payload = (enum counter_payload)payload;
    if (out->password_file != NULL && section_find(section, "user") == NULL) {
        config_complain(section->config, section_find(section, "password_file"), NULL,
                        TROUBLE_ERROR, "user = \"lobby\";", "has no effect without user");
    }
}

static void read_key(const struct section *section, int *out)
{
    static const char hint[] =
        "\"KEY_A\", \"BTN_TRIGGER\", \"any\", or a number, as evtest tells it";
    const struct node *node = section_find(section, "key");
    if (node == NULL) {
        return;
    }
    if (node->type == NODE_INTEGER) {
        key_integer(section, "key", (struct range){1, KEY_MOST, "", NULL, 0}, out);
        return;
    }
    const char *name = NULL;
    if (!key_text(section, "key", TEXT_LIMIT, &name)) {
        return;
    }
    int code = input_code(name);
    if (code >= 0) {
        *out = code;
    } else if (strcmp(name, "any") != 0) {
        size_t count = 0;
        const char *const *names = input_names(&count);
        const char *nearest = str_nearest(name, names, count);
        config_complain(section->config, node, NULL, TROUBLE_ERROR, hint,
                        "“%s” is no key that is known here%s%s%s", name,
                        nearest == NULL ? "" : "; did you mean ", nearest == NULL ? "" : nearest,
                        nearest == NULL ? "" : "?");
    }
}

static void read_evdev(const struct section *section, struct counter_wish *out)
{
    refuse_keys(section, mqtt_keys, sizeof mqtt_keys / sizeof mqtt_keys[0], "mqtt");
    want(section, "device", "the device");
    read_copy(section, "device", &out->device);
    if (out->device != NULL && out->device[0] != '/') {
        config_complain(section->config, section_find(section, "device"), NULL, TROUBLE_ERROR,
                        "\"/dev/input/by-id/…\"", "must be a whole path");
    }
    out->key = COUNTER_ANY_KEY;
    read_key(section, &out->key);
    key_bool(section, "grab", &out->grabs);
    key_length(section, "debounce", (struct range){0, 10, "s", NULL, 0}, &out->debounce_us);
}

// --- all of them --------------------------------------------------------------------------------

static void read_name(const struct section *section, const struct point *point,
                      struct counter_wish *out)
{
    static const char hint[] = "\"door\": a letter, then letters, digits, _ . or -, at most 16";
    const char *name = NULL;
    want(section, "name", "the name");
    if (!key_id(section, "name", &name)) {
        return;
    }
    if (!counter_name_is_good(name)) {
        config_complain(section->config, section_find(section, "name"), NULL, TROUBLE_ERROR, hint,
                        "cannot be the name of a counter");
        return;
    }
    snprintf(out->name, sizeof out->name, "%s", name);
    for (size_t i = 0; i < point->counter_count; i++) {
        if (strcmp(point->counters[i].name, name) == 0) {
            config_complain(section->config, section_find(section, "name"), NULL, TROUBLE_ERROR,
                            NULL, "is the name of counter %zu already", i + 1);
        }
    }
}

static void read_counter(const struct section *section, struct point *self)
{
    size_t count = 0;
    const char *const *keys = point_keys(POINT_COUNTER, &count);
    struct counter_wish wish = {.payload = PAYLOAD_DELTA};
    section_know(section, keys, count);
    read_name(section, self, &wish);
    int kind = 0;
    int object = COUNTS_PEOPLE;
    want(section, "kind", "the kind");
    key_choice(section, "kind", kinds, &kind);
    key_choice(section, "counts", objects, &object);
    wish.kind = (enum counter_kind)kind;
    wish.is_touch = object == COUNTS_TOUCHES;
    if (kind == COUNTER_MQTT) {
        read_mqtt(section, &wish);
    } else if (kind == COUNTER_EVDEV) {
        read_evdev(section, &wish);
    }
    self->counters[self->counter_count++] = wish;
}

void read_counters(const struct section *top, struct point *self)
{
    key_bool(top, "interactive", &self->is_interactive);
    const struct node *node = section_find(top, "counters");
    if (node == NULL || !node_is_counted(top->config, node, COUNTERS_MOST, counters_hint)) {
        return;
    }
    self->counters = mem_zeroed(node_count(node), sizeof *self->counters);
    for (size_t i = 0; i < node_count(node); i++) {
        struct section section = {top->config, node_element(node, i)};
        if (section.group->type != NODE_GROUP) {
            node_say_type(top->config, section.group, "a group { … }", counters_hint);
        } else {
            read_counter(&section, self);
        }
    }
}

void free_counters(struct point *self)
{
    for (size_t i = 0; i < self->counter_count; i++) {
        struct counter_wish *wish = &self->counters[i];
        free(wish->host);
        free(wish->topic);
        free(wish->user);
        free(wish->password_file);
        free(wish->ca);
        free(wish->device);
    }
    free(self->counters);
}

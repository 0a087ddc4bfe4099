// What a point may show, and where new content comes from.
#include "base/mem.h"
#include "point/point.h"
#include "point/readers.h"

#include <stdlib.h>
#include <string.h>

enum { PLAYLIST_LIMIT = 512, URL_LIMIT = 2048 };

static const struct choice policies[] = {
    {"auto", CONTENT_AUTO}, {"signed", CONTENT_SIGNED}, {"any", CONTENT_ANY}, {NULL, 0}};
static const struct choice expiries[] = {{"keep", EXPIRY_KEEP}, {"slate", EXPIRY_SLATE}, {NULL, 0}};

static void read_url(const struct section *top, struct point *self)
{
    const char *url = NULL;
    if (!key_text(top, "update_url", URL_LIMIT, &url)) {
        return;
    }
    bool is_http = strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
    if (!is_http || url[strcspn(url, " \t?#@")] != '\0') { // nor a password, which logs would tell
        config_complain(top->config, section_find(top, "update_url"), NULL, TROUBLE_ERROR,
                        "update_url = \"https://example.org/xiaolaba\"; the manifest lies there",
                        "is not the address of a folder (https:// or http://)");
        return;
    }
    self->update_url = mem_copy(url);
}

void read_content(const struct section *top, struct point *self)
{
    int policy = CONTENT_AUTO;
    int expiry = EXPIRY_KEEP;
    const char *fleet = NULL;
    const char *playlist = NULL;
    key_choice(top, "content", policies, &policy);
    key_choice(top, "on_expiry", expiries, &expiry);
    self->content = (enum content_policy)policy;
    self->on_expiry = (enum expiry)expiry;
    if (key_id(top, "fleet", &fleet)) {
        self->fleet = mem_copy(fleet);
    }
    read_url(top, self);
    if (key_text(top, "playlist", PLAYLIST_LIMIT, &playlist)) {
        self->playlist = mem_copy(playlist);
    }
}

void free_content(struct point *self)
{
    free(self->fleet);
    free(self->playlist);
    free(self->update_url);
}

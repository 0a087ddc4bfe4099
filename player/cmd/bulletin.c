// From the content folder's news to the screen.
#include "cmd/bulletin.h"

#include "base/file.h"
#include "base/log.h"
#include "bundle/news.h"

#include <stdlib.h>

#define LOOK_US INT64_C(250000)
#define SHOWN_US INT64_C(60000000) // long enough to walk back from the machine to the screen
#define UNDER_WAY_US                                                                               \
    INT64_C(900000000) // the result replaces it; a stick that was pulled out has none
enum { NEWS_LIMIT = 256 };

void bulletin_init(struct bulletin *self, const struct content *content)
{
    self->path = content_path(content, "news");
    watch_init(&self->watch, self->path);
    self->looked_at = (struct mono){0};
}

void bulletin_fini(struct bulletin *self)
{
    if (self->path != NULL) {
        watch_fini(&self->watch);
    }
    free(self->path);
    self->path = NULL;
}

static void tell(struct show *show, const struct news *news)
{
    struct str text = {0};
    news_say(news, &text);
    if (news_is_bad(news)) {
        log_warn("%s", text.text);
        show_fault(show, text.text);
    } else {
        log_info("%s", text.text);
    }
    show_notice(show, text.text, news_is_under_way(news) ? UNDER_WAY_US : SHOWN_US);
    str_fini(&text);
}

void bulletin_beat(struct bulletin *self, struct show *show, struct mono now)
{
    bool is_time = mono_since(now, self->looked_at) >= LOOK_US;
    if (self->path == NULL || !is_time) {
        return;
    }
    self->looked_at = now;
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    struct news news;
    if (watch_has_changed(&self->watch) &&
        file_read(self->path, NEWS_LIMIT, &bytes, &length, &ignored) && news_parse(bytes, &news)) {
        tell(show, &news);
    }
    free(bytes);
}

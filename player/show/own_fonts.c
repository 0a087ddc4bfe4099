// Files of fonts beside the usual stack.
#include "show/own_fonts.h"

#include "base/log.h"
#include "stage/painter.h"

void own_fonts_open(struct own_fonts *self, const struct playlist *playlist, struct act_env *env)
{
    *self = (struct own_fonts){0};
    if (playlist->font_count == 0) {
        return;
    }
    struct error err = {0};
    self->fonts = fonts_with(env->fonts, playlist->fonts, playlist->font_count, &err);
    if (self->fonts == NULL) {
        log_warn("%s:%d: font: %s: written with the usual fonts", playlist->path,
                 playlist->font_line, err.text);
        return;
    }
    env->fonts = self->fonts;
    if (env->painter != NULL) { // it has other fonts
        self->painter = painter_start(self->fonts, &err);
        env->painter = self->painter;
    }
}

void own_fonts_close(struct own_fonts *self)
{
    painter_stop(self->painter);
    fonts_close(self->fonts);
}

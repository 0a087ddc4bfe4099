// Writing beside the picture.
#include "cmd/errand.h"

static bool change(struct errand *self)
{
    switch (self->kind) {
    case ERRAND_TRIAL:
        return content_put_trial(self->content, &self->trial, &self->err);
    case ERRAND_KNOWN:
        return content_put_known(self->content, self->known, &self->err);
    case ERRAND_BACK:
        return content_go_back(self->content, self->why, &self->err);
    }
    return false;
}

static void *work(void *context)
{
    struct errand *self = context;
    self->err = (struct error){0};
    self->is_good = content_lock(self->content, &self->err) && change(self);
    content_unlock(self->content);
    atomic_store(&self->is_done, true);
    return NULL;
}

void errand_join(struct errand *self)
{
    if (self->is_running) {
        pthread_join(self->thread, NULL);
        self->is_running = false;
    }
}

bool errand_is_free(struct errand *self)
{
    if (self->is_running && atomic_load(&self->is_done)) {
        errand_join(self);
    }
    return !self->is_running;
}

void errand_begin(struct errand *self)
{
    atomic_store(&self->is_done, false);
    self->is_running = pthread_create(&self->thread, NULL, work, self) == 0;
    if (!self->is_running) {
        work(self);
    }
}

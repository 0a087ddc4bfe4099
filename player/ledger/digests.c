// Plays that wait for their content's digest.
#include "ledger/digests.h"

#include "base/mem.h"

#include <stdlib.h>

struct waiting {
    int64_t ticket;
    char *path;
    struct digest *digest; // NULL until it is this one's turn
};

struct digests {
    struct waiting *waiting; // in order of their opening
    size_t count, capacity;
};

struct digests *digests_new(void)
{
    return mem_zeroed(1, sizeof(struct digests));
}

static void forget(struct digests *self, size_t i)
{
    digest_close(self->waiting[i].digest);
    free(self->waiting[i].path);
    self->count--;
    for (; i < self->count; i++) {
        self->waiting[i] = self->waiting[i + 1];
    }
}

void digests_free(struct digests *self)
{
    if (self != NULL) {
        while (self->count > 0) {
            forget(self, self->count - 1);
        }
        free(self->waiting);
        free(self);
    }
}

bool digests_due(const struct digests *self)
{
    return self->count > 0;
}

// Reads on for waiting[i]; it is forgotten when it is done or cannot be done, and kept when its
// digest could not be stored.
static bool work_on(struct digests *self, size_t i, struct store *store, size_t bytes,
                    struct error *err)
{
    struct waiting *waiting = &self->waiting[i];
    struct file_identity identity;
    unsigned char content[SHA256_SIZE];
    if (waiting->digest == NULL) {
        bool is_known = file_identity_of(waiting->path, &identity) &&
                        store_known_content(store, &identity, content);
        if (is_known) { // the same file was digested for another play meanwhile
            bool is_set = store_set_content(store, waiting->ticket, &identity, content, err);
            if (is_set) {
                forget(self, i);
            }
            return is_set;
        }
        waiting->digest = digest_open(waiting->path);
    }
    enum digest_state state = waiting->digest == NULL
                                  ? DIGEST_FAILED
                                  : digest_step(waiting->digest, bytes, content, &identity);
    if (state == DIGEST_MORE) {
        return true;
    }
    bool is_stored = state == DIGEST_FAILED ||
                     store_set_content(store, waiting->ticket, &identity, content, err);
    if (is_stored) {
        forget(self, i);
    } else {
        digest_close(waiting->digest); // its state is used up: read again after the trouble
        waiting->digest = NULL;
    }
    return is_stored;
}

bool digests_work(struct digests *self, struct store *store, size_t bytes, struct error *err)
{
    return self->count == 0 || work_on(self, 0, store, bytes, err);
}

static bool finish(struct digests *self, struct store *store, int64_t ticket, struct error *err)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->waiting[i].ticket == ticket) {
            return work_on(self, i, store, SIZE_MAX, err);
        }
    }
    return true;
}

static void fill_what_is_known(struct store *store, struct entry *entry)
{
    struct file_identity identity;
    if (entry->has_content) {
        return; // from a try before
    }
    if (entry->play.content_path != NULL) {
        entry->has_content = file_identity_of(entry->play.content_path, &identity) &&
                             store_known_content(store, &identity, entry->content);
    } else if (entry->play.content_text != NULL) {
        digest_text(entry->play.content_text, entry->content);
        entry->has_content = true;
    }
}

// A play that is opened and closed by the same transaction (after the disk was full for a while,
// say) has nobody to wait for its digest: it is computed here.
static bool digest_now(struct store *store, struct entry *entry, struct error *err)
{
    struct digest *digest = digest_open(entry->play.content_path);
    struct file_identity identity;
    entry->has_content =
        digest != NULL && digest_step(digest, SIZE_MAX, entry->content, &identity) == DIGEST_DONE;
    digest_close(digest);
    return !entry->has_content ||
           store_set_content(store, entry->ticket, &identity, entry->content, err);
}

static bool is_closed_by(struct entry *const *entries, size_t count, int64_t ticket)
{
    for (size_t i = 0; i < count; i++) {
        if (entries[i]->kind == ENTRY_CLOSE && entries[i]->ticket == ticket) {
            return true;
        }
    }
    return false;
}

bool digests_prepare(struct digests *self, struct store *store, struct entry *const *entries,
                     size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = entries[i];
        if (entry->kind == ENTRY_CLOSE && !finish(self, store, entry->ticket, err)) {
            return false;
        }
        if (entry->kind == ENTRY_OPEN) {
            fill_what_is_known(store, entry);
            if (!entry->has_content && entry->play.content_path != NULL &&
                is_closed_by(entries + i, count - i, entry->ticket) &&
                !digest_now(store, entry, err)) {
                return false;
            }
        }
    }
    return true;
}

void digests_note(struct digests *self, const struct entry *entry)
{
    if (entry->kind == ENTRY_OPEN && !entry->has_content && entry->play.content_path != NULL) {
        self->waiting = MEM_GROW(self->waiting, self->count, self->capacity);
        self->waiting[self->count++] =
            (struct waiting){.ticket = entry->ticket, .path = mem_copy(entry->play.content_path)};
    }
    for (size_t i = 0; entry->kind == ENTRY_CLOSE && i < self->count; i++) {
        if (self->waiting[i].ticket == entry->ticket) {
            forget(self, i);
            break;
        }
    }
}

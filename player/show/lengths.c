// A text file: a line that says what it is, "fingerprint length" lines, and a line that says how
// many they are, so that one that was cut off is found out.
#include "show/lengths.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "playlist/revision.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    KEPT = 4096, // lengths; the latest
    LINE_BYTES = 64,
    FILE_LIMIT = KEPT * LINE_BYTES + 256,
};
static const char first_line[] = "xiaolaba-lengths 1";

struct known {
    struct lengths_key key;
    int64_t length_us;
};

struct lengths {
    char *path; // NULL: nothing is kept
    struct known *each;
    size_t count, capacity;
    bool has_news;
};

// --- reading -----------------------------------------------------------------------------------

static void put(struct lengths *self, const struct lengths_key *key, int64_t length_us)
{
    if (self->count == KEPT) {
        memmove(self->each, self->each + 1, (KEPT - 1) * sizeof *self->each);
        self->count--;
    }
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] = (struct known){*key, length_us};
}

// False: not a file of ours, or not whole.
static bool read_lines(struct lengths *self, const char *text)
{
    unsigned end = 0;
    size_t first = strlen(first_line);
    if (strncmp(text, first_line, first) != 0 || text[first] != '\n') {
        return false;
    }
    for (const char *line = text + first + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
        struct lengths_key key = {{0}};
        int64_t length_us = 0;
        if (strchr(line, '\n') == NULL) {
            return false;
        }
        if (sscanf(line, "end %u", &end) == 1) {
            return end == self->count;
        }
        if (sscanf(line, "%32[0-9a-f] %" SCNd64, key.text, &length_us) != 2 || length_us <= 0) {
            return false;
        }
        put(self, &key, length_us);
    }
    return false;
}

struct lengths *lengths_open(const char *path)
{
    struct lengths *self = mem_zeroed(1, sizeof *self);
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    self->path = mem_copy(path);
    if (path != NULL && file_exists(path) &&
        file_read(path, FILE_LIMIT, &bytes, &length, &ignored)) {
        if (strlen(bytes) != length || !read_lines(self, bytes)) {
            self->count = 0;
        }
        free(bytes);
    }
    return self;
}

// --- asking ------------------------------------------------------------------------------------

void lengths_key_of(const struct item *item, const struct zone *zone, struct size size,
                    int rate_mhz, struct lengths_key *out)
{
    struct stat about = {0};
    struct str all = {0};
    if (item->path != NULL) {
        (void)stat(item->path, &about); // a file that is not there is a state too
    }
    str_addf(&all, "%s|%dx%d|%d|%" PRId64 "|%lld|%lld.%09ld|%s", item->source, size.w, size.h,
             rate_mhz, item->hold_us, (long long)about.st_size, (long long)about.st_mtim.tv_sec,
             about.st_mtim.tv_nsec, XIAOLABA_VERSION);
    if (zone != NULL && zone->is_endless) {
        str_addf(&all, "|%d|%d|%d|%s", zone->speed_px_s, zone->letter_px, zone->letter_rows,
                 zone->separator);
    }
    revision_of(all.text, all.length, out->text);
    str_fini(&all);
}

static struct known *find(const struct lengths *self, const struct lengths_key *key)
{
    for (size_t i = self->count; i-- > 0;) {
        if (strcmp(self->each[i].key.text, key->text) == 0) {
            return &self->each[i];
        }
    }
    return NULL;
}

int64_t lengths_find(const struct lengths *self, const struct lengths_key *key)
{
    const struct known *known = find(self, key);
    return known != NULL ? known->length_us : 0;
}

void lengths_learn(struct lengths *self, const struct lengths_key *key, int64_t length_us)
{
    struct known *known = find(self, key);
    if (known != NULL && known->length_us == length_us) {
        return;
    }
    if (known != NULL) {
        known->length_us = length_us;
    } else {
        put(self, key, length_us);
    }
    self->has_news = true;
}

// --- writing -----------------------------------------------------------------------------------

void lengths_keep(struct lengths *self)
{
    if (self->path == NULL || !self->has_news) {
        return;
    }
    char *fresh = mem_format("%s.new", self->path);
    FILE *file = fopen(fresh, "we");
    if (file != NULL) {
        fprintf(file, "%s\n", first_line);
        for (size_t i = 0; i < self->count; i++) {
            fprintf(file, "%s %" PRId64 "\n", self->each[i].key.text, self->each[i].length_us);
        }
        fprintf(file, "end %zu\n", self->count);
        bool is_whole = fclose(file) == 0;
        if (!is_whole || rename(fresh, self->path) != 0) {
            remove(fresh);
        }
    }
    self->has_news = false; // where it cannot be kept it is measured again
    free(fresh);
}

void lengths_close(struct lengths *self)
{
    if (self != NULL) {
        lengths_keep(self);
        free(self->each);
        free(self->path);
        free(self);
    }
}

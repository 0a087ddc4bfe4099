// Reading a manifest. Signed bytes still come from outside: every line has one form, in one order,
// and everything is bounded.
#include "bundle/manifest.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 18, SHA256_HEX = SHA256_TEXT - 1 };

struct cursor {
    const char *at, *end;
    int line;
    struct error *err;
};

static bool fail(struct cursor *self, const char *what)
{
    return error_set(self->err, ERROR_CONFIG, "line %d of the manifest: %s", self->line, what);
}

// Takes the line; its end is replaced by nothing, so texts are copied out.
static bool take_line(struct cursor *self, const char **text, size_t *length)
{
    const char *end = memchr(self->at, '\n', (size_t)(self->end - self->at));
    self->line++;
    if (end == NULL) {
        return fail(self, self->at == self->end ? "is missing" : "does not end");
    }
    *text = self->at;
    *length = (size_t)(end - self->at);
    self->at = end + 1;
    return true;
}

static bool is_head(const struct cursor *self, const char *head)
{
    size_t length = strlen(head);
    return (size_t)(self->end - self->at) >= length && memcmp(self->at, head, length) == 0;
}

// The rest of a line that begins with `head`. Owns: the caller, by free().
static bool take(struct cursor *self, const char *head, size_t most, char **out)
{
    const char *text = NULL;
    size_t length = 0;
    bool is_it = is_head(self, head);
    if (!take_line(self, &text, &length)) {
        return false;
    }
    size_t skip = strlen(head);
    if (!is_it || length <= skip || length - skip > most) {
        struct str what = {0};
        str_addf(&what, "is not “%s…”", head);
        fail(self, str_text(&what));
        str_fini(&what);
        return false;
    }
    free(*out);
    *out = mem_format("%.*s", (int)(length - skip), text + skip);
    return strlen(*out) == length - skip || fail(self, "has a byte that is no text");
}

static bool to_number(const char *text, size_t length, int64_t most, int64_t *out)
{
    if (length == 0 || length > DIGITS_MOST || (length > 1 && text[0] == '0')) {
        return false;
    }
    int64_t value = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return value <= most;
}

static bool take_number(struct cursor *self, const char *head, int64_t most, int64_t *out)
{
    char *text = NULL;
    bool is_good = take(self, head, DIGITS_MOST, &text) &&
                   (to_number(text, strlen(text), most, out) || fail(self, "is not a number"));
    free(text);
    return is_good;
}

static bool take_time(struct cursor *self, const char *head, struct wall *out)
{
    char *text = NULL;
    bool is_good = take(self, head, 32, &text) &&
                   (manifest_time_parse(text, out) || fail(self, "is not a time in UTC"));
    free(text);
    return is_good;
}

static bool is_sha256(const char *text)
{
    return strspn(text, "0123456789abcdef") == SHA256_HEX && text[SHA256_HEX] == '\0';
}

// Letters, digits and -._: what can be typed and told over the telephone.
static bool is_plain(const char *text)
{
    return text[strspn(
               text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")] == '\0';
}

static bool take_plain(struct cursor *self, const char *head, char **out)
{
    return take(self, head, MANIFEST_FLEET, out) &&
           (is_plain(*out) || fail(self, "may have letters, digits and -._ only"));
}

static bool take_header(struct cursor *self, struct manifest *out)
{
    char *text = NULL;
    bool is_good = take(self, "#xiaolaba-bundle ", 8, &text) &&
                   (str_is(text, "1") || fail(self, "is of a newer form than this player knows"));
    is_good = is_good && take_plain(self, "#fleet ", &out->fleet);
    is_good = is_good && (!is_head(self, "#site ") || take_plain(self, "#site ", &out->site));
    is_good = is_good && take_number(self, "#epoch ", INT64_MAX, &out->release.epoch);
    is_good = is_good && take_number(self, "#seq ", INT64_MAX, &out->release.seq);
    is_good = is_good && take_time(self, "#created ", &out->created);
    is_good = is_good &&
              (!is_head(self, "#expires ") ||
               (take_time(self, "#expires ", &out->expires) &&
                (out->expires.us > out->created.us || fail(self, "is over before it begins"))));
    is_good = is_good && take(self, "#min-player ", 32, &out->min_player) &&
              (version_is_valid(out->min_player) || fail(self, "is not a version"));
    is_good = is_good && take_number(self, "#total ", INT64_MAX, &out->total);
    is_good = is_good && take(self, "#playlist ", SHA256_HEX, &text) &&
              (is_sha256(text) || fail(self, "is not a SHA-256"));
    if (is_good) {
        memcpy(out->playlist, text, SHA256_TEXT);
    }
    free(text);
    return is_good;
}

// --- files -------------------------------------------------------------------------------------

static bool is_name(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > MANIFEST_NAME || utf8_valid_length(text, length) != length ||
        text[0] == ' ' || text[length - 1] == ' ') {
        return false;
    }
    for (const char *at = text; *at != '\0';) {
        uint32_t code = utf8_next(&at);
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
            (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
            return false; // what moves a cursor or turns the direction shows another name
        }
    }
    return true;
}

static bool to_kind(const char *text, size_t length, enum bundle_kind *out)
{
    for (enum bundle_kind kind = BUNDLE_PLAYLIST; kind <= BUNDLE_CASES; kind++) {
        const char *name = bundle_kind_name(kind);
        if (strlen(name) == length && memcmp(name, text, length) == 0) {
            *out = kind;
            return true;
        }
    }
    return false;
}

// "1532211 video films/迎新春.mp4".
static bool read_file(struct cursor *self, char *text, struct manifest_file *out)
{
    char *kind = strchr(text, ' ');
    char *name = kind != NULL ? strchr(kind + 1, ' ') : NULL;
    if (name == NULL || !to_number(text, (size_t)(kind - text), MANIFEST_FILE_LIMIT, &out->size)) {
        return fail(self, "is not “#file SIZE KIND NAME”, or larger than 8 GiB");
    }
    if (!to_kind(kind + 1, (size_t)(name - kind - 1), &out->kind)) {
        return fail(self, "names a kind of file that this player does not know");
    }
    if (!is_name(name + 1)) {
        return fail(self, "has a name that cannot be shown");
    }
    out->name = mem_copy(name + 1);
    return true;
}

static bool take_digest(struct cursor *self, struct manifest_file *out)
{
    static const char between[] = "  blob/";
    const char *text = NULL;
    size_t length = 0;
    if (!take_line(self, &text, &length)) {
        return false;
    }
    char line[2 * SHA256_HEX + sizeof between];
    if (length != sizeof line - 1) {
        return fail(self, "is not “SHA-256  blob/SHA-256”");
    }
    memcpy(line, text, length);
    line[length] = '\0';
    memcpy(out->sha256, line, SHA256_HEX);
    out->sha256[SHA256_HEX] = '\0';
    const char *second = line + SHA256_HEX + strlen(between);
    bool is_good = is_sha256(out->sha256) &&
                   memcmp(line + SHA256_HEX, between, strlen(between)) == 0 &&
                   strcmp(out->sha256, second) == 0;
    return is_good || fail(self, "is not “SHA-256  blob/SHA-256”");
}

static bool take_files(struct cursor *self, struct manifest *out)
{
    size_t capacity = 0;
    char *text = NULL;
    bool is_good = true;
    while (is_good && is_head(self, "#file ")) {
        if (out->file_count == MANIFEST_FILES) {
            self->line++;
            is_good = fail(self, "is one file too many (4096)");
            break;
        }
        out->files = MEM_GROW(out->files, out->file_count, capacity);
        struct manifest_file *file = &out->files[out->file_count++];
        *file = (struct manifest_file){0};
        is_good = take(self, "#file ", MANIFEST_NAME + 64, &text) && read_file(self, text, file) &&
                  take_digest(self, file);
    }
    free(text);
    int64_t count = 0;
    return is_good && take_number(self, "#end ", MANIFEST_FILES, &count) &&
           (count == (int64_t)out->file_count || fail(self, "counts other files than there are")) &&
           (self->at == self->end || (self->line++, fail(self, "nothing may follow")));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

static int by_digest(const void *a, const void *b)
{
    return strcmp(((const struct manifest_file *)a)->sha256,
                  ((const struct manifest_file *)b)->sha256);
}

// Two names may mean the same bytes, but one name cannot mean two files, nor bytes two sizes.
static bool is_coherent(const struct manifest *self, struct error *err)
{
    struct manifest_file *sorted = mem_zeroed(self->file_count + 1, sizeof *sorted);
    if (self->file_count > 0) {
        memcpy(sorted, self->files, self->file_count * sizeof *sorted);
    }
    bool is_good = true;
    qsort(sorted, self->file_count, sizeof *sorted, by_name);
    for (size_t i = 1; is_good && i < self->file_count; i++) {
        is_good = by_name(&sorted[i - 1], &sorted[i]) != 0 ||
                  error_set(err, ERROR_CONFIG, "the manifest names “%s” twice", sorted[i].name);
    }
    qsort(sorted, self->file_count, sizeof *sorted, by_digest);
    for (size_t i = 1; is_good && i < self->file_count; i++) {
        is_good =
            by_digest(&sorted[i - 1], &sorted[i]) != 0 || sorted[i - 1].size == sorted[i].size ||
            error_set(err, ERROR_CONFIG, "the manifest says two sizes of “%s”", sorted[i].name);
    }
    free(sorted);
    int64_t sum = 0; // 4096 times 8 GiB is far from the end of the type
    for (size_t i = 0; i < self->file_count; i++) {
        sum += self->files[i].size;
    }
    is_good = is_good && (sum == self->total || error_set(err, ERROR_CONFIG,
                                                          "the sizes in the manifest do not add "
                                                          "up to its total"));
    return is_good &&
           (manifest_playlist(self, NULL) != NULL ||
            error_set(err, ERROR_CONFIG, "the manifest's playlist is none of its files"));
}

struct manifest *manifest_parse(const char *bytes, size_t length, struct error *err)
{
    if (length > MANIFEST_LIMIT) {
        error_set(err, ERROR_CONFIG, "the manifest is larger than 1 MiB");
        return NULL;
    }
    struct manifest *self = mem_zeroed(1, sizeof *self);
    struct cursor cursor = {.at = bytes, .end = bytes + length, .err = err};
    if (!take_header(&cursor, self) || !take_files(&cursor, self) || !is_coherent(self, err)) {
        manifest_free(self);
        return NULL;
    }
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes, length);
    sodium_bin2hex(self->sha256, sizeof self->sha256, digest, sizeof digest);
    return self;
}

// Attacks by name. Most are those of The Update Framework (theupdateframework.github.io,
// "Security", "Attacks and weaknesses"); slow retrieval is none here, because nothing is retrieved.
#include "siege.h"

#include "base/mem.h"
#include "bugs_bundle.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define MANIFEST "manifest"
#define AUTHOR "manifest.minisig"
#define APPROVER "manifest.approve.minisig"

// --- arbitrary content: signed by others, or by too few ----------------------------------------

static void sign_both(struct siege *self, const struct signer *author,
                      const struct signer *approver)
{
    size_t length = 0;
    char *manifest = siege_get(self, MANIFEST, &length);
    if (author != NULL) {
        siege_sign(self, AUTHOR, author, manifest, length);
    } else {
        siege_remove(self, AUTHOR);
    }
    if (approver != NULL) {
        siege_sign(self, APPROVER, approver, manifest, length);
    } else {
        siege_remove(self, APPROVER);
    }
    free(manifest);
}

static void strangers_sign(struct siege *self)
{
    const struct signer *signers[] = {&self->author, &self->approver, &self->stranger, NULL};
    enum { SIGNERS = 4 };
    for (size_t i = 0; i < (size_t)SIGNERS * SIGNERS; i++) {
        char what[32];
        bool is_right = i / SIGNERS == 0 && i % SIGNERS == 1;
        snprintf(what, sizeof what, "signers %zu", i);
        sign_both(self, signers[i / SIGNERS], signers[i % SIGNERS]);
        siege_try(self, what, is_right ? ACCEPT_INSTALLED : ACCEPT_UNSIGNED);
    }
}

// A stranger, or an author, who claims to be somebody else.
static void false_names(struct siege *self)
{
    struct signer liar = self->stranger;
    liar.public = self->author.public;
    sign_both(self, &liar, &self->approver);
    siege_try(self, "a stranger by the author's name", ACCEPT_UNSIGNED);
    liar = self->author;
    liar.public = self->approver.public;
    sign_both(self, &self->author, &liar);
    siege_try(self, "the author by the approver's name", ACCEPT_UNSIGNED);
}

static void legacy(struct siege *self)
{
    size_t length = 0;
    char *manifest = siege_get(self, MANIFEST, &length);
    const struct signer *signers[] = {&self->author, &self->approver};
    static const char *const names[] = {AUTHOR, APPROVER};
    for (size_t i = 0; i < 2; i++) {
        char *text = signer_sign(signers[i], manifest, length, "x", true);
        siege_put(self, names[i], text, strlen(text));
        free(text);
        siege_try(self, "legacy signature", ACCEPT_UNSIGNED);
        siege_sign(self, names[i], signers[i], manifest, length);
    }
    free(manifest);
}

// A pre-hashed signature of a file is a legacy signature of its hash.
static void hash_as_file(struct siege *self)
{
    static const char *const names[] = {AUTHOR, APPROVER};
    unsigned char hash[64];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)self->good, strlen(self->good),
                       NULL, 0);
    siege_put(self, MANIFEST, hash, sizeof hash);
    siege_try(self, "the hash as manifest", ACCEPT_UNSIGNED);
    for (size_t i = 0; i < 2; i++) {
        size_t length = 0;
        char *text = siege_get(self, names[i], &length);
        char *head = strchr(text, '\n') + 1;
        memcpy(head, "RW", 2); // base64 of "Ed" begins with RW, of "ED" with RU
        siege_put(self, names[i], text, length);
        free(text);
    }
    siege_try(self, "the hash as manifest, with legacy signatures", ACCEPT_UNSIGNED);
}

// Signed by the right people, for something else.
static void other_files(struct siege *self)
{
    static const char *const texts[] = {"", "#xiaolaba-keys 1\n", "text = \"x\";\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        siege_sign(self, AUTHOR, &self->author, texts[i], strlen(texts[i]));
        siege_try(self, "the author's signature of another file", ACCEPT_UNSIGNED);
    }
    siege_sign(self, AUTHOR, &self->author, self->good, strlen(self->good));
    siege_put(self, MANIFEST, "", 0);
    siege_try(self, "an empty manifest", ACCEPT_UNSIGNED);
}

// --- endless data ------------------------------------------------------------------------------

static void grow(const struct siege *self, const char *name, off_t size)
{
    char *path = siege_path(self, name);
    if (truncate(path, size) != 0) { // sparse: it takes no room
        row_fail(self->row, "%s cannot be as large as %lld", path, (long long)size);
    }
    free(path);
}

static void endless(struct siege *self)
{
    static const off_t sizes[] = {(1 << 20) + 1, INT64_C(1) << 33, INT64_C(1) << 40};
    static const char *const names[] = {MANIFEST, AUTHOR, APPROVER};
    for (size_t i = 0; i < 3 * sizeof sizes / sizeof sizes[0]; i++) {
        const char *name = names[i % 3];
        size_t length = 0;
        char *bytes = siege_get(self, name, &length);
        grow(self, name, sizes[i / 3]);
        siege_try(self, name, ACCEPT_UNREADABLE);
        siege_put(self, name, bytes, length);
        free(bytes);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *blob = siege_blob(self, 1);
        grow(self, blob, sizes[i]);
        siege_try(self, "an endless file", ACCEPT_BLOB);
        free(blob);
    }
}

// As long as may be, and one byte more.
static void long_comments(struct siege *self)
{
    for (int more = 0; more < 2; more++) {
        size_t length = (size_t)SIGNATURE_COMMENT_LIMIT + (size_t)more;
        char *comment = mem_zeroed(length + 1, 1);
        memset(comment, 'x', length);
        char *text = signer_sign(&self->author, self->good, strlen(self->good), comment, false);
        siege_put(self, AUTHOR, text, strlen(text));
        siege_try(self, "a long trusted comment", more == 0 ? ACCEPT_INSTALLED : ACCEPT_UNSIGNED);
        free(text);
        free(comment);
    }
}

// --- rollback, fast-forward, freeze ------------------------------------------------------------

static void release(struct siege *self, int64_t epoch, int64_t seq, int expected)
{
    char what[64];
    snprintf(what, sizeof what, "release %lld/%lld", (long long)epoch, (long long)seq);
    self->parcel.manifest.release.epoch = epoch;
    self->parcel.manifest.release.seq = seq;
    siege_seal(self);
    siege_try(self, what, expected);
}

static void rollback(struct siege *self)
{
    release(self, 1, OLDER, ACCEPT_OLD);
    release(self, 1, ON, ACCEPT_OLD); // of this number, and another
    release(self, 1, 0, ACCEPT_OLD);
    release(self, 0, INT64_C(999999999999999999), ACCEPT_OLD);
    release(self, 0, 0, ACCEPT_OLD);
    release(self, 1, INT64_MAX, ACCEPT_MALFORMED);
    release(self, 2, 0, ACCEPT_INSTALLED);
}

static void hand_over_again(struct siege *self, const struct parcel *parcel, int expected)
{
    struct parcel own = self->parcel;
    self->parcel = *parcel;
    siege_try(self, "an earlier bundle", expected);
    self->parcel = own;
}

static void replay(struct siege *self)
{
    hand_over_again(self, &self->older, ACCEPT_OLD);
    hand_over_again(self, &self->on, ACCEPT_ALREADY);
}

// The mark cannot be driven up by somebody who has one key of two.
static void fast_forward(struct siege *self)
{
    self->parcel.manifest.release.seq = INT64_C(999999999999999999);
    (void)manifest_time_parse("9999-01-01T00:00:00Z", &self->parcel.manifest.created);
    self->parcel.manifest.expires.us = 0;
    siege_seal(self);
    sign_both(self, &self->author, &self->stranger);
    siege_try(self, "fast-forward by the author", ACCEPT_UNSIGNED);
    sign_both(self, &self->stranger, &self->approver);
    siege_try(self, "fast-forward by the approver", ACCEPT_UNSIGNED);
}

static void expire(struct siege *self, const char *created, const char *expires, int expected)
{
    (void)!manifest_time_parse(created, &self->parcel.manifest.created);
    (void)!manifest_time_parse(expires, &self->parcel.manifest.expires);
    siege_seal(self);
    siege_try(self, expires, expected);
}

static void freeze(struct siege *self)
{
    struct wall known = self->terms.known;
    expire(self, "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z", ACCEPT_EXPIRED);
    expire(self, "2026-09-01T00:00:00Z", "2026-09-30T23:59:59Z", ACCEPT_EXPIRED);
    expire(self, "2027-09-01T00:00:00Z", "2027-08-31T00:00:00Z", ACCEPT_MALFORMED);
    self->terms.known = (struct wall){0}; // the clock was set back
    expire(self, "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z", ACCEPT_EXPIRED);
    self->terms.known = known;
    expire(self, "2026-09-01T00:00:00Z", "2026-10-01T00:00:01Z", ACCEPT_INSTALLED);
}

// --- whom for ----------------------------------------------------------------------------------

static void others(struct siege *self)
{
    static const char *const fleets[] = {"hinggan-g", "hinggan-ga2", "Hinggan-ga", "."};
    static const char *const sites[] = {"nm-0002", "nm-00011", "NM-0001"};
    struct manifest *manifest = &self->parcel.manifest;
    for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++) {
        manifest->site = mem_copy(sites[i]);
        siege_seal(self);
        siege_try(self, sites[i], ACCEPT_NOT_FOR_US);
        free(manifest->site);
    }
    manifest->site = NULL;
    for (size_t i = 0; i < sizeof fleets / sizeof fleets[0]; i++) {
        free(manifest->fleet);
        manifest->fleet = mem_copy(fleets[i]);
        siege_seal(self);
        siege_try(self, fleets[i], ACCEPT_NOT_FOR_US);
    }
}

static void newer_players(struct siege *self)
{
    static const char *const versions[] = {"0.1.1", "0.2", "1", "999999.0.0.1"};
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        free(self->parcel.manifest.min_player);
        self->parcel.manifest.min_player = mem_copy(versions[i]);
        siege_seal(self);
        siege_try(self, versions[i], ACCEPT_NEEDS_NEWER_PLAYER);
    }
}

// --- mix and match -----------------------------------------------------------------------------

static void copy_from(struct siege *self, const struct parcel *parcel, const char *from,
                      const char *to)
{
    struct siege other = *self;
    size_t length = 0;
    other.parcel = *parcel;
    char *bytes = siege_get(&other, from, &length);
    siege_put(self, to, bytes, length);
    free(bytes);
}

static void mix(struct siege *self)
{
    static const char *const names[] = {MANIFEST, AUTHOR, APPROVER};
    for (unsigned which = 1; which < 7; which++) { // some of release 10, the rest of 11
        for (size_t i = 0; i < 3; i++) {
            copy_from(self, (which >> i & 1) != 0 ? &self->on : &self->parcel, names[i], names[i]);
        }
        siege_try(self, "papers of two releases", ACCEPT_UNSIGNED);
        siege_seal(self);
    }
    for (size_t i = 0; i < 2; i++) {
        char *theirs = mem_format("blob/%s", self->on.manifest.files[i].sha256);
        char *ours = siege_blob(self, i);
        copy_from(self, &self->on, theirs, ours);
        siege_try(self, "a file of another release", ACCEPT_BLOB);
        free(ours);
        free(theirs);
    }
}

// --- signed, and still not a bundle ------------------------------------------------------------

static void malformed(struct siege *self)
{
    static const char *const changes[][2] = {
        {"#xiaolaba-bundle 1", "#xiaolaba-bundle 2"},
        {"#xiaolaba-bundle 1", "#xiaolaba-bundle 01"},
        {"#fleet hinggan-ga\n", "#fleet hinggan-ga\n#fleet hinggan-ga\n"},
        {"#fleet hinggan-ga\n", ""},
        {"#fleet hinggan-ga", "#fleet ../../etc"},
        {"#epoch 1", "#epoch -1"},
        {"#epoch 1", "#epoch 1e3"},
        {"#epoch 1", "#epoch  1"},
        {"#seq 11", "#seq 011"},
        {"#seq 11", "#seq 99999999999999999999"},
        {"#created 2026-09-01", "#created 2026-02-30"},
        {"T00:00:00Z", "T00:00:00+08:00"},
        {"#min-player 0.1.0", "#min-player latest"},
        {"#total ", "#total 1"},
        {"#playlist ", "#playlist 0"},
        {" playlist hall.cfg", " program hall.cfg"},
        {" playlist hall.cfg", " playlist "},
        {" playlist hall.cfg", " playlist hall\x1b[2J.cfg"},
        {" playlist hall.cfg", " playlist \xe2\x80\xaegfc.llah"},
        {" cases cases.csv", " cases hall.cfg"},
        {"  blob/", "  blob/../"},
        {"  blob/", "  /etc/"},
        {"  blob/", " *blob/"},
        {"#end 2", "#end 3"},
        {"#end 2\n", "#end 2"},
        {"#end 2\n", "#end 2\n\n"},
        {"#end 2\n", "#end 2\n#end 2\n"},
        {"\n#epoch", "\r\n#epoch"},
    };
    struct str printed = {0};
    manifest_print(&self->parcel.manifest, &printed);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const char *at = strstr(printed.text, changes[i][0]);
        assert_non_null(at);
        char *text = mem_format("%.*s%s%s", (int)(at - printed.text), printed.text, changes[i][1],
                                at + strlen(changes[i][0]));
        siege_seal_text(self, text);
        siege_try(self, changes[i][1], ACCEPT_MALFORMED);
        free(text);
    }
    str_fini(&printed);
}

// A playlist can name what it likes; it gets what was signed.
static void names_outside(struct siege *self)
{
    static const char *const names[] = {"/etc/passwd", "../cases.csv",   "a/../../cases.csv",
                                        "manifest",    "blob/cases.csv", "cases.csv\\n"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *text = mem_format("cases = \"%s\";\ntext = \"宣传内容第11期\";\n", names[i]);
        parcel_end(&self->parcel);
        parcel_begin(&self->parcel, GOOD);
        parcel_add(&self->parcel, BUNDLE_PLAYLIST, "hall.cfg", text, strlen(text));
        parcel_add(&self->parcel, BUNDLE_CASES, "cases.csv", "date", 4);
        siege_seal(self);
        siege_try(self, names[i], ACCEPT_PLAYLIST);
        free(text);
    }
}

// --- extraneous files --------------------------------------------------------------------------

static void extraneous(struct siege *self)
{
    static const char *const names[] = {"autorun.inf",    "MANIFEST", "manifest ", "manifest\n",
                                        "blob/../passwd", ".hidden",  "mark",      "blob/manifest",
                                        "current",        "trial",    "-rf",       "名"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        siege_put(self, names[i], "x", 1);
    }
    siege_try(self, "more files than were signed", ACCEPT_INSTALLED);
}

// --- changed while it is read ------------------------------------------------------------------

// Everything is exchanged as soon as the first file is copied.
static void exchange_papers(struct siege *self, int piece)
{
    if (piece == 0) {
        copy_from(self, &self->older, MANIFEST, MANIFEST);
        siege_put(self, AUTHOR, "", 0);
        siege_remove(self, APPROVER);
    }
}

static struct siege *exchanged;

static void exchange_manifest(void)
{
    copy_from(exchanged, &exchanged->older, MANIFEST, MANIFEST);
}

// The manifest is another one as soon as its signatures were checked.
static void checked_and_used(struct siege *self)
{
    exchanged = self;
    bugs_when_checked = exchange_manifest;
    bugs_stick = self->parcel.folder;
    siege_try(self, "exchanged right behind the check", ACCEPT_INSTALLED);
    bugs_when_checked = NULL;
    bugs_stick = NULL;
}

static void exchange_next(struct siege *self, int piece)
{
    char *blob = siege_blob(
        self, (size_t)piece + 1 < self->parcel.manifest.file_count ? (size_t)piece + 1 : 0);
    siege_put(self, blob, "text = \"上当\";\n", 18);
    free(blob);
}

static void add_long(struct siege *self)
{
    enum { LONG = 5 * 1024 * 1024 / 2 }; // three pieces
    char *bytes = mem_zeroed(LONG, 1);
    parcel_add(&self->parcel, BUNDLE_FONT, "a.ttf", bytes, LONG);
    siege_seal(self);
    free(bytes);
}

static void shorten(struct siege *self, int piece)
{
    if (piece == 2) { // the first of the long file
        char *blob = siege_blob(self, 2);
        grow(self, blob, 1024 * 1024);
        free(blob);
    }
}

static void lengthen(struct siege *self, int piece)
{
    if (piece == 2) {
        char *blob = siege_blob(self, 2);
        grow(self, blob, 5 * 1024 * 1024);
        free(blob);
    }
}

static void changed_meanwhile(struct siege *self)
{
    self->while_copying = exchange_papers;
    siege_try(self, "papers exchanged behind the check", ACCEPT_INSTALLED);
    siege_seal(self);
    self->while_copying = exchange_next;
    siege_try(self, "the next file exchanged", ACCEPT_BLOB);
    siege_unpack(self);
    siege_pack(self);
    add_long(self);
    self->while_copying = shorten;
    siege_try(self, "cut off while it is read", ACCEPT_BLOB);
    siege_unpack(self);
    siege_pack(self);
    add_long(self);
    self->while_copying = lengthen;
    siege_try(self, "growing while it is read", ACCEPT_BLOB);
}

// A device that shows another manifest, signature or file every time it is asked.
struct juggler {
    char *path;
    char *bytes;
    size_t length;
    atomic_bool is_over;
};

static void *juggle(void *context)
{
    struct juggler *self = context;
    int fd = open(self->path, O_WRONLY | O_CLOEXEC);
    for (off_t at = 0; !atomic_load(&self->is_over); at = (at + 7) % (off_t)self->length) {
        char wrong = (char)(self->bytes[at] ^ 1);
        (void)!pwrite(fd, &wrong, 1, at);
        (void)!ftruncate(fd, at);
        (void)!pwrite(fd, self->bytes, self->length, 0);
    }
    close(fd);
    return NULL;
}

static void juggled(struct siege *self)
{
    enum { ROUNDS = 8 };
    char *blob = siege_blob(self, 0);
    const char *const names[] = {MANIFEST, AUTHOR, APPROVER, blob};
    const char *name = names[random_below(&self->random, 4)];
    struct juggler juggler = {.path = siege_path(self, name)};
    juggler.bytes = siege_get(self, name, &juggler.length);
    pthread_t thread;
    atomic_init(&juggler.is_over, false);
    if (pthread_create(&thread, NULL, juggle, &juggler) != 0) {
        row_fail(self->row, "no thread");
        return;
    }
    for (int i = 0; i < ROUNDS; i++) {
        siege_try(self, "changing all the time", WHATEVER);
    }
    atomic_store(&juggler.is_over, true);
    pthread_join(thread, NULL);
    free(juggler.bytes);
    free(juggler.path);
    free(blob);
}

static void (*const attacks[])(struct siege *self) = {
    strangers_sign,   false_names, legacy,    hash_as_file,  other_files, endless,
    long_comments,    rollback,    replay,    fast_forward,  freeze,      others,
    newer_players,    mix,         malformed, names_outside, extraneous,  changed_meanwhile,
    checked_and_used, juggled,
};

size_t attacks_count(void)
{
    return sizeof attacks / sizeof attacks[0];
}

void attacks_run(struct siege *self, size_t number)
{
    attacks[number](self);
}

// A content folder under attack, and what came of it.
#include "siege.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/hash.h"
#include "stock.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

// No power is cut here: nothing waits for the disk.
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    return fd < 0 ? -1 : 0;
}

static void pack(const struct siege *self, struct parcel *parcel, int64_t seq)
{
    char *slogan = mem_format("宣传内容第%d期", (int)seq);
    char *cases = mem_format("date,district,topic,cases\n2026-09-30,,刷单,%d\n", (int)seq);
    parcel_begin(parcel, seq);
    parcel_add_hall(parcel, slogan);
    parcel_add(parcel, BUNDLE_CASES, "cases.csv", cases, strlen(cases));
    parcel_seal(parcel, &self->author, &self->approver);
    free(cases);
    free(slogan);
}

static void note_good(struct siege *self)
{
    size_t length = 0;
    free(self->good);
    self->good = siege_get(self, "manifest", &length);
}

void siege_pack(struct siege *self)
{
    pack(self, &self->parcel, GOOD);
    note_good(self);
}

void siege_unpack(struct siege *self)
{
    parcel_end(&self->parcel);
    self->while_copying = NULL;
}

void siege_seal(struct siege *self)
{
    parcel_seal(&self->parcel, &self->author, &self->approver);
    note_good(self);
}

void siege_seal_text(struct siege *self, const char *text)
{
    siege_put(self, "manifest", text, strlen(text));
    siege_sign(self, "manifest.minisig", &self->author, text, strlen(text));
    siege_sign(self, "manifest.approve.minisig", &self->approver, text, strlen(text));
    note_good(self);
}

// --- the point ---------------------------------------------------------------------------------

static void install(struct siege *self, const struct parcel *parcel)
{
    struct accepted accepted;
    struct accept_terms terms = self->terms;
    terms.uses_up = false;
    if (!accept_bundle(self->content, parcel->folder, &terms, &accepted) ||
        accepted.answer != ACCEPT_INSTALLED) {
        row_fail(self->row, "a good bundle is refused: %s", accepted.why);
    }
    accepted_fini(&accepted);
}

// A fresh content folder.
void siege_settle(struct siege *self)
{
    struct error err = {0};
    struct keys keys = keys_of(&self->author, &self->approver, 1);
    if (self->content != NULL) {
        char *folder = mem_copy(content_folder(self->content));
        content_close(self->content);
        test_folder_remove(folder);
    }
    free(self->before);
    char *folder = file_join(self->top, "content");
    self->content = content_open(folder, true, &err);
    free(folder);
    if (self->content == NULL || !content_put_keys(self->content, &keys, &err)) {
        row_fail(self->row, "%s", err.text);
        exit(row_end(self->row));
    }
    install(self, &self->older);
    install(self, &self->on);
    self->before = stock_print(self->content);
}

static void tell_piece(void *self, int64_t done, int64_t total, const char *name)
{
    struct siege *siege = self;
    (void)done;
    (void)total;
    (void)name;
    if (siege->while_copying != NULL) {
        siege->while_copying(siege, siege->pieces++);
    }
}

static bool can_be_played(void *self, const char *path, const char *sha256, struct error *err)
{
    (void)self;
    (void)path;
    (void)sha256;
    (void)err;
    return true;
}

void siege_begin(struct siege *self, struct row *row)
{
    *self = (struct siege){
        .row = row,
        .random = row->seed,
        .top = test_folder_make(),
        .author = signer_make(1),
        .approver = signer_make(2),
        .stranger = signer_make(3),
        .terms = {.point_id = "nm-0001",
                  .version = "0.1.0",
                  .try_medium = can_be_played,
                  .progress = tell_piece,
                  .self = self},
    };
    (void)!manifest_time_parse("2026-10-01T00:00:00Z", &self->terms.known);
    pack(self, &self->older, OLDER);
    pack(self, &self->on, ON);
    siege_settle(self);
}

void siege_end(struct siege *self)
{
    parcel_end(&self->older);
    parcel_end(&self->on);
    content_close(self->content);
    free(self->before);
    free(self->good);
    test_folder_remove(self->top);
}

// --- judging -----------------------------------------------------------------------------------

// What the mark says, read in another way than the player does.
static struct release noted(const struct siege *self)
{
    long long epoch = -1;
    long long seq = -1;
    char *path = content_path(self->content, "mark");
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        (void)!fscanf(file, "%lld %lld", &epoch, &seq);
        fclose(file);
    }
    free(path);
    return (struct release){epoch, seq};
}

// What was taken must be what was signed, and it must be on.
static void judge_taken(struct siege *self, const char *what, const struct accepted *accepted)
{
    char sha256[SHA256_TEXT];
    char expected[32];
    struct error err = {0};
    hash_bytes(self->good, strlen(self->good), sha256);
    struct set_id current = content_current(self->content);
    char *slogan = stock_shown(self->content, &current, &err);
    snprintf(expected, sizeof expected, "宣传内容第%d期", GOOD);
    if (strncmp(current.text, sha256, SET_ID) != 0) {
        row_fail(self->row, "%s: what is on (%s) is not what was signed", what, current.text);
    }
    if (slogan == NULL || strcmp(slogan, expected) != 0) {
        row_fail(self->row, "%s: is on, and shows “%s”: %s", what, slogan != NULL ? slogan : "",
                 err.text);
    }
    if (release_compare(noted(self), accepted->release) != 0) {
        row_fail(self->row, "%s: is on, and the mark is not its own", what);
    }
    free(slogan);
}

static bool is_expected(const struct accepted *accepted, int expected)
{
    return expected == WHATEVER ||
           (expected == ANY_REFUSAL && accept_is_refusal(accepted->answer)) ||
           expected == (int)accepted->answer;
}

// Files of a bundle that was refused later on may stay: they are what they are called. Here every
// attack has to bring its own.
static void forget_files(const struct siege *self)
{
    char *blobs = content_path(self->content, "blob");
    DIR *entries = opendir(blobs);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        char *path = file_join(blobs, entry->d_name);
        if (entry->d_name[0] != '.' && strstr(self->before, entry->d_name) == NULL) {
            unlink(path);
        }
        free(path);
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(blobs);
}

void siege_try(struct siege *self, const char *what, int expected)
{
    struct accepted accepted;
    struct error err = {0};
    self->pieces = 0;
    bool is_taken = accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted);
    char *after = stock_print(self->content);
    bool is_same = strcmp(after, self->before) == 0;
    if (is_taken == accept_is_refusal(accepted.answer) || is_taken == (accepted.why[0] != '\0')) {
        row_fail(self->row, "%s: %s, with reason “%s”", what, accept_word(accepted.answer),
                 accepted.why);
    }
    if (!is_expected(&accepted, expected)) {
        row_fail(self->row, "%s: %s (%s), instead of %s", what, accept_word(accepted.answer),
                 accepted.why,
                 expected > 0 ? accept_word((enum accept_answer)expected) : "refused");
    }
    if (!stock_is_tidy(self->content, &err)) {
        row_fail(self->row, "%s: %s", what, err.text);
    }
    if (accepted.answer == ACCEPT_INSTALLED) {
        judge_taken(self, what, &accepted);
    } else if (!is_same) {
        row_fail(self->row, "%s: %s, and what is there has changed from\n%sto\n%s", what,
                 accept_word(accepted.answer), self->before, after);
    }
    *(is_taken ? &self->taken : &self->refused) += 1;
    free(after);
    accepted_fini(&accepted);
    if (is_same) {
        forget_files(self);
    } else {
        siege_settle(self);
    }
}

// --- the folder of the parcel ------------------------------------------------------------------

char *siege_path(const struct siege *self, const char *name)
{
    return file_join(self->parcel.folder, name);
}

void siege_put(const struct siege *self, const char *name, const void *bytes, size_t length)
{
    char *path = siege_path(self, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length) {
        row_fail(self->row, "%s cannot be written", path);
    }
    close(fd);
    free(path);
}

char *siege_get(const struct siege *self, const char *name, size_t *length)
{
    enum { MOST = 16 * 1024 * 1024 };
    char *bytes = NULL;
    struct error err = {0};
    char *path = siege_path(self, name);
    if (!file_read(path, MOST, &bytes, length, &err)) {
        row_fail(self->row, "%s", err.text);
        exit(row_end(self->row));
    }
    free(path);
    return bytes;
}

void siege_remove(const struct siege *self, const char *name)
{
    char *path = siege_path(self, name);
    (void)remove(path);
    free(path);
}

char *siege_blob(const struct siege *self, size_t file)
{
    return mem_format("blob/%s", self->parcel.manifest.files[file].sha256);
}

void siege_sign(const struct siege *self, const char *name, const struct signer *signer,
                const void *bytes, size_t length)
{
    char *minisig = signer_sign(signer, bytes, length, "宣传内容", false);
    siege_put(self, name, minisig, strlen(minisig));
    free(minisig);
}

// Every call that an import makes to a file fails, one after the other: the first, then the second,
// … until an import goes through without reaching the fault. With EIO, ENOSPC, EROFS and
// EMFILE, once and for ever; imports by copying and by moving, with new keys, and going back.
//
// Whatever fails: what was on stays on, whole, or the new bundle is; no file that either needs is
// gone; the mark does not fall; no descriptor is left open; and as soon as the disk is well again
// the same bundle is taken.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/parcel.h"
#include "ledger/fault_vfs.h"
#include "mounts.h"
#include "row.h"
#include "stock.h"
#include "support/test.h"

#include <dirent.h>
#include <limits.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEPS_MOST = 100000, BEFORE = 2, ON = 3, NEXT = 4 };

enum story { COPYING = 1, MOVING, ROTATING, GOING_BACK, RETAKING, STORIES };

struct fault {
    int first, code;
    bool is_for_ever;
};

struct trying {
    struct row *row;
    struct signer author, approver, next_author;
    struct accept_terms terms;
    struct content *content;
    char *ready;                 // a content folder on which release ON is on
    struct parcel next[STORIES]; // release NEXT, by story
    int64_t refused, taken, on_though_refused;
};

static void arm(const struct fault *fault)
{
    fault_vfs_break_all(true);
    fault_vfs_break(fault->first, fault->is_for_ever ? INT_MAX / 2 : 1, fault->code);
}

static bool disarm(void)
{
    bool was_hit = fault_vfs_was_hit();
    fault_vfs_break_all(false);
    fault_vfs_break(0, 0, SQLITE_OK);
    return was_hit;
}

// --- parcels -----------------------------------------------------------------------------------

static void sign(struct parcel *parcel, const char *name, const struct signer *signer,
                 const struct str *text)
{
    char *minisig = signer_sign(signer, text->text, text->length, "keys", false);
    parcel_put(parcel, name, minisig, strlen(minisig));
    free(minisig);
}

static void pack(struct trying *self, struct parcel *parcel, int64_t seq, bool has_keys)
{
    const struct signer *author = has_keys ? &self->next_author : &self->author;
    char *slogan = mem_format("宣传内容第%d期", (int)seq);
    parcel_begin(parcel, seq);
    parcel_add_hall(parcel, slogan);
    parcel_add(parcel, BUNDLE_IMAGE, "own.png", slogan, strlen(slogan));
    parcel_seal(parcel, author, &self->approver);
    if (has_keys) {
        struct str text = {0};
        struct keys keys = keys_of(&self->next_author, &self->approver, 2);
        keys_print(&keys, &text);
        parcel_put(parcel, "keys", text.text, text.length);
        sign(parcel, "keys.old.minisig", &self->author, &text);
        sign(parcel, "keys.old-approve.minisig", &self->approver, &text);
        sign(parcel, "keys.new.minisig", &self->next_author, &text);
        sign(parcel, "keys.new-approve.minisig", &self->approver, &text);
        str_fini(&text);
    }
    free(slogan);
}

static bool import(struct trying *self, int64_t seq, enum story story, const struct fault *fault,
                   struct accepted *accepted)
{
    struct parcel parcel;
    struct accept_terms terms = self->terms;
    terms.uses_up = story == MOVING;
    bool is_ready = seq == NEXT && story != MOVING;
    if (!is_ready) {
        pack(self, &parcel, seq, story == ROTATING);
    }
    const char *folder = is_ready ? self->next[story].folder : parcel.folder;
    if (fault != NULL) {
        arm(fault);
    }
    (void)!accept_bundle(self->content, folder, &terms, accepted);
    bool was_hit = disarm();
    if (!is_ready) {
        parcel_end(&parcel);
    }
    return was_hit;
}

// --- judging -----------------------------------------------------------------------------------

static int open_descriptors(void)
{
    int count = 0;
    DIR *entries = opendir("/proc/self/fd");
    while (entries != NULL && readdir(entries) != NULL) {
        count++;
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return count;
}

// The release that this set shows; −1: nothing.
static int64_t shown(struct trying *self, const struct set_id *set)
{
    int seq = -1;
    struct error err = {0};
    char *slogan = stock_shown(self->content, set, &err);
    if (slogan == NULL || sscanf(slogan, "宣传内容第%d期", &seq) != 1) {
        seq = -1;
    }
    free(slogan);
    return seq;
}

static int64_t mark_of(struct trying *self)
{
    struct mark mark = {.release = {-1, -1}};
    struct error err = {0};
    if (!content_mark(self->content, &mark, &err)) {
        row_fail(self->row, "%s", err.text);
    }
    return mark.release.seq;
}

// What is on, and what can be gone back to, is whole. Returns the release that is on.
static int64_t judge_shown(struct trying *self, const char *when)
{
    struct set_id current = content_current(self->content);
    struct set_id previous = content_previous(self->content);
    int64_t on = shown(self, &current);
    bool is_previous_whole = shown(self, &previous) >= 0;
    if (on < 0 || !is_previous_whole) {
        row_fail(self->row, "%s: %s cannot be shown", when,
                 on < 0 ? "what is on" : "the previous bundle");
    }
    return on;
}

static void judge_import(struct trying *self, const struct accepted *accepted)
{
    bool is_refused = accept_is_refusal(accepted->answer);
    int64_t on = judge_shown(self, "afterwards");
    *(is_refused ? &self->refused : &self->taken) += 1;
    self->on_though_refused += is_refused && on == NEXT;
    if (is_refused != (accepted->why[0] != '\0')) {
        row_fail(self->row, "%s, with reason “%s”", accept_word(accepted->answer), accepted->why);
    }
    if (!is_refused && on != NEXT) {
        row_fail(self->row, "was taken, and %lld is on", (long long)on);
    }
    if (mark_of(self) < on || mark_of(self) < ON) {
        row_fail(self->row, "the mark has fallen");
    }
}

// The disk is well again.
static void retry(struct trying *self, enum story story)
{
    struct accepted accepted;
    struct error err = {0};
    (void)import(self, NEXT, story, NULL, &accepted);
    if (accept_is_refusal(accepted.answer)) {
        row_fail(self->row, "is refused afterwards: %s (%s)", accept_word(accepted.answer),
                 accepted.why);
    }
    accepted_fini(&accepted);
    struct set_id previous = content_previous(self->content);
    if (judge_shown(self, "when tried again") != NEXT || shown(self, &previous) != ON) {
        row_fail(self->row, "is not on when tried again, or what was on is not kept");
    }
    if (!stock_is_tidy(self->content, &err)) {
        row_fail(self->row, "%s", err.text);
    }
}

// --- stories -----------------------------------------------------------------------------------

// The same folder once more; files are never changed in place, so that they can be shared.
static void copy_folder(struct trying *self, const char *from, const char *to)
{
    bool is_good = mkdir(to, 0755) == 0;
    DIR *entries = opendir(from);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        const char *name = entry->d_name;
        char target[PATH_MAX] = "";
        char *one = file_join(from, name);
        char *other = file_join(to, name);
        if (entry->d_type == DT_LNK) {
            is_good = readlink(one, target, sizeof target - 1) > 0 && symlink(target, other) == 0 &&
                      is_good;
        } else if (entry->d_type != DT_DIR) {
            is_good = link(one, other) == 0 && is_good;
        } else if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
            copy_folder(self, one, other);
        }
        free(other);
        free(one);
    }
    if (entries == NULL || !is_good) {
        row_fail(self->row, "%s cannot be copied", from);
    }
    if (entries != NULL) {
        closedir(entries);
    }
}

static void settle(struct trying *self, const char *folder)
{
    struct error err = {0};
    struct keys keys = keys_of(&self->author, &self->approver, 1);
    self->content = content_open(folder, true, &err);
    bool is_good = self->content != NULL && content_put_keys(self->content, &keys, &err);
    for (int64_t seq = BEFORE; is_good && seq <= ON; seq++) {
        struct accepted accepted;
        (void)import(self, seq, COPYING, NULL, &accepted);
        const struct set_trial trial = {.set = content_current(self->content), .is_good = true};
        is_good = accepted.answer == ACCEPT_INSTALLED &&
                  content_put_trial(self->content, &trial, &err); // it worked
        accepted_fini(&accepted);
    }
    if (!is_good) {
        row_fail(self->row, "a good bundle is refused: %s", err.text);
    }
    content_close(self->content);
}

static bool go_back(struct trying *self, const struct fault *fault)
{
    struct error err = {0};
    arm(fault);
    bool is_back = content_go_back(self->content, "it did not work", &err);
    bool was_hit = disarm();
    int64_t on = judge_shown(self, "after going back");
    if (is_back ? on != BEFORE : err.text[0] == '\0') {
        row_fail(self->row, "going back: %lld is on (%s)", (long long)on, err.text);
    }
    if (on == ON && !content_go_back(self->content, "it did not work", &err)) {
        row_fail(self->row, "going back fails afterwards: %s", err.text);
    }
    if (judge_shown(self, "after going back again") != BEFORE || mark_of(self) != ON) {
        row_fail(self->row, "going back afterwards leads elsewhere, or the mark has fallen");
    }
    return was_hit;
}

// What was taken off does not come again because somebody cannot read that it was.
static bool retake(struct trying *self, const struct fault *fault)
{
    struct error err = {0};
    struct accepted accepted;
    if (!content_go_back(self->content, "it did not work", &err)) {
        row_fail(self->row, "%s", err.text);
    }
    bool was_hit = import(self, ON, RETAKING, fault, &accepted);
    if (!accept_is_refusal(accepted.answer) ||
        judge_shown(self, "after a bundle came again") != BEFORE) {
        row_fail(self->row, "what was taken off is on again");
    }
    self->refused++;
    accepted_fini(&accepted);
    return was_hit;
}

static bool tell(struct trying *self, enum story story, const struct fault *fault)
{
    char *top = test_folder_make();
    char *folder = file_join(top, "content");
    bool was_hit = false;
    struct error err = {0};
    copy_folder(self, self->ready, folder);
    self->content = content_open(folder, true, &err);
    int before = open_descriptors();
    if (story == GOING_BACK) {
        was_hit = go_back(self, fault);
    } else if (story == RETAKING) {
        was_hit = retake(self, fault);
    } else {
        struct accepted accepted;
        was_hit = import(self, NEXT, story, fault, &accepted);
        judge_import(self, &accepted);
        accepted_fini(&accepted);
        retry(self, story);
    }
    if (open_descriptors() != before) {
        row_fail(self->row, "a descriptor is left open");
    }
    content_close(self->content);
    free(folder);
    test_folder_remove(top);
    return was_hit;
}

// Every call of a story, with every fault. Returns how many faults there were.
static int64_t sweep(struct trying *self, enum story story)
{
    static const int codes[] = {SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN};
    int64_t faults = 0;
    for (size_t i = 0; i < 2 * sizeof codes / sizeof codes[0]; i++) {
        bool was_hit = true;
        for (int first = 1; was_hit && first < STEPS_MOST && row_goes_on(self->row); first++) {
            const struct fault fault = {first, codes[i / 2], i % 2 == 1};
            int64_t failures = self->row->failures;
            was_hit = tell(self, story, &fault);
            faults += was_hit;
            if (self->row->failures > failures) {
                row_fail(self->row, "… story %d with call %d answered by %d%s", (int)story, first,
                         fault.code, fault.is_for_ever ? " for ever" : "");
            }
        }
    }
    return faults;
}

int main(int argc, char **argv)
{
    enum { ALL = 1000000000 }; // however many there are
    struct row row = {
        .name = "bundleio", .tries = "faults", .ci = ALL, .nightly = ALL, .release = ALL};
    row_begin(&row, argc, argv);
    char *top = mounts_scratch();
    struct trying trying = {
        .row = &row,
        .author = signer_make(1),
        .approver = signer_make(2),
        .next_author = signer_make(3),
        .terms = {.point_id = "nm-0001", .version = "0.1.0"},
    };
    int64_t faults = 0;
    trying.ready = file_join(top, "ready");
    settle(&trying, trying.ready);
    for (enum story story = COPYING; story < STORIES; story++) {
        pack(&trying, &trying.next[story], NEXT, story == ROTATING);
        faults += sweep(&trying, story);
        parcel_end(&trying.next[story]);
    }
    test_folder_remove(trying.ready);
    if (row.failures == 0 && row.wanted == ALL && (faults < 1000 || trying.refused < faults / 2)) {
        row_fail(&row, "hardly any call failed");
    }
    row_figure(&row, "refused", trying.refused);
    row_figure(&row, "taken_all_the_same", trying.taken);
    row_figure(&row, "on_though_refused", trying.on_though_refused);
    row.wanted = row.failures > 0 ? row.wanted : row.done; // all that there are
    mounts_remove(top);
    return row_end(&row);
}

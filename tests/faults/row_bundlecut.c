// The power goes at any moment of an import. What is done to a content folder is recorded call by
// call, from an empty folder on: keys, imports, trials that are passed and failed, going back, keys
// that are exchanged. Then disks are laid out as a cut may leave them (tree.h), and the player
// starts on each: what is on must be the old bundle or the new one, whole and verified, and never
// less than what was acknowledged; marks and numbers of keys never fall; no set is on without its
// trial, or gone without a word why; and what was under way can be done again, and then is done.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/parcel.h"
#include "mounts.h"
#include "row.h"
#include "stock.h"
#include "support/test.h"
#include "tree.h"

enum { STEPS = 7, STATES = 60, KEY_SETS = 3, FIRST_SEQ = 1 };

enum deed { MAKE = 1, IMPORT, IMPORT_OWN, PASS, START, GO_BACK, ROTATE, DEEDS };

// What a content folder says.
struct said {
    struct set_id current, previous, aside;
    struct set_trial trial;
    struct mark mark;
    int64_t keys;
    char *slogan;
};

struct step {
    enum deed deed;
    int64_t seq;
    struct said said;   // when it was done
    size_t from, until; // moments
};

struct cutting {
    struct row *row;
    uint64_t random;
    char *recorded, *laid;
    struct signer authors[KEY_SETS], approvers[KEY_SETS];
    struct accept_terms terms;
    struct step steps[STEPS + 1];
    size_t step_count;
    int64_t new_on, old_on; // in the midst of an import
};

// --- parcels -----------------------------------------------------------------------------------

static const struct signer *author_of(struct cutting *self, int64_t keys)
{
    return &self->authors[keys - 1];
}

static void pack(struct cutting *self, struct parcel *parcel, int64_t seq, int64_t keys)
{
    enum { PICTURE = 3000 };
    char bytes[PICTURE];
    char *slogan = mem_format("宣传内容第%d期", (int)seq);
    parcel_begin(parcel, seq);
    parcel_add_hall(parcel, slogan);
    parcel_add(parcel, BUNDLE_IMAGE, "same.png", "the same in all", 15);
    memset(bytes, (int)('0' + seq), sizeof bytes);
    parcel_add(parcel, BUNDLE_IMAGE, "own.png", bytes, sizeof bytes);
    parcel_seal(parcel, author_of(self, keys), &self->approvers[keys - 1]);
    free(slogan);
}

static void sign(struct parcel *parcel, const char *name, const struct signer *signer,
                 const struct str *text)
{
    char *minisig = signer_sign(signer, text->text, text->length, "keys", false);
    parcel_put(parcel, name, minisig, strlen(minisig));
    free(minisig);
}

// New keys come with it.
static void add_keys(struct cutting *self, struct parcel *parcel, int64_t keys)
{
    struct str text = {0};
    struct keys next = keys_of(author_of(self, keys), &self->approvers[keys - 1], keys);
    keys_print(&next, &text);
    parcel_put(parcel, "keys", text.text, text.length);
    sign(parcel, "keys.old.minisig", author_of(self, keys - 1), &text);
    sign(parcel, "keys.old-approve.minisig", &self->approvers[keys - 2], &text);
    sign(parcel, "keys.new.minisig", author_of(self, keys), &text);
    sign(parcel, "keys.new-approve.minisig", &self->approvers[keys - 1], &text);
    str_fini(&text);
}

// --- deeds -------------------------------------------------------------------------------------

static bool import(struct cutting *self, struct content *content, const struct step *step,
                   struct error *err)
{
    struct parcel parcel;
    struct accepted accepted;
    struct accept_terms terms = self->terms;
    int64_t keys = step->said.keys;
    terms.uses_up = step->deed == IMPORT_OWN;
    terms.takes_aside = true;
    pack(self, &parcel, step->seq, keys);
    if (step->deed == ROTATE) {
        add_keys(self, &parcel, keys);
    }
    bool is_taken = accept_bundle(content, parcel.folder, &terms, &accepted);
    error_set(err, ERROR_CONFIG, "%s", accepted.why);
    accepted_fini(&accepted);
    parcel_end(&parcel);
    return is_taken;
}

static bool go_back(struct content *content, struct error *err)
{
    struct set_id current = content_current(content);
    struct set_id previous = content_previous(content);
    bool is_back = strcmp(current.text, previous.text) == 0;
    return is_back || content_go_back(content, "three starts failed", err);
}

static bool put_trial(struct content *content, bool is_good, struct error *err)
{
    struct set_trial trial = {.set = content_current(content), .starts = 1, .is_good = is_good};
    return content_put_trial(content, &trial, err);
}

static bool make(struct cutting *self, struct content *content, struct error *err)
{
    struct keys keys = keys_of(&self->authors[0], &self->approvers[0], 1);
    return content_put_keys(content, &keys, err);
}

// Does it, again if need be.
static bool do_step(struct cutting *self, struct content *content, const struct step *step,
                    struct error *err)
{
    switch (step->deed) {
    case MAKE:
        return make(self, content, err);
    case IMPORT:
    case IMPORT_OWN:
    case ROTATE:
        return import(self, content, step, err);
    case PASS:
    case START:
        return put_trial(content, step->deed == PASS, err);
    case GO_BACK:
        return go_back(content, err);
    case DEEDS:
        break;
    }
    return false;
}

// --- asking ------------------------------------------------------------------------------------

static bool ask(const struct content *content, struct said *out, struct error *err)
{
    struct keys keys = {0};
    bool is_there = false;
    char why[CONTENT_WHY];
    *out = (struct said){
        .current = content_current(content),
        .previous = content_previous(content),
        .aside = content_aside(content, why),
        .trial = content_trial(content),
    };
    if (!content_keys(content, &keys, &is_there, err) || !content_mark(content, &out->mark, err)) {
        return false;
    }
    out->keys = is_there ? keys.number : 0;
    if (out->previous.text[0] != '\0') {
        char *shown = stock_shown(content, &out->previous, err);
        if (shown == NULL) {
            return error_prefix(err, "the previous set");
        }
        free(shown);
    }
    out->slogan =
        out->current.text[0] != '\0' ? stock_shown(content, &out->current, err) : mem_copy("");
    return out->slogan != NULL || error_prefix(err, "the set that is on");
}

static bool is_set(const struct set_id *a, const struct set_id *b)
{
    return strcmp(a->text, b->text) == 0;
}

static bool is_trial(const struct set_trial *a, const struct set_trial *b)
{
    return is_set(&a->set, &b->set) && a->starts == b->starts && a->is_good == b->is_good;
}

// A set that went on has its trial; one that failed keeps its until it is off.
static bool has_its_trial(const struct said *old, const struct step *step, const struct said *found)
{
    bool is_new = !is_set(&found->current, &old->current);
    bool is_old_trial = is_trial(&found->trial, &old->trial);
    bool is_new_trial = is_trial(&found->trial, &step->said.trial);
    if (step->deed == GO_BACK) {
        return is_old_trial || (is_new && is_new_trial);
    }
    return is_new_trial || (!is_new && is_old_trial);
}

// NULL: fine. Else what is wrong with what was found between `old` and the end of the step.
static const char *judge(const struct said *old, const struct step *step, const struct said *found)
{
    const struct said *next = &step->said;
    bool is_new = !is_set(&found->current, &old->current);
    if (is_new && !is_set(&found->current, &next->current)) {
        return "neither the old bundle nor the new one is on";
    }
    if (strcmp(found->slogan, is_new ? next->slogan : old->slogan) != 0) {
        return "another slogan is on";
    }
    if (!is_set(&found->previous, &old->previous) && !is_set(&found->previous, &next->previous)) {
        return "another bundle is the previous one";
    }
    if (release_compare(found->mark.release, old->mark.release) < 0 ||
        release_compare(found->mark.release, next->mark.release) > 0) {
        return "the mark is wrong";
    }
    if (found->keys != old->keys && found->keys != next->keys) {
        return "the keys are other ones";
    }
    if (!has_its_trial(old, step, found)) {
        return "the trial is wrong";
    }
    if (!is_set(&found->aside, &next->aside) && (is_new || !is_set(&found->aside, &old->aside))) {
        return "what is aside is wrong";
    }
    return NULL;
}

// --- recording ---------------------------------------------------------------------------------

static enum deed choose(struct cutting *self, const struct said *said)
{
    if (said->current.text[0] == '\0') {
        return random_below(&self->random, 2) == 0 ? IMPORT : IMPORT_OWN;
    }
    enum deed deed = (enum deed)(IMPORT + random_below(&self->random, DEEDS - IMPORT));
    bool has_previous = said->previous.text[0] != '\0' && !is_set(&said->previous, &said->current);
    bool can = (deed != GO_BACK || has_previous) && (deed != ROTATE || said->keys < KEY_SETS);
    return can ? deed : IMPORT;
}

static bool is_import(enum deed deed)
{
    return deed == IMPORT || deed == IMPORT_OWN || deed == ROTATE;
}

static void record_steps(struct cutting *self)
{
    struct error err = {0};
    struct said before = {.mark.release = {-1, -1}};
    char *folder = file_join(self->recorded, "state/content");
    int64_t seq = FIRST_SEQ;
    tree_record(self->recorded);
    struct content *content = content_open(folder, true, &err);
    self->step_count = 0;
    for (size_t i = 0; content != NULL && i < STEPS; i++) {
        struct step *step = &self->steps[self->step_count++];
        *step = (struct step){.deed = i == 0 ? MAKE : choose(self, &before)};
        step->seq = is_import(step->deed) ? seq++ : 0;
        step->said.keys = before.keys + (step->deed == ROTATE || step->deed == MAKE);
        step->from = i == 0 ? 0 : tree_moment();
        bool is_done = do_step(self, content, step, &err);
        step->until = tree_moment();
        err = is_done ? (struct error){0} : err;
        if (!is_done || !ask(content, &step->said, &err)) {
            row_fail(self->row, "recording step %d: %s", (int)step->deed, err.text);
            break;
        }
        before = step->said;
    }
    tree_stop();
    content_close(content);
    free(folder);
}

static void forget_steps(struct cutting *self)
{
    for (size_t i = 0; i < self->step_count; i++) {
        free(self->steps[i].said.slogan);
    }
}

// --- cutting -----------------------------------------------------------------------------------

// What was under way is done again.
static void do_again(struct cutting *self, struct content *content, const struct step *step)
{
    struct error err = {0};
    struct said said = {0};
    if (!do_step(self, content, step, &err)) {
        row_fail(self->row, "cannot be done again: %s", err.text);
        return;
    }
    err = (struct error){0};
    if (!ask(content, &said, &err) || !is_set(&said.current, &step->said.current) ||
        strcmp(said.slogan, step->said.slogan) != 0 ||
        release_compare(said.mark.release, step->said.mark.release) != 0) {
        row_fail(self->row, "was done again, and is not on: %s", err.text);
    }
    if (is_import(step->deed) && !stock_is_tidy(content, &err)) {
        row_fail(self->row, "%s", err.text);
    }
    free(said.slogan);
}

// Somebody goes back instead: what was on must not come again as if it were new.
static void go_back_instead(struct cutting *self, struct content *content, const struct said *found)
{
    struct error err = {0};
    struct mark mark;
    if (found->previous.text[0] == '\0' || is_set(&found->previous, &found->current)) {
        return;
    }
    if (!content_go_back(content, "by hand", &err) || !content_mark(content, &mark, &err) ||
        release_compare(mark.release, found->mark.release) < 0) {
        row_fail(self->row, "going back lowers the mark, or fails: %s", err.text);
    }
}

static void start_on(struct cutting *self, const struct said *old, const struct step *step)
{
    struct error err = {0};
    struct said found = {0};
    char *folder = file_join(self->laid, "state/content");
    struct content *content = content_open(folder, true, &err);
    const char *wrong = NULL;
    if (content == NULL || !ask(content, &found, &err)) {
        row_fail(self->row, "cannot be started on: %s", err.text);
    } else if ((wrong = judge(old, step, &found)) != NULL) {
        row_fail(self->row, "%s", wrong);
    } else if (random_below(&self->random, 4) == 0) {
        go_back_instead(self, content, &found);
    } else {
        do_again(self, content, step);
    }
    if (is_import(step->deed)) {
        *(is_set(&found.current, &step->said.current) ? &self->new_on : &self->old_on) += 1;
    }
    free(found.slogan);
    content_close(content);
    free(folder);
}

// Anywhere in the step, or near its end, where everything changes.
static size_t choose_moment(struct cutting *self, const struct step *step)
{
    enum { NEAR = 3 };
    size_t length = step->until - step->from;
    size_t span = length > NEAR && random_below(&self->random, 2) == 0 ? NEAR : length;
    return step->until - (size_t)random_below(&self->random, (int64_t)span + 1);
}

static void cut(struct cutting *self)
{
    const struct said nothing = {.mark.release = {-1, -1}, .slogan = mem_copy("")};
    size_t number = (size_t)random_below(&self->random, (int64_t)self->step_count);
    const struct step *step = &self->steps[number];
    const struct said *old = number > 0 ? &self->steps[number - 1].said : &nothing;
    size_t moment = choose_moment(self, step);
    bool is_over = moment == step->until; // it was acknowledged
    int64_t failures = self->row->failures;
    self->laid = test_folder_make();
    if (!tree_lay_out(moment, &self->random, self->laid)) {
        row_fail(self->row, "%s cannot be written", self->laid);
    }
    start_on(self, is_over ? &step->said : old, step);
    if (self->row->failures > failures) {
        row_fail(self->row, "… with the power cut at operation %zu of %zu to %zu, deed %d", moment,
                 step->from, step->until, (int)step->deed);
    }
    test_folder_remove(self->laid);
    free(nothing.slogan);
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "bundlecut", .tries = "states", .ci = 1000, .nightly = 20000, .release = 100000};
    row_begin(&row, argc, argv);
    char *top = mounts_scratch();
    struct cutting *self = mem_zeroed(1, sizeof *self);
    *self = (struct cutting){
        .row = &row, .random = row.seed, .terms = {.point_id = "nm-0001", .version = "0.1.0"}};
    for (int i = 0; i < KEY_SETS; i++) {
        self->authors[i] = signer_make((unsigned char)(1 + i));
        self->approvers[i] = signer_make((unsigned char)(11 + i));
    }
    while (row.done < row.wanted && row.failures == 0) {
        self->recorded = test_folder_make();
        record_steps(self);
        for (int i = 0; i < STATES && row.failures == 0 && row_goes_on(&row); i++) {
            cut(self);
        }
        forget_steps(self);
        test_folder_remove(self->recorded);
    }
    if (row.failures == 0 && row.done > 100 &&
        (self->new_on < row.done / 20 || self->old_on < row.done / 20)) {
        row_fail(&row, "hardly any import was cut in its midst");
    }
    row_figure(&row, "old_is_on", self->old_on);
    row_figure(&row, "new_is_on", self->new_on);
    mounts_remove(top);
    free(self);
    return row_end(&row);
}

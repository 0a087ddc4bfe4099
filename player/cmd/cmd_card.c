// xiaolaba card: items as pictures that people forward in chat groups or print.
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "cmd/card_index.h"
#include "cmd/card_pick.h"
#include "cmd/card_set.h"
#include "cmd/exits.h"
#include "cmd/progress.h"
#include "cmd/setting.h"
#include "cmd/table.h"
#include "media/medium.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static const struct opt options[] = {
    {"all", 0, NULL, "every item, in every shape, with a page to look through (index.html)"},
    {"shape", 0, "SHAPE", "9:16 (the default), 1:1, a4, or all; may come again"},
    {"format", 0, "FORMAT", "png or jpg, instead of what suits each item"},
    {"qr", 0, "ITEM", "whose code stands in the footer (default: the first); none"},
    {"output", 'o', "PATH", "a folder (default: here; with --all cards), or a file for one card"},
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {0},
};

// One run of the command.
struct carding {
    const struct opts *opts;
    struct setting setting;
    struct card_wish wish;
    struct card_pick pick;
    struct card_set set;
    char *folder;
    bool is_all;
    int code;
};

// --- the command line --------------------------------------------------------------------------

// Another ratio is no slip of the pen.
static bool is_ratio(const char *name)
{
    static const char digits[] = "0123456789";
    size_t first = strspn(name, digits);
    bool is_parted = first > 0 && (name[first] == ':' || name[first] == 'x');
    size_t second = is_parted ? strspn(name + first + 1, digits) : 0;
    return second > 0 && name[first + 1 + second] == '\0';
}

static bool take_shape(struct carding *self, const char *name)
{
    enum { NAMES = CARD_SHAPES + 1 };
    const char *names[NAMES] = {[CARD_SHAPES] = "all"};
    bool is_found = false;
    for (size_t i = 0; i < CARD_SHAPES; i++) {
        names[i] = card_shapes[i].name;
        bool is_this = strcasecmp(name, card_shapes[i].name) == 0 ||
                       strcasecmp(name, card_shapes[i].file) == 0 || str_is(name, "all");
        self->wish.wants[i] |= is_this;
        is_found |= is_this;
    }
    if (is_found) {
        return true;
    }
    const char *nearest = is_ratio(name) ? NULL : str_nearest(name, names, NAMES);
    opts_complain(self->opts, "--shape: there is no \"%s\"%s%s%s", name,
                  nearest != NULL ? "; did you mean \"" : " (9:16, 1:1, a4, all)",
                  nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
    return false;
}

static bool read_shapes(struct carding *self)
{
    enum { MOST = 16 };
    const char *values[MOST];
    size_t count = opts_values(self->opts, "shape", values, MOST);
    for (size_t i = 0; i < count && i < MOST; i++) {
        if (!take_shape(self, values[i])) {
            return false;
        }
    }
    return count > 0 || take_shape(self, self->is_all ? "all" : "9:16");
}

// What the ending of a file's name says; 0: nothing.
static enum card_format format_of_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    bool is_jpg = dot != NULL && (strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0);
    bool is_png = dot != NULL && strcasecmp(dot, ".png") == 0;
    return is_jpg ? CARD_JPG : is_png ? CARD_PNG : 0;
}

// Of a name that looks like a file's, with the dot; NULL: it looks like a folder's.
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    bool is_hidden = dot == name || (dot != NULL && name[strspn(name, ".")] == '\0');
    bool has_letters = dot != NULL && strpbrk(dot, "abcdefghijklmnopqrstuvwxyz"
                                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
    return has_letters && !is_hidden ? dot : NULL;
}

static bool read_format(struct carding *self)
{
    const char *format = opts_value(self->opts, "format");
    if (format == NULL) {
        return true;
    }
    char *name = mem_format(".%s", format);
    self->wish.format = format_of_name(name);
    free(name);
    if (self->wish.format == 0) {
        opts_complain(self->opts, "--format: there is no \"%s\" (png, jpg)", format);
    }
    return self->wish.format != 0;
}

static size_t count_cards(const struct carding *self)
{
    size_t shapes = 0;
    for (size_t i = 0; i < CARD_SHAPES; i++) {
        shapes += self->wish.wants[i];
    }
    return shapes * self->pick.count;
}

// A file where the name ends like a picture's, else a folder.
static bool read_output(struct carding *self)
{
    const char *output = opts_value(self->opts, "output");
    enum card_format named = output != NULL ? format_of_name(output) : 0;
    if (named == 0 && output != NULL && !file_is_folder(output) && ending_of(output) != NULL) {
        opts_complain(self->opts,
                      "-o: there are no cards of the kind \"%s\": name a file .png or .jpg, or a "
                      "folder (%s/)",
                      ending_of(output), output);
        return false;
    }
    if (named == 0 || file_is_folder(output)) {
        self->folder = mem_copy(output != NULL ? output : self->is_all ? "cards" : ".");
        return true;
    }
    if (self->is_all || count_cards(self) != 1) {
        opts_complain(self->opts,
                      "-o: %s is one file, and more cards than one are wanted: name a "
                      "folder",
                      output);
        return false;
    }
    if (self->wish.format != 0 && self->wish.format != named) {
        opts_complain(self->opts, "--format says one thing and %s another", output);
        return false;
    }
    self->wish.format = named;
    self->wish.file = output;
    self->folder = file_folder(output);
    return true;
}

static bool read_qr(struct carding *self)
{
    const struct playlist *playlist = self->setting.playlist;
    const char *id = opts_value(self->opts, "qr");
    for (size_t i = 0; id == NULL && i < playlist->item_count; i++) {
        if (playlist->items[i].kind == ITEM_QR) {
            self->wish.terms.qr = &playlist->items[i];
            return true;
        }
    }
    if (id == NULL || str_is(id, "none")) {
        return true;
    }
    struct error err = {0};
    const struct item *item = card_pick_one(playlist, id, &err);
    if (item == NULL) {
        opts_complain(self->opts, "--qr: %s", err.text);
        return false;
    }
    if (item->kind != ITEM_QR) {
        opts_complain(self->opts, "--qr: \"%s\" is no code but of kind \"%s\"", id,
                      item_kind_name(item->kind));
        return false;
    }
    self->wish.terms.qr = item;
    return true;
}

static bool read_items(struct carding *self)
{
    const struct opts *opts = self->opts;
    const struct playlist *playlist = self->setting.playlist;
    if (self->is_all) {
        card_pick_all(&self->pick, playlist);
        return true;
    }
    struct error err = {0};
    size_t count = (size_t)opts->operand_count - 1;
    if (!card_pick_named(&self->pick, playlist, (const char *const *)opts->operands, count, &err)) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    return true;
}

static bool check_operands(const struct carding *self)
{
    if (self->is_all && self->opts->operand_count > 1) {
        opts_complain(self->opts, "--all makes cards of every item: name only the playlist");
        return false;
    }
    if (!self->is_all && self->opts->operand_count < 2) {
        opts_complain(self->opts, "needs ITEM… PLAYLIST, or --all PLAYLIST");
        return false;
    }
    return true;
}

// --- cards -------------------------------------------------------------------------------------

// What is passed over because it makes no card. False: it was wanted by name.
static bool pass_over(struct carding *self, size_t i)
{
    const struct item *item = self->pick.items[i];
    const char *why = card_why_none(item);
    if (self->pick.is_named[i]) {
        log_error("item \"%s\": %s", item->id, why);
        return false;
    }
    return true;
}

// In one line: a playlist may have many clocks.
static void say_left_out(const struct carding *self)
{
    struct str line = {0};
    for (size_t i = 0; i < self->pick.count; i++) {
        const struct item *item = self->pick.items[i];
        const char *why = card_why_none(item);
        if (why != NULL && !self->pick.is_named[i]) {
            str_addf(&line, "%s\"%s\" (%s)", line.length > 0 ? ", " : "", item->id, why);
        }
    }
    if (line.length > 0) {
        log_warn("left out: %s", line.text);
    }
    str_fini(&line);
}

// False: there is no use in going on.
static bool make_shapes(struct carding *self, const struct item *item)
{
    for (size_t s = 0; s < CARD_SHAPES; s++) {
        struct error err = {0};
        const char *path;
        if (!self->wish.wants[s]) {
            continue;
        }
        if (card_set_make(&self->set, item, &card_shapes[s], &path, &err)) {
            printf("%s\n", path);
            continue;
        }
        if (err.code == ERROR_FULL) {
            log_error("%s", err.text);
            self->code = EXIT_CANNOT_START;
            return false;
        }
        log_error("item \"%s\", card %s: %s", item->id, card_shapes[s].name, err.text);
        self->code = EXIT_FINDINGS;
    }
    return true;
}

static bool make_cards(struct carding *self)
{
    struct progress progress;
    bool goes_on = true;
    progress_init(&progress, "making cards");
    for (size_t i = 0; i < self->pick.count && goes_on; i++) {
        const struct item *item = self->pick.items[i];
        if (card_why_none(item) != NULL) {
            self->code = pass_over(self, i) ? self->code : EXIT_FINDINGS;
            continue;
        }
        goes_on = make_shapes(self, item);
        if (progress_is_due(&progress)) {
            progress_tell(&progress, i + 1, self->pick.count);
        }
    }
    progress_fini(&progress);
    say_left_out(self);
    return goes_on;
}

static void write_index(struct carding *self)
{
    struct card_index index = {self->setting.playlist, &self->set, &self->pick};
    struct str page = {0};
    struct error err = {0};
    char *path = file_join(self->folder, "index.html");
    card_index_print(&index, &page);
    if (file_write(path, page.text, page.length, &err)) {
        printf("%s\n", path);
    } else {
        log_error("%s", err.text);
        self->code = EXIT_CANNOT_START;
    }
    free(path);
    str_fini(&page);
}

static void make_all(struct carding *self)
{
    struct error err = {0};
    if (!file_make_folders(self->folder, &err)) {
        log_error("%s", err.text);
        self->code = EXIT_CANNOT_START;
        return;
    }
    self->wish.folder = self->folder;
    self->wish.wants_thumbs = self->is_all;
    card_set_init(&self->set, &self->wish);
    if (make_cards(self) && self->is_all) {
        write_index(self);
    }
    card_set_fini(&self->set);
    medium_reap_all();
}

static int card(const struct opts *opts)
{
    struct carding self = {.opts = opts, .is_all = opts_has(opts, "all"), .code = EXIT_USAGE};
    if (!check_operands(&self) || !read_shapes(&self) || !read_format(&self)) {
        return EXIT_USAGE;
    }
    if (!setting_load_saying(&self.setting, opts->operands[opts->operand_count - 1], opts)) {
        return EXIT_CANNOT_START;
    }
    self.wish.terms.playlist = self.setting.playlist;
    self.wish.terms.fonts = setting_letters(&self.setting);
    if (read_items(&self) && read_qr(&self) && read_output(&self)) {
        self.code = EXIT_FINE;
        make_all(&self);
    }
    free(self.folder);
    card_pick_fini(&self.pick);
    setting_fini(&self.setting);
    return self.code;
}

const struct command command_card = {
    .name = "card",
    .operands = "ITEM… PLAYLIST",
    .summary = "Makes cards of items, for chat groups and for print, as PNG or JPG.",
    .options = options,
    .run = card,
    .operands_min = 1,
    .operands_max = -1,
};

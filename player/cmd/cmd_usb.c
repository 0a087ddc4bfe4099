// xiaolaba usb: does what a stick asks for. Its folder XIAOLABA is content to take over, its folder
// XIAOLABA-LEDGER wants a copy of the ledger. What came of it goes to the screen's edge, and into a
// text on the stick.
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/meridian.h"
#include "bundle/news.h"
#include "cmd/exits.h"
#include "cmd/exporting.h"
#include "cmd/importing.h"
#include "cmd/socket.h"
#include "cmd/stick.h"
#include "cmd/table.h"
#include "cmd/usb_note.h"
#include "ledger/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_US INT64_C(5000000)
enum { PATIENCE_TIMES = 24 }; // two minutes, for an import that came before

static const char content_name[] = "XIAOLABA";
static const char ledger_name[] = "XIAOLABA-LEDGER";

static const struct opt options[] = {
    {"point", 0, "FILE", "where this screen stands (man 5 xiaolaba-point)"},
    {"content", 0, "DIR", "where content is kept (default: in the state folder)"},
    {"ledger", 0, "FILE", "the ledger that is copied (default: the user's own)"},
    {"device", 0, "DEV", "mount this stick where nobody else sees it, instead of DIR"},
    {0},
};

// What the jobs, which may be processes of their own, leave to each other.
struct visit {
    struct news news;
    bool wants_ledger;
    char why[512];        // the content was refused
    char ledger_why[512]; // the ledger was not copied
};

struct usb {
    const struct opts *opts;
    const char *folder;  // of the stick
    struct visit *visit; // in memory that all of them share
};

// A link is no folder: on a stick that somebody prepared it would lead anywhere.
static bool has_folder(const char *folder, const char *name)
{
    struct stat about;
    char *path = file_join(folder, name);
    bool has = lstat(path, &about) == 0 && S_ISDIR(about.st_mode);
    free(path);
    return has;
}

static void tell(const struct importing *importing, const struct news *news)
{
    struct error err = {0};
    if (!news_put(importing->content, news, &err)) {
        log_warn("the screen will not show it: %s", err.text);
    }
}

// --- content -----------------------------------------------------------------------------------

static void await_turn(struct content *content)
{
    struct clock *clock = clock_system();
    for (int i = 0; i < PATIENCE_TIMES; i++) {
        struct error err = {0};
        bool is_free = content_lock(content, &err);
        content_unlock(content);
        if (is_free || err.code != ERROR_BUSY) {
            return;
        }
        clock->sleep_until(clock, mono_after(clock->now_mono(clock), PATIENCE_US));
    }
}

static int take_content(struct usb *self, struct importing *importing)
{
    struct news *news = &self->visit->news;
    struct accepted accepted;
    char *folder = file_join(self->folder, content_name);
    tell(importing, news);
    await_turn(importing->content);
    int code = importing_run(importing, folder, &accepted);
    news->answer = accepted.answer;
    news->has_new_keys = accepted.has_new_keys && accepted.has_no_manifest;
    if (accepted.release.epoch > 0 || accepted.release.seq > 0) {
        news->release = accepted.release;
    }
    snprintf(self->visit->why, sizeof self->visit->why, "%s", accepted.why);
    accepted_fini(&accepted);
    free(folder);
    return code;
}

static int content_job(void *job_self)
{
    struct usb *self = job_self;
    struct visit *visit = self->visit;
    struct importing importing;
    if (!has_folder(self->folder, ".")) {
        log_error("%s: is not a folder: is the stick plugged in and mounted?", self->folder);
        return EXIT_CANNOT_START;
    }
    visit->news.has_content = has_folder(self->folder, content_name);
    visit->wants_ledger = has_folder(self->folder, ledger_name);
    if (!visit->news.has_content) {
        return EXIT_FINE;
    }
    if (!importing_open(&importing, self->opts, true)) {
        return EXIT_CANNOT_START;
    }
    int code = take_content(self, &importing);
    importing_close(&importing);
    return code;
}

// --- the ledger --------------------------------------------------------------------------------

static bool leave_note(struct usb *self, const struct importing *importing,
                       const struct exported *exported, struct error *err)
{
    struct clock *clock = clock_system();
    struct error ignored = {0};
    struct meridian *meridian = meridian_open(importing->point->timezone, &ignored);
    struct usb_note note = {.point = importing->point,
                            .news = &self->visit->news,
                            .why = self->visit->why,
                            .exported = exported,
                            .ledger_why = self->visit->ledger_why,
                            .now = clock->now_wall(clock),
                            .is_clock_right =
                                trust_now() == CLOCK_TRUSTED || importing->point->has_good_clock};
    note.offset_s = meridian_offset_s(meridian, note.now);
    struct str text = {0};
    usb_note_write(&note, &text);
    char *name = usb_note_name(importing->point);
    char *path = mem_format("%s/%s/%s", self->folder, ledger_name, name);
    bool is_left = file_write(path, text.text, text.length, err);
    free(path);
    free(name);
    str_fini(&text);
    meridian_free(meridian);
    return is_left;
}

static bool sync_stick(const char *folder, struct error *err)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && syncfs(fd) == 0;
    if (!is_done) {
        error_set(err, ERROR_FULL, "%s: %s", folder, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    return is_done;
}

static bool copy_ledger(struct usb *self, const struct importing *importing, struct error *err)
{
    struct exported exported = {.path = NULL};
    char *ledger = socket_ledger(self->opts);
    char *folder = file_join(self->folder, ledger_name);
    bool is_copied = exporting_save(ledger, folder, &exported, err);
    if (is_copied) {
        printf("%s: %lld records, head %lld:%s\n", exported.path, (long long)exported.records,
               (long long)exported.records, exported.head);
    }
    snprintf(self->visit->ledger_why, sizeof self->visit->ledger_why, "%s", err->text);
    struct error note_err = {0};
    if (!leave_note(self, importing, is_copied ? &exported : NULL, &note_err)) {
        log_warn("%s", note_err.text);
    }
    is_copied = is_copied && sync_stick(folder, err);
    free(exported.path);
    free(folder);
    free(ledger);
    return is_copied;
}

static int ledger_job(void *job_self)
{
    struct usb *self = job_self;
    struct importing importing;
    struct error err = {0};
    if (!importing_open(&importing, self->opts, true)) {
        return EXIT_CANNOT_START;
    }
    self->visit->news.ledger = NEWS_LEDGER_COPYING;
    tell(&importing, &self->visit->news);
    bool is_copied = copy_ledger(self, &importing, &err);
    if (!is_copied) {
        log_error("the ledger was not copied: %s", err.text);
    }
    importing_close(&importing);
    return is_copied ? EXIT_FINE : EXIT_CANNOT_START;
}

// --- all of it ---------------------------------------------------------------------------------

// The last word, once the stick may be pulled out.
static int news_job(void *job_self)
{
    struct usb *self = job_self;
    struct importing importing;
    struct str text = {0};
    if (!importing_open(&importing, self->opts, true)) {
        return EXIT_CANNOT_START;
    }
    tell(&importing, &self->visit->news);
    importing_close(&importing);
    news_say(&self->visit->news, &text);
    puts(text.text);
    str_fini(&text);
    return EXIT_FINE;
}

// NULL stick: the folder is mounted by somebody else, and the jobs are done here.
static int run_job(const struct stick *stick, int (*job)(void *job_self), struct usb *self)
{
    int code = stick != NULL ? stick_run(stick, job, self) : job(self);
    return code >= 0 ? code : EXIT_CANNOT_START;
}

static int worse(int a, int b)
{
    return a > b ? a : b;
}

static int do_ledger(struct usb *self, struct stick *stick)
{
    struct error err = {0};
    struct visit *visit = self->visit;
    if (stick != NULL && !stick_make_writable(stick, &err)) {
        log_error("the ledger was not copied: %s", err.text);
        visit->news.ledger = NEWS_LEDGER_FAILED;
        return EXIT_CANNOT_START;
    }
    int code = run_job(stick, ledger_job, self);
    if (code == EXIT_FINE && stick != NULL && !stick_unmount(stick, &err)) {
        log_error("the copy of the ledger may not be whole: %s", err.text);
        code = EXIT_CANNOT_START;
    }
    visit->news.ledger = code == EXIT_FINE ? NEWS_LEDGER_COPIED : NEWS_LEDGER_FAILED;
    return code == EXIT_FINE ? EXIT_FINE : EXIT_CANNOT_START;
}

static int visit_stick(struct usb *self, struct stick *stick)
{
    struct visit *visit = self->visit;
    struct error err = {0};
    int code = run_job(stick, content_job, self);
    if (visit->news.has_content && visit->news.answer == 0) { // it crashed, or was not begun
        visit->news.answer = ACCEPT_STORE;
        code = EXIT_CANNOT_START;
    }
    if (!visit->news.has_content && !visit->wants_ledger) {
        printf("%s: has neither %s nor %s: there is nothing to do\n", self->folder, content_name,
               ledger_name);
        return code;
    }
    if (visit->wants_ledger) {
        code = worse(code, do_ledger(self, stick));
    }
    if (stick != NULL && !stick_unmount(stick, &err)) {
        log_warn("%s", err.text);
    }
    return worse(code, run_job(stick, news_job, self));
}

static int visit_device(struct usb *self, const char *device)
{
    struct stick stick;
    struct error err = {0};
    int code = EXIT_CANNOT_START;
    if (stick_mount(&stick, device, stick_usual, stick_usual_count, &err)) {
        self->folder = stick.folder;
        code = visit_stick(self, &stick);
    } else {
        log_error("%s", err.text);
    }
    stick_fini(&stick);
    return code;
}

static int usb(const struct opts *opts)
{
    const char *device = opts_value(opts, "device");
    if ((device != NULL) == (opts->operand_count > 0)) {
        opts_complain(opts, "needs the folder of a stick, or --device");
        return EXIT_USAGE;
    }
    struct visit *visit =
        mmap(NULL, sizeof *visit, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (visit == MAP_FAILED) {
        log_error("%s", strerror(errno));
        return EXIT_CANNOT_START;
    }
    visit->news = (struct news){.release = {-1, -1}, .ledger = NEWS_LEDGER_NOT_ASKED};
    struct usb self = {.opts = opts, .visit = visit};
    int code = EXIT_CANNOT_START;
    if (device != NULL) {
        code = visit_device(&self, device);
    } else {
        self.folder = opts->operands[0];
        code = visit_stick(&self, NULL);
    }
    munmap(visit, sizeof *visit);
    return code;
}

const struct command command_usb = {
    .name = "usb",
    .operands = "[DIR]",
    .summary = "Does what a stick asks for: takes content over, copies the ledger.",
    .options = options,
    .run = usb,
    .operands_min = 0,
    .operands_max = 1,
};

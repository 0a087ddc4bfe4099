// xiaolaba pack: playlists and all their files as one folder, to be signed on another machine.
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "bundle/gather.h"
#include "bundle/keys.h"
#include "cmd/exits.h"
#include "cmd/progress.h"
#include "cmd/setting.h"
#include "cmd/table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { GOOD_FOR_DAYS = 183 };

static const struct opt options[] = {
    {"output", 'o', "DIR", "the folder to make, such as /media/usb/XIAOLABA"},
    {"fleet", 0, "NAME", "whose screens it is for (hinggan-ga)"},
    {"seq", 0, "N", "number of this release; each one has to be higher than the last"},
    {"epoch", 0, "N", "begins numbers anew (default 1)"},
    {"site", 0, "ID", "for the point of this id only"},
    {"expires", 0, "DAY",
     "not shown as new after this day (2027-03-01), or never (default: half a year)"},
    {0},
};

static bool read_number(const struct opts *opts, const char *name, int64_t *out)
{
    const char *text = opts_value(opts, name);
    char *end = NULL;
    if (text == NULL) {
        return true;
    }
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || value < 0 || errno != 0) {
        opts_complain(opts, "--%s: \"%s\" is not a number", name, text);
        return false;
    }
    *out = value;
    return true;
}

static bool read_expiry(const struct opts *opts, struct manifest *manifest)
{
    const char *text = opts_value(opts, "expires");
    if (text == NULL) {
        manifest->expires.us =
            manifest->created.us + GOOD_FOR_DAYS * INT64_C(86400) * CLOCK_SECOND_US;
        return true;
    }
    char *whole = mem_format("%sT00:00:00Z", text);
    bool is_good = str_is(text, "never") || manifest_time_parse(whole, &manifest->expires);
    free(whole);
    if (!is_good) {
        opts_complain(opts, "--expires: \"%s\" is not a day (2027-03-01), nor never", text);
    } else if (manifest->expires.us != 0 && manifest->expires.us <= manifest->created.us) {
        opts_complain(opts, "--expires: %s is over", text);
        is_good = false;
    }
    return is_good;
}

// The release that was packed into this folder before.
static bool find_earlier(const char *folder, struct release *out)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    char *path = file_join(folder, "manifest");
    struct manifest *earlier = file_read(path, MANIFEST_LIMIT, &bytes, &length, &ignored)
                                   ? manifest_parse(bytes, length, &ignored)
                                   : NULL;
    bool is_there = earlier != NULL;
    if (is_there) {
        *out = earlier->release;
    }
    manifest_free(earlier);
    free(bytes);
    free(path);
    return is_there;
}

static bool is_signed(const char *folder)
{
    char *path = file_join(folder, "manifest.minisig");
    bool is_there = file_exists(path);
    free(path);
    return is_there;
}

static bool read_release(const struct opts *opts, const char *folder, struct manifest *manifest)
{
    struct release earlier = {-1, -1};
    bool has_earlier = find_earlier(folder, &earlier);
    manifest->release = (struct release){1, -1};
    if (!read_number(opts, "epoch", &manifest->release.epoch) ||
        !read_number(opts, "seq", &manifest->release.seq)) {
        return false;
    }
    if (manifest->release.seq < 0) {
        opts_complain(opts, "--seq N: each release needs a higher number (%" PRId64 "%s)",
                      has_earlier ? earlier.seq + 1 : 1,
                      has_earlier ? " would be the next" : " for the first");
        return false;
    }
    if (has_earlier && release_compare(manifest->release, earlier) < 0) {
        log_warn("%s held release %" PRId64 "/%" PRId64 " already: points that have it will refuse "
                 "%" PRId64 "/%" PRId64,
                 folder, earlier.epoch, earlier.seq, manifest->release.epoch,
                 manifest->release.seq);
    } else if (has_earlier && release_compare(manifest->release, earlier) == 0 &&
               is_signed(folder)) {
        log_warn("%s held a signed release %" PRId64 "/%" PRId64 ": points that have it will "
                 "refuse another of this number (--seq %" PRId64 ")",
                 folder, earlier.epoch, earlier.seq, earlier.seq + 1);
    }
    return true;
}

static bool read_header(const struct opts *opts, struct manifest *manifest)
{
    const char *fleet = opts_value(opts, "fleet");
    const char *site = opts_value(opts, "site");
    const char *folder = opts_value(opts, "output");
    if (folder == NULL || fleet == NULL) {
        opts_complain(opts, folder == NULL ? "-o DIR says where to, such as -o /media/usb/XIAOLABA"
                                           : "--fleet NAME says whose screens it is for");
        return false;
    }
    if (!keys_fleet_is_valid(fleet) || (site != NULL && !keys_fleet_is_valid(site))) {
        opts_complain(opts, "--fleet and --site may have letters, digits and -._ only");
        return false;
    }
    struct clock *clock = clock_system();
    int64_t now_s = clock->now_wall(clock).us / CLOCK_SECOND_US;
    manifest->fleet = mem_copy(fleet);
    manifest->site = mem_copy(site);
    manifest->min_player = mem_copy(XIAOLABA_VERSION);
    manifest->created = (struct wall){now_s * CLOCK_SECOND_US};
    return read_release(opts, folder, manifest) && read_expiry(opts, manifest);
}

static void show_progress(void *self, int64_t done, int64_t total)
{
    struct progress *progress = self;
    if (progress_is_due(progress)) {
        progress_tell(progress, (size_t)(done >> 20), (size_t)(total >> 20));
    }
}

static void print_size(int64_t bytes, char *out, size_t size)
{
    if (bytes >= 10 << 20) {
        snprintf(out, size, "%" PRId64 " MiB", (bytes + (1 << 19)) >> 20);
    } else {
        snprintf(out, size, "%" PRId64 " KiB", (bytes + 1023) >> 10);
    }
}

static void print_summary(const struct gathering *gathering, const struct manifest *manifest,
                          const char *folder)
{
    char size[32];
    char expires[32];
    for (size_t i = 0; i < manifest->file_count; i++) {
        const struct manifest_file *file = &manifest->files[i];
        print_size(file->size, size, sizeof size);
        printf("  %-8s %9s  %s\n", bundle_kind_name(file->kind), size, file->name);
    }
    print_size(manifest->total, size, sizeof size);
    manifest_time_print(manifest->expires, expires);
    printf("%s: release %" PRId64 "/%" PRId64 " for %s%s%s, %zu files, %s, good until %s\n", folder,
           manifest->release.epoch, manifest->release.seq, manifest->fleet,
           manifest->site != NULL ? ", point " : "", manifest->site != NULL ? manifest->site : "",
           manifest->file_count, size, manifest->expires.us != 0 ? expires : "further notice");
    if (gathering->has_usual_calendar) {
        puts("left out: the calendar of holidays, which ships with the program");
    }
    if (gathering->has_usual_fonts) {
        puts("left out: the usual fonts, which every player has");
    }
    printf("\n下一步，在离线的签名机上签名 (next, on the machine that keeps the key):\n"
           "  minisign -Sm %s/manifest -s author.key\n"
           "审核人另签一份，如果单位要求先审后播 (and, where two have to sign, the approver):\n"
           "  minisign -Sm %s/manifest -s approver.key -x %s/manifest.approve.minisig\n"
           "然后核对 (then):\n"
           "  xiaolaba verify --key author.pub [--approver approver.pub] %s\n",
           folder, folder, folder, folder);
}

static int write_bundle(const struct gathering *gathering, struct manifest *manifest,
                        const char *folder)
{
    struct error err = {0};
    struct progress progress;
    progress_init(&progress, "MiB packed");
    const struct gather_wish wish = {folder, show_progress, &progress};
    bool is_done = gather_write(gathering, &wish, manifest, &err);
    progress_fini(&progress);
    if (!is_done) {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    print_summary(gathering, manifest, folder);
    return EXIT_FINE;
}

static int pack(const struct opts *opts)
{
    struct manifest *manifest = mem_zeroed(1, sizeof *manifest);
    struct gathering gathering = {0};
    struct troubles troubles = {0};
    int code = EXIT_USAGE;
    if (read_header(opts, manifest)) {
        bool is_good = true;
        for (int i = 0; i < opts->operand_count; i++) {
            is_good = gather_playlist(&gathering, opts->operands[i], &troubles) && is_good;
        }
        setting_say(&troubles);
        code = is_good ? write_bundle(&gathering, manifest, opts_value(opts, "output"))
                       : EXIT_FINDINGS;
    }
    gather_fini(&gathering);
    manifest_free(manifest);
    return code;
}

const struct command command_pack = {
    .name = "pack",
    .operands = "PLAYLIST…",
    .summary = "Gathers playlists and all their files into a folder that can be signed.",
    .options = options,
    .run = pack,
    .operands_min = 1,
    .operands_max = -1,
};

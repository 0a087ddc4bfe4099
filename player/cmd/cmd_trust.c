// xiaolaba trust: whose signatures this point believes.
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "cmd/exits.h"
#include "cmd/importing.h"
#include "cmd/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct opt options[] = {
    {"content", 0, "DIR", "where content and keys are kept (default: in the state folder)"},
    {"fleet", 0, "NAME", "add, draft: whose screens the keys are for (hinggan-ga)"},
    {"author", 0, "FILE", "add, draft: public key of who makes content; may come often"},
    {"approver", 0, "FILE", "add, draft: public key of who approves it; may come often"},
    {"number", 0, "N", "draft: number of the new set (default: one more than here)"},
    {"output", 'o', "DIR", "draft: the folder that gets the file keys"},
    {0},
};

// --- show --------------------------------------------------------------------------------------

static void print_set(const struct content *content, const char *what, const struct set_id *set)
{
    struct error err = {0};
    if (set->text[0] == '\0') {
        return;
    }
    struct manifest *manifest = set_manifest(content, set, &err);
    char expires[32] = "";
    if (manifest != NULL) {
        manifest_time_print(manifest->expires, expires);
        printf("%-10s release %" PRId64 "/%" PRId64 ", %zu files, good until %s\n", what,
               manifest->release.epoch, manifest->release.seq, manifest->file_count,
               manifest->expires.us != 0 ? expires : "further notice");
    } else {
        printf("%-10s cannot be used: %s\n", what, err.text);
    }
    manifest_free(manifest);
}

static int show(const struct content *content)
{
    struct keys keys;
    struct error err = {0};
    bool is_there = false;
    if (!content_keys(content, &keys, &is_there, &err)) {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    if (!is_there) {
        printf("%s: 没有公钥，什么内容都可以放 (no key yet: unsigned content is shown)\n",
               content_folder(content));
        return EXIT_FINE;
    }
    printf("%s\nfleet      %s\nkeys       number %" PRId64 "\n", content_folder(content),
           keys.fleet, keys.number);
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        for (size_t i = 0; i < keys.rings[role].count; i++) {
            char name[KEY_ID_TEXT];
            struct str text = {0};
            sign_key_name(&keys.rings[role].keys[i], name);
            sign_key_print(&keys.rings[role].keys[i], &text);
            printf("%-10s %s  %s\n", key_role_name(role), name, str_text(&text));
            str_fini(&text);
        }
    }
    struct set_id current = content_current(content);
    struct set_id previous = content_previous(content);
    char why[CONTENT_WHY];
    struct set_id aside = content_aside(content, why);
    print_set(content, "on", &current);
    if (strcmp(previous.text, current.text) != 0) { // after a rollback there is none before it
        print_set(content, "before", &previous);
    }
    if (aside.text[0] != '\0') {
        printf("%-10s set %s: %s\n", "set aside", aside.text, why);
    }
    return EXIT_FINE;
}

// --- making a set ------------------------------------------------------------------------------

static bool read_ring(const struct opts *opts, enum key_role role, struct keys *out)
{
    const char *paths[KEYS_MOST + 1];
    struct error err = {0};
    size_t count = opts_values(opts, key_role_name(role), paths, KEYS_MOST + 1);
    if (count > KEYS_MOST) {
        opts_complain(opts, "--%s: at most %d", key_role_name(role), KEYS_MOST);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!sign_key_load(paths[i], &out->rings[role].keys[i], &err)) {
            log_error("%s", err.text);
            return false;
        }
    }
    out->rings[role].count = count;
    return true;
}

// What was made is read again as it will be read: mistakes are found now.
static bool read_set(const struct opts *opts, struct keys *out)
{
    const char *fleet = opts_value(opts, "fleet");
    if (fleet != NULL) {
        if (!keys_fleet_is_valid(fleet)) {
            opts_complain(opts, "--fleet: \"%s\" may have letters, digits and -._ only", fleet);
            return false;
        }
        snprintf(out->fleet, sizeof out->fleet, "%s", fleet);
    }
    if (out->fleet[0] == '\0' || !opts_has(opts, "author")) {
        opts_complain(opts, out->fleet[0] == '\0'
                                ? "--fleet NAME says whose screens the keys are for"
                                : "--author FILE: a public key of minisign");
        return false;
    }
    struct error err = {0};
    struct str text = {0};
    struct keys again;
    bool is_good = read_ring(opts, ROLE_AUTHOR, out) && read_ring(opts, ROLE_APPROVER, out);
    keys_print(out, &text);
    if (is_good && !keys_parse(text.text, text.length, &again, &err)) {
        opts_complain(opts, "this set of keys %s", err.text);
        is_good = false;
    }
    str_fini(&text);
    return is_good;
}

// The first keys only; looked at with the lock held, or two first ones could be given.
static bool put_first(struct content *content, const struct keys *keys, struct error *err)
{
    struct keys old;
    bool is_there = false;
    if (!content_keys(content, &old, &is_there, err)) {
        return false;
    }
    if (is_there) {
        return error_set(err, ERROR_CONFIG,
                         "this point has keys already: others take their place when the old and "
                         "the new ones sign them (xiaolaba trust draft)");
    }
    return content_put_keys(content, keys, err);
}

static int add(const struct opts *opts, struct content *content)
{
    struct keys keys = {.number = 1};
    struct error err = {0};
    if (!read_set(opts, &keys)) {
        return EXIT_USAGE;
    }
    bool is_locked = content_lock(content, &err);
    bool is_done = is_locked && put_first(content, &keys, &err);
    if (is_locked) {
        content_unlock(content);
    }
    if (!is_done) {
        log_error("%s", err.text);
        return err.code == ERROR_CONFIG ? EXIT_FINDINGS : EXIT_CANNOT_START;
    }
    puts(
        "公钥已登记。从下次启动起只放有签名的内容。(From the next start on, signed content only.)");
    return show(content);
}

static void print_signing(const char *path, bool had_no_approver, bool has_no_approver)
{
    static const struct {
        const char *who, *suffix;
    } signatures[] = {{"OLD-author", "old"},
                      {"OLD-approver", "old-approve"},
                      {"NEW-author", "new"},
                      {"NEW-approver", "new-approve"}};
    const bool is_left_out[] = {false, had_no_approver, false, has_no_approver};
    printf("%s: 新旧双方签名之后生效 (takes effect once the old and the new sign it):\n", path);
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        if (!is_left_out[i]) {
            printf("  minisign -Sm %s -s %s.key -x %s.%s.minisig\n", path, signatures[i].who, path,
                   signatures[i].suffix);
        }
    }
}

static int draft(const struct opts *opts, struct content *content)
{
    struct keys old = {.number = 0};
    struct error err = {0};
    bool is_there = false;
    const char *folder = opts_value(opts, "output");
    const char *number = opts_value(opts, "number");
    (void)!content_keys(content, &old, &is_there, &err);
    struct keys keys = {.number = old.number + 1};
    memcpy(keys.fleet, old.fleet, sizeof keys.fleet);
    if (number != NULL && (keys.number = strtoll(number, NULL, 10)) < 1) {
        opts_complain(opts, "--number: \"%s\" is not a number from 1", number);
        return EXIT_USAGE;
    }
    if (folder == NULL || (!is_there && number == NULL)) {
        opts_complain(opts, folder == NULL ? "-o DIR says where to, such as -o /media/usb/XIAOLABA"
                                           : "--number N: higher than that of the keys in use");
        return EXIT_USAGE;
    }
    if (!read_set(opts, &keys)) {
        return EXIT_USAGE;
    }
    struct str text = {0};
    keys_print(&keys, &text);
    char *path = file_join(folder, "keys");
    bool is_done =
        file_make_folders(folder, &err) && file_write(path, text.text, text.length, &err);
    str_fini(&text);
    if (is_done) {
        if (is_there && keys.number <= old.number) {
            log_warn("--number %" PRId64 ": points that have set %" PRId64 " will not take it",
                     keys.number, old.number);
        }
        if (is_there && !str_is(keys.fleet, old.fleet)) {
            log_warn("--fleet %s: points of %s will not take it", keys.fleet, old.fleet);
        }
        print_signing(path, is_there && old.rings[ROLE_APPROVER].count == 0,
                      keys.rings[ROLE_APPROVER].count == 0);
        printf("和新签名的内容放在一起 (put it beside content that the new keys sign):\n"
               "  xiaolaba pack … -o %s\n",
               folder);
    } else {
        log_error("%s", err.text);
    }
    free(path);
    return is_done ? EXIT_FINE : EXIT_CANNOT_START;
}

static int run(const struct opts *opts)
{
    const char *verb = opts->operand_count > 0 ? opts->operands[0] : "show";
    bool is_add = str_is(verb, "add");
    bool is_draft = str_is(verb, "draft");
    if (!is_add && !is_draft && !str_is(verb, "show")) {
        opts_complain(opts, "\"%s\"? Known: show, add, draft", verb);
        return EXIT_USAGE;
    }
    struct content *content = importing_content(opts, is_add);
    if (content == NULL) {
        return EXIT_CANNOT_START;
    }
    int code = is_add ? add(opts, content) : is_draft ? draft(opts, content) : show(content);
    content_close(content);
    return code;
}

const struct command command_trust = {
    .name = "trust",
    .operands = "[show|add|draft]",
    .summary =
        "Whose signatures this point believes: shows them, takes the first ones, drafts others.",
    .options = options,
    .run = run,
    .operands_min = 0,
    .operands_max = 1,
};

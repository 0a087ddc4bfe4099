// xiaolaba install, verify and rollback: signed content goes on, is tried, and is taken off again.
#include "base/log.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "cmd/exits.h"
#include "cmd/importing.h"
#include "cmd/table.h"

#include <stdio.h>
#include <stdlib.h>

// --- install -----------------------------------------------------------------------------------

static const struct opt install_options[] = {
    {"point", 0, "FILE", "where this screen stands (man 5 xiaolaba-point)"},
    {"content", 0, "DIR", "where content is kept (default: in the state folder)"},
    {"again", 0, NULL, "also what was taken off by rollback or after failed starts"},
    {0},
};

static int install(const struct opts *opts)
{
    struct importing importing;
    struct accepted accepted;
    if (!importing_open(&importing, opts, true)) {
        return EXIT_CANNOT_START;
    }
    importing.terms.takes_aside = opts_has(opts, "again");
    int code = importing_run(&importing, opts->operands[0], &accepted);
    if (accepted.answer == ACCEPT_INSTALLED) {
        printf("%s (a player that runs shows it after the present item)\n",
               importing_advice(ACCEPT_INSTALLED));
    }
    accepted_fini(&accepted);
    importing_close(&importing);
    return code;
}

const struct command command_install = {
    .name = "install",
    .operands = "DIR",
    .summary = "Takes signed content over from a folder, and shows it from the next item on.",
    .options = install_options,
    .run = install,
    .operands_min = 1,
    .operands_max = 1,
};

// --- verify ------------------------------------------------------------------------------------

static const struct opt verify_options[] = {
    {"point", 0, "FILE", "as this point would take it"},
    {"content", 0, "DIR", "where that point's content and keys are"},
    {"key", 0, "FILE", "an author's public key, instead of the point's own keys"},
    {"approver", 0, "FILE", "with --key: an approver's public key"},
    {0},
};

static bool read_key(const struct opts *opts, const char *name, struct key_ring *ring)
{
    struct error err = {0};
    const char *path = opts_value(opts, name);
    if (path == NULL) {
        return true;
    }
    ring->count = 1;
    if (!sign_key_load(path, &ring->keys[0], &err)) {
        log_error("%s", err.text);
        return false;
    }
    return true;
}

static int verify(const struct opts *opts)
{
    struct importing importing;
    struct accepted accepted;
    struct keys keys = {.number = 1};
    if (opts_has(opts, "approver") && !opts_has(opts, "key")) {
        opts_complain(opts, "--approver goes with --key");
        return EXIT_USAGE;
    }
    if (!read_key(opts, "key", &keys.rings[ROLE_AUTHOR]) ||
        !read_key(opts, "approver", &keys.rings[ROLE_APPROVER]) ||
        !importing_open(&importing, opts, false)) {
        return EXIT_CANNOT_START;
    }
    importing.terms.is_trial = true;
    importing.terms.keys = opts_has(opts, "key") ? &keys : NULL;
    int code = importing_run(&importing, opts->operands[0], &accepted);
    accepted_fini(&accepted);
    importing_close(&importing);
    return code;
}

const struct command command_verify = {
    .name = "verify",
    .operands = "DIR",
    .summary = "Says whether signed content would be taken, and why not; changes nothing.",
    .options = verify_options,
    .run = verify,
    .operands_min = 1,
    .operands_max = 1,
};

// --- rollback ----------------------------------------------------------------------------------

static const struct opt rollback_options[] = {
    {"content", 0, "DIR", "where content is kept (default: in the state folder)"},
    {0},
};

static int go_back(struct content *content)
{
    struct error err = {0};
    struct set_id previous = content_previous(content);
    struct manifest *manifest =
        previous.text[0] != '\0' ? set_manifest(content, &previous, &err) : NULL;
    bool is_done = err.code == 0 && content_lock(content, &err) &&
                   content_go_back(content, "a person went back (rollback)", &err);
    content_unlock(content);
    if (is_done && manifest != NULL) {
        printf("已退回到 %lld/%lld，放完这一条就换上。(Back to release %lld/%lld.)\n",
               (long long)manifest->release.epoch, (long long)manifest->release.seq,
               (long long)manifest->release.epoch, (long long)manifest->release.seq);
    } else {
        log_error("%s", err.text);
    }
    manifest_free(manifest);
    return is_done ? EXIT_FINE : EXIT_FINDINGS;
}

static int rollback(const struct opts *opts)
{
    struct content *content = importing_content(opts, false);
    if (content == NULL) {
        return EXIT_CANNOT_START;
    }
    int code = go_back(content);
    content_close(content);
    return code;
}

const struct command command_rollback = {
    .name = "rollback",
    .operands = "",
    .summary = "Goes back to the content that was on before.",
    .options = rollback_options,
    .run = rollback,
    .operands_min = 0,
    .operands_max = 0,
};

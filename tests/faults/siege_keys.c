// Attacks by new keys: who may say whom this point believes?
#include "siege.h"

#include "base/mem.h"

static const char *const papers[] = {"keys.old.minisig", "keys.old-approve.minisig",
                                     "keys.new.minisig", "keys.new-approve.minisig"};

struct exchange {
    struct keys keys;
    const struct signer *signers[4]; // of `papers`; NULL: missing
};

static void put(const struct siege *self, const struct exchange *exchange)
{
    struct str text = {0};
    keys_print(&exchange->keys, &text);
    siege_put(self, "keys", text.text, text.length);
    for (size_t i = 0; i < 4; i++) {
        siege_remove(self, papers[i]);
        if (exchange->signers[i] != NULL) {
            siege_sign(self, papers[i], exchange->signers[i], text.text, text.length);
        }
    }
    str_fini(&text);
}

static void refused(struct siege *self, const char *what, const struct exchange *exchange)
{
    put(self, exchange);
    siege_try(self, what, ACCEPT_KEYS);
}

// Two of four have not signed, or somebody else has.
static void too_few(struct siege *self, const struct exchange *good)
{
    for (size_t i = 0; i < 4; i++) {
        struct exchange exchange = *good;
        exchange.signers[i] = NULL;
        refused(self, "a signature of new keys is missing", &exchange);
        exchange.signers[i] = &self->stranger;
        refused(self, "a stranger signs new keys", &exchange);
        exchange.signers[i] = good->signers[(i + 1) % 4];
        refused(self, "somebody else signs new keys", &exchange);
    }
}

static void by_hand(struct siege *self, const struct exchange *good)
{
    struct exchange exchange = *good;
    exchange.keys.number = 1;
    refused(self, "new keys of the number in force", &exchange);
    exchange.keys.number = 0;
    refused(self, "new keys of number 0", &exchange);
    exchange = *good;
    strcpy(exchange.keys.fleet, "tongliao-ga");
    refused(self, "new keys for another fleet", &exchange);
    exchange = *good;
    exchange.keys.rings[ROLE_AUTHOR].count = 0;
    refused(self, "new keys without an author", &exchange);
    exchange = *good; // one person who has two names
    exchange.keys.rings[ROLE_APPROVER].keys[0] = exchange.keys.rings[ROLE_AUTHOR].keys[0];
    memset(exchange.keys.rings[ROLE_APPROVER].keys[0].id, 77, KEY_ID_BYTES);
    struct signer two_faced = *good->signers[2];
    two_faced.public = exchange.keys.rings[ROLE_APPROVER].keys[0];
    exchange.signers[3] = &two_faced;
    refused(self, "an author who approves", &exchange);
}

// A set that was signed once, under other keys, comes back.
static void replayed(struct siege *self, const struct exchange *good)
{
    struct error err = {0};
    struct exchange back = {keys_of(&self->author, &self->approver, 1),
                            {good->signers[2], good->signers[3], &self->author, &self->approver}};
    put(self, good);
    siege_sign(self, "manifest.minisig", good->signers[2], self->good, strlen(self->good));
    siege_sign(self, "manifest.approve.minisig", good->signers[3], self->good, strlen(self->good));
    struct accepted accepted;
    if (!accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted) ||
        !accepted.has_new_keys) {
        row_fail(self->row, "good keys are refused: %s", accepted.why);
    }
    accepted_fini(&accepted);
    put(self, &back);
    struct keys keys;
    bool is_there = false;
    if (accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted) ||
        accepted.answer != ACCEPT_KEYS || accepted.has_new_keys ||
        !content_keys(self->content, &keys, &is_there, &err) || keys.number != good->keys.number) {
        row_fail(self->row, "keys that were replaced come back: %s", accepted.why);
    }
    accepted_fini(&accepted);
    siege_settle(self);
}

size_t key_attacks_count(void)
{
    return 3;
}

void key_attacks_run(struct siege *self, size_t number)
{
    struct signer author = signer_make(11);
    struct signer approver = signer_make(12);
    const struct exchange good = {keys_of(&author, &approver, 2),
                                  {&self->author, &self->approver, &author, &approver}};
    void (*const attacks[])(struct siege *, const struct exchange *) = {too_few, by_hand, replayed};
    attacks[number](self, &good);
}

void siege_rotate(struct siege *self)
{
    struct signer author = signer_make(11);
    struct signer approver = signer_make(12);
    const struct exchange good = {keys_of(&author, &approver, 2),
                                  {&self->author, &self->approver, &author, &approver}};
    put(self, &good);
    siege_sign(self, "manifest.minisig", &author, self->good, strlen(self->good));
    siege_sign(self, "manifest.approve.minisig", &approver, self->good, strlen(self->good));
}

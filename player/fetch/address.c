// Addresses of folders.
#include "fetch/address.h"

#include "base/mem.h"

#include <string.h>
#include <strings.h>

static const char plain[] = "http://";
static const char encrypted[] = "https://";

static bool begins_with(const char *text, const char *head)
{
    return strncasecmp(text, head, strlen(head)) == 0;
}

bool address_is_encrypted(const char *address)
{
    return begins_with(address, encrypted);
}

bool address_check(const char *text, struct error *err)
{
    bool is_web = begins_with(text, plain) || begins_with(text, encrypted);
    if (!is_web) {
        return error_set(err, ERROR_CONFIG,
                         "“%.64s” is not the address of a folder, such as https://example.org/hall",
                         text);
    }
    if (strlen(text) > ADDRESS_LIMIT) {
        return error_set(err, ERROR_CONFIG, "the address is longer than %d bytes", ADDRESS_LIMIT);
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~' || strchr("\"<>\\^`{|}", *at) != NULL) {
            return error_set(err, ERROR_CONFIG,
                             "the address has a character that has to be written as %%XX, after "
                             "“%.*s”",
                             (int)(at - text < 64 ? at - text : 64), text);
        }
    }
    const char *host = strstr(text, "//") + 2;
    size_t authority = strcspn(host, "/?#");
    if (authority == 0 || *host == ':') {
        return error_set(err, ERROR_CONFIG, "the address “%.64s” names no host", text);
    }
    if (memchr(host, '@', authority) != NULL) {
        return error_set(err, ERROR_CONFIG,
                         "an address with a name or password in it is not used: what is fetched is "
                         "signed, and no secret");
    }
    if (strpbrk(host, "?#") != NULL) {
        return error_set(err, ERROR_CONFIG, "the address of a folder has no “?” and no “#”: %.64s",
                         text);
    }
    return true;
}

char *address_join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/') {
        length--;
    }
    return mem_format("%.*s/%s", (int)length, folder, name);
}

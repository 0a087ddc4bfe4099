// GET by libcurl.
#include "fetch/get.h"

#include "base/mem.h"
#include "base/str.h"
#include "fetch/address.h"
#include "fetch/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REDIRECTS = 5, OK = 200, PARTIAL = 206, UNCHANGED = 304, GONE = 410, MISSING = 404 };
enum { NO_RANGE = 416, TOO_MANY = 429, CONTENT_RANGE = 64 };

static const struct get_limits usual = {
    .connect_s = 30,
    .small_s = 120,
    .large_s = 6 * 60 * 60L,
    .slow_s = 60,
};

struct getter {
    const struct library *curl;
    CURL *handle;
    struct get_limits limits;
    char *agent;
};

// A request on its way.
struct transfer {
    struct getter *getter;
    const struct get *get;
    struct get_reply *reply;
    char range[CONTENT_RANGE]; // as the server says
    int64_t left;              // bytes that may still come
    bool has_begun;
    struct error trouble; // found here; libcurl only learns that it has to stop
};

static long first(long wish, long otherwise)
{
    return wish > 0 ? wish : otherwise;
}

struct getter *getter_open(const char *version, const struct get_limits *limits, struct error *err)
{
    const struct library *curl = library_open();
    CURL *handle = curl != NULL ? curl->easy_init() : NULL;
    if (handle == NULL) {
        error_set(err, ERROR_CONFIG,
                  "libcurl, which fetches, is missing (apt install "
                  "libcurl3-gnutls)");
        return NULL;
    }
    struct getter *self = mem_zeroed(1, sizeof *self);
    self->curl = curl;
    self->handle = handle;
    self->agent = mem_format("xiaolaba/%s", version);
    self->limits = (struct get_limits){
        .connect_s = first(limits->connect_s, usual.connect_s),
        .small_s = first(limits->small_s, usual.small_s),
        .large_s = first(limits->large_s, usual.large_s),
        .slow_s = first(limits->slow_s, usual.slow_s),
    };
    return self;
}

void getter_close(struct getter *self)
{
    if (self != NULL) {
        self->curl->easy_cleanup(self->handle);
        free(self->agent);
        free(self);
    }
}

// --- what comes --------------------------------------------------------------------------------

// Copies the value of a header line called `name`, if it is one, all of it fits and is ASCII.
static void take_header(const char *line, size_t length, const char *name, char *out, size_t most)
{
    size_t head = strlen(name);
    if (length <= head || strncasecmp(line, name, head) != 0 || line[head] != ':') {
        return;
    }
    const char *from = line + head + 1;
    const char *end = line + length;
    while (from < end && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (end > from && (unsigned char)end[-1] <= ' ') {
        end--;
    }
    out[0] = '\0';
    for (const char *at = from; at < end; at++) {
        if (*at < ' ' || *at > '~') {
            return;
        }
    }
    if ((size_t)(end - from) < most) {
        snprintf(out, most, "%.*s", (int)(end - from), from);
    }
}

static size_t on_header(char *line, size_t size, size_t count, void *context)
{
    struct transfer *self = context;
    size_t length = size * count;
    if (length > 5 && strncmp(line, "HTTP/", 5) == 0) { // of a redirect, or of what it leads to
        self->reply->validators = (struct validators){"", ""};
        self->range[0] = '\0';
    }
    struct validators *validators = &self->reply->validators;
    take_header(line, length, "ETag", validators->etag, sizeof validators->etag);
    take_header(line, length, "Last-Modified", validators->modified, sizeof validators->modified);
    take_header(line, length, "Content-Range", self->range, sizeof self->range);
    return length;
}

static long status_of(const struct getter *self)
{
    long status = 0;
    self->curl->easy_getinfo(self->handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

// Where what comes belongs. A server may ignore that it was asked for a part; it may not send
// another one.
static bool place(struct transfer *self, int64_t *from)
{
    long long at = -1;
    *from = 0;
    if (status_of(self->getter) != PARTIAL) {
        return true;
    }
    bool is_ours = sscanf(self->range, "bytes %lld-", &at) == 1 && self->get->from > 0 &&
                   at == self->get->from;
    *from = self->get->from;
    return is_ours ||
           error_set(&self->trouble, ERROR_BUSY,
                     "the server sent another part than it was asked for (“%s”)", self->range);
}

static bool refuse_size(struct transfer *self)
{
    return error_set(&self->trouble, ERROR_BUSY, "is larger than the %lld bytes it may have",
                     (long long)self->get->limit);
}

static bool begin(struct transfer *self)
{
    int64_t from = 0;
    curl_off_t announced = -1;
    if (self->has_begun) {
        return true;
    }
    self->has_begun = true;
    if (!place(self, &from)) {
        return false;
    }
    self->left = self->get->limit - from;
    self->getter->curl->easy_getinfo(self->getter->handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
                                     &announced);
    return (announced <= self->left || refuse_size(self)) &&
           self->get->begin(self->get->self, from, &self->trouble);
}

static size_t on_body(char *piece, size_t size, size_t count, void *context)
{
    struct transfer *self = context;
    size_t length = size * count;
    long status = status_of(self->getter);
    if (status != OK && status != PARTIAL) {
        return length; // a page that explains an error
    }
    if (!begin(self)) {
        return 0;
    }
    if ((int64_t)length > self->left) {
        (void)refuse_size(self);
        return 0;
    }
    self->left -= (int64_t)length;
    self->reply->received += (int64_t)length;
    return self->get->take(self->get->self, piece, length, &self->trouble) ? length : 0;
}

// --- what is asked -----------------------------------------------------------------------------

static void set_protocols(const struct getter *self, const char *url)
{
    // Source: CURLOPT_PROTOCOLS_STR(3), since 7.85; before that there were numbers.
    bool is_encrypted = address_is_encrypted(url);
    const char *further = is_encrypted ? "https" : "http,https";
    long further_number = CURLPROTO_HTTPS | (is_encrypted ? 0 : CURLPROTO_HTTP);
    CURL *handle = self->handle;
    if (self->curl->easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https") != CURLE_OK) {
        self->curl->easy_setopt(handle, CURLOPT_PROTOCOLS,
                                (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    }
    if (self->curl->easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, further) != CURLE_OK) {
        self->curl->easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, further_number);
    }
}

static void set_limits(const struct getter *self, bool is_large)
{
    const struct get_limits *limits = &self->limits;
    CURL *handle = self->handle;
    self->curl->easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, limits->connect_s);
    self->curl->easy_setopt(handle, CURLOPT_TIMEOUT, is_large ? limits->large_s : limits->small_s);
    self->curl->easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, (long)GET_SLOW);
    self->curl->easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, limits->slow_s);
    self->curl->easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    self->curl->easy_setopt(handle, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    self->curl->easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    self->curl->easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    self->curl->easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    self->curl->easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    self->curl->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
}

// The request's own header lines. Owns: the caller, by slist_free_all().
static struct curl_slist *headers_for(const struct getter *self, const struct get *get)
{
    static const char *const names[] = {"If-None-Match", "If-Modified-Since"};
    struct curl_slist *headers = NULL;
    for (size_t i = 0; get->unless != NULL && i < 2; i++) {
        const char *value = i == 0 ? get->unless->etag : get->unless->modified;
        if (value[0] != '\0') {
            char *line = mem_format("%s: %s", names[i], value);
            headers = self->curl->slist_append(headers, line);
            free(line);
        }
    }
    return headers;
}

// --- what came of it ---------------------------------------------------------------------------

static void note_retry(const struct getter *self, struct get_reply *reply)
{
    curl_off_t seconds = 0;
    self->curl->easy_getinfo(self->handle, CURLINFO_RETRY_AFTER, &seconds);
    bool is_sensible = seconds > 0 && seconds < 7 * 24 * 60 * 60;
    reply->retry_us = is_sensible ? (int64_t)seconds * 1000000 : 0;
}

static enum got judge_status(struct transfer *self, struct error *err)
{
    long status = status_of(self->getter);
    switch (status) {
    case OK:
    case PARTIAL:
        if (begin(self)) { // an empty file
            return GOT_IT;
        }
        *err = self->trouble;
        return GOT_ERROR;
    case UNCHANGED:
        return GOT_UNCHANGED;
    case MISSING:
    case GONE:
        error_set(err, ERROR_BUSY, "the server has no such file (%ld)", status);
        return GOT_MISSING;
    case NO_RANGE:
        error_set(err, ERROR_BUSY, "the server has no bytes there");
        return GOT_NO_RANGE;
    default:
        note_retry(self->getter, self->reply);
        error_set(err, ERROR_BUSY, "the server answers %ld", status);
        return GOT_ERROR;
    }
}

static enum got judge(struct transfer *self, CURLcode code, const char *told, struct error *err)
{
    if (self->trouble.code != 0) {
        *err = self->trouble;
    } else if (code == CURLE_OK) {
        return judge_status(self, err);
    } else {
        self->reply->is_certificate = code == CURLE_PEER_FAILED_VERIFICATION;
        error_set(err, ERROR_BUSY, "%s",
                  told[0] != '\0' ? told : self->getter->curl->easy_strerror(code));
    }
    return GOT_ERROR;
}

enum got getter_get(struct getter *self, const struct get *get, struct get_reply *reply,
                    struct error *err)
{
    const struct library *curl = self->curl;
    char told[CURL_ERROR_SIZE] = "";
    *reply = (struct get_reply){0};
    struct transfer transfer = {.getter = self, .get = get, .reply = reply};
    struct curl_slist *headers = headers_for(self, get);
    curl->easy_reset(self->handle); // keeps the connection
    set_protocols(self, get->url);
    set_limits(self, get->is_large);
    curl->easy_setopt(self->handle, CURLOPT_URL, get->url);
    curl->easy_setopt(self->handle, CURLOPT_USERAGENT, self->agent);
    curl->easy_setopt(self->handle, CURLOPT_HTTPHEADER, headers);
    curl->easy_setopt(self->handle, CURLOPT_ERRORBUFFER, told);
    curl->easy_setopt(self->handle, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(self->handle, CURLOPT_HEADERDATA, &transfer);
    curl->easy_setopt(self->handle, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(self->handle, CURLOPT_WRITEDATA, &transfer);
    if (get->from > 0) {
        char range[32]; // copied
        snprintf(range, sizeof range, "%lld-", (long long)get->from);
        curl->easy_setopt(self->handle, CURLOPT_RANGE, range);
    }
    CURLcode code = curl->easy_perform(self->handle);
    enum got got = judge(&transfer, code, told, err);
    curl->easy_setopt(self->handle, CURLOPT_ERRORBUFFER, NULL);
    curl->easy_setopt(self->handle, CURLOPT_HTTPHEADER, NULL);
    curl->slist_free_all(headers);
    return got;
}

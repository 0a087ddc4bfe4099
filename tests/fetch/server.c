// The server: one connection at a time, one request each.
#include "server.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REQUEST = 4096, PATHS = 65536, FILE_LIMIT = 16 << 20 };

struct server {
    char *folder, *url;
    int socket;
    pthread_t thread;
    pthread_mutex_t lock; // guards all below
    struct server_rule rule;
    int requests;
    int64_t bytes;
    char paths[PATHS]; // of the requests, one a line
    char last[REQUEST];
};

// --- answering ---------------------------------------------------------------------------------

static bool send_all(int fd, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t put = send(fd, at, length, MSG_NOSIGNAL);
        if (put <= 0) {
            return false;
        }
        at += put;
        length -= (size_t)put;
    }
    return true;
}

static void await_end(int fd)
{
    char byte;
    while (recv(fd, &byte, 1, 0) > 0) {
    }
}

struct answer {
    int fd;
    struct server_rule rule;
    const char *body;
    size_t length;
    size_t from;      // where the client wants to go on
    bool is_range;    // it does
    const char *etag; // as the client knows it; ""
};

static int64_t send_body(struct answer *self, size_t from)
{
    size_t length = self->length - from;
    if (self->rule.trick == TRICK_CUT && length > (size_t)self->rule.at) {
        length = (size_t)self->rule.at;
    }
    char *body = mem_zeroed(self->length + 1, 1);
    memcpy(body, self->body, self->length);
    for (size_t i = 0; self->rule.trick == TRICK_CHANGED && i < self->length; i++) {
        body[i]++;
    }
    size_t start = self->rule.trick == TRICK_SHIFTED ? 0 : from;
    bool is_sent = send_all(self->fd, body + start, length);
    free(body);
    while (is_sent && self->rule.trick == TRICK_ENDLESS) {
        static const char zeros[4096];
        is_sent = send_all(self->fd, zeros, sizeof zeros);
    }
    return (int64_t)length;
}

static int64_t answer_file(struct answer *self)
{
    char etag[64];
    unsigned sum = 5381;
    for (size_t i = 0; i < self->length; i++) {
        sum = sum * 33 + (unsigned char)self->body[i];
    }
    snprintf(etag, sizeof etag, "\"%08x\"", sum);
    struct str head = {0};
    enum trick trick = self->rule.trick;
    bool is_same = strcmp(self->etag, etag) == 0;
    size_t from = self->is_range && trick != TRICK_DEAF_RANGE ? self->from : 0;
    from += trick == TRICK_WRONG_RANGE && self->is_range;
    if (is_same) {
        str_add(&head, "HTTP/1.1 304 Not Modified\r\n");
    } else if (from > self->length || (self->is_range && from == self->length)) {
        str_add(&head, "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n");
        from = self->length;
    } else if (from > 0) {
        str_addf(&head, "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %zu-%zu/%zu\r\n",
                 from, self->length - 1, self->length);
    } else {
        str_add(&head, "HTTP/1.1 200 OK\r\n");
    }
    if (trick != TRICK_ENDLESS && !is_same && from < self->length) {
        str_addf(&head, "Content-Length: %zu\r\n",
                 self->length - from + (trick == TRICK_HUGE ? (size_t)1 << 30 : 0));
    }
    if (trick != TRICK_NO_VALIDATOR) {
        str_addf(&head, "ETag: %s\r\n", etag);
    }
    str_add(&head, "Connection: close\r\n\r\n");
    bool is_sent = send_all(self->fd, head.text, head.length);
    str_fini(&head);
    if (trick == TRICK_STALL) {
        await_end(self->fd);
        return 0;
    }
    return is_sent && !is_same ? send_body(self, from) : 0;
}

static int64_t answer_plainly(const struct answer *self, int status, const char *header,
                              const char *body)
{
    char *text = mem_format("HTTP/1.1 %d As Told\r\n%s%sContent-Length: %zu\r\nConnection: "
                            "close\r\n\r\n%s",
                            status, header, header[0] != '\0' ? "\r\n" : "", strlen(body), body);
    send_all(self->fd, text, strlen(text));
    free(text);
    return (int64_t)strlen(body);
}

static int64_t answer(struct answer *self)
{
    if (self->rule.trick == TRICK_STATUS) {
        return answer_plainly(self, (int)self->rule.at, self->rule.text, "<p>not now</p>");
    }
    if (self->rule.trick == TRICK_REDIRECT) {
        char *header = mem_format("Location: %s", self->rule.text);
        int64_t bytes = answer_plainly(self, 302, header, "<p>elsewhere</p>");
        free(header);
        return bytes;
    }
    if (self->rule.trick == TRICK_PAGE) {
        return answer_plainly(self, 200, "", "<p>nothing here</p>");
    }
    return self->body == NULL ? answer_plainly(self, 404, "", "<p>not found</p>")
                              : answer_file(self);
}

// --- listening ---------------------------------------------------------------------------------

// The value of a header line, up to its end; "" when there is none.
static void header_of(const char *request, const char *name, char *out, size_t most)
{
    char *head = mem_format("\r\n%s: ", name);
    const char *at = strstr(request, head);
    at = at != NULL ? at + strlen(head) : "";
    snprintf(out, most, "%.*s", (int)strcspn(at, "\r\n"), at);
    free(head);
}

static struct server_rule note(struct server *self, const char *path, const char *request)
{
    struct server_rule rule = {.tail = ""};
    pthread_mutex_lock(&self->lock);
    self->requests++;
    snprintf(self->paths + strlen(self->paths), PATHS - strlen(self->paths), "%s\n", path);
    snprintf(self->last, sizeof self->last, "%s", request);
    if (self->rule.times > 0 && str_ends_with(path, self->rule.tail)) {
        rule = self->rule;
        self->rule.times--;
    }
    pthread_mutex_unlock(&self->lock);
    return rule;
}

static void serve(struct server *self, int fd)
{
    char request[REQUEST] = "";
    size_t length = 0;
    while (strstr(request, "\r\n\r\n") == NULL && length < sizeof request - 1) {
        ssize_t got = recv(fd, request + length, sizeof request - 1 - length, 0);
        if (got <= 0) {
            return;
        }
        length += (size_t)got;
        request[length] = '\0';
    }
    char path[512] = "";
    char range[64];
    char etag[64];
    long long from = 0;
    if (sscanf(request, "GET %511s", path) != 1) {
        return;
    }
    header_of(request, "Range", range, sizeof range);
    header_of(request, "If-None-Match", etag, sizeof etag);
    struct answer out = {.fd = fd, .rule = note(self, path, request), .etag = etag};
    out.is_range = sscanf(range, "bytes=%lld-", &from) == 1;
    out.from = (size_t)from;
    char *file = mem_format("%s%s", self->folder, path);
    char *bytes = NULL;
    struct error ignored = {0};
    out.body = file_read(file, FILE_LIMIT, &bytes, &out.length, &ignored) ? bytes : NULL;
    int64_t sent = answer(&out);
    pthread_mutex_lock(&self->lock);
    self->bytes += sent;
    pthread_mutex_unlock(&self->lock);
    free(bytes);
    free(file);
}

static void *listen_on(void *context)
{
    struct server *self = context;
    int fd;
    while ((fd = accept4(self->socket, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
        serve(self, fd);
        close(fd);
    }
    return NULL;
}

struct server *server_start(const char *folder)
{
    struct server *self = mem_zeroed(1, sizeof *self);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    self->folder = mem_copy(folder);
    self->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(self->socket >= 0);
    assert_int_equal(bind(self->socket, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(self->socket, 16), 0);
    assert_int_equal(getsockname(self->socket, (struct sockaddr *)&address, &length), 0);
    self->url = mem_format("http://127.0.0.1:%d", ntohs(address.sin_port));
    assert_int_equal(pthread_mutex_init(&self->lock, NULL), 0);
    assert_int_equal(pthread_create(&self->thread, NULL, listen_on, self), 0);
    return self;
}

void server_stop(struct server *self)
{
    shutdown(self->socket, SHUT_RDWR);
    pthread_join(self->thread, NULL);
    close(self->socket);
    pthread_mutex_destroy(&self->lock);
    free(self->url);
    free(self->folder);
    free(self);
}

const char *server_url(const struct server *self)
{
    return self->url;
}

void server_trick(struct server *self, struct server_rule rule)
{
    pthread_mutex_lock(&self->lock);
    self->rule = rule;
    pthread_mutex_unlock(&self->lock);
}

int server_take_requests_for(struct server *self, const char *part)
{
    int count = 0;
    pthread_mutex_lock(&self->lock);
    for (const char *at = self->paths; (at = strstr(at, part)) != NULL; at++) {
        count++;
    }
    self->paths[0] = '\0';
    self->requests = 0;
    self->bytes = 0;
    pthread_mutex_unlock(&self->lock);
    return count;
}

int server_take_requests(struct server *self, int64_t *bytes)
{
    pthread_mutex_lock(&self->lock);
    int count = self->requests;
    if (bytes != NULL) {
        *bytes = self->bytes;
    }
    self->requests = 0;
    self->bytes = 0;
    self->paths[0] = '\0';
    pthread_mutex_unlock(&self->lock);
    return count;
}

const char *server_last_request(const struct server *self)
{
    return self->last;
}

// The player's end of the socket.
//
// A client is heard in three steps: its bytes are taken (never more than one line's room), a whole
// line is handed out, and at the next call that line is dropped and what came behind it moves to
// the front. A line that is still in the room is handed out before new bytes are asked for, so a
// client that closes its sending side after a request is answered all the same.
#include "show/console.h"

#include "base/file.h"
#include "base/mem.h"
#include "show/address.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WAITING = 16 };          // connections that the kernel keeps for us
enum { ACCEPTS = WAITING + 1 }; // per round: somebody who connects without end is cut off here

struct client {
    int fd;          // −1: the place is free
    uint64_t active; // when it last sent something, in turns of the counter
    size_t used;     // bytes in `line`
    size_t heard;    // of them: the line that was handed out, with its end; 0: none
    bool was_heard;  // in this round
    char line[CONSOLE_LINE + 1];
};

struct console {
    int fd;
    char *path;
    dev_t device; // of the socket's file, so that only our own is removed
    ino_t number;
    uint64_t turns;
    int accepted;        // in this round
    struct client *last; // heard last; NULL
    struct client clients[CONSOLE_CLIENTS];
};

// --- opening ----------------------------------------------------------------------------------

// Arrivals raise SIGIO in this thread. F_SETOWN names a process, and then any thread of it may get
// the signal: the sleeper would sleep on.
static bool wakes_us(int fd)
{
    struct f_owner_ex owner = {F_OWNER_TID, gettid()};
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETOWN_EX, &owner) == 0 &&
           fcntl(fd, F_SETFL, flags | O_NONBLOCK | O_ASYNC) == 0;
}

// Whether nobody listens there any more. One that has its hands full, or that we may not ask, is
// there.
static bool is_abandoned(const struct address *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const struct sockaddr *name = (const struct sockaddr *)&address->name;
    bool is_refused =
        fd >= 0 && connect(fd, name, sizeof address->name) != 0 && errno == ECONNREFUSED;
    if (fd >= 0) {
        close(fd);
    }
    return is_refused;
}

// Takes the name; what a killed player left there is removed first.
static bool take_name(int fd, const struct address *address, const char *path, struct error *err)
{
    const struct sockaddr *name = (const struct sockaddr *)&address->name;
    if (bind(fd, name, sizeof address->name) == 0) {
        return true;
    }
    struct stat about;
    if (errno != EADDRINUSE || lstat(path, &about) != 0) {
        return error_set(err, ERROR_DEVICE, "%s: %s", path, strerror(errno));
    }
    if (!S_ISSOCK(about.st_mode)) {
        return error_set(err, ERROR_CONFIG, "%s: is there already and is no socket", path);
    }
    if (!is_abandoned(address)) {
        return error_set(err, ERROR_BUSY, "%s: another player answers there", path);
    }
    if (unlink(path) != 0 || bind(fd, name, sizeof address->name) != 0) {
        return error_set(err, ERROR_DEVICE, "%s: %s", path, strerror(errno));
    }
    return true;
}

static bool listen_at(struct console *self, struct error *err)
{
    struct address address;
    struct stat about;
    bool done = address_init(&address, self->path, err);
    if (!done) {
        goto out;
    }
    self->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    // Linux gives the file the mode of the socket: at no moment may others open it.
    done = self->fd >= 0 && fchmod(self->fd, 0600) == 0;
    if (!done) {
        error_set(err, ERROR_DEVICE, "%s: no socket: %s", self->path, strerror(errno));
        goto out;
    }
    done = take_name(self->fd, &address, self->path, err);
    if (!done) {
        goto out;
    }
    done = lstat(self->path, &about) == 0;
    if (done) {
        self->device = about.st_dev;
        self->number = about.st_ino;
        done = wakes_us(self->fd) && listen(self->fd, WAITING) == 0;
    }
    if (!done) {
        error_set(err, ERROR_DEVICE, "%s: %s", self->path, strerror(errno));
    }
out:
    address_fini(&address);
    return done;
}

struct console *console_open(const char *path, struct error *err)
{
    struct console *self = mem_zeroed(1, sizeof *self);
    self->fd = -1;
    self->path = mem_copy(path);
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        self->clients[i].fd = -1;
    }
    char *folder = file_folder(path);
    bool done = file_make_folders(folder, err) && listen_at(self, err);
    free(folder);
    if (!done) {
        console_close(self);
        return NULL;
    }
    return self;
}

static void leave(struct client *client)
{
    if (client->fd >= 0) {
        close(client->fd);
    }
    client->fd = -1;
}

void console_close(struct console *self)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        leave(&self->clients[i]);
    }
    struct stat about;
    bool is_ours = self->number != 0 && lstat(self->path, &about) == 0 &&
                   about.st_dev == self->device && about.st_ino == self->number;
    if (is_ours) {
        unlink(self->path);
    }
    if (self->fd >= 0) {
        close(self->fd);
    }
    free(self->path);
    free(self);
}

// --- hearing ----------------------------------------------------------------------------------

static void drop_heard_line(struct client *client)
{
    client->used -= client->heard;
    memmove(client->line, client->line + client->heard, client->used);
    client->heard = 0;
}

// Hands out the line that is complete, if there is one. Whoever sends what no line holds is closed.
static const char *whole_line(struct client *client)
{
    char *end = memchr(client->line, '\n', client->used);
    size_t length = end != NULL ? (size_t)(end - client->line) : client->used;
    if (length > CONSOLE_LINE) {
        leave(client);
        return NULL;
    }
    size_t kept = length > 0 && client->line[length - 1] == '\r' ? length - 1 : length;
    for (size_t i = 0; i < kept; i++) {
        if ((unsigned char)client->line[i] < ' ' && client->line[i] != '\t') {
            leave(client);
            return NULL;
        }
    }
    if (end == NULL) {
        return NULL;
    }
    client->line[kept] = '\0';
    client->heard = length + 1;
    client->was_heard = true;
    return client->line;
}

// Takes what the client has sent, as far as there is room.
static void take_bytes(struct console *self, struct client *client)
{
    while (client->used < sizeof client->line) {
        size_t room = sizeof client->line - client->used;
        ssize_t got = recv(client->fd, client->line + client->used, room, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (got <= 0) {
            leave(client);
            return;
        }
        client->active = ++self->turns;
        bool has_line = memchr(client->line + client->used, '\n', (size_t)got) != NULL;
        client->used += (size_t)got;
        if (has_line) {
            return;
        }
    }
}

static const char *hear_client(struct console *self, struct client *client)
{
    if (client->fd < 0 || client->was_heard) {
        return NULL;
    }
    const char *line = whole_line(client);
    if (line == NULL && client->fd >= 0) {
        take_bytes(self, client);
        line = client->fd >= 0 ? whole_line(client) : NULL;
    }
    if (line != NULL) {
        self->last = client;
    }
    return line;
}

// A place for a new client: a free one, or that of the client which has been silent for longest.
static struct client *make_place(struct console *self)
{
    struct client *place = &self->clients[0];
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        struct client *client = &self->clients[i];
        if (client->fd < 0) {
            return client;
        }
        place = client->active < place->active ? client : place;
    }
    leave(place);
    return place;
}

// Lets one client in; NULL when nobody waits.
static struct client *let_in(struct console *self)
{
    while (self->accepted < ACCEPTS) {
        int fd = accept4(self->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0 && errno != EINTR && errno != ECONNABORTED) {
            return NULL;
        }
        self->accepted++;
        if (fd >= 0 && wakes_us(fd)) {
            struct client *client = make_place(self);
            *client = (struct client){.fd = fd, .active = ++self->turns};
            return client;
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    return NULL;
}

const char *console_hear(struct console *self)
{
    if (self == NULL) {
        return NULL;
    }
    if (self->last != NULL) {
        drop_heard_line(self->last);
        self->last = NULL;
    }
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        const char *line = hear_client(self, &self->clients[i]);
        if (line != NULL) {
            return line;
        }
    }
    // Who comes in is heard at once: the next one may take its place.
    for (struct client *client; (client = let_in(self)) != NULL;) {
        const char *line = hear_client(self, client);
        if (line != NULL) {
            return line;
        }
    }
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        self->clients[i].was_heard = false;
    }
    self->accepted = 0;
    return NULL;
}

// --- answering --------------------------------------------------------------------------------

void console_answer(struct console *self, const char *line)
{
    if (self == NULL || self->last == NULL || self->last->fd < 0) {
        return;
    }
    size_t length = strlen(line);
    struct iovec parts[] = {{(void *)(uintptr_t)line, length}, {(void *)(uintptr_t) "\n", 1}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    ssize_t put = sendmsg(self->last->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put != (ssize_t)(length + 1)) {
        leave(self->last);
    }
}

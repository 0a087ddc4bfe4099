// One request, one answer.
#include "show/ask.h"

#include "show/address.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static bool set_timeout(int fd, int timeout_ms)
{
    struct timeval length = {timeout_ms / 1000, timeout_ms % 1000 * 1000};
    return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &length, sizeof length) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &length, sizeof length) == 0;
}

static bool tell_failure(const char *path, struct error *err)
{
    switch (errno) {
    case EAGAIN:
    case EINPROGRESS:
        return error_set(err, ERROR_BUSY, "the player at %s does not answer in time", path);
    case ENOENT:
    case ECONNREFUSED:
    case ENOTDIR:
        return error_set(err, ERROR_DEVICE, "no player is running at %s", path);
    default:
        return error_set(err, ERROR_DEVICE, "cannot reach a player at %s: %s", path,
                         strerror(errno));
    }
}

static bool send_all(int fd, const char *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t put = send(fd, bytes + done, length - done, MSG_NOSIGNAL);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static bool connect_to(int fd, const struct address *address)
{
    const struct sockaddr *name = (const struct sockaddr *)&address->name;
    int result;
    do {
        result = connect(fd, name, sizeof address->name);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

int ask_begin(const char *path, const char *request, int timeout_ms, struct error *err)
{
    int fd = -1;
    struct str line = {0};
    str_addf(&line, "%s\n", request);
    struct address address;
    bool done = address_init(&address, path, err);
    if (done) {
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        done = (fd >= 0 && set_timeout(fd, timeout_ms) && connect_to(fd, &address) &&
                send_all(fd, line.text, line.length)) ||
               tell_failure(path, err);
    }
    if (!done && fd >= 0) {
        close(fd);
        fd = -1;
    }
    address_fini(&address);
    str_fini(&line);
    return fd;
}

// Adds the answer's bytes up to its line end, which is not added.
static bool receive_line(int fd, const char *path, struct str *answer, struct error *err)
{
    for (size_t taken = 0; taken < ASK_ANSWER_MOST;) {
        char bytes[512];
        ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got == 0 || (got < 0 && errno == ECONNRESET)) {
            return error_set(err, ERROR_BUSY, "the player at %s broke off", path);
        }
        if (got < 0) {
            return tell_failure(path, err);
        }
        const char *end = memchr(bytes, '\n', (size_t)got);
        size_t used = end != NULL ? (size_t)(end - bytes) : (size_t)got;
        str_add_bytes(answer, bytes, used);
        taken += used;
        if (end != NULL) {
            return true;
        }
    }
    return error_set(err, ERROR_BUSY, "what answers at %s is no player", path);
}

bool ask_finish(int connection, const char *path, struct str *answer, struct error *err)
{
    bool done = receive_line(connection, path, answer, err);
    close(connection);
    return done;
}

bool console_ask(const char *path, const char *request, struct str *answer, int timeout_ms,
                 struct error *err)
{
    int connection = ask_begin(path, request, timeout_ms, err);
    return connection >= 0 && ask_finish(connection, path, answer, err);
}

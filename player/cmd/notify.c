// Datagrams to the supervisor.
#include "cmd/notify.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define STATUS_US INT64_C(5000000) // a supervisor keeps the last line only
// In the time that the supervisor bears. sd_watchdog_enabled(3) asks for two; with more of them its
// patience is counted from when the trouble began, and the show has the most of it for helping
// itself.
enum { BEATS = 10 };

struct notify {
    int socket;
    struct sockaddr_un address;
    socklen_t address_length;
    int64_t every_us;    // 0: no beats are wanted
    struct mono beat_at; // the last one that was taken
    bool has_beaten;
    struct mono status_at;
    char *status; // that it was told last; NULL: none
};

// "/run/…", or "@…" for a name that is in no file system.
static bool read_address(struct notify *self, const char *name, struct error *err)
{
    size_t length = strlen(name);
    if ((name[0] != '/' && name[0] != '@') || length < 2 ||
        length >= sizeof self->address.sun_path) {
        return error_set(err, ERROR_CONFIG, "NOTIFY_SOCKET=%s names no socket", name);
    }
    self->address.sun_family = AF_UNIX;
    memcpy(self->address.sun_path, name, length);
    bool is_abstract = name[0] == '@';
    if (is_abstract) {
        self->address.sun_path[0] = '\0';
    }
    self->address_length =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (is_abstract ? 0 : 1));
    return true;
}

// The number, > 0; 0: it is none.
static int64_t number_of(const char *text)
{
    char *end = NULL;
    errno = 0;
    long long number = text != NULL ? strtoll(text, &end, 10) : 0;
    return errno == 0 && number > 0 && *end == '\0' ? number : 0;
}

// What it asks of another process (a wrapper that became our parent) is not asked of us.
static int64_t wanted_us(void)
{
    const char *whom = getenv("WATCHDOG_PID");
    bool is_us = whom == NULL || number_of(whom) == (int64_t)getpid();
    return is_us ? number_of(getenv("WATCHDOG_USEC")) / BEATS : 0;
}

struct notify *notify_open(struct error *err)
{
    const char *name = getenv("NOTIFY_SOCKET");
    if (name == NULL || name[0] == '\0') {
        return NULL;
    }
    struct notify *self = mem_zeroed(1, sizeof *self);
    self->socket = -1;
    self->every_us = wanted_us();
    bool is_open = read_address(self, name, err);
    if (is_open) {
        self->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        is_open = self->socket >= 0 ||
                  error_set(err, ERROR_DEVICE, "no socket to the supervisor: %s", strerror(errno));
    }
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    if (!is_open) {
        notify_close(self);
        return NULL;
    }
    return self;
}

void notify_close(struct notify *self)
{
    if (self != NULL) {
        if (self->socket >= 0) {
            close(self->socket);
        }
        free(self->status);
        free(self);
    }
}

// Not connected: a supervisor that was restarted has another socket by the same name.
static bool tell(const struct notify *self, const char *text)
{
    return sendto(self->socket, text, strlen(text), MSG_NOSIGNAL,
                  (const struct sockaddr *)&self->address, self->address_length) >= 0;
}

void notify_ready(struct notify *self)
{
    if (self != NULL) {
        (void)tell(self, "READY=1\n");
    }
}

void notify_stopping(struct notify *self)
{
    if (self != NULL) {
        (void)tell(self, "STOPPING=1\nSTATUS=正在退出 · ending\n");
    }
}

// In one line: a title with a line break would be another word to the supervisor.
static void add_flat(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool is_control = (unsigned char)*text < ' ' || *text == '\x7f';
        str_add_bytes(out, is_control ? " " : text, 1);
    }
}

static char *status_of(const struct show_beat *beat)
{
    struct str out = {0};
    if (beat->is_dark) {
        str_add(&out, "已闭屏（开屏时间以外） · closed, dark");
    } else if (beat->title == NULL) {
        str_add(&out, "暂无可播内容 · nothing to play, the house card");
    } else {
        str_add(&out, beat->is_emergency ? "紧急插播 · emergency: "
                      : beat->is_paused  ? "暂停 · paused: "
                                         : "播放 · playing: ");
        add_flat(&out, beat->title);
    }
    return str_take(&out);
}

static void tell_status(struct notify *self, const struct show_beat *beat)
{
    if (self->status != NULL && mono_since(beat->now, self->status_at) < STATUS_US) {
        return;
    }
    self->status_at = beat->now;
    char *status = status_of(beat);
    if (str_is(status, self->status)) {
        free(status);
        return;
    }
    free(self->status);
    self->status = status;
    struct str line = {0};
    str_addf(&line, "STATUS=%s\n", status);
    (void)tell(self, str_text(&line));
    str_fini(&line);
}

// One that is not taken (the socket is full) is said again the next time round.
void notify_beat(struct notify *self, const struct show_beat *beat)
{
    if (self == NULL) {
        return;
    }
    bool is_time = !self->has_beaten || mono_since(beat->now, self->beat_at) >= self->every_us;
    if (self->every_us > 0 && is_time && tell(self, "WATCHDOG=1\n")) {
        self->beat_at = beat->now;
        self->has_beaten = true;
    }
    tell_status(self, beat);
}

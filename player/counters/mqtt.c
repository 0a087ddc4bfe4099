// Whole numbers from a broker. libmosquitto ends here; one client a thread, made anew for every
// try, so that no state of a broken connection is carried on.
//
// QoS 0: over TCP a message that is lost is one that came while there was no connection, and none
// comes twice. A retained message is old news: for totals it says where the counter stands, as
// deltas it would be counted again at every connection, and is passed over.
#include "counters/broker.h"
#include "counters/payload.h"
#include "counters/source.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEEPALIVE_S = 30,
    CONNECT_LOOPS = 60,    // of LOOP_MS: a broker that takes longer is not there
    LOOP_MS = 250,         // how soon the end is noticed
    PASSWORD_LIMIT = 1024, // bytes of its file
};

struct session {
    struct source *source;
    struct payload_state total; // survives a lost connection: people came meanwhile
    bool is_connected;          // of this try: the broker has let us in
    bool is_refused;            // or has not, and said why
};

// --- what the broker says -----------------------------------------------------------------------

static void on_connect(struct mosquitto *client, void *session, int code)
{
    struct session *self = session;
    const struct counter_wish *wish = self->source->wish;
    if (code != 0) {
        self->is_refused = true;
        source_down(self->source, "%s:%d: %s", wish->host, wish->port,
                    broker()->connack_string(code));
        return;
    }
    self->is_connected = broker()->subscribe(client, NULL, wish->topic, 0) == MOSQ_ERR_SUCCESS;
}

// Only an answer to the subscription says that messages will come. Source: MQTT 3.1.1, 3.9.3: 0x80
// is a refusal.
static void on_subscribe(struct mosquitto *client, void *session, int id, int count,
                         const int *granted)
{
    (void)client;
    (void)id;
    struct session *self = session;
    if (count == 1 && granted[0] <= 2) {
        source_up(self->source);
    } else {
        self->is_refused = true;
        source_down(self->source, "%s:%d: this topic may not be read", self->source->wish->host,
                    self->source->wish->port);
    }
}

static void on_message(struct mosquitto *client, void *session,
                       const struct mosquitto_message *message)
{
    (void)client;
    struct session *self = session;
    enum counter_payload kind = self->source->wish->payload;
    if (message->retain && kind == PAYLOAD_DELTA) {
        return;
    }
    int64_t number = 0;
    int64_t more = 0;
    bool is_number = message->payloadlen > 0 &&
                     payload_number(message->payload, (size_t)message->payloadlen, &number);
    if (!is_number || !payload_more(&self->total, kind, number, &more)) {
        source_refuse(self->source);
    } else {
        source_add(self->source, more);
    }
}

// --- one connection -----------------------------------------------------------------------------

// The first line of the file.
static bool read_password(struct source *self, char **out)
{
    const char *path = self->wish->password_file;
    size_t length = 0;
    struct error err = {0};
    if (path == NULL) {
        return true;
    }
    if (!file_read(path, PASSWORD_LIMIT, out, &length, &err)) {
        source_down(self, "%s", err.text);
        return false;
    }
    (*out)[strcspn(*out, "\r\n")] = '\0';
    return true;
}

static bool set_up(struct session *self, struct mosquitto *client)
{
    const struct counter_wish *wish = self->source->wish;
    char *password = NULL;
    bool done = read_password(self->source, &password);
    if (done && wish->user != NULL &&
        broker()->username_pw_set(client, wish->user, password) != MOSQ_ERR_SUCCESS) {
        source_down(self->source, "user or password cannot be used");
        done = false;
    }
    if (done && wish->ca != NULL &&
        broker()->tls_set(client, wish->ca, NULL, NULL, NULL, NULL) != MOSQ_ERR_SUCCESS) {
        source_down(self->source, "%s: certificates cannot be read", wish->ca);
        done = false;
    }
    free(password);
    return done;
}

// Why a call failed: the system's word where there is one.
static const char *reason(int code)
{
    return code == MOSQ_ERR_ERRNO ? strerror(errno) : broker()->strerror(code);
}

// Until the connection is lost, or the thread must end.
static void serve(struct session *self, struct mosquitto *client)
{
    const struct counter_wish *wish = self->source->wish;
    int code = broker()->connect_async(client, wish->host, wish->port, KEEPALIVE_S);
    int loops = 0;
    while (code == MOSQ_ERR_SUCCESS && !self->is_refused) {
        if (source_must_end(self->source, 0)) {
            broker()->disconnect(client);
            return;
        }
        if (!self->is_connected && ++loops > CONNECT_LOOPS) {
            source_down(self->source, "%s:%d: does not answer", wish->host, wish->port);
            return;
        }
        code = broker()->loop(client, LOOP_MS, 1);
    }
    if (!self->is_refused) {
        source_down(self->source, "%s:%d: %s", wish->host, wish->port, reason(code));
    }
}

// Whether the broker had let us in.
static bool try_once(struct session *self)
{
    self->is_connected = self->is_refused = false;
    struct mosquitto *client = broker()->new (NULL, true, self);
    if (client == NULL) {
        source_down(self->source, "no client: %s", strerror(errno));
        return false;
    }
    broker()->connect_callback_set(client, on_connect);
    broker()->subscribe_callback_set(client, on_subscribe);
    broker()->message_callback_set(client, on_message);
    if (set_up(self, client)) {
        serve(self, client);
    }
    broker()->destroy(client);
    return self->is_connected && !self->is_refused;
}

void mqtt_run(struct source *source)
{
    struct session session = {.source = source};
    struct backoff backoff = {0};
    if (broker() == NULL) {
        source_down(source, "libmosquitto.so.1 is missing: apt install libmosquitto1");
        (void)source_must_end(source, -1);
        return;
    }
    while (!source_must_end(source, 0)) {
        if (try_once(&session)) {
            backoff_reset(&backoff);
        }
        if (source_must_end(source, backoff_next_ms(&backoff))) {
            break;
        }
    }
}

void mqtt_begin(void)
{
    (void)broker_open(); // where it is not there, each counter says so
}

void mqtt_end(void)
{
    broker_close();
}

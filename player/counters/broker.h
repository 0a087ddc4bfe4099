// libmosquitto, opened when the first counter needs it. Linked, it would bring TLS into every start
// of a player that has no such counter. Inside this room.
#pragma once

#include <mosquitto.h>
#include <stdbool.h>

// What is called of it, by the names it has there without "mosquitto_".
#define BROKER_CALLS(CALL)                                                                         \
    CALL(lib_init)                                                                                 \
    CALL(lib_cleanup)                                                                              \
    CALL(new)                                                                                      \
    CALL(destroy)                                                                                  \
    CALL(username_pw_set)                                                                          \
    CALL(tls_set)                                                                                  \
    CALL(connect_callback_set)                                                                     \
    CALL(subscribe_callback_set)                                                                   \
    CALL(message_callback_set)                                                                     \
    CALL(connect_async)                                                                            \
    CALL(disconnect)                                                                               \
    CALL(subscribe)                                                                                \
    CALL(loop)                                                                                     \
    CALL(strerror)                                                                                 \
    CALL(connack_string)

struct broker {
#define CALL(name) __typeof__(mosquitto_##name) *name;
    BROKER_CALLS(CALL)
#undef CALL
};

// Opened and ready; NULL: it is not installed, or lacks something. Borrowed until broker_close();
// one opening has one closing, in one thread at a time.
const struct broker *broker_open(void);
void broker_close(void);
// The same between the two, for any thread.
const struct broker *broker(void);

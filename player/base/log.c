// Log lines. A line that repeats its predecessor is counted instead of written, because the player
// runs for months.
#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LINE_BYTES = 1024, REPEATS_TOLD = 1000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; // guards everything below
static enum log_level highest = LOG_WARN;
static log_sink *sink;
static void *sink_self;
static char last[LINE_BYTES];
static unsigned long repeats;

static const char *const level_names[] = {
    [LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info", [LOG_DEBUG] = "debug"};

static void put(enum log_level level, const char *line)
{
    if (sink != NULL) {
        sink(sink_self, level, line);
    } else {
        fprintf(stderr, "xiaolaba: %s: %s\n", level_names[level], line);
    }
}

static void tell_repeats(enum log_level level)
{
    if (repeats > 0) {
        char line[64];
        snprintf(line, sizeof line, "(the last line came %lu more times)", repeats);
        put(level, line);
        repeats = 0;
    }
}

static void write_line(enum log_level level, const char *format, va_list arguments)
{
    pthread_mutex_lock(&lock);
    if (level <= highest) {
        char line[LINE_BYTES];
        vsnprintf(line, sizeof line, format, arguments);
        if (strcmp(line, last) == 0) {
            repeats++;
            if (repeats >= REPEATS_TOLD) {
                tell_repeats(level);
            }
        } else {
            tell_repeats(level);
            put(level, line);
            memcpy(last, line, sizeof last);
        }
    }
    pthread_mutex_unlock(&lock);
}

void log_set_level(enum log_level level)
{
    pthread_mutex_lock(&lock);
    highest = level;
    pthread_mutex_unlock(&lock);
}

void log_set_sink(log_sink *new_sink, void *self)
{
    pthread_mutex_lock(&lock);
    sink = new_sink;
    sink_self = self;
    last[0] = '\0';
    repeats = 0;
    pthread_mutex_unlock(&lock);
}

#define LOG_FUNCTION(name, level)                                                                  \
    void name(const char *format, ...)                                                             \
    {                                                                                              \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        write_line(level, format, arguments);                                                      \
        va_end(arguments);                                                                         \
    }

LOG_FUNCTION(log_error, LOG_ERROR)
LOG_FUNCTION(log_warn, LOG_WARN)
LOG_FUNCTION(log_info, LOG_INFO)
LOG_FUNCTION(log_debug, LOG_DEBUG)

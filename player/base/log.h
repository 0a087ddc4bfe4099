// The program's own voice: one line per event on standard error (the journal of a supervised
// player). Rooms below `show` return errors and do not log; `show`, `cmd` and the decoder program
// log once and decide. Thread: any; a line is written whole.
#pragma once

enum log_level {
    LOG_ERROR = 1, // something that should be on the screen is not
    LOG_WARN,      // degraded
    LOG_INFO,      // about one line per slot
    LOG_DEBUG,
};

// Lines above `level` are not written. Default: LOG_WARN.
void log_set_level(enum log_level level);

// Where lines go instead of standard error; NULL brings standard error back. For tests and the
// overlay.
typedef void log_sink(void *self, enum log_level level, const char *line);
void log_set_sink(log_sink *sink, void *self);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Requests that are sent when the show looks at its keys, so that it hears them in the same turn.
#include "voices.h"

#include "show/ask.h"
#include "show/console.h"

#include "support/test.h"

#include "base/file.h"

enum { VOICES_MAX = 8, TIMEOUT_MS = 5000 };

static struct {
    char *path; // of the socket
    volatile sig_atomic_t told;
    struct voice {
        const char *request;
        int connection;
    } each[VOICES_MAX];
    int count;
} voices;

static void on_told(int number)
{
    (void)number;
    voices.told++;
}

void voices_open(struct theatre *theatre)
{
    struct error err = {0};
    struct sigaction action = {.sa_handler = on_told};
    assert_int_equal(sigaction(SIGIO, &action, NULL), 0);
    voices.count = 0;
    voices.path = file_join(theatre->folder, "sock");
    theatre->console = console_open(voices.path, &err);
    assert_non_null(theatre->console);
    theatre->told = &voices.told;
}

void voices_close(struct theatre *theatre)
{
    struct str ignored = {0};
    struct error err = {0};
    console_close(theatre->console);
    for (int i = 0; i < voices.count; i++) {
        if (voices.each[i].connection >= 0) {
            (void)!ask_finish(voices.each[i].connection, voices.path, &ignored, &err);
        }
    }
    str_fini(&ignored);
    free(voices.path);
}

static void speak(void *self)
{
    struct voice *voice = self;
    struct error err = {0};
    voice->connection = ask_begin(voices.path, voice->request, TIMEOUT_MS, &err);
    assert_true(voice->connection >= 0);
}

void voices_say(struct theatre *theatre, int64_t at_us, const char *request)
{
    struct voice *voice = &voices.each[voices.count++];
    *voice = (struct voice){.request = request, .connection = -1};
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, 0, speak, voice};
}

void voices_expect(int number, const char *want)
{
    struct str answer = {0};
    struct error err = {0};
    struct voice *voice = &voices.each[number];
    assert_true(ask_finish(voice->connection, voices.path, &answer, &err));
    voice->connection = -1;
    if (strncmp(str_text(&answer), want, strlen(want)) != 0) {
        fail_msg("\n got: %s\nwant: %s", str_text(&answer), want);
    }
    str_fini(&answer);
}

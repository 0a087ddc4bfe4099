// Reading and writing what was seen.
#include "fetch/seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Copies what follows `word` on this line. False: it is another line, or does not fit.
static bool value_of(const char *line, size_t length, const char *word, char *out, size_t most)
{
    size_t head = strlen(word);
    if (length < head + 1 || strncmp(line, word, head) != 0 || line[head] != ' ' ||
        length - head - 1 >= most) {
        return false;
    }
    memcpy(out, line + head + 1, length - head - 1);
    out[length - head - 1] = '\0';
    return true;
}

static void take_line(struct seen *self, const char *line, size_t length)
{
    char number[16] = "";
    struct validators *validators = &self->validators;
    (void)(value_of(line, length, "url", self->url, sizeof self->url) ||
           value_of(line, length, "etag", validators->etag, sizeof validators->etag) ||
           value_of(line, length, "modified", validators->modified, sizeof validators->modified) ||
           value_of(line, length, "manifest", self->manifest, sizeof self->manifest) ||
           value_of(line, length, "version", self->version, sizeof self->version) ||
           value_of(line, length, "answer", number, sizeof number));
    self->answer = number[0] != '\0' ? (enum accept_answer)atoi(number) : self->answer;
}

struct seen seen_parse(const char *text)
{
    struct seen seen = {.answer = 0};
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        take_line(&seen, text, length);
        text += text[length] == '\n' ? length + 1 : length;
    }
    return seen;
}

void seen_print(const struct seen *self, struct str *out)
{
    str_addf(out, "url %s\netag %s\nmodified %s\nmanifest %s\nversion %s\nanswer %d\n", self->url,
             self->validators.etag, self->validators.modified, self->manifest, self->version,
             (int)self->answer);
}

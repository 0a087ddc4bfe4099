// Runs a fuzz target over changed inputs, without a compiler that has a fuzzer: each is one of the
// corpus, or two of them joined, with a few bytes, numbers, words and lines changed, removed,
// doubled or taken from another. It is told by the seed and its number, so that one can be run
// alone.
//
//     mutate_NAME --count N [--seed N] CORPUS      prints how many ran; exit 1 when one failed
//     mutate_NAME --only N [--seed N] CORPUS       runs number N here, for a debugger
//     mutate_NAME --print N [--seed N] CORPUS      writes it to standard output
#include "support/random.h"

#include <dirent.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { INPUTS_MOST = 256, SIZE_MOST = 16 * 1024, CHANGES_MOST = 6, HANG_S = 10 };
#define SEED_USUAL UINT64_C(96110)

struct input {
    unsigned char *bytes;
    size_t size;
};

static struct {
    struct input inputs[INPUTS_MOST];
    size_t count;
} corpus;

// --- the corpus --------------------------------------------------------------------------------

static void *need(void *memory)
{
    if (memory == NULL) {
        perror("mutate");
        exit(2);
    }
    return memory;
}

static void read_input(const char *path)
{
    FILE *file = need(fopen(path, "rb"));
    struct input *input = &corpus.inputs[corpus.count];
    input->bytes = need(malloc(SIZE_MOST));
    input->size = fread(input->bytes, 1, SIZE_MOST, file);
    corpus.count++;
    fclose(file);
}

static void read_corpus(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && corpus.count < INPUTS_MOST) {
            read_input(path);
        }
        free(entries[i]);
    }
    free(entries);
    if (corpus.count == 0) {
        fprintf(stderr, "mutate: nothing in %s\n", folder);
        exit(2);
    }
}

// --- changes -----------------------------------------------------------------------------------

static size_t below(uint64_t *random, size_t limit)
{
    return limit == 0 ? 0 : (size_t)random_below(random, (int64_t)limit);
}

// Puts `with` in place of `size` bytes at `at`; what no longer fits falls off the end.
static void replace(struct input *self, size_t at, size_t size, const void *with, size_t length)
{
    if (self->size - size + length > SIZE_MOST) {
        return;
    }
    memmove(self->bytes + at + length, self->bytes + at + size, self->size - at - size);
    memcpy(self->bytes + at, with, length);
    self->size = self->size - size + length;
}

static const struct input *any_input(uint64_t *random)
{
    return &corpus.inputs[below(random, corpus.count)];
}

static void change_byte(struct input *self, uint64_t *random)
{
    if (self->size > 0) {
        size_t at = below(random, self->size);
        unsigned bit = 1U << below(random, 8);
        self->bytes[at] = random_below(random, 2) == 0 ? (unsigned char)random_next(random)
                                                       : (unsigned char)(self->bytes[at] ^ bit);
    }
}

// A piece of any input, of the first so many bytes.
static void take_piece(struct input *self, uint64_t *random, size_t most)
{
    unsigned char piece[SIZE_MOST];
    const struct input *from = any_input(random);
    size_t at = below(random, from->size);
    size_t length = 1 + below(random, most);
    length = length < from->size - at ? length : from->size - at;
    memcpy(piece, from->bytes + at, length);
    size_t into = below(random, self->size + 1);
    bool replaces = random_below(random, 2) == 0 && into + length <= self->size;
    replace(self, into, replaces ? length : 0, piece, length);
}

static void remove_piece(struct input *self, uint64_t *random)
{
    size_t at = below(random, self->size);
    size_t length = below(random, 1 + (self->size - at) / (1 + below(random, 32)));
    replace(self, at, length, "", 0);
}

// From one end of line to the next; an empty piece at the end.
static void find_line(const struct input *input, uint64_t *random, size_t *at, size_t *length)
{
    *at = below(random, input->size);
    while (*at > 0 && input->bytes[*at - 1] != '\n') {
        --*at;
    }
    const unsigned char *end =
        *at < input->size ? memchr(input->bytes + *at, '\n', input->size - *at) : NULL;
    *length = end != NULL ? (size_t)(end + 1 - input->bytes) - *at : input->size - *at;
}

static void change_line(struct input *self, uint64_t *random)
{
    unsigned char line[SIZE_MOST];
    const struct input *from = random_below(random, 2) == 0 ? self : any_input(random);
    size_t at = 0;
    size_t length = 0;
    find_line(from, random, &at, &length);
    memcpy(line, from->bytes + at, length);
    size_t own = 0;
    size_t own_length = 0;
    find_line(self, random, &own, &own_length);
    switch (random_below(random, 3)) {
    case 0:
        replace(self, own, own_length, "", 0);
        break;
    case 1:
        replace(self, own, own_length, line, length);
        break;
    default:
        replace(self, own, 0, line, length);
    }
}

// What breaks numbers, texts and counts.
static void put_word(struct input *self, uint64_t *random)
{
    static const char *const words[] = {
        "0",
        "1",
        "-1",
        "00",
        "4294967296",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "999999999999999999999999",
        "1e308",
        "nan",
        "-0.0",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\xef\xbb\xbf",
        "\xf0\x9f\x98\x80",
        "\xc0\x80",
        "\xed\xa0\x80",
        "\xe2\x80\xae",
        "\"",
        "'",
        "\\",
        "/",
        "../",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        "#",
        "=",
        "%s%n",
        "24:00",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "",
    };
    const char *word = words[below(random, sizeof words / sizeof words[0])];
    size_t length = word[0] == '\0' ? 1 : strlen(word); // "": a zero byte
    size_t at = below(random, self->size + 1);
    size_t digits = 0; // a number gives way to another
    while (random_below(random, 8) != 0 && at < self->size && self->bytes[at] != '\n' &&
           (self->bytes[at] < '0' || self->bytes[at] > '9')) {
        at++;
    }
    while (at + digits < self->size && self->bytes[at + digits] >= '0' &&
           self->bytes[at + digits] <= '9') {
        digits++;
    }
    replace(self, at, digits, word, length);
}

static void change(struct input *self, uint64_t *random)
{
    switch (random_below(random, 8)) {
    case 0:
    case 1:
        change_byte(self, random);
        break;
    case 2:
        take_piece(self, random, 16);
        break;
    case 3:
        take_piece(self, random, 512);
        break;
    case 4:
        remove_piece(self, random);
        break;
    case 5:
        put_word(self, random);
        break;
    case 6:
        change_line(self, random);
        break;
    default:
        self->size = random_below(random, 8) == 0 ? below(random, self->size + 1) : self->size;
        change_byte(self, random);
    }
}

// Input `number` of this seed. Owns: the caller, by free(): a block of exactly its size, so that
// one byte too far is seen.
static struct input make(uint64_t seed, int64_t number)
{
    static unsigned char room[SIZE_MOST];
    uint64_t random = seed ^ ((uint64_t)number * UINT64_C(0xD1342543DE82EF95));
    const struct input *base = any_input(&random);
    struct input work = {room, base->size};
    memcpy(room, base->bytes, base->size);
    for (int64_t i = random_below(&random, CHANGES_MOST); i >= 0; i--) {
        change(&work, &random);
    }
    struct input exact = {need(malloc(work.size > 0 ? work.size : 1)), work.size};
    memcpy(exact.bytes, work.bytes, work.size);
    return exact;
}

// --- running -----------------------------------------------------------------------------------

static void run(uint64_t seed, int64_t number)
{
    struct input input = make(seed, number);
    LLVMFuzzerTestOneInput(input.bytes, input.size);
    free(input.bytes);
}

// In a process of its own, so that it can be told which one failed.
static int64_t run_all(uint64_t seed, int64_t count, volatile int64_t *at)
{
    pid_t child = fork();
    if (child == 0) {
        for (int64_t i = 0; i < count; i++) {
            *at = i;
            alarm(HANG_S);
            run(seed, i);
        }
        *at = count;
        alarm(0);
        exit(0); // leaks are looked for
    }
    int status = 0;
    bool is_over = child > 0 && waitpid(child, &status, 0) == child;
    return is_over && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? -1 : *at;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"count", required_argument, NULL, 'c'},
        {"seed", required_argument, NULL, 's'},
        {"only", required_argument, NULL, 'o'},
        {"print", required_argument, NULL, 'p'},
        {0},
    };
    int64_t number = 0;
    uint64_t seed = SEED_USUAL;
    int what = 'c';
    for (int option = 0; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?') {
            return 2;
        }
        if (option == 's') {
            seed = strtoull(optarg, NULL, 10);
        } else {
            what = option;
            number = strtoll(optarg, NULL, 10);
        }
    }
    if (optind + 1 != argc) {
        fprintf(stderr, "mutate: one corpus is wanted\n");
        return 2;
    }
    read_corpus(argv[optind]);
    if (what == 'o') {
        run(seed, number);
        return 0;
    }
    if (what == 'p') {
        struct input input = make(seed, number);
        fwrite(input.bytes, 1, input.size, stdout);
        free(input.bytes);
        return 0;
    }
    volatile int64_t *at =
        mmap(NULL, sizeof *at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int64_t failed = at != MAP_FAILED ? run_all(seed, number, at) : 0;
    if (failed >= 0) {
        fprintf(stderr, "mutate: input %" PRId64 " of seed %" PRIu64 " (--only)\n", failed, seed);
        return 1;
    }
    printf("%" PRId64 "\n", number);
    return 0;
}

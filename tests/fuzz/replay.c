// Runs a fuzz target over files and folders of files: the corpus as a plain test, and a crash that
// the fuzzer has stored under a debugger.
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    unsigned char *bytes = NULL;
    size_t length = 0;
    for (size_t room = 0, got = 1; got > 0; length += got) {
        if (length == room) {
            room = room == 0 ? 4096 : room * 2;
            bytes = realloc(bytes, room);
            if (bytes == NULL) {
                abort();
            }
        }
        got = fread(bytes + length, 1, room - length, file);
    }
    fclose(file);
    // A block of exactly that size, so that one byte too far is seen.
    unsigned char *exact = malloc(length == 0 ? 1 : length);
    if (exact == NULL) {
        abort();
    }
    memcpy(exact, bytes, length);
    free(bytes);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
    return 1;
}

// Returns how many files ran, −1 on failure.
static int run_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        perror(path);
        return -1;
    }
    int done = 0;
    for (int i = 0; i < count; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && done >= 0) {
            int ran = run_file(name);
            done = ran < 0 ? -1 : done + ran;
        }
        free(entries[i]);
    }
    free(entries);
    return done;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        struct stat about;
        bool is_folder = stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode);
        int done = is_folder ? run_folder(argv[i]) : run_file(argv[i]);
        if (done < 0) {
            return 1;
        }
        total += done;
    }
    printf("%d inputs\n", total);
    return total > 0 ? 0 : 1; // an empty corpus tests nothing
}

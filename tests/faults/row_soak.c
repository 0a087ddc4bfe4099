// Hours of a whole show with every kind of item, every transition, several zones and real decoders,
// on a virtual clock. A soak that does not prove rotation proves nothing, so it is looked at
// whether
// - every item came on, again and again, as often as the others, and none failed,
// - every kind of item went over into every other kind that follows it in the list, every time,
// - no picture that was presented is black,
// - descriptors, threads and children do not become more,
// - memory does not grow: the slope through the least memory of each five minutes, or rather
//   the upper end of its 95 % interval, is below SLOPE_MOST_KIB an hour. What SQLite keeps of its
//   file is bounded by its cache and looked at on its own.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "media/medium.h"
#include "row.h"
#include "screen/frame.h"
#include "show/theatre.h"
#include "support/test.h"

#include <dirent.h>
#include <malloc.h>
#include <math.h>
#include <sqlite3.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); // its header is not everywhere
#endif

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)
#define SAMPLE_US (10 * S)

enum { SLOPE_MOST_KIB = 4, SQLITE_MOST_KIB = 4096, WARM_WINDOWS = 2, WINDOW_SAMPLES = 30 };

// One of each kind, in a row, and beside them texts that join. A round takes about a minute.
static const char playlist[] =
    "items = ( { id = \"a-text\"; text = \"不轻信不透露不转账\"; speed = 240; },\n"
    "          { id = \"b-film\"; file = \"film.mp4\"; transition = \"fade\"; },\n"
    "          { id = \"c-picture\"; file = \"picture.png\"; hold = 15; transition = \"slide\"; "
    "},\n"
    "          { id = \"d-call\"; kind = \"audio\"; file = \"call.wav\"; title = \"请注意\"; },\n"
    "          { id = \"e-code\"; kind = \"qr\"; text = \"https://example.org\"; hold = 12; },\n"
    "          { id = \"f-clock\"; kind = \"clock\"; hold = 10; transition = \"fade\"; },\n"
    "          { id = \"g-words\"; text = \"平安\"; motion = \"hold\"; hold = 15; },\n"
    "          { id = \"t\"; text = \"反诈专线 96110\"; },\n"
    "          { id = \"u\"; text = \"陌生来电不轻信\"; },\n"
    "          { id = \"v\"; text = \"甲\"; motion = \"hold\"; hold = 20; } );\n"
    "zones = ( { name = \"main\"; w = \"50%\"; h = \"50%\"; items = ( \"a-text\", \"b-film\",\n"
    "            \"c-picture\", \"d-call\", \"e-code\", \"f-clock\", \"g-words\" ); },\n"
    "          { name = \"side\"; x = \"50%\"; w = \"50%\"; h = \"50%\"; items = \"v\"; },\n"
    "          { name = \"below\"; y = \"50%\"; h = \"50%\"; endless = true; speed = 6;\n"
    "            items = ( \"t\", \"u\" ); } );\n";
enum { MAIN_ITEMS = 7 };

struct sample {
    int64_t heap, sqlite; // bytes
    int descriptors, threads, children;
};

struct soak {
    struct theatre theatre;
    struct row *row;
    int64_t next_us, started_us;
    struct sample *samples;
    size_t count, capacity;
};

static int count_entries(const char *path)
{
    int count = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return count;
}

static int count_children(void)
{
    int count = 0;
    char *path = mem_format("/proc/self/task/%d/children", (int)getpid());
    FILE *file = fopen(path, "r");
    for (int child; file != NULL && fscanf(file, "%d", &child) == 1;) {
        count++;
    }
    if (file != NULL) {
        fclose(file);
    }
    free(path);
    return count;
}

static int64_t heap_bytes(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return (int64_t)__sanitizer_get_current_allocated_bytes();
#else
    struct mallinfo2 info = mallinfo2();
    return (int64_t)(info.uordblks + info.hblkhd);
#endif
}

static void take_sample(struct soak *self)
{
    self->samples = MEM_GROW(self->samples, self->count, self->capacity);
    int64_t sqlite = sqlite3_memory_used();
    medium_reap_all(); // a decoder that was killed just now takes a moment of real time to go
    int64_t own =
        (int64_t)(self->capacity * sizeof *self->samples) + (int64_t)self->theatre.said.capacity;
    self->samples[self->count++] = (struct sample){
        .heap = heap_bytes() - sqlite - own,
        .sqlite = sqlite,
        .descriptors = count_entries("/proc/self/fd"),
        .threads = count_entries("/proc/self/task"),
        .children = count_children(),
    };
}

// A cue that comes again and again.
static void look(void *context)
{
    struct soak *self = context;
    struct theatre *theatre = &self->theatre;
    take_sample(self);
    theatre->cues[0].at_us += SAMPLE_US;
    theatre->cues_done = 0;
    alarm(60); // what takes longer than that for ten seconds of show hangs
}

// --- what came of it ---------------------------------------------------------------------------

// Upper end of the 95 % interval of a least-squares slope. Source: t for 2.5 % at ∞ is 1.96, at 6
// degrees of freedom 2.45: that of 6 is taken for all.
static double slope_upper(const double *values, size_t count)
{
    const double t = 2.45;
    double middle = ((double)count - 1) / 2;
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        mean += values[i] / (double)count;
    }
    double sxx = 0;
    double sxy = 0;
    for (size_t i = 0; i < count; i++) {
        sxx += ((double)i - middle) * ((double)i - middle);
        sxy += ((double)i - middle) * (values[i] - mean);
    }
    double slope = sxy / sxx;
    double rest = 0;
    for (size_t i = 0; i < count; i++) {
        double off = values[i] - mean - slope * ((double)i - middle);
        rest += off * off;
    }
    return slope + t * sqrt(rest / ((double)count - 2) / sxx);
}

static void judge_memory(struct soak *self)
{
    size_t windows = self->count / WINDOW_SAMPLES;
    if (windows < WARM_WINDOWS + 8) {
        row_fail(self->row, "too short to tell whether memory grows");
        return;
    }
    size_t used = windows - WARM_WINDOWS;
    double *least = mem_zeroed(used, sizeof *least);
    int64_t sqlite = 0;
    for (size_t w = 0; w < used; w++) {
        const struct sample *first = &self->samples[(w + WARM_WINDOWS) * WINDOW_SAMPLES];
        least[w] = (double)first->heap;
        for (size_t i = 0; i < WINDOW_SAMPLES; i++) {
            least[w] = (double)first[i].heap < least[w] ? (double)first[i].heap : least[w];
            sqlite = first[i].sqlite > sqlite ? first[i].sqlite : sqlite;
        }
    }
    double per_window = slope_upper(least, used);
    double per_hour = per_window * (double)HOUR_US / (double)(WINDOW_SAMPLES * SAMPLE_US);
    row_figure(self->row, "memory_bytes_per_hour_upper", (int64_t)per_hour);
    row_figure(self->row, "memory_kib", (int64_t)least[used - 1] / 1024);
    row_figure(self->row, "sqlite_kib", sqlite / 1024);
    if (per_hour > SLOPE_MOST_KIB * 1024) {
        row_fail(self->row, "memory grows by up to %.1f KiB an hour", per_hour / 1024);
    }
    if (sqlite > SQLITE_MOST_KIB * 1024) {
        row_fail(self->row, "SQLite keeps %lld KiB", (long long)sqlite / 1024);
    }
    free(least);
}

static void judge_handles(struct soak *self)
{
    struct sample most[2] = {{0}, {0}}; // of the first half, of the second
    for (size_t i = 0; i < self->count; i++) {
        struct sample *half = &most[i >= self->count / 2];
        const struct sample *now = &self->samples[i];
        half->descriptors =
            now->descriptors > half->descriptors ? now->descriptors : half->descriptors;
        half->threads = now->threads > half->threads ? now->threads : half->threads;
        half->children = now->children > half->children ? now->children : half->children;
    }
    row_figure(self->row, "descriptors", most[1].descriptors);
    row_figure(self->row, "threads", most[1].threads);
    row_figure(self->row, "children", most[1].children);
    if (most[1].descriptors > most[0].descriptors || most[1].threads > most[0].threads ||
        most[1].children > most[0].children) {
        row_fail(self->row, "%d descriptors, %d threads, %d children became %d, %d, %d",
                 most[0].descriptors, most[0].threads, most[0].children, most[1].descriptors,
                 most[1].threads, most[1].children);
    }
}

// Every item of the main zone follows the one before it in the list; but for midnights, of which
// each cuts what is on.
static void judge_rotation(struct soak *self)
{
    struct collection all = collect(self->theatre.ledger_path);
    int64_t plays[MAIN_ITEMS] = {0};
    int64_t failed = 0;
    int64_t out_of_turn = 0;
    int before = -1;
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        failed += play->end == PLAY_FAILED || play->end == PLAY_OPEN || play->end == PLAY_CUT ||
                  play->shown.frames == 0;
        if (!str_is(play->zone, "main")) {
            continue;
        }
        int item = play->item[0] - 'a';
        out_of_turn += before >= 0 && item != (before + 1) % MAIN_ITEMS;
        plays[item]++;
        before = item;
    }
    collection_free(&all);
    int64_t least = plays[0];
    for (int i = 1; i < MAIN_ITEMS; i++) {
        least = plays[i] < least ? plays[i] : least;
    }
    int64_t midnights = self->row->wanted / 24 + 1;
    row_figure(self->row, "plays_of_each", least);
    row_figure(self->row, "pictures", self->theatre.presents);
    row_figure(self->row, "black", self->theatre.black_presents);
    if (failed > 0 || out_of_turn > midnights) {
        row_fail(self->row, "%lld plays failed, %lld came out of turn", (long long)failed,
                 (long long)out_of_turn);
    }
    if (least < self->row->wanted * 45) { // a round takes about a minute
        row_fail(self->row, "an item was shown %lld times only", (long long)least);
    }
    if (self->theatre.black_presents > 0) {
        row_fail(self->row, "%lld pictures were black", (long long)self->theatre.black_presents);
    }
}

// --- media -------------------------------------------------------------------------------------

static bool make_with_ffmpeg(const struct soak *self, const char *name, const char *what)
{
    char *command =
        mem_format("ffmpeg -v error -f lavfi -i %s -y '%s/%s'", what, self->theatre.folder, name);
    bool is_made = system(command) == 0;
    free(command);
    return is_made;
}

static bool make_media(const struct soak *self)
{
    char *path = file_join(self->theatre.folder, "picture.png");
    struct SDL_Surface *picture = frame_new((struct size){48, 32});
    frame_fill(picture, (struct colour){255, 160, 0, 255});
    struct error err = {0};
    bool is_made = frame_save(picture, path, &err);
    frame_free(picture);
    free(path);
    return is_made &&
           make_with_ffmpeg(self, "film.mp4", "color=red:s=64x48:r=25:d=2 -c:v mpeg4 -q:v 2") &&
           make_with_ffmpeg(self, "call.wav", "sine=duration=2 -c:a pcm_s16le");
}

int main(int argc, char **argv)
{
    struct row row = {.name = "soak", .tries = "hours", .ci = 2, .nightly = 24, .release = 168};
    static struct soak soak;
    row_begin(&row, argc, argv);
    soak.row = &row;
    theatre_open(&soak.theatre, (struct size){96, 64}, theatre_time("2026-11-25T00:10"));
    if (!make_media(&soak)) {
        theatre_close(&soak.theatre);
        return row_skip(&row, "there is no ffmpeg to make a film with");
    }
    soak.theatre.cues[0] = (struct cue){SAMPLE_US, SCREEN_NOTHING, look, &soak};
    soak.theatre.cue_count = 1;
    char *path = theatre_file(&soak.theatre, "list.cfg", playlist);
    alarm(60);
    (void)theatre_perform(&soak.theatre, path, row.wanted * HOUR_US, 0);
    alarm(300); // an auditor reads all of it
    row.done = row.wanted;
    fprintf(stderr, "%s", str_text(&soak.theatre.said)); // "" when all is well
    judge_rotation(&soak);
    judge_handles(&soak);
    judge_memory(&soak);
    free(path);
    free(soak.samples);
    theatre_close(&soak.theatre);
    return row_end(&row);
}

// Makes ledgers of screens that never were, as large as is wanted, through the player's own store:
// their chains and the sums of their days are real. For reports to be tried on, and for measuring.
//
//     make_ledgers [OPTIONS] FOLDER
//         --points N    220     --days N     30      --from DATE  2026-09-01
//         --plays N     as many plays a day as the opening hours have room for, or at most N
//         --seed N      96110   --jobs N     2
//
// Prints lines "name value": points, plays, events, seconds.
#include "base/civil.h"
#include "base/clock.h"
#include "base/file.h"
#include "story.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void refuse(const char *what)
{
    fprintf(stderr, "make_ledgers: %s\n", what);
    exit(2);
}

struct wish {
    struct story_wish story;
    int points, jobs;
};

static int number_in(const char *text, int most)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || number < 0 || number > most) {
        refuse(text);
    }
    return (int)number;
}

static struct wish read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"points", required_argument, NULL, 'p'},
        {"days", required_argument, NULL, 'd'},
        {"from", required_argument, NULL, 'f'},
        {"plays", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'},
        {"jobs", required_argument, NULL, 'j'},
        {0},
    };
    const char *from = "2026-09-01";
    struct wish wish = {.story = {.seed = 96110, .days = 30}, .points = 220, .jobs = 2};
    for (int option = 0; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p':
            wish.points = number_in(optarg, 100000);
            break;
        case 'd':
            wish.story.days = number_in(optarg, 36500);
            break;
        case 'f':
            from = optarg;
            break;
        case 'n':
            wish.story.plays_a_day = number_in(optarg, 86400);
            break;
        case 's':
            wish.story.seed = (uint64_t)number_in(optarg, 2147483647);
            break;
        case 'j':
            wish.jobs = number_in(optarg, 64);
            break;
        default:
            refuse("known: --points --days --from --plays --seed --jobs");
        }
    }
    struct civil civil;
    if (optind + 1 != argc || !civil_parse(from, &civil) || wish.jobs < 1) {
        refuse("make_ledgers [--points N] [--days N] [--from YYYY-MM-DD] [--plays N] [--seed N] "
               "[--jobs N] FOLDER");
    }
    wish.story.first_day = civil_day_number(civil);
    wish.story.folder = argv[optind];
    return wish;
}

// Every `jobs`-th point. What was told goes into the pipe.
static _Noreturn void work(const struct wish *wish, int job, int says_to)
{
    struct story_told told = {0};
    struct error err = {0};
    for (int point = job; point < wish->points; point += wish->jobs) {
        if (!story_tell(&wish->story, point, &told, &err)) {
            fprintf(stderr, "make_ledgers: %s\n", err.text);
            _exit(3);
        }
    }
    _exit(write(says_to, &told, sizeof told) == sizeof told ? 0 : 3);
}

int main(int argc, char **argv)
{
    struct clock *clock = clock_system();
    struct mono start = clock->now_mono(clock);
    struct wish wish = read_options(argc, argv);
    struct error err = {0};
    int pipes[2];
    if (!file_make_folders(wish.story.folder, &err) || pipe(pipes) != 0) {
        refuse(err.text);
    }
    for (int job = 0; job < wish.jobs; job++) {
        pid_t child = fork();
        if (child < 0) {
            refuse("cannot start another process");
        }
        if (child == 0) {
            work(&wish, job, pipes[1]);
        }
    }
    close(pipes[1]);
    bool is_good = true;
    struct story_told all = {0};
    for (int job = 0; job < wish.jobs; job++) {
        int how = 0;
        is_good = wait(&how) > 0 && WIFEXITED(how) && WEXITSTATUS(how) == 0 && is_good;
    }
    for (struct story_told told; read(pipes[0], &told, sizeof told) == sizeof told;) {
        all.plays += told.plays;
        all.events += told.events;
    }
    printf("points %d\nplays %lld\nevents %lld\nseconds %.1f\n", wish.points, (long long)all.plays,
           (long long)all.events,
           (double)mono_since(clock->now_mono(clock), start) / CLOCK_SECOND_US);
    return is_good ? 0 : 3;
}

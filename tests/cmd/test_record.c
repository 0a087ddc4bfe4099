// Films as their makers get them: written, told about, refused with what would be right, and kept
// when a person has seen enough.
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text("list.cfg",
               "canvas = \"160x32\"; name = \"营业厅\";"
               "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = \"1s\"; },"
               "          { id = \"b\"; text = \"不转账\"; motion = \"hold\"; hold = \"1s\"; } );");
    write_text("clock.cfg", "items = ( \"甲\", { id = \"c\"; kind = \"clock\"; } );"
                            "zones = ( { name = \"a\"; items = \"item-1\"; },"
                            "{ name = \"b\"; h = \"20%\"; items = \"c\"; } );");
    write_text("hours.cfg", "items = ( \"甲\", { id = \"n\"; text = \"乙\";"
                            " when = { hours = \"22:00-23:00\"; }; } );");
    write_text("morning.cfg",
               "canvas = \"160x32\";"
               "items = ( { id = \"a\"; text = \"早\"; motion = \"hold\"; hold = \"2s\";"
               " when = { hours = \"09:00-10:00\"; }; } );");
    write_text("office.cfg", "id = \"p\"; canvas = \"160x32\"; hours = \"09:00-17:00\";");
    write_text("point.cfg", "id = \"p\"; canvas = \"160x32\"; fps = 25; wall = { fold = 2; };");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

// What ffprobe says about the pictures of a file, as "320,64,25/1,50".
static void assert_film(const char *name, const char *wanted)
{
    char *command = mem_format("ffprobe -v error -select_streams v -count_frames -show_entries "
                               "stream=width,height,r_frame_rate,nb_read_frames -of csv=p=0 "
                               "'%s/%s'",
                               folder, name);
    FILE *pipe = popen(command, "r");
    char line[128] = "";
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    line[strcspn(line, "\n")] = '\0';
    assert_string_equal(line, wanted);
    free(command);
}

static void a_round_is_recorded_under_the_playlists_name(void **state)
{
    (void)state;
    assert_int_equal(run("record --fps 30 list.cfg"), 0);
    assert_string_equal(said.err, "");
    assert_says(said.out, "营业厅.mp4: 2.0 s, 160x32 px, 30 pictures a second, ");
    assert_film("营业厅.mp4", "160,32,30/1,60");
}

static void the_ending_says_how_it_is_written(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s -o a.webm list.cfg"), 0);
    assert_film("a.webm", "160,32,60/1,60");
    assert_int_equal(run("record --for 1s --fps 10 -o frames/ list.cfg"), 0);
    assert_says(said.out, "frames: 1.0 s, 160x32 px, 10 pictures a second");
    assert_int_equal(run("record -o a.mpf list.cfg"), 2);
    assert_says(said.err, ".mp4");
    assert_int_equal(run("record --codec vp8 list.cfg"), 2);
    assert_says(said.err, "vp9");
}

static void a_point_folds_the_picture_and_says_the_rate(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s --point point.cfg -o wall.mp4 list.cfg"), 0);
    assert_film("wall.mp4", "80,64,25/1,25");
}

static void times_are_read_with_care(void **state)
{
    (void)state;
    static const struct {
        const char *line, *wanted;
    } wrong[] = {
        {"record --from 14:30 list.cfg", "--from: \"14:30\" is a time of day; --at takes it"},
        {"record --at 12s list.cfg", "--at: \"12s\" is a length of time; --from takes it"},
        {"record --from 1s --at 14:30 list.cfg", "say one of them"},
        {"record --for 0s list.cfg", "nothing can be recorded in no time"},
        {"record --loop --for 5s list.cfg", "leave out --for"},
        {"record --fps 0 list.cfg", "--fps: \"0\" is not a whole number, 1 … 240"},
        {"record --crf -1 list.cfg", "--crf: \"-1\" is not a whole number"},
        {"record --shape 16:9 list.cfg", "\"16:9\" is not 9:16 or 1:1"},
        {"record --shape 1:1 --size 9x9 list.cfg", "leave out --shape"},
        {"record --for-chat --for-card huidu list.cfg", "make two"},
        {"record --for-card hiudu list.cfg", "did you mean huidu?"},
        {"record --for-chat -o a.webm list.cfg", "films for chat are H.264"},
        {"record --preset meduim list.cfg", "medium"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int code = run(wrong[i].line);
        if (code != 2) {
            fail_msg("%s: exit code %d", wrong[i].line, code);
        }
        assert_says(said.err, wrong[i].wanted);
    }
}

static void what_no_clock_knows_is_warned_of(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s -o a.mp4 clock.cfg"), 0);
    assert_says(said.err, "item \"c\" is a clock, which would be wrong in a film");
    assert_int_equal(run("record --for 1s -o a.mp4 hours.cfg"), 0);
    assert_says(said.err, "1 of 2 items play at certain times only (\"n\")");
    assert_int_equal(run("record --for 1s --at 2026-10-01T22:30 -o a.mp4 hours.cfg"), 0);
    assert_string_equal(said.err, "");
}

static void a_card_gets_what_it_plays_and_its_owner_hears_what_to_do(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s --for-card generic -o a.mp4 list.cfg"), 0);
    assert_says(said.out, "160x32 px, 30 pictures a second");
    assert_says(said.out, "控制卡");
    assert_film("a.mp4", "160,32,30/1,30");
    assert_int_equal(run("record --for 1s --for-card huidu --size 4000x100 -o b.mp4 list.cfg"), 2);
    assert_says(said.err, "1920x48 would be right");
    assert_int_equal(run("record --for 1s --for-card huidu hours.cfg"), 2);
    assert_says(said.err, "how large is the wall?");
    assert_int_equal(run("record --for 1s --for-card huidu --shape 1:1 -o c.mp4 list.cfg"), 0);
    assert_film("c.mp4", "1080,1080,30/1,30");
    assert_says(said.err, "designed for a strip of 160x32");
    assert_int_equal(run("record --for 1s --for-card novastar list.cfg"), 0);
    assert_says(said.out, "list.mp4: ");
}

static void a_chat_gets_an_upright_film(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s --for-chat -o a.mp4 hours.cfg"), 0);
    assert_film("a.mp4", "720,1280,30/1,30");
    assert_int_equal(run("record --for 1s --for-chat --shape 1:1 -o a.mp4 hours.cfg"), 0);
    assert_film("a.mp4", "720,720,30/1,30");
}

static void what_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(run("record --for 1s -o nowhere/a.mp4 list.cfg"), 3);
    assert_says(said.err, "nowhere");
    assert_int_equal(run("record --for 1s no.cfg"), 3);
}

static void nobody_gets_hours_of_nothing(void **state)
{
    (void)state;
    static const char *const nothing[] = {
        "record --at 2026-10-01T03:00 -o a.mp4 morning.cfg",
        "record --at 2026-10-01T10:00 -o a.mp4 morning.cfg",
        "record --at 2026-10-01T10:00 --loop -o a.mp4 morning.cfg",
        "record --at 2026-10-01T03:00 --point office.cfg -o a.mp4 list.cfg",
    };
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        if (run(nothing[i]) != 2) {
            fail_msg("%s: exit code %d", nothing[i], said.code);
        }
        assert_says(said.err, "plays nothing at that time (--for records it all the same)");
    }
    // The last time that it is on is still a round.
    assert_int_equal(run("record --at 2026-10-01T09:59:57 --fps 10 -o a.mp4 morning.cfg"), 0);
    assert_says(said.out, "a.mp4: 3.0 s");
}

static void a_file_that_may_not_grow_leaves_nothing(void **state)
{
    (void)state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit narrow = {.rlim_cur = 20000, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &narrow), 0);
    int code = run("record --for 600s --crf 1 -o narrow.mp4 list.cfg");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, 3);
    assert_says(said.err, "no space left for it");
    char *left = mem_format("ls -A '%s' | grep -q narrow", folder);
    assert_true(system(left) != 0);
    free(left);
}

// --- a person has seen enough ------------------------------------------------------------------

static pid_t start_long(int *watch)
{
    char *film = file_join(folder, "long.mp4");
    char *list = file_join(folder, "list.cfg");
    char *words[] = {TEST_PROGRAM, "record", "--for", "200h", "-o", film, list, NULL};
    *watch = inotify_init1(IN_CLOEXEC);
    assert_true(*watch >= 0);
    assert_true(inotify_add_watch(*watch, folder, IN_MODIFY) >= 0);
    pid_t child = 0;
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&quiet, STDOUT_FILENO, STDERR_FILENO);
    assert_int_equal(posix_spawn(&child, TEST_PROGRAM, &quiet, NULL, words, environ), 0);
    posix_spawn_file_actions_destroy(&quiet);
    free(film);
    free(list);
    return child;
}

// The first writes are the header; a picture has left the encoder when there are some more.
static void await_writes(int watch, int count)
{
    char events[4096];
    while (count-- > 0) {
        assert_true(read(watch, events, sizeof events) > 0);
    }
}

static void whoever_has_seen_enough_keeps_what_there_is(void **state)
{
    (void)state;
    int watch = -1;
    int status = 0;
    assert_int_equal(run("record --for 1s -o long.mp4 list.cfg"), 0); // it is not replaced
    pid_t child = start_long(&watch);
    await_writes(watch, 4);
    assert_int_equal(kill(child, SIGINT), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(watch);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    char *command = mem_format("ffmpeg -v error -i '%s/long-cut.mp4' -f null - 2>&1", folder);
    FILE *pipe = popen(command, "r");
    char line[256] = "";
    assert_non_null(pipe);
    assert_null(fgets(line, sizeof line, pipe)); // it plays without a word
    assert_int_equal(pclose(pipe), 0);
    free(command);
    assert_film("long.mp4", "160,32,60/1,60");
    char *left = mem_format("ls -A '%s' | grep -q part", folder);
    assert_true(system(left) != 0);
    free(left);
}

static void whoever_cannot_wait_leaves_nothing_behind(void **state)
{
    (void)state;
    int watch = -1;
    int status = 0;
    pid_t child = start_long(&watch);
    await_writes(watch, 4);
    for (int i = 0; i < 1000; i++) { // the first one or two are heard; the rest find nobody
        (void)kill(child, SIGINT);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    close(watch);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 130 || WEXITSTATUS(status) == 1); // or it was quicker
    char *left = mem_format("ls -A '%s' | grep -q part", folder);
    assert_true(system(left) != 0);
    free(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_is_recorded_under_the_playlists_name),
        cmocka_unit_test(the_ending_says_how_it_is_written),
        cmocka_unit_test(a_point_folds_the_picture_and_says_the_rate),
        cmocka_unit_test(times_are_read_with_care),
        cmocka_unit_test(what_no_clock_knows_is_warned_of),
        cmocka_unit_test(a_card_gets_what_it_plays_and_its_owner_hears_what_to_do),
        cmocka_unit_test(a_chat_gets_an_upright_film),
        cmocka_unit_test(what_cannot_be_written_leaves_nothing),
        cmocka_unit_test(nobody_gets_hours_of_nothing),
        cmocka_unit_test(a_file_that_may_not_grow_leaves_nothing),
        cmocka_unit_test(whoever_has_seen_enough_keeps_what_there_is),
        cmocka_unit_test(whoever_cannot_wait_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

// The check of a machine: probes that answer, hang and crash; what is made of what was read; the
// page; and the whole of it as an installer has it.
#include "program.h"

#include "support/test.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/doctor.h"
#include "cmd/doctor_tell.h"

#include <signal.h>
#include <unistd.h>

// --- findings ----------------------------------------------------------------------------------

static const struct finding *find(const struct findings *findings, const char *id)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (str_is(findings->each[i].id, id)) {
            return &findings->each[i];
        }
    }
    return NULL;
}

static void expect(const struct findings *findings, const char *id, enum finding_state state)
{
    const struct finding *finding = find(findings, id);
    if (finding == NULL) {
        fail_msg("%s was not found, but %s", id,
                 findings->count > 0 ? findings->each[0].id : "nothing");
    }
    assert_int_equal(finding->state, state);
    assert_true(finding->chinese[0] != '\0' && finding->english[0] != '\0');
}

static void findings_arrive_as_they_were_sent_whole_or_in_pieces(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct findings sender = {.section = "a", .fd = ends[1], .is_sending = true};
    findings_add(&sender, FINDING_WARNING,
                 (struct told){.id = "a.b",
                               .chinese = "一",
                               .english = "one",
                               .fact = mem_copy("x\ny\x1ez"),
                               .mend = mem_copy("do it")});
    findings_add(&sender, FINDING_FINE,
                 (struct told){.id = "a.c", .chinese = "二", .english = "two"});
    close(ends[1]);
    struct findings got = {.section = "a"};
    struct str bytes = {0};
    char one;
    while (read(ends[0], &one, 1) == 1) {
        str_add_bytes(&bytes, &one, 1);
        findings_receive(&got, &bytes);
    }
    close(ends[0]);
    assert_int_equal(got.count, 2);
    assert_int_equal(bytes.length, 0);
    expect(&got, "a.b", FINDING_WARNING);
    assert_string_equal(got.each[0].fact, "x y z"); // one line, whatever a driver says
    assert_string_equal(got.each[0].mend, "do it");
    assert_null(got.each[1].fact);
    assert_null(got.each[1].mend);
    str_add(&bytes, "nonsense\x1e");
    findings_receive(&got, &bytes);
    assert_int_equal(got.count, 2);
    str_fini(&bytes);
    findings_fini(&got);
}

// --- running -----------------------------------------------------------------------------------

static void answer(const struct doctor *self, struct findings *out)
{
    (void)self;
    findings_add(out, FINDING_FINE,
                 (struct told){.id = "well.x", .chinese = "好", .english = "well"});
}

static void answer_and_hang(const struct doctor *self, struct findings *out)
{
    answer(self, out);
    signal(SIGTERM, SIG_IGN);
    while (true) {
        pause();
    }
}

static void answer_and_crash(const struct doctor *self, struct findings *out)
{
    answer(self, out);
    raise(SIGKILL);
}

// Leaves a child behind that holds on to the pipe.
static void answer_and_litter(const struct doctor *self, struct findings *out)
{
    answer(self, out);
    if (fork() == 0) {
        while (true) {
            pause();
        }
    }
}

static void print_on_everything(const struct doctor *self, struct findings *out)
{
    (void)!write(STDOUT_FILENO, "noise\n", 6);
    (void)!write(STDERR_FILENO, "noise\n", 6);
    answer(self, out);
}

static void a_probe_that_hangs_or_crashes_keeps_what_it_told_and_holds_up_nobody(void **state)
{
    (void)state;
    static const struct probe probes[] = {
        {"hangs", "挂", answer_and_hang, 100, false},
        {"crashes", "崩", answer_and_crash, 60000, false},
        {"litters", "丢", answer_and_litter, 100, false},
        {"well", "好", print_on_everything, 60000, false},
    };
    struct doctor self = {.root = ""};
    struct findings findings = {0};
    doctor_run(&self, probes, sizeof probes / sizeof probes[0], &findings);
    static const struct {
        const char *section, *id;
        enum finding_state state;
    } want[] = {
        {"hangs", "well.x", FINDING_FINE},   {"hangs", "hangs.late", FINDING_WRONG},
        {"crashes", "well.x", FINDING_FINE}, {"crashes", "crashes.broken", FINDING_WRONG},
        {"litters", "well.x", FINDING_FINE}, {"litters", "litters.late", FINDING_WRONG},
        {"well", "well.x", FINDING_FINE},
    };
    assert_int_equal(findings.count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < findings.count; i++) {
        assert_string_equal(findings.each[i].section, want[i].section);
        assert_string_equal(findings.each[i].id, want[i].id);
        assert_int_equal(findings.each[i].state, want[i].state);
    }
    findings_fini(&findings);
}

// --- what is made of what was read -------------------------------------------------------------

static void every_state_of_a_disk_has_its_finding(void **state)
{
    (void)state;
    static const struct {
        struct storage storage;
        const char *id;
        enum finding_state state;
    } cases[] = {
        {{.is_found = true, .errors = -1}, "storage.disk", FINDING_FINE},
        {{.is_found = false, .errors = -1}, "storage.unknown", FINDING_WARNING},
        {{.is_found = true, .errors = -1, .is_read_only = true},
         "storage.read-only",
         FINDING_WRONG},
        {{.is_found = true, .errors = 2}, "storage.failing", FINDING_WRONG},
        {{.is_found = true, .errors = 0, .spares = 2}, "storage.worn", FINDING_WARNING},
        {{.is_found = true, .errors = -1, .is_gone_at_restart = true},
         "storage.volatile",
         FINDING_WRONG},
        {{.is_found = true, .errors = -1, .is_overlay = true}, "storage.overlay", FINDING_WARNING},
        {{.is_found = true, .errors = -1, .is_foreign = true}, "storage.foreign", FINDING_WARNING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct findings findings = {.section = "storage"};
        doctor_storage_tell(&cases[i].storage, &findings);
        expect(&findings, cases[i].id, cases[i].state);
        findings_fini(&findings);
    }
}

static void an_old_card_is_told_with_its_month_and_its_errors(void **state)
{
    (void)state;
    struct storage storage = {.is_found = true,
                              .kind = "ext4",
                              .device = "mmcblk0p2",
                              .errors = 4,
                              .first_error_s = 1793491200,
                              .card = "SD",
                              .card_name = "SC32G",
                              .card_date = "06/2021"};
    struct findings findings = {.section = "storage"};
    doctor_storage_tell(&storage, &findings);
    const struct finding *finding = find(&findings, "storage.failing");
    assert_non_null(finding);
    assert_string_equal(finding->fact, "mmcblk0p2 ext4, SD SC32G 06/2021, 4 ×, "
                                       "2026-11-01T08:00:00+08:00");
    assert_non_null(finding->mend);
    findings_fini(&findings);
}

static void room_is_told_before_it_is_gone(void **state)
{
    (void)state;
    const int64_t mib = INT64_C(1048576);
    static const struct {
        int64_t mib, files, all_files;
        const char *id;
        enum finding_state state;
    } cases[] = {
        {10000, 90000, 100000, "storage.space", FINDING_FINE},
        {10000, 0, 0, "storage.space", FINDING_FINE}, // counts no files
        {511, 90000, 100000, "storage.few", FINDING_WARNING},
        {63, 90000, 100000, "storage.full", FINDING_WRONG},
        {10000, 999, 100000, "storage.files", FINDING_WRONG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct storage_space space = {.free_bytes = cases[i].mib * mib,
                                      .all_bytes = 20000 * mib,
                                      .free_files = cases[i].files,
                                      .all_files = cases[i].all_files};
        struct findings findings = {.section = "storage"};
        doctor_space_tell(&space, &findings);
        assert_int_equal(findings.count, 1);
        expect(&findings, cases[i].id, cases[i].state);
        findings_fini(&findings);
    }
}

static void heat_and_power_are_told_as_they_are_and_were(void **state)
{
    (void)state;
    static const struct {
        uint32_t firmware;
        int hottest_mc;
        const char *heat, *power;
    } cases[] = {
        {0, 50000, "heat.cool", "heat.power"},
        {0, HEAT_UNKNOWN, "heat.unknown", "heat.power"},
        {0, 78000, "heat.near", "heat.power"},
        {0x4, 85000, "heat.throttled", "heat.power"},
        {0x40000, 50000, "heat.was-throttled", "heat.power"},
        {0x50005, 50000, "heat.throttled", "heat.under-voltage"},
        {0x10000, 50000, "heat.cool", "heat.under-voltage"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heat heat = {.has_firmware = true,
                            .firmware = cases[i].firmware,
                            .hottest_mc = cases[i].hottest_mc,
                            .slows_mc = 80000,
                            .throttles = -1};
        struct findings findings = {.section = "heat"};
        doctor_heat_tell(&heat, &findings);
        assert_int_equal(findings.count, 2);
        assert_string_equal(findings.each[0].id, cases[i].heat);
        assert_string_equal(findings.each[1].id, cases[i].power);
        findings_fini(&findings);
    }
}

static void keys_content_and_expiry_are_told(void **state)
{
    (void)state;
    const struct wall now = {INT64_C(1793491200000000)};
    const int64_t day_us = INT64_C(86400000000);
    static const char ours[] = "hinggan-ga";
    struct content_facts good = {.is_kiosk = true,
                                 .has_keys = true,
                                 .keys_number = 2,
                                 .policy = CONTENT_AUTO,
                                 .point_fleet = ours,
                                 .is_kept = true,
                                 .has_current = true,
                                 .release = {1, 42},
                                 .known = now};
    snprintf(good.keys_fleet, sizeof good.keys_fleet, "%s", ours);
    struct content_facts facts[11];
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        facts[i] = good;
    }
    facts[1].has_keys = false;
    facts[2].has_keys = false;
    facts[2].policy = CONTENT_SIGNED;
    facts[3].policy = CONTENT_ANY;
    facts[4].point_fleet = "another";
    facts[5].has_current = false;
    facts[6].expires.us = now.us;
    facts[7].expires.us = now.us + 29 * day_us;
    facts[8].expires.us = now.us + 31 * day_us;
    snprintf(facts[9].broken, sizeof facts[9].broken, "signature");
    snprintf(facts[10].missing, sizeof facts[10].missing, "films/shuadan.mp4");
    static const struct {
        const char *id;
        enum finding_state state;
    } want[] = {
        {"content.keys", FINDING_FINE},     {"content.unsigned", FINDING_WARNING},
        {"content.no-keys", FINDING_WRONG}, {"content.any", FINDING_WARNING},
        {"content.fleet", FINDING_WRONG},   {"content.none", FINDING_WARNING},
        {"content.expired", FINDING_WRONG}, {"content.expires", FINDING_WARNING},
        {"content.current", FINDING_FINE},  {"content.broken", FINDING_WRONG},
        {"content.missing", FINDING_WRONG},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct findings findings = {.section = "content"};
        doctor_content_tell(&facts[i], &findings);
        expect(&findings, want[i].id, want[i].state);
        findings_fini(&findings);
    }
}

// A window would lie over what the street sees.
static void no_window_is_opened_beside_a_player(void **state)
{
    (void)state;
    struct doctor self = {.root = "", .is_playing = true, .is_desktop = true};
    struct findings findings = {.section = "display"};
    doctor_display(&self, &findings);
    expect(&findings, "display.in-use", FINDING_FINE);
    assert_null(find(&findings, "display.opened"));
    findings_fini(&findings);
}

// --- the page ----------------------------------------------------------------------------------

static void the_page_is_of_one_width_and_mends_stand_alone(void **state)
{
    (void)state;
    static const struct probe probes[] = {{"sound", "声音", NULL, 0, false},
                                          {"storage", "存储", NULL, 0, false}};
    struct findings findings = {.section = "storage"};
    findings_add(
        &findings, FINDING_FINE,
        (struct told){.id = "s.a", .chinese = "短", .english = "short", .fact = mem_copy("一 1")});
    findings_add(&findings, FINDING_WRONG,
                 (struct told){.id = "s.b",
                               .chinese = "很长很长很长很长很长很长很长很长，很长很长",
                               .english = "long and long and long and long and long",
                               .mend = mem_copy("sudo something that is longer than the page is")});
    struct str out = {0};
    struct doctor_page page = {.columns = 50, .model = "Board 1"};
    doctor_print(&page, probes, 2, &findings, &out);
    assert_string_equal(str_text(&out),
                        "小喇叭体检 xiaolaba doctor " XIAOLABA_VERSION ", Board 1\n"
                        "\n"
                        "存储 storage  ✓ 短 · short: 一 1\n"
                        "              ✗ 很长很长很长很长很长很长很长很长，\n"
                        "                很长很长\n"
                        "                long and long and long and long\n"
                        "                and long\n"
                        "                → sudo something that is longer than the page is\n"
                        "\n"
                        "1 项有问题，0 项请留意。1 wrong, 0 to look at.\n");
    str_fini(&out);
    page = (struct doctor_page){.columns = 80, .model = "", .is_english = true, .is_plain = true};
    doctor_print(&page, probes, 2, &findings, &out);
    assert_string_equal(str_text(&out),
                        "xiaolaba doctor " XIAOLABA_VERSION "\n"
                        "\n"
                        "storage       + short: 一 1\n"
                        "              X long and long and long and long and long\n"
                        "                -> sudo something that is longer than the page is\n"
                        "\n"
                        "1 wrong, 0 to look at.\n");
    str_fini(&out);
    findings_fini(&findings);
}

// --- as an installer has it --------------------------------------------------------------------

static void the_whole_check_fits_on_a_page_of_80_columns(void **state)
{
    (void)state;
    int code = run("doctor --point point.cfg");
    assert_true(code == 0 || code == 1); // as the machine is
    static const char *const sections[] = {
        "播放机 player", "宣防点 point", "显示 display", "权限 groups",  "声音 sound",
        "字体 fonts",    "解码 codecs",  "时钟 clock",   "存储 storage", "温度 heat",
        "网络 network",  "内容 content", "服务 service"};
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        assert_says(said.out, sections[i]);
    }
    assert_string_equal(said.err, "");
    int lines = 0;
    for (char *line = strtok(said.out, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        bool is_mend = strstr(line, "→ ") != NULL;
        if (!is_mend && utf8_columns(line) > 80) {
            fail_msg("%d columns: %s", utf8_columns(line), line);
        }
        lines++;
    }
    assert_true(lines <= 50);
}

static void programs_get_the_same_findings(void **state)
{
    (void)state;
    int code = run("doctor --json --point point.cfg");
    assert_true(code == 0 || code == 1);
    assert_says(said.out, "\"id\":\"codecs.decoded\",\"state\":\"fine\"");
    assert_says(said.out, "H.264+AAC HEVC VP9+Opus MP3 PNG JPEG WebP");
    assert_says(said.out, "\"id\":\"fonts.chinese\",\"state\":\"fine\"");
    assert_says(said.out, "\"fact\":\"6763\"");
    assert_says(said.out, "\"id\":\"display.opened\"");
    assert_says(said.out, "\"id\":\"sound.opened\"");
    assert_says(said.out, "\"id\":\"point.read\"");
}

static void a_point_and_a_playlist_that_are_wrong_are_findings(void **state)
{
    (void)state;
    write_text("bad.cfg", "volume = 400;\n");
    assert_int_equal(run("doctor --english --point bad.cfg nowhere.cfg"), 1);
    assert_says(said.out, "the file has errors: bad.cfg:1: volume");
    assert_says(said.out, "sudoedit bad.cfg");
    assert_says(said.out, "nowhere.cfg");
    assert_null(strstr(said.out, "宣防点"));
}

static void a_decoder_that_is_not_there_is_told(void **state)
{
    (void)state;
    assert_int_equal(setenv("XIAOLABA_DECODE", "/nowhere/xiaolaba-decode", 1), 0);
    assert_int_equal(run("doctor --json"), 1);
    assert_int_equal(setenv("XIAOLABA_DECODE", TEST_DECODE, 1), 0);
    assert_says(said.out, "\"id\":\"codecs.undecoded\",\"state\":\"wrong\"");
    assert_null(strstr(said.out, "codecs.decoded"));
}

static void fonts_that_are_not_there_are_told_with_their_packages(void **state)
{
    (void)state;
    write_text("fonts.cfg", "fonts = ( { name = \"x\"; package = \"fonts-some\"; "
                            "files = ( \"/nowhere/x.ttf\" ); } );\n");
    char *path = mem_format("%s/fonts.cfg", folder);
    assert_int_equal(setenv("XIAOLABA_FONTS", path, 1), 0);
    assert_int_equal(run("doctor --json"), 1);
    assert_int_equal(unsetenv("XIAOLABA_FONTS"), 0);
    free(path);
    assert_says(said.out, "\"id\":\"fonts.none\",\"state\":\"wrong\"");
    assert_says(said.out, "fonts-some");
}

static void the_command_line_is_checked(void **state)
{
    (void)state;
    assert_int_equal(run("doctor --nonsense"), 2);
    assert_int_equal(run("doctor a.cfg b.cfg"), 2);
}

static int set_up(void **state)
{
    (void)state;
    int failed = folder_set_up();
    write_text("point.cfg", "id = \"p-1\";\n");
    return failed;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_arrive_as_they_were_sent_whole_or_in_pieces),
        cmocka_unit_test(a_probe_that_hangs_or_crashes_keeps_what_it_told_and_holds_up_nobody),
        cmocka_unit_test(every_state_of_a_disk_has_its_finding),
        cmocka_unit_test(an_old_card_is_told_with_its_month_and_its_errors),
        cmocka_unit_test(room_is_told_before_it_is_gone),
        cmocka_unit_test(heat_and_power_are_told_as_they_are_and_were),
        cmocka_unit_test(keys_content_and_expiry_are_told),
        cmocka_unit_test(no_window_is_opened_beside_a_player),
        cmocka_unit_test(the_page_is_of_one_width_and_mends_stand_alone),
        cmocka_unit_test(the_whole_check_fits_on_a_page_of_80_columns),
        cmocka_unit_test(programs_get_the_same_findings),
        cmocka_unit_test(a_point_and_a_playlist_that_are_wrong_are_findings),
        cmocka_unit_test(a_decoder_that_is_not_there_is_told),
        cmocka_unit_test(fonts_that_are_not_there_are_told_with_their_packages),
        cmocka_unit_test(the_command_line_is_checked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

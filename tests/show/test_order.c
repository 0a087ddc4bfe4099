// Orders and answers as lines.
#include "show/order.h"

#include "support/test.h"

static void an_order_is_read_from_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        struct order want;
    } table[] = {
        {"status", {.kind = ORDER_STATUS}},
        {"  status   json ", {.kind = ORDER_STATUS, .wants_json = true}},
        {"next", {.kind = ORDER_NEXT}},
        {"previous", {.kind = ORDER_PREVIOUS}},
        {"pause", {.kind = ORDER_PAUSE}},
        {"resume", {.kind = ORDER_RESUME}},
        {"reload json", {.kind = ORDER_RELOAD, .wants_json = true}},
        {"clear", {.kind = ORDER_CLEAR}},
        {"quit", {.kind = ORDER_QUIT}},
        {"emergency fire", {.kind = ORDER_EMERGENCY, .item = "fire"}},
        {"emergency fire for 10m",
         {.kind = ORDER_EMERGENCY, .item = "fire", .for_us = INT64_C(600000000)}},
        {"emergency fire json for 90s",
         {.kind = ORDER_EMERGENCY, .item = "fire", .for_us = 90000000, .wants_json = true}},
        {"emergency for for 250ms",
         {.kind = ORDER_EMERGENCY, .item = "for", .for_us = 250000}}, // an id like any other
        {"emergency json", {.kind = ORDER_EMERGENCY, .item = "json"}},
        {"count 12", {.kind = ORDER_COUNT, .number = 12, .item = "tell"}},
        {"count 0 json", {.kind = ORDER_COUNT, .item = "tell", .wants_json = true}},
        {"count 10000 door json",
         {.kind = ORDER_COUNT, .number = 10000, .item = "door", .wants_json = true}},
        {"touch", {.kind = ORDER_TOUCH, .number = 1, .item = "tell"}},
        {"touch 3", {.kind = ORDER_TOUCH, .number = 3, .item = "tell"}},
        {"touch kiosk", {.kind = ORDER_TOUCH, .number = 1, .item = "kiosk"}},
        {"touch 3 kiosk json",
         {.kind = ORDER_TOUCH, .number = 3, .item = "kiosk", .wants_json = true}},
        {"emergency A_b-9.x for 24h",
         {.kind = ORDER_EMERGENCY, .item = "A_b-9.x", .for_us = ORDER_LONGEST_US}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct order order = {0};
        struct error err = {0};
        if (!order_parse(table[i].line, &order, &err)) {
            fail_msg("%s: %s", table[i].line, err.text);
        }
        assert_int_equal(order.kind, table[i].want.kind);
        assert_string_equal(order.item, table[i].want.item);
        assert_int_equal(order.for_us, table[i].want.for_us);
        assert_int_equal(order.number, table[i].want.number);
        assert_int_equal(order.wants_json, table[i].want.wants_json);
    }
}

static void every_order_survives_being_printed(void **state)
{
    (void)state;
    for (enum order_kind kind = ORDER_STATUS; kind <= ORDER_QUIT; kind++) {
        struct order order = {.kind = kind, .wants_json = kind % 2 == 0};
        if (kind == ORDER_EMERGENCY) {
            memset(order.item, 'x', ORDER_ITEM_BYTES - 1);
            order.for_us = 1234567;
        }
        if (kind == ORDER_LOG) {
            order.wants_json = false;
            order.entry = (struct manual_entry){.kind = MANUAL_TALKS,
                                                .count = MANUAL_COUNT_MOST,
                                                .day = 20782,
                                                .id = "3f2a91c0",
                                                .supersedes = "00000001",
                                                .by = "张 三=100%",
                                                .point = "hall-1"};
            memset(order.entry.note, ' ', sizeof order.entry.note - 1); // all of it is coded
        }
        if (kind == ORDER_COUNT || kind == ORDER_TOUCH) {
            order.number = 77;
            strcpy(order.item, "a123456789.12-_6");
        }
        struct str line = {0};
        order_print(&order, &line);
        struct order again = {0};
        struct error err = {0};
        assert_true(order_parse(str_text(&line), &again, &err));
        assert_int_equal(again.kind, order.kind);
        assert_string_equal(again.item, order.item);
        assert_int_equal(again.for_us, order.for_us);
        assert_int_equal(again.number, order.number);
        assert_memory_equal(&again.entry, &order.entry, sizeof order.entry);
        assert_int_equal(again.wants_json, order.wants_json);
        str_fini(&line);
    }
}

static void what_is_no_order_is_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *line, *wanted;
    } table[] = {
        {"", "the order is empty"},
        {"   ", "the order is empty"},
        {"stauts", "did you mean \"status\"?"},
        {"STATUS", "no order \"STATUS\""},
        {"frobnicate", "(status, next"},
        {"status now", "\"now\" does not belong there"},
        {"status json json", "\"json\" does not belong there"},
        {"next for 10s", "\"for\" does not belong there"},
        {"count", "count needs a whole number of people, 0 … 10000"},
        {"count door", "count needs a whole number"},
        {"count 10001", "at most 10000"},
        {"count 99999999999999999999", "at most 10000"},
        {"count 1 2", "a counter's name is a letter"},
        {"count 1 a1234567890123456", "a counter's name is a letter"},
        {"count 1 door for 10s", "\"for\" does not belong there"},
        {"touch 0", "at most 10000"},
        {"log", "log needs leaflets"},
        {"log faces 3", "log needs leaflets"},
        {"log leaflets -3", "a whole number behind"},
        {"log leaflets 3", "the day is missing"},
        {"log leaflets 3 day=20782 id=3f2a91c0", "a name of up to"},
        {"log leaflets 3 day=20782 id=3f2a91c0 by=a%0Ab", "a name of up to"},
        {"log leaflets 3 day=20782 id=3f2a91c0 by=a%00", "this is no entry"},
        {"log leaflets 3 day=20782 id=3f2a91c0 by=a%2", "this is no entry"},
        {"log leaflets 3 day=20782 id=3f2a91c0 by=a mac=1", "this is no entry"},
        {"log leaflets 3 day=20782 id=3f2a91c0a by=a", "this is no entry"},
        {"log leaflets 1000001 day=20782 id=3f2a91c0 by=a", "a count is a whole number"},
        {"emergency", "needs the id of an item"},
        {"emergency ../etc/passwd", "cannot be the id"},
        {"emergency fire now", "\"now\" does not belong there"},
        {"emergency fire for", "\"\" is not a length"},
        {"emergency fire for 10", "not a length"},
        {"emergency fire for 0s", "not a length"},
        {"emergency fire for -3s", "not a length"},
        {"emergency fire for 1.5h", "not a length"},
        {"emergency fire for 25h", "not a length"},
        {"emergency fire for 99999999999999999999s", "not a length"},
        {"emergency fire for 1s for 2s", "\"for\" does not belong there"},
        {"a b c d e f g h i j k", "too many words"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct order order = {.kind = ORDER_QUIT};
        struct error err = {0};
        assert_false(order_parse(table[i].line, &order, &err));
        if (strstr(err.text, table[i].wanted) == NULL) {
            fail_msg("\"%s\": \"%s\" is not in \"%s\"", table[i].line, table[i].wanted, err.text);
        }
        assert_int_equal(order.kind, ORDER_QUIT); // untouched
    }
}

static void bytes_that_a_terminal_should_not_see_are_not_repeated(void **state)
{
    (void)state;
    struct order order;
    struct error err = {0};
    assert_false(order_parse("\x1b[2J\xff\x07", &order, &err));
    for (const char *at = err.text; *at != '\0'; at++) {
        assert_in_range(*at, ' ', '~');
    }
    char line[4096];
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\0';
    assert_false(order_parse(line, &order, &err));
    line[500] = '\0';
    assert_false(order_parse(line, &order, &err));
    line[0] = 'e';
    memcpy(line, "emergency ", 10);
    line[10 + ORDER_ITEM_BYTES - 1] = '\0';
    assert_true(order_parse(line, &order, &err)); // 64 letters
    line[10 + ORDER_ITEM_BYTES - 1] = 'x';
    line[10 + ORDER_ITEM_BYTES] = '\0';
    assert_false(order_parse(line, &order, &err)); // 65
}

static void check_answer(const struct order_answer *answer, bool wants_json, const char *want)
{
    struct str line = {0};
    order_answer_print(answer, wants_json, &line);
    assert_string_equal(str_text(&line), want);
    bool is_done = !answer->is_done;
    const char *text = NULL;
    assert_true(order_answer_read(str_text(&line), &is_done, &text));
    assert_int_equal(is_done, answer->is_done);
    assert_string_equal(text, wants_json ? want : want + 3);
    str_fini(&line);
}

static void an_answer_is_one_line_for_people_or_programs(void **state)
{
    (void)state;
    struct order_answer done = {.is_done = true, .sentence = "the next item is coming"};
    check_answer(&done, false, "ok the next item is coming");
    check_answer(&done, true, "{\"done\":true,\"sentence\":\"the next item is coming\"}");
    struct order_answer refused = {.sentence = "there is no\nitem \"fire\""};
    check_answer(&refused, false, "no there is no item \"fire\"");
    check_answer(&refused, true,
                 "{\"done\":false,\"sentence\":\"there is no\\nitem \\\"fire\\\"\"}");
}

static void a_status_says_all_of_it(void **state)
{
    (void)state;
    struct order_status status = {.item = "shua",
                                  .title = "刷单\n返利",
                                  .zone = "main",
                                  .playlist = "银行大堂",
                                  .is_muted = true,
                                  .is_logging = true,
                                  .plays_today = 12,
                                  .late_frames = 3,
                                  .rate_mhz = 59940,
                                  .speed_mpx_s = 119880,
                                  .wished_px_s = 130,
                                  .trust = CLOCK_TRUSTED};
    struct order_answer answer = {.is_done = true, .status = &status};
    check_answer(&answer, false,
                 "ok playing: 刷单 返利 (shua) in zone main; 12 plays today, 3 late frames; "
                 "scrolls at 119.88 px/s (130 wished); muted; playlist 银行大堂; clock trusted");
    check_answer(
        &answer, true,
        "{\"done\":true,\"item\":\"shua\",\"title\":\"刷单\\n返利\",\"zone\":\"main\","
        "\"emergency\":null,\"playlist\":\"银行大堂\",\"rung\":0,"
        "\"quarantined\":0,\"quarantined_item\":null,\"paused\":false,\"muted\":true,"
        "\"dark\":false,\"logging\":true,\"plays_today\":12,\"late_frames\":3,"
        "\"rate_mhz\":59940,\"speed_mpx_s\":119880,\"wished_px_s\":130,\"clock\":\"trusted\"}");
    struct order_status emergency = {.item = "fire", .emergency = "fire", .is_paused = true};
    answer.status = &emergency;
    check_answer(
        &answer, false,
        "ok emergency: fire has the screen, paused; showings are not stored, 0 late frames; "
        "clock unknown");
    struct order_status house = {.trust = CLOCK_BOUNDED};
    answer.status = &house;
    check_answer(&answer, false,
                 "ok playing: nothing, the house card; showings are not stored, 0 late frames; "
                 "clock bounded");
    struct order_status exact = {.item = "a", .speed_mpx_s = 120000, .wished_px_s = 120};
    answer.status = &exact;
    check_answer(&answer, false,
                 "ok playing: a (a); showings are not stored, 0 late frames; scrolls at 120 px/s; "
                 "clock unknown");
    struct order_status dark = {.is_dark = true, .is_logging = true, .trust = CLOCK_REBASED};
    answer.status = &dark;
    check_answer(&answer, false, "ok closed, dark; 0 plays today, 0 late frames; clock rebased");
}

static void a_status_says_what_stands_in_and_what_is_in_quarantine(void **state)
{
    (void)state;
    struct order_status status = {.playlist = "evergreen",
                                  .rung = 2,
                                  .quarantined = 2,
                                  .one_of_them = "film",
                                  .trust = CLOCK_TRUSTED};
    struct order_answer answer = {.is_done = true, .status = &status};
    check_answer(&answer, false,
                 "ok playing: nothing, the house card; showings are not stored, 0 late frames; "
                 "playlist evergreen stands in, nothing else can be shown; 2 in quarantine (film "
                 "...); clock trusted");
}

static void what_is_no_answer_is_seen(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "ok", "okay", "yes done", "{\"done\":", "{}", "HTTP"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        bool is_done;
        const char *text;
        assert_false(order_answer_read(lines[i], &is_done, &text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_is_read_from_its_line),
        cmocka_unit_test(every_order_survives_being_printed),
        cmocka_unit_test(what_is_no_order_is_refused_with_a_reason),
        cmocka_unit_test(bytes_that_a_terminal_should_not_see_are_not_repeated),
        cmocka_unit_test(an_answer_is_one_line_for_people_or_programs),
        cmocka_unit_test(a_status_says_all_of_it),
        cmocka_unit_test(a_status_says_what_stands_in_and_what_is_in_quarantine),
        cmocka_unit_test(what_is_no_answer_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

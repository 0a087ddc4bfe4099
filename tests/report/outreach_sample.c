// The made-up outreach.
#include "report/outreach_sample.h"

#include "base/civil.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_PER_DISTRICT = 19, NAME_BYTES = 256 };

const struct sample sample_league = {.points = 220, .days = 30, .items = 24};

static const char *const venues[] = {"单位", "企业", "社区", "学校", "公共场所", "家庭"};
static const char *const topics[] = {"刷单返利", "冒充客服退款", "虚假投资理财", "冒充公检法",
                                     "虚假贷款", "网络游戏交易", "养老诈骗",     ""};
static const char *const audiences[] = {"学生", "商户", "老年人", "务工人员", ""};
static const char *const kinds[] = {"标语", "短片", "海报"};

// --- names -------------------------------------------------------------------------------------

// 1 … 999 as "一", "十二", "二百零三".
static void numeral(char *out, size_t size, int number)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    int hundreds = number / 100;
    int tens = number / 10 % 10;
    int ones = number % 10;
    bool is_teen = hundreds == 0 && tens == 1; // 十二, not 一十二
    bool has_gap = hundreds > 0 && tens == 0 && ones > 0;
    snprintf(out, size, "%s%s%s%s%s", hundreds > 0 ? digits[hundreds] : "",
             hundreds > 0 ? "百" : "",
             has_gap                ? "零"
             : tens > 0 && !is_teen ? digits[tens]
                                    : "",
             tens > 0 ? "十" : "", ones > 0 ? digits[ones] : "");
}

static void name(char out[NAME_BYTES], const struct sample *sample, const char *chinese,
                 const char *english, int number)
{
    char numbered[32] = "";
    numeral(numbered, sizeof numbered, number);
    const char *hostile = sample->hostile != NULL ? sample->hostile : "";
    if (sample->is_ascii) {
        snprintf(out, NAME_BYTES, "%s %d%s", english, number, hostile);
    } else {
        snprintf(out, NAME_BYTES, "%s%s%s", chinese, numbered, hostile);
    }
}

static void pick(char out[NAME_BYTES], const struct sample *sample, const char *const *list,
                 size_t count, size_t at)
{
    const char *hostile = sample->hostile != NULL ? sample->hostile : "";
    if (sample->is_ascii) {
        snprintf(out, NAME_BYTES, "kind %zu%s", at % count, hostile);
    } else {
        snprintf(out, NAME_BYTES, "%s%s", list[at % count],
                 list[at % count][0] != '\0' ? hostile : "");
    }
}
#define PICK(out, sample, list, at) pick(out, sample, list, sizeof list / sizeof list[0], at)

static void date_of(char out[NAME_BYTES], int64_t day)
{
    struct civil date = civil_of_day(day);
    snprintf(out, NAME_BYTES, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void hex(char out[65], uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        snprintf(out + (ptrdiff_t)16 * i, 17, "%016llx", (unsigned long long)seed);
    }
}

// --- plays and reach ---------------------------------------------------------------------------

// `share`: of the visits that are left when each is counted once.
static struct outreach_reach reach_of(const struct sample *sample,
                                      const struct outreach_plays *plays, double share, int grade)
{
    struct outreach_reach reach = {0};
    if (sample->has_no_model || plays->plays == 0) {
        return reach;
    }
    reach.has_model = true;
    reach.impressions = (double)plays->plays * 3.3;
    reach.impressions_lo = reach.impressions * 0.7;
    reach.impressions_hi = reach.impressions * 1.4;
    reach.visits = reach.impressions * share;
    reach.visits_lo = reach.visits * 0.71;
    reach.visits_hi = reach.visits / 0.71;
    if (!sample->has_no_population) {
        reach.persons = 60000 * (reach.visits / (60000 + reach.visits));
        reach.persons_lo = reach.persons * 0.66;
        reach.persons_hi = reach.persons / 0.66;
    }
    reach.engagements = (double)(plays->plays % 97);
    reach.grade = (enum audience_grade)grade;
    return reach;
}

static struct outreach_plays plays_of(int day, int point, int item)
{
    int64_t weekday = (day + 6) % 7; // 2026-11-01 is a Sunday
    int64_t plays = 9 + (7 * point + 3 * day + 5 * item) % 23 + (weekday < 5 ? 8 : 0);
    return (struct outreach_plays){
        .plays = plays,
        .full_plays = plays - (point + item) % 3,
        .visible_ms = plays * (11000 + 700 * (item % 9)) - 130 * (point % 7),
        .failed = (point + day + item) % 41 == 0,
        .skipped = (point + day + item) % 13 == 0,
        .cut = (point + day) % 29 == 0 && item == 0,
        .untrusted = point % 31 == 5 && day == 2 ? 3 : 0,
        .display_unknown = point % 9 == 4 ? plays : 0,
        .display_off = point % 17 == 3 && day % 6 == 0 ? 2 : 0,
    };
}

static bool is_silent(const struct sample *sample, int point)
{
    return sample->items == 0 || (sample->points > 1 && point % 28 == 11);
}

// --- making it ---------------------------------------------------------------------------------

static void make_point(struct outreach *out, const struct sample *sample, int p)
{
    char id[NAME_BYTES];
    char text[NAME_BYTES];
    snprintf(id, sizeof id, "test-%04d", p + 1);
    struct outreach_point *point = outreach_point(out, id);
    free(point->name);
    free(point->district);
    free(point->venue);
    name(text, sample, "测试点", "Test point", p + 1);
    point->name = mem_copy(text);
    name(text, sample, "测试旗", "County", p / POINTS_PER_DISTRICT + 1);
    point->district =
        mem_format("%s/%s", sample->is_ascii ? "Province/Test league" : "测试区/测试盟", text);
    PICK(text, sample, venues, (size_t)p);
    point->venue = mem_copy(text);
    point->is_reporting = !is_silent(sample, p);
    point->last_day = point->is_reporting ? out->last_day
                      : p % 2 == 1        ? out->first_day - 3 - p % 5
                                          : INT64_MIN;
    point->audience.grade = p % 5 == 0 ? GRADE_SURVEYED : GRADE_CONFIGURED;
    snprintf(point->audience.source, sizeof point->audience.source, "%s",
             sample->is_ascii ? "tally of the test" : "测试登记");
    point->audience.per_hour[0][9] = sample->has_no_model ? 0 : 40;
    if (point->is_reporting) {
        free(point->log_id);
        point->log_id = mem_format("00000000-0000-4000-8000-%012d", p + 1);
        point->chain_length = 40000 + 13 * p;
        hex(point->chain_head, (uint64_t)p + 1);
        out->ledger_count++;
    }
}

static void add_cell(struct outreach *out, const struct sample *sample, int day, int p, int item)
{
    struct outreach_plays plays = plays_of(day, p, item);
    char id[NAME_BYTES];
    char label[NAME_BYTES];
    char topic[NAME_BYTES];
    char audience[NAME_BYTES];
    char date[NAME_BYTES];
    snprintf(id, sizeof id, "item-%02d", item + 1);
    name(label, sample, kinds[item % 3], "Item", item / 3 + 1);
    PICK(topic, sample, topics, (size_t)item);
    PICK(audience, sample, audiences, (size_t)item);
    date_of(date, out->first_day + day);
    const struct outreach_point *point = &out->points[p];
    const struct outreach_cell_key key = {out->first_day + day, (size_t)p, id, topic, audience};
    struct outreach_cell *cell = outreach_cell(out, &key);
    cell->plays = plays;
    cell->reach = reach_of(sample, &plays, 0.6, point->audience.grade);
    outreach_add_plays(&outreach_row(out, OUTREACH_POINT, point->id, point->name)->plays, &plays);
    outreach_add_plays(&outreach_row(out, OUTREACH_VENUE, point->venue, NULL)->plays, &plays);
    outreach_add_plays(&outreach_row(out, OUTREACH_TOPIC, topic, NULL)->plays, &plays);
    outreach_add_plays(&outreach_row(out, OUTREACH_AUDIENCE, audience, NULL)->plays, &plays);
    outreach_add_plays(&outreach_row(out, OUTREACH_ITEM, id, label)->plays, &plays);
    outreach_add_plays(&outreach_row(out, OUTREACH_DAY, date, NULL)->plays, &plays);
    size_t levels[OUTREACH_DEPTHS];
    size_t depth = outreach_district(out, point->district, levels);
    for (size_t i = 0; i < depth; i++) {
        outreach_add_plays(&out->tables[OUTREACH_DISTRICT].rows[levels[i]].plays, &plays);
    }
    outreach_add_plays(&out->plays, &plays);
    for (int hour = 7; hour < 22; hour++) { // more at noon and after work
        int weight = 4 + (hour == 12 ? 5 : 0) + (hour >= 17 && hour < 20 ? 4 : 0);
        out->hours_ms[day][hour] += plays.visible_ms * weight / 85;
    }
}

static void add_manual(struct outreach *out, const struct sample *sample)
{
    char by[NAME_BYTES];
    char note[NAME_BYTES];
    for (int i = 0; i < MANUAL_KINDS * 2; i++) {
        name(by, sample, "测试员", "Tester ", i % 3 + 1);
        name(note, sample, "测试记录", "Note", i + 1);
        out->manual = MEM_GROW(out->manual, out->manual_count, out->manual_capacity);
        out->manual[out->manual_count++] =
            (struct outreach_manual){.kind = (enum outreach_manual_kind)(i % MANUAL_KINDS),
                                     .count = 3 + 37 * (i + 1) % 400,
                                     .day = out->first_day + i % sample->days,
                                     .id = mem_format("%08x", 0x1000 + i),
                                     .by = mem_copy(by),
                                     .note = mem_copy(i % 4 != 3 ? note : ""),
                                     .point = mem_copy(i % 2 == 0 ? out->points[0].id : ""),
                                     .is_correction = i == 6};
    }
}

static void add_events(struct outreach *out, const struct sample *sample)
{
    static const char *const texts[] = {"", "disk full", ""};
    static const int64_t values[] = {12, 0, INT64_C(-3600) * CLOCK_SECOND_US};
    for (int i = 0; i < 9; i++) {
        out->events = MEM_GROW(out->events, out->event_count, out->event_capacity);
        out->events[out->event_count++] = (struct outreach_event){
            .kind = (enum outreach_notice)(OUTREACH_GAP + i % 3),
            .day = out->first_day + i % sample->days,
            .point = (size_t)(i * 7 % sample->points),
            .value = values[i % 3],
            .text =
                mem_format("%s%s", texts[i % 3], sample->hostile != NULL ? sample->hostile : ""),
        };
    }
}

static void estimate(struct outreach *out, const struct sample *sample)
{
    for (int t = 0; t < OUTREACH_TABLES; t++) {
        struct outreach_rows *table = &out->tables[t];
        for (size_t i = 0; i < table->count; i++) {
            double share = t == OUTREACH_ITEM || t == OUTREACH_TOPIC ? 0.52 : 0.31;
            int grade = t == OUTREACH_POINT && i % 5 == 0 ? GRADE_SURVEYED : GRADE_CONFIGURED;
            table->rows[i].reach = reach_of(sample, &table->rows[i].plays, share, grade);
        }
    }
    out->reach = reach_of(sample, &out->plays, 0.31, GRADE_CONFIGURED);
    for (int k = 0; k < OUTREACH_FREQUENCIES; k++) {
        out->frequency[k] = out->reach.visits * pow(0.56, k);
    }
}

void outreach_sample(struct outreach *out, const struct sample *sample)
{
    const struct civil first = {.year = 2026, .month = 11, .day = 1};
    *out = (struct outreach){0};
    out->first_day = civil_day_number(first);
    out->last_day = out->first_day + sample->days - 1;
    out->offset_s = CIVIL_CHINA_OFFSET_S;
    out->made = civil_instant(civil_of_day(out->last_day + 1), out->offset_s);
    out->made.us += 8 * 3600 * CLOCK_SECOND_US;
    out->hours_ms = mem_zeroed((size_t)sample->days, sizeof *out->hours_ms);
    for (int p = 0; p < sample->points; p++) {
        make_point(out, sample, p);
    }
    for (int day = 0; day < sample->days; day++) {
        char date[NAME_BYTES];
        date_of(date, out->first_day + day);
        outreach_row(out, OUTREACH_DAY, date, NULL);
        for (int p = 0; p < sample->points; p++) {
            for (int item = 0; item < sample->items && !is_silent(sample, p); item++) {
                add_cell(out, sample, day, p, item);
            }
        }
    }
    estimate(out, sample);
    add_manual(out, sample);
    if (sample->items > 0) {
        add_events(out, sample);
        hex(out->checkpoint, 4711);
    }
    outreach_settle(out);
}

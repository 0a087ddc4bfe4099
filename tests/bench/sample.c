// Made-up points.
#include "sample.h"

#include "support/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct sample_item sample_items[] = {
    {"zongtishuo", "slogan", NULL, NULL, 9000},
    {"96110", "slogan", "预警劝阻", NULL, 8000},
    {"shuadan", "slogan", "刷单返利", "学生", 12000},
    {"shuadan-film", "video", "刷单返利", "学生", 45000},
    {"kefu-tuikuan", "slogan", "冒充客服退款", NULL, 14000},
    {"kefu-tuikuan-film", "video", "冒充客服退款", NULL, 60000},
    {"zhapian-gongjianfa", "slogan", "冒充公检法", "老年人", 13000},
    {"zhapian-gongjianfa-film", "video", "冒充公检法", "老年人", 52000},
    {"touzi-licai", "slogan", "虚假投资理财", "老年人", 15000},
    {"touzi-licai-film", "video", "虚假投资理财", NULL, 58000},
    {"daikuan", "slogan", "虚假网络贷款", "商户", 12000},
    {"daikuan-poster", "image", "虚假网络贷款", "商户", 10000},
    {"zhengxin", "slogan", "虚假征信", "学生", 11000},
    {"youxi", "slogan", "网络游戏虚假交易", "学生", 12000},
    {"yanglao", "slogan", "养老诈骗", "老年人", 16000},
    {"yanglao-film", "video", "养老诈骗", "老年人", 48000},
    {"app-qr", "qr", "国家反诈中心", NULL, 20000},
    {"duankaxingdong", "image", "断卡", "学生", 10000},
};
const size_t sample_item_count = sizeof sample_items / sizeof sample_items[0];

static const struct sample_venue venues[] = {
    {"单位", 8 * 60, 18 * 60, 90, 15, 120, 0.2},
    {"企业", 7 * 60 + 30, 19 * 60, 140, 12, 150, 0.15},
    {"社区", 7 * 60, 21 * 60 + 30, 110, 25, 300, 0.3},
    {"学校", 7 * 60, 18 * 60 + 30, 320, 10, 60, 0.2},
    {"公共场所", 6 * 60 + 30, 22 * 60, 420, 18, 420, 0.25},
    {"家庭", 8 * 60, 20 * 60, 40, 20, 180, 0.3},
};

static const char *const districts[] = {
    "内蒙古/呼和浩特市/新城区",     "内蒙古/呼和浩特市/回民区",     "内蒙古/呼和浩特市/玉泉区",
    "内蒙古/呼和浩特市/赛罕区",     "内蒙古/呼和浩特市/托克托县",   "内蒙古/包头市/昆都仑区",
    "内蒙古/包头市/青山区",         "内蒙古/包头市/东河区",         "内蒙古/包头市/九原区",
    "内蒙古/乌海市/海勃湾区",       "内蒙古/乌海市/乌达区",         "内蒙古/赤峰市/红山区",
    "内蒙古/赤峰市/松山区",         "内蒙古/赤峰市/宁城县",         "内蒙古/赤峰市/敖汉旗",
    "内蒙古/通辽市/科尔沁区",       "内蒙古/通辽市/霍林郭勒市",     "内蒙古/通辽市/开鲁县",
    "内蒙古/鄂尔多斯市/东胜区",     "内蒙古/鄂尔多斯市/康巴什区",   "内蒙古/鄂尔多斯市/准格尔旗",
    "内蒙古/呼伦贝尔市/海拉尔区",   "内蒙古/呼伦贝尔市/满洲里市",   "内蒙古/呼伦贝尔市/牙克石市",
    "内蒙古/巴彦淖尔市/临河区",     "内蒙古/巴彦淖尔市/五原县",     "内蒙古/乌兰察布市/集宁区",
    "内蒙古/乌兰察布市/丰镇市",     "内蒙古/兴安盟/乌兰浩特市",     "内蒙古/兴安盟/阿尔山市",
    "内蒙古/兴安盟/科尔沁右翼前旗", "内蒙古/兴安盟/突泉县",         "内蒙古/兴安盟/扎赉特旗",
    "内蒙古/锡林郭勒盟/锡林浩特市", "内蒙古/锡林郭勒盟/二连浩特市", "内蒙古/锡林郭勒盟/多伦县",
    "内蒙古/阿拉善盟/阿拉善左旗",   "内蒙古/阿拉善盟/额济纳旗",
};

static uint64_t numbers_of(uint64_t seed, int number)
{
    uint64_t state = seed ^ (uint64_t)number << 20;
    (void)random_next(&state);
    return state;
}

struct sample_point sample_point(uint64_t seed, int number)
{
    uint64_t random = numbers_of(seed, number);
    size_t count = sizeof districts / sizeof districts[0];
    struct sample_point self = {
        .district = districts[(size_t)number % count],
        .venue = &venues[random_below(&random, sizeof venues / sizeof venues[0])],
        .has_audience = random_below(&random, 10) > 0,
        .has_counter = random_below(&random, 8) == 0,
        .has_battery = random_below(&random, 3) > 0,
        .is_display_known = random_below(&random, 4) > 0,
    };
    snprintf(self.id, sizeof self.id, "sample-%03d", number + 1);
    snprintf(self.name, sizeof self.name, "样例点 %03d", number + 1);
    return self;
}

// A quiet night, a busy morning, a busier evening; less on weekends where people work or learn.
double sample_people(const struct sample_venue *venue, int weekday, int hour)
{
    static const double shape[AUDIENCE_HOURS] = {0,  0,  0,  0,   0,  .05, .2,  .6, .9, .7, .6, .8,
                                                 .9, .6, .5, .55, .7, 1,   .95, .7, .5, .3, .1, 0};
    bool is_weekday_venue = strcmp(venue->name, "学校") == 0 || strcmp(venue->name, "单位") == 0 ||
                            strcmp(venue->name, "企业") == 0;
    double day = weekday < 5 ? 1 : is_weekday_venue ? 0.1 : 1.3;
    return venue->peak_per_hour * shape[hour] * day;
}

void sample_audience(const struct sample_point *point, uint64_t seed, struct audience *out)
{
    const struct sample_venue *venue = point->venue;
    uint64_t random = numbers_of(seed, atoi(point->id + strlen("sample-")) + 1000);
    audience_init(out);
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            out->per_hour[day][hour] = sample_people(venue, day, hour);
        }
    }
    out->dwell = (struct dwell){
        .kind = DWELL_MIXTURE,
        .parts = {{1 - venue->staying, venue->passing_s}, {venue->staying, venue->staying_s}},
        .part_count = 2,
    };
    if (!dwell_settle(&out->dwell)) {
        abort(); // the table above is wrong
    }
    out->grade = point->has_counter              ? GRADE_COUNTED
                 : random_below(&random, 3) == 0 ? GRADE_SURVEYED
                                                 : GRADE_CONFIGURED;
    out->rel_sd = out->grade == GRADE_COUNTED ? 0.05 : out->grade == GRADE_SURVEYED ? 0.15 : 0.3;
    out->dwell_sd_s = 0.1 * dwell_mean_s(&out->dwell);
    out->full_s = 15;
    out->population = (double)(4000 + 500 * random_below(&random, 60));
    snprintf(out->source, sizeof out->source, "样例数据");
    if (random_below(&random, 3) == 0) { // screens of one town see the same people
        snprintf(out->catchment, sizeof out->catchment, "%s", strrchr(point->district, '/') + 1);
        out->population = 60000;
    }
}

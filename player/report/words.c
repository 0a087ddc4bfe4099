// The texts. A value stands where its number is, so that each language has its own order.
#include "report/words.h"

#include <assert.h>

static const struct {
    const char *chinese, *english;
} words[WORD_TOTAL] = {
    // what is counted
    [WORD_PLAYS] = {"播放次数", "Plays"},
    [WORD_FULL_PLAYS] = {"完整播放", "Full plays"},
    [WORD_HOURS] = {"时长/小时", "Hours"},
    [WORD_IMPRESSIONS] = {"曝光人次", "Opportunities to see"},
    [WORD_VISITS] = {"触达人次", "Visits reached"},
    [WORD_PERSONS] = {"触达人数", "People reached"},
    [WORD_INTERVAL] = {"95%区间", "95 % interval"},
    [WORD_GRADE] = {"等级", "Grade"},
    // the head
    [WORD_LANGUAGE] = {"zh-CN", "en"},
    [WORD_TITLE_DAY] = {"反诈宣传日报", "Anti-fraud outreach, daily report"},
    [WORD_TITLE_WEEK] = {"反诈宣传周报", "Anti-fraud outreach, weekly report"},
    [WORD_TITLE_MONTH] = {"反诈宣传月报", "Anti-fraud outreach, monthly report"},
    [WORD_TITLE_QUARTER] = {"反诈宣传季报", "Anti-fraud outreach, quarterly report"},
    [WORD_TITLE_YEAR] = {"反诈宣传年报", "Anti-fraud outreach, annual report"},
    [WORD_TITLE_PERIOD] = {"反诈宣传统计报告", "Anti-fraud outreach report"},
    [WORD_DATE] = {"{1}年{2}月{3}日", "{1}-{2}-{3}"},
    [WORD_PERIOD] = {"{1}至{2}，共{3}天", "{1} to {2}, {3} days"},
    [WORD_PLACE] = {"地区", "Place"},
    [WORD_SOURCES] = {"数据来源", "Made from"},
    [WORD_LEDGERS] = {"{1}份播放台账", "ledgers: {1}"},
    [WORD_MADE] = {"制表时间", "Made at"},
    [WORD_METHOD] = {"方法版本", "Method"},
    // coverage
    [WORD_COVERAGE] = {"点位上报情况", "Coverage"},
    [WORD_COVERAGE_DUE] = {"应上报点位", "Screens due"},
    [WORD_COVERAGE_REPORTING] = {"已上报", "Reporting"},
    [WORD_COVERAGE_MISSING] = {"未上报", "Missing"},
    [WORD_COVERAGE_SHARE] = {"上报率", "Coverage"},
    [WORD_COVERAGE_NOTE] =
        {"未上报的点位不作推算，以下各项只含已上报的点位。",
         "Missing screens are not extrapolated: all that follows is of the screens that reported."},
    [WORD_COVERAGE_ALL] = {"应上报的点位已全部上报。", "Every screen that was due has reported."},
    [WORD_COVERAGE_NONE] = {"没有应上报的点位。", "No screen was due to report."},
    [WORD_MISSING_POINTS] = {"未上报的点位", "Screens that did not report"},
    [WORD_LAST_SEEN] = {"最近播放{1}", "last play {1}"},
    [WORD_NEVER_SEEN] = {"从未上报", "never reported"},
    [WORD_NO_PLAYS] = {"本期没有播放记录。", "No plays were recorded in this period."},
    [WORD_NONE_COUNTED] = {"本期有{1}次播放，都没有计入，原因见“数据质量”。",
                           "{1} plays in this period, none of them counted: see “Data quality”."},
    // key figures
    [WORD_FIGURES] = {"主要数字", "Key figures"},
    [WORD_FACTS] = {"播放", "Plays"},
    [WORD_FACTS_SOURCE] = {"台账记录的事实", "facts from the ledgers"},
    [WORD_ESTIMATES] = {"触达", "Reach"},
    [WORD_ESTIMATES_SOURCE] = {"模型估计，取两位有效数字",
                               "modelled estimates, two significant figures"},
    [WORD_FIGURE_HOURS] = {"播放时长", "Time on screen"},
    [WORD_UNIT_HOURS] = {"小时", "h"},
    [WORD_FIGURE_PERSONS] = {"估计触达人数", "Estimated people reached"},
    [WORD_ABOUT] = {"约", "about"},
    [WORD_FULL_SHARE] = {"完整播放{1}次，占{2}%", "{1} full plays, {2} %"},
    [WORD_HOURS_EACH] = {"平均每个上报点位每天{1}小时", "{1} h a day for each reporting screen"},
    [WORD_INTERVAL_OF] = {"95%区间{1}～{2}", "95 % interval {1}–{2}"},
    [WORD_GRADE_OF] = {"{1}级", "grade {1}"},
    [WORD_NO_MODEL] = {"没有点位登记客流，不作估计。",
                       "No screen says who comes past: nothing is estimated."},
    [WORD_NO_POPULATION] = {"有点位未登记服务人口，只报人次",
                            "population unknown at some screen: visits only"},
    [WORD_MODEL_OF] =
        {"触达只含登记了客流的{1}个点位；另有{2}个点位没有登记，不作推算。",
         "Reach is of {1} screens; who comes past is not said for {2} others, and is not "
         "made up."},
    [WORD_ENGAGEMENTS] = {"另有触摸、按键互动{1}次，不计入以上各项。",
                          "Besides, touches and keys: {1}; not part of the above."},
    [WORD_NEVER_ADDED] = {"播放、触达、人工填报是三类不同的数字，分别列出，互不相加。",
                          "Plays, reach and manual outreach are three different things and are "
                          "never added together."},
    // manual outreach
    [WORD_MANUAL] = {"人工填报", "Manual outreach"},
    [WORD_MANUAL_NOTE] =
        {"由工作人员填报，不由屏幕测得，与播放、触达互不相加。更正的条目取代原条目。",
         "Entered by staff, not measured by screens, and never added to plays or reach. A "
         "correction replaces what it corrects."},
    [WORD_MANUAL_LIST] = {"填报明细", "Entries"},
    [WORD_MANUAL_NONE] = {"本期没有人工填报。", "Nothing was entered for this period."},
    [WORD_LEAFLETS] = {"发放宣传单", "Leaflets handed out"},
    [WORD_LEAFLETS_UNIT] = {"份", "pcs"},
    [WORD_INSTALLS] = {"指导安装国家反诈中心 App", "App installs guided"},
    [WORD_INSTALLS_UNIT] = {"次", "times"},
    [WORD_TALKS] = {"宣讲", "Talks"},
    [WORD_TALKS_UNIT] = {"场", "times"},
    [WORD_ATTENDEES] = {"听讲", "Attendees"},
    [WORD_ATTENDEES_UNIT] = {"人次", "attendances"},
    [WORD_BROADCASTS] = {"喇叭广播", "Loudspeaker broadcasts"},
    [WORD_BROADCASTS_UNIT] = {"次", "times"},
    [WORD_ENTRIES] = {"{1}条填报", "entries: {1}"},
    [WORD_DAY] = {"日期", "Day"},
    [WORD_WHAT] = {"项目", "What"},
    [WORD_COUNT] = {"数量", "Count"},
    [WORD_POINT] = {"点位", "Screen"},
    [WORD_BY] = {"填报人", "Entered by"},
    [WORD_NOTE] = {"备注", "Note"},
    [WORD_CORRECTION] = {"更正", "correction"},
    // pictures
    [WORD_COURSE] = {"时间分布", "Over time"},
    [WORD_DAYS] = {"每日播放次数", "Plays per day"},
    [WORD_DAYS_FOLDED] = {"播放次数，每{1}天合计", "Plays, {1} days each"},
    [WORD_DAYS_DESC] = {"横轴为日期，纵轴为播放次数。最多的一天是{1}，{2}次。",
                        "Dates across, plays upwards. Most on {1}: {2}."},
    [WORD_HEAT] = {"各时段播放时长", "Time on screen by hour of the day"},
    [WORD_HEAT_DESC] = {"每行一天，每列一小时，颜色越深播放时间越长。单位：{2}，全部点位合计。",
                        "A row for each day, a column for each hour; the darker, the longer. In "
                        "{2}, all screens together."},
    [WORD_HEAT_DESC_FOLDED] =
        {"每行{1}天合计，每列一小时，颜色越深播放时间越长。单位：小时，全部点位合计。",
         "A row for {1} days together, a column for each hour; the darker, the longer. Hours, all "
         "screens together."},
    [WORD_HEAT_CELL] = {"{1}，{2}时：{3}{4}", "{1}, {2} h: {3} {4}"},
    [WORD_HEAT_HOURS] = {"小时", "hours"},
    [WORD_HEAT_MINUTES] = {"分钟", "minutes"},
    [WORD_HEAT_HOUR] = {"时", "h"},
    [WORD_BAR] = {"{1}：{2}次", "{1}: {2}"},
    [WORD_FREQUENCY] = {"接触频次", "Frequency of exposure"},
    [WORD_FREQUENCY_DESC] = {"同一次到访期间，有机会完整看到至少若干次播放的人次（模型估计）。",
                             "Visits with at least so many full exposures (modelled)."},
    [WORD_AT_LEAST] = {"≥{1}次", "≥ {1}"},
    [WORD_SUNDAY] = {"日", "Sun"},
    [WORD_MONDAY] = {"一", "Mon"},
    [WORD_TUESDAY] = {"二", "Tue"},
    [WORD_WEDNESDAY] = {"三", "Wed"},
    [WORD_THURSDAY] = {"四", "Thu"},
    [WORD_FRIDAY] = {"五", "Fri"},
    [WORD_SATURDAY] = {"六", "Sat"},
    // tables
    [WORD_BY_DISTRICT] = {"按地区和点位", "By district and screen"},
    [WORD_BY_VENUE] = {"按“六进”场所", "By kind of venue"},
    [WORD_BY_TOPIC] = {"按诈骗类型", "By type of fraud"},
    [WORD_BY_AUDIENCE] = {"按受众", "By audience"},
    [WORD_BY_ITEM] = {"按内容", "By item"},
    [WORD_DISTRICT] = {"地区、点位", "District, screen"},
    [WORD_VENUE] = {"场所", "Venue"},
    [WORD_TOPIC] = {"诈骗类型", "Type of fraud"},
    [WORD_AUDIENCE] = {"受众", "Audience"},
    [WORD_ITEM] = {"内容", "Item"},
    [WORD_DEDUPED] = {"触达人次和人数在每一行内单独去重",
                      "Visits and people are counted once within each row"},
    [WORD_NOT_ADDING] = {"各类合计不等于总数（去重）。",
                         "Rows do not add up to the total: each counts a person once."},
    [WORD_NOT_SAID] = {"未注明", "not said"},
    [WORD_NOT_REPORTING] = {"未上报", "did not report"},
    [WORD_FOLDED] = {"（打印件不列，见电子版）", " (not printed: see the file)"},
    [WORD_MORE_ROWS] = {"其余{1}行", "{1} more rows"},
    // quality
    [WORD_QUALITY] = {"数据质量", "Data quality"},
    [WORD_QUALITY_CAPTION] = {"没有计入或需要说明的播放",
                              "Plays that were not counted, or need a word"},
    [WORD_SHARE] = {"占比", "Share"},
    [WORD_TREATMENT] = {"处理", "Treatment"},
    [WORD_UNTRUSTED] = {"时间待核", "Time not trusted"},
    [WORD_UNTRUSTED_NOTE] = {"时钟不可信，未计入播放次数",
                             "the clock was not to be believed: not counted"},
    [WORD_DISPLAY_UNKNOWN] = {"屏幕状态未知", "Display unknown"},
    [WORD_DISPLAY_UNKNOWN_NOTE] = {"无法得知显示器是否开启，已计入播放次数",
                                   "nobody knows whether the display was on: counted"},
    [WORD_DISPLAY_OFF] = {"屏幕关闭", "Display off"},
    [WORD_DISPLAY_OFF_NOTE] = {"显示器已知关闭，未计入播放次数",
                               "the display was known to be off: not counted"},
    [WORD_FAILED] = {"播放失败", "Failed"},
    [WORD_FAILED_NOTE] = {"没有显示出画面的，未计入播放次数",
                          "those of which nothing was shown are not counted"},
    [WORD_SKIPPED] = {"人工跳过", "Skipped"},
    [WORD_SKIPPED_NOTE] = {"按实际显示的时长计入", "counted for as long as they were shown"},
    [WORD_CUT] = {"断电中断", "Cut by a power failure"},
    [WORD_CUT_NOTE] = {"按断电前已记录的时长计入，至多少计5秒",
                       "counted up to what was stored, at most 5 s short"},
    [WORD_GAP] = {"台账缺口", "Gap"},
    [WORD_FAULT] = {"故障", "Fault"},
    [WORD_CLOCK] = {"时钟调整", "Clock set"},
    [WORD_GAP_OF] = {"{1}条记录未能存入台账", "{1} plays and events could not be stored"},
    [WORD_CLOCK_FORWARD] = {"调快{1}", "forward by {1}"},
    [WORD_CLOCK_BACK] = {"调慢{1}", "back by {1}"},
    [WORD_CLOCK_KNOWN] = {"已对时", "became known"},
    [WORD_SECONDS] = {"{1}秒", "{1} s"},
    [WORD_MINUTES] = {"{1}分钟", "{1} min"},
    [WORD_HOURS_LONG] = {"{1}小时", "{1} h"},
    [WORD_DAYS_LONG] = {"{1}天", "{1} days"},
    [WORD_NOTICES] = {"需要说明的情况", "What a reader should know"},
    [WORD_NOTICES_CAPTION] = {"台账缺口{1}起，故障{2}起，时钟调整{3}次",
                              "gaps: {1}, faults: {2}, clock set: {3}"},
    [WORD_KIND] = {"类别", "Kind"},
    [WORD_DETAIL] = {"情况", "Detail"},
    // definitions
    [WORD_DEFINITIONS] = {"指标说明", "Definitions"},
    [WORD_DEF_PLAY] = {"播放", "Play"},
    [WORD_DEF_PLAY_TEXT] =
        {"屏幕上实际显示出来的一次节目，按显示的画面记录，不按计划。显示时长不少于计划时长减0."
         "5秒的，为完整播放。",
         "An item that really was on the screen, recorded from the pictures shown and not from the "
         "plan. A full play was visible for its planned time, less half a second."},
    [WORD_DEF_IMPRESSIONS_TEXT] = {"一个人在一次播放期间身处能看到屏幕的地方1秒以上，记1人次。同一"
                                   "个人遇到多次播放，记多人次。",
                                   "One person within sight of the screen for 1 s or more of one "
                                   "play. Whoever meets several plays counts several times."},
    [WORD_DEF_VISITS_TEXT] =
        {"一次到访期间，有机会完整看到至少1次播放，记1人次。一次到访遇到再多播放，也只记1人次；同一"
         "个人再次到访，另记。",
         "One visit with an opportunity to see at least one play in full. However many plays it "
         "meets, a visit counts once; when the same person comes again, that is another visit."},
    [WORD_DEF_PERSONS_TEXT] = {"本期内不同的人有多少，由到访人次和服务人口推算，同一个人多次到访只"
                               "算一人。没有登记服务人口的，不作估计。",
                               "How many different people that were in the period, worked out from "
                               "visits and population; whoever comes often counts once. Not "
                               "estimated where the population is unknown."},
    [WORD_DEF_INTERVAL_TEXT] =
        {"由客流和停留时间的不确定程度算出。模型成立时，真实数值约有95%"
         "的把握落在区间内；模型本身的偏差不在其中。各点位的误差视为互不相关，由同一人用同样"
         "办法估计的，合计的区间会偏窄。",
         "From how uncertain arrivals and stays are. If the model holds, the true figure lies "
         "within it about 95 % of the time; what is wrong with the model itself is not in it. "
         "Screens are taken to err independently: where one person estimated them all in the same "
         "way, the interval of their sum is too narrow."},
    [WORD_DEF_GRADE_TEXT] =
        {"客流数据的来源。A：计数设备实测，并经人工核对；B：抽样调查；C：人工估计。合计取其中最低的"
         "等级。",
         "Where arrivals are known from. A: a counter that was checked against a tally; B: a tally "
         "survey; C: somebody’s estimate. A sum has the worst grade that went in."},
    [WORD_DEF_MODEL] = {"推算方法", "How it is worked out"},
    [WORD_DEF_MODEL_TEXT] =
        {"按每个点位分时段的到访人数和停留时间，逐次播放推算；一次到访内去重；跨日按到访次数的负二"
         "项分布折算为人数。方法版本{1}。",
         "Play by play, from arrivals by the hour and lengths of stay at each screen; each visit "
         "once; over days, people by a negative binomial distribution of visits. Method {1}."},
    [WORD_DEF_LIMITS] = {"不作的结论", "What is not claimed"},
    [WORD_DEF_LIMITS_TEXT] = {"曝光和触达都是模型估计的“有机会看到”，不等于看了、记住或学会了。受教"
                              "育人数无法由屏幕测得，本报告不提供。",
                              "Impressions and reach are modelled opportunities to see. They do "
                              "not say that anybody looked, remembered or learnt. How many people "
                              "were educated cannot be measured by a screen, and is not reported."},
    [WORD_DEF_PRIVACY] = {"个人信息", "Privacy"},
    [WORD_DEF_PRIVACY_TEXT] =
        {"不使用摄像头，不识别个人，不采集手机等设备的标识；客流只记录每个时段的人数。",
         "No camera, no identification of people, no identifiers of telephones or other devices: "
         "numbers of people per interval only."},
    [WORD_AUDIENCES] = {"客流数据来源", "Where arrivals are known from"},
    [WORD_AUDIENCES_NONE] = {"未登记客流", "nobody says who comes past"},
    [WORD_SOURCE] = {"来源", "Source"},
    [WORD_POINTS] = {"点位数", "Screens"},
    // provenance
    [WORD_PROVENANCE] = {"数据凭证", "Provenance"},
    [WORD_CHECKPOINT] = {"合并校验值（SHA-256）", "Checkpoint (SHA-256)"},
    [WORD_CHECKPOINT_NOTE] = {"由下列全部台账的链头算出。台账中任何一条记录被改动，都与链头不符；"
                              "核对用 xiaolaba audit --expect 记录数:链头 台账文件。",
                              "Worked out from the chain heads of all ledgers below. Whatever "
                              "record is altered no longer "
                              "fits its head: xiaolaba audit --expect RECORDS:HEAD LEDGER tells."},
    [WORD_CHAINS] = {"台账链头", "Chain heads"},
    [WORD_CHAINS_COUNT] = {"台账链头，共{1}份", "Chain heads of {1} ledgers"},
    [WORD_LEDGER_ID] = {"台账编号", "Ledger"},
    [WORD_RECORDS] = {"记录数", "Records"},
    [WORD_CHAIN_HEAD] = {"链头", "Chain head"},
    [WORD_FOOTER] = {"由小喇叭{1}生成", "made by xiaolaba {1}"},
    [WORD_PAGE_BEFORE] = {"第", "Page "},
    [WORD_PAGE_BETWEEN] = {"页，共", " of "},
    [WORD_PAGE_AFTER] = {"页", ""},
};

const char *word_text(enum word word, enum report_language language)
{
    assert((unsigned)word < WORD_TOTAL);
    return language == REPORT_ENGLISH ? words[word].english : words[word].chinese;
}

void word_fill(struct str *out, const char *text, const char *const values[])
{
    for (const char *at = text; *at != '\0';) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            str_add(out, values[at[1] - '1']);
            at += 3;
        } else {
            str_add_bytes(out, at++, 1);
        }
    }
}

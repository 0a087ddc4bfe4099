// Reasons in words.
#include "agenda/reason.h"

#include <stddef.h>

static const struct {
    const char *english, *chinese;
} texts[] = {
    [REASON_EMERGENCY] = {"waits for an emergency", "紧急插播节目，收到指令才播放"},
    [REASON_CLOCK] = {"only while the clock is not known", "只在时钟尚未校准时播放"},
    [REASON_NO_ZONE] = {"no zone lists it", "没有任何区域安排它"},
    [REASON_UNSHOWABLE] = {"cannot be shown (its file is missing or broken)",
                           "无法播放（文件缺失或损坏）"},
    [REASON_DARK] = {"the screen is dark all day", "全天不开屏"},
    [REASON_DAYPARTS] = {"not its time (its dayparts do not hold on this day)",
                         "不在时段内（它的时段当天都不生效）"},
    [REASON_DAYPARTS_DARK] = {"not its time (its dayparts hold only while the screen is dark)",
                              "不在时段内（它的时段都在关屏时间）"},
    [REASON_OTHERS] = {"not its time (whenever it could play, a daypart speaks to others)",
                       "不在时段内（可播的时间都留给了其他受众或主题）"},
    [REASON_FILLER] = {"filler, and something else can always play",
                       "补位节目，当天一直有其他节目可播"},
    [REASON_LOWER] = {"something of a higher class can always play", "一直有更高优先级的节目可播"},
    [REASON_LATER] = {"others always come first (their shares or weights leave it no time)",
                      "一直轮不到（其他节目的占比或权重没有留出时间）"},
    [REASON_GAP] = {"its gap does not fit before midnight", "间隔要求在午夜之前无法满足"},
    [REASON_TOPIC_GAP] = {"always too soon after a play of its topic",
                          "总是离同主题的上一次播放太近"},
    [REASON_TOO_LONG] = {"longer than the time that it has", "时长超过可用的时间"},
    [REASON_FAILED] = {"failed whenever it was tried", "每次尝试都播放失败"},
};

const char *reason_text(enum reason reason)
{
    return texts[reason].english;
}

const char *reason_text_chinese(enum reason reason)
{
    return texts[reason].chinese;
}

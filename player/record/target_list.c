// The targets there are. No maker's data sheet with decoding figures could be read for any of the
// cards; so what is asked of them is what the weakest of them are said to do, and each line says
// whose word it is.
#include "record/targets.h"

// --- sources ------------------------------------------------------------------------------------
#define FAT32                                                                                      \
    "Microsoft, FAT32 File System Specification 1.03 (2000-12-06), DIR_FileSize of 32 bits"
#define BOXPLAYER                                                                                  \
    "github.com/Bradyok/Huidu (81d6a8b), PLAYER_PIPELINE.md, 3 and 4: BoxPlayer 7.11.18.0 of the " \
    "C series as others read it, not the maker's word"
#define HUIDU_GUIDE                                                                                \
    "ARLEDSCREEN, Huidu LED display setup and management, a dealer's guide after Huidu's manuals"
#define NOVASTAR_GUIDE                                                                             \
    "ARLEDSCREEN, NovaStar LED display setup and management, a dealer's guide after NovaStar's "   \
    "manuals"
#define VNNOX                                                                                      \
    "NovaStar, VNNOX AD User Guide, Media Management, table 3-1, Taurus (docs.vnnox.com/x/sgZoAQ)"
#define TRANSCODING                                                                                \
    "Colorlight, Cloud APIs, transcoding (github.com/ColorlightInc/CloudAPIS, 328c981): MP4 "      \
    "stays "                                                                                       \
    "as it is unless it is H.265 or YUV 4:4:4"
#define WEIXIN                                                                                     \
    "Tencent, Weixin official accounts, uploadTempMedia "                                          \
    "(developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia): video MP4"
#define WECOM                                                                                      \
    "Tencent, WeCom, uploading temporary media "                                                   \
    "(developer.work.weixin.qq.com/document/path/96484, 2024-07-22)"
#define WELIMITS                                                                                   \
    "S. S. Brown, WeChat limitations (ssb22.user.srcf.net/s60/welimits.html): what is not H.264 "  \
    "is refused"
#define ANDROID                                                                                    \
    "Android, Supported media formats (developer.android.com/media/platform/supported-formats)"

// --- what all cards are given -------------------------------------------------------------------
// FAT32 holds no larger file.
#define STICK_BYTES (((int64_t)1 << 32) - 1)
#define CARD_BIT_S 12000000

#define CARD_FORMAT                                                                                \
    {                                                                                              \
        .codec = CODEC_H264, .muxer = "mp4", .profile = "main", .level = 40, .preset = "medium",   \
        .crf = 20, .most_bit_s = CARD_BIT_S, .most_bytes = STICK_BYTES, .key_every_s = 2,          \
        .sound_bit_s = 128000                                                                      \
    }

#define CARD_LIMITS                                                                                \
    .use = TARGET_CARD, .format = CARD_FORMAT, .most_level = 40, .usual_mhz = 30000,               \
    .most_mhz = 60000, .most = {1920, 1080}

// Of no card a manual with these was found.
#define CARD_FACTS                                                                                 \
    {"profile", "Main, at most level 4.0", NULL}, {"bits", "at most 12 Mbit/s", NULL},             \
        {"key frames", "every 2 s", NULL}, {"sound", "AAC-LC, 48 kHz, stereo, 128 kbit/s", NULL},  \
        {"size", "at most 1920x1080", NULL}, {"rate", "30 a second, at most 60", NULL},            \
        {"file", "at most 4294967295 bytes", FAT32},                                               \
    {                                                                                              \
        "name", "Latin letters, digits, - and _, ending in .mp4", NULL                             \
    }

#define NOT_TRIED "none of these players was at hand: nothing here was tried on one"
#define NO_DECODER_SHEET "profiles, levels, bits, sizes and rates that its decoder takes"
#define NO_SMALLEST "how small a picture may be"
#define NO_NAMES "which file names it takes, Chinese ones among them"

static const struct target targets[] = {
    {
        .name = "huidu",
        .title = "灰度 Huidu: asynchronous full-colour cards (A, C and D series)",
        CARD_LIMITS,
        .easy = {1280, 720},
        .sound_advice = "not every Huidu card has a sound output",
        .then_zh =
            "在 HDPlayer 里新建画面大小与屏幕一致的节目，加入这个视频，用网线或无线发送到控制卡；"
            "没有网络时，在“控制”菜单（Control）里导出到U盘，选择更新节目，再把U盘插到控制卡上。",
        .then_en = "In HDPlayer make a programme of the wall's size, add the film and send it; or "
                   "Control, Export to USB, programme update, and put the stick into the card.",
        .then_source = HUIDU_GUIDE,
        .facts = {{"container", "MP4", BOXPLAYER},
                  {"codec", "H.264, 8 bit, 4:2:0", BOXPLAYER},
                  {"easily", "up to 1280x720: the C series decodes without hardware", BOXPLAYER},
                  CARD_FACTS},
        .unknown = {NOT_TRIED, NO_DECODER_SHEET, NO_SMALLEST, NO_NAMES,
                    "whether a card plays a film that lies on a stick without HDPlayer's export"},
    },
    {
        .name = "novastar",
        .title = "诺瓦 NovaStar: Taurus multimedia players (T and TB series)",
        CARD_LIMITS,
        .easy = {1920, 1080},
        .then_zh = "在 ViPlex Express 里新建画面大小与屏幕一致的节目，加入这个视频，发布到播放器。",
        .then_en = "In ViPlex Express make a solution of the wall's size, add the film and publish "
                   "it to the player.",
        .then_source = NOVASTAR_GUIDE,
        .facts = {{"container", "MP4", VNNOX}, {"codec", "H.264, 8 bit, 4:2:0", NULL}, CARD_FACTS},
        .unknown = {NOT_TRIED, NO_DECODER_SHEET, NO_SMALLEST, NO_NAMES,
                    "which folder of a stick a player reads"},
    },
    {
        .name = "colorlight",
        .title = "卡莱特 Colorlight: cloud players (A and C series)",
        CARD_LIMITS,
        .easy = {1920, 1080},
        .then_zh =
            "在卡莱特云平台或播放器配套的节目软件里新建画面大小与屏幕一致的节目，加入这个视频，"
            "发布到播放器。",
        .then_en = "In Colorlight Cloud, or in the software that came with the player, make a "
                   "program of the wall's size, add the film and publish it.",
        .then_source = TRANSCODING,
        .facts = {{"container", "MP4", TRANSCODING},
                  {"codec", "H.264, 8 bit, 4:2:0", TRANSCODING},
                  CARD_FACTS},
        .unknown = {NOT_TRIED, NO_DECODER_SHEET, NO_SMALLEST, NO_NAMES,
                    "which folder of a stick a player reads"},
    },
    {
        .name = "generic",
        .title = "any other card: what all of the above take, as far as it is known",
        CARD_LIMITS,
        .easy = {1280, 720},
        .sound_advice = "not every card has a sound output",
        .then_zh = "用控制卡配套的软件新建画面大小与屏幕一致的节目，加入这个视频，再发送到控制卡；"
                   "说明书写明能直接播放U盘文件的，才把它放进U盘（FAT32）的根目录。",
        .then_en = "Add the film to a programme of the wall's size in the software that came with "
                   "the card; put it at the root of a FAT32 stick only where the manual says so.",
        .then_source = NULL,
        .facts = {{"container", "MP4", NULL},
                  {"codec", "H.264, 8 bit, 4:2:0", NULL},
                  {"easily", "up to 1280x720, as huidu", NULL},
                  CARD_FACTS},
        .unknown = {NOT_TRIED, "everything about a card that is none of the above"},
    },
    {
        .name = "chat",
        .title = "聊天群: films that people send on in WeChat and WeCom groups",
        .use = TARGET_CHAT,
        // A margin of half a megabyte below 20 MB of 10^6 bytes.
        .format = {.codec = CODEC_H264,
                   .muxer = "mp4",
                   .profile = "baseline",
                   .level = 31,
                   .preset = "medium",
                   .crf = 23,
                   .most_bit_s = 4000000,
                   .most_bytes = 19500000,
                   .key_every_s = 2,
                   .sound_bit_s = 96000},
        .most_level = 31,
        .usual_mhz = 30000,
        .most_mhz = 30000,
        .most = {1280, 720},
        .easy = {1280, 720},
        .sizes = {{720, 1280}, {720, 720}},
        .then_zh = "把文件传到手机，在群里作为视频发送；收到的人点开就能看，也能继续转发。",
        .then_en = "Bring the file to a telephone and send it to the group as a video; whoever "
                   "gets it can play it and send it on.",
        .then_source = NULL,
        .facts = {{"container", "MP4, playable while it loads", WEIXIN},
                  {"codec", "H.264, 8 bit, 4:2:0", WELIMITS},
                  {"profile",
                   "Constrained Baseline (every Android decodes Baseline), at most level 3.1",
                   ANDROID},
                  {"bits", "at most 4 Mbit/s", NULL},
                  {"key frames", "every 2 s", NULL},
                  {"sound", "AAC-LC, 48 kHz, stereo, 96 kbit/s", ANDROID},
                  {"size", "at most 1280x720: 720x1280 (9:16) or 720x720 (1:1)", NULL},
                  {"rate", "30 a second, at most 30", NULL},
                  {"file", "at most 19500000 bytes", NULL},
                  {"sent by programs", "10 MB as a video, 20 MB as a file", WECOM},
                  {"name", "any, ending in .mp4", NULL}},
        .unknown = {"how large a video people may send to a group: Tencent's documents give the "
                    "limits of programs alone",
                    "whether the chat encodes it once more, and how", "other chats",
                    "nothing here was tried on a telephone"},
    },
};

const struct target *target_at(size_t index)
{
    return index < sizeof targets / sizeof *targets ? &targets[index] : NULL;
}

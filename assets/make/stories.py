"""What the safety films tell: four short scenes each, as functions of the time since a scene began.

A scene is (headline, lines below it, drawing). A drawing gets seconds and returns SVG around the
origin; everything it does is a function of that time, so any frame can be drawn alone.
"""
import math

from draw import (AMBER, DEEP, GOLD, GREEN, PALE, RED, SKY, WHITE, box, bubble, card, coin, curve, disc, ease,
                  handset, lock, paper, phone, put, shield, spring, stroke, warning, words)


def arrive(t, start, length=0.6):
    return spring((t - start) / length) if t > start else 0.0


def sway(t, depth, period=2.4):
    return depth * math.sin(2 * math.pi * t / period)


# --- 刷单返利 --------------------------------------------------------------------------------------
def small_reward(t):
    screen = put(bubble(170, 92, ("任务完成", "返利到账"), SKY, WHITE, 26), 0, -74, arrive(t, 0.5))
    screen += put(coin(50), 0, 84, arrive(t, 1.2, 0.8))
    return put(phone(screen, 240, 410), turn=sway(t, 1.2))


def large_advance(t):
    body = put(phone(words(0, -92, 30, "升级任务", RED, "middle")
                     + words(0, -46, 30, "请先垫付", RED, "middle")), 110, 0)
    for index in range(6):
        share = ease((t - 0.5 - index * 0.32) / 0.8)
        x, y = -210 + 320 * share, 150 - index * 26 + (index * 26 - 70) * share - 120 * math.sin(math.pi * share)
        body += put(coin(40), x, y, 1 - 0.35 * share, 1 - ease((share - 0.85) / 0.15))
    return body


def no_withdrawal(t):
    shake = 9 * math.sin(t * 26) * math.exp(-3 * max(0.0, t - 0.9)) if t > 0.9 else 0
    screen = words(0, -94, 34, "提现失败", RED, "middle") + put(lock(), shake, 4, arrive(t, 0.5))
    screen += box(-64, 106, 128, 40, 20, "#C7CEDB") + words(0, 136, 26, "已下线", WHITE, "middle")
    return phone(screen, 240, 410) + put(warning(84), 130, -186, arrive(t, 1.5))


# --- 冒充客服 --------------------------------------------------------------------------------------
def false_service(t):
    ring = 7 * math.sin(t * 22) * (1 if (t % 1.2) < 0.6 else 0)
    screen = put(disc(0, 0, 56, GREEN) + put(handset(), 0, 2, 0.62, turn=ring), 0, -34)
    screen += words(0, 74, 30, "“客服”", DEEP, "middle") + words(0, 118, 24, "陌生来电", "#5B6B8C", "middle")
    body = put(phone(screen, 240, 410), 62, 0)
    return body + put(bubble(200, 104, ("快递丢失", "给您理赔"), WHITE, DEEP, 30, "right"), -150, -112, arrive(t, 0.8))


def shared_screen(t):
    screen = words(0, -92, 28, "屏幕共享中", RED, "middle")
    for index in range(6):
        screen += disc(-70 + index * 28, -30, 9, DEEP if t > 0.9 + index * 0.18 else "#C7CEDB")
    screen += box(-78, 4, 156, 44, 10, "#E3E9F5") + words(0, 36, 24, "支付密码", "#5B6B8C", "middle")
    blink = 1 - ease((math.fmod(t, 2.6) - 2.35) / 0.1) if t > 0.5 else 1
    eye = (f'<ellipse cx="0" cy="0" rx="104" ry="{58 * max(0.08, blink):.1f}" fill="{WHITE}"/>'
           + disc(0, 0, 40 * max(0.08, blink), RED) + disc(0, 0, 17 * max(0.08, blink), DEEP))
    return put(phone(screen), -70, 0) + put(eye, 150, -118, arrive(t, 0.4))


def emptied_card(t):
    body = put(card(330), 0, 20, turn=-6)
    for index in range(5):
        share = ease((t - 0.4 - index * 0.3) / 1.0)
        body += put(coin(36), -110 + index * 55 + 60 * share, -20 - 190 * share, 1, ease(share * 8) - ease((share - 0.7) / 0.3))
    left = 1 - ease((t - 0.6) / 1.6)
    body += box(-150, 158, 300, 22, 11, "#24407A") + box(-150, 158, max(22, 300 * left), 22, 11, GREEN if left > 0.3 else RED)
    return body + words(0, 222, 28, "账户余额", PALE, "middle")


# --- 冒充公检法 ------------------------------------------------------------------------------------
def false_case(t):
    ring = 7 * math.sin(t * 22) * (1 if (t % 1.2) < 0.6 else 0)
    screen = put(disc(0, 0, 56, RED) + put(handset(), 0, 2, 0.62, turn=ring), 0, -34)
    screen += words(0, 74, 30, "“办案人员”", DEEP, "middle") + words(0, 118, 24, "陌生来电", "#5B6B8C", "middle")
    body = put(phone(screen, 240, 410), 70, 0)
    return body + put(bubble(226, 104, ("你涉嫌案件", "不许告诉家人"), WHITE, RED, 30, "right"), -142, -112, arrive(t, 0.8))


def false_warrant(t):
    rise = ease((t - 0.3) / 0.8)
    body = put(paper("通缉令"), -10, 60 - 60 * rise, 1.1, rise, turn=-4)
    strike = ease((t - 1.5) / 0.4)
    if strike > 0:
        body += put(box(-92, -46, 184, 92, 14, "#F7F4EA", RED, 9) + words(0, 20, 56, "假的", RED, "middle"), 60, 70,
                    2 - strike, strike, turn=-16)
    return body


def false_account(t):
    body = put(lock(AMBER), -170, -112, 1.05, turn=sway(t, 4))
    body += words(-170, 22, 34, "“安全账户”", GOLD, "middle")
    body += put(card(270), 118, 120, turn=6)
    for index in range(4):
        share = ease((t - 0.6 - index * 0.45) / 1.0)
        body += put(coin(34), 90 - 250 * share, 70 - 150 * share - 70 * math.sin(math.pi * share), 1,
                    ease(share * 8) - ease((share - 0.8) / 0.2))
    return body + put(warning(92), 150, -150, arrive(t, 1.6))


# --- 投资理财 --------------------------------------------------------------------------------------
def tutor_group(t):
    body = ""
    rows = (("内幕消息", -150, WHITE, DEEP), ("跟我买就赚", -8, WHITE, DEEP), ("今天又盈利了", 134, GOLD, DEEP))
    for index, (line, y, fill, ink) in enumerate(rows):
        side = "left" if index % 2 == 0 else "right"
        body += put(bubble(300, 96, (line,), fill, ink, 36, side), -50 if side == "left" else 60, y,
                    arrive(t, 0.4 + index * 0.6))
    return body


# On Chinese boards red rises and green falls.
def axes():
    return (box(-210, -170, 420, 340, 18, "#0B1B3F", "#3A5288", 3)
            + stroke("M-170 -130 V128 H176", "#5F77AD", 5))


RISING = ((-160, 110), (-100, 70), (-50, 84), (10, 20), (60, 34), (110, -50), (160, -110))
FALLING = ((-160, -100), (-110, -76), (-60, -96), (-20, -30), (30, -44), (70, 60), (160, 112))


def painted_gain(t):
    body = axes() + curve(RISING, ease((t - 0.4) / 1.6), RED)
    return body + put(box(-92, -32, 184, 64, 14, GOLD) + words(0, 15, 40, "假数字", DEEP, "middle"), -60, -96,
                      arrive(t, 2.0), turn=-6)


def lost_capital(t):
    body = axes() + curve(FALLING, ease((t - 0.3) / 1.3), GREEN)
    return body + put(lock(), 90, -66, arrive(t, 1.4) * 1.1)


def guard(t):
    body = ""
    for index in range(3):
        share = math.fmod(t / 2.4 + index / 3, 1.0)
        body += disc(0, 0, 150 + 110 * share, "none", GOLD, 3, 0.28 * (1 - share) * ease(t / 0.8))
    return body + put(shield(), 0, 0, 1.12 * arrive(t, 0.1, 0.9))


# name, tag, scenes, key of the music in semitones from C
FILMS = (
    ("shuadan", "刷单返利", (
        ("小额返利", ("第一单很快到账", "让你放下戒心"), small_reward),
        ("垫付大额", ("任务越做越多", "钱要自己先垫"), large_advance),
        ("无法提现", ("“客服”没了回音", "本金再难追回"), no_withdrawal),
        ("先垫付的兼职", ("[都是诈骗]",), guard)), 0),
    ("kefu", "冒充客服", (
        ("“客服”来电", ("说快递丢失、航班取消", "主动给你理赔"), false_service),
        ("共享屏幕", ("引你下载软件", "密码被看得一清二楚"), shared_screen),
        ("转走余额", ("验证码一给", "账户转眼就空"), emptied_card),
        ("退款原路返回", ("[无需向外转账]",), guard)), 2),
    ("gongjianfa", "冒充公检法", (
        ("“办案”来电", ("说你涉嫌案件", "不许告诉家人"), false_case),
        ("“文书”发来", ("手机上传来的", "“通缉令”是假的"), false_warrant),
        ("转入“安全账户”", ("以“资金审查”为名", "骗走全部积蓄"), false_account),
        ("公检法机关", ("[没有“安全账户”]",), guard)), -3),
    ("touzi", "投资理财", (
        ("“老师”荐股", ("拉你进群", "人人都晒收益"), tutor_group),
        ("账面盈利", ("平台由骗子操控", "数字想改就改"), painted_gain),
        ("无法提现", ("再交“税费”“保证金”", "还是取不出来"), lost_capital),
        ("高额回报", ("[往往是诱饵]",), guard)), 5),
)

"""What the safety films tell: four short scenes each, drawn step by step.

A scene is (headline, lines below it, drawing, seconds at which its steps come, stream). A drawing gets
the number of a step and returns SVG around the origin: what is there by then. The playlist mixes each
step into the one before. A stream is money on its way: (motion, x, y, w, h) from the origin, run by
the player as text behind the drawing.
"""
from draw import (AMBER, DEEP, GOLD, GREEN, PALE, RED, SKY, WHITE, box, bubble, card, coin, curve, disc,
                  handset, lock, paper, phone, put, shield, stroke, warning, waves, words)


# --- 刷单返利 --------------------------------------------------------------------------------------
def small_reward(step):
    screen = put(bubble(170, 92, ("任务完成", "返利到账"), SKY, WHITE, 26), 0, -74) if step > 0 else ""
    screen += put(coin(50), 0, 84) if step > 1 else ""
    return phone(screen, 240, 410)


def large_advance(step):
    screen = words(0, -92, 30, "升级任务", RED, "middle") if step > 0 else ""
    screen += words(0, -46, 30, "请先垫付", RED, "middle") if step > 1 else ""
    screen += put(coin(40), -46, 62) if step > 2 else ""
    screen += put(coin(40), 46, 62) if step > 3 else ""
    return put(phone(screen), 110, 0)


def no_withdrawal(step):
    screen = words(0, -94, 34, "提现失败", RED, "middle") if step > 0 else ""
    screen += put(lock(), 0, 4) if step > 1 else ""
    screen += box(-64, 106, 128, 40, 20, "#C7CEDB") + words(0, 136, 26, "已下线", WHITE, "middle")
    return phone(screen, 240, 410) + (put(warning(84), 130, -186) if step > 2 else "")


# --- a call that nobody asked for: 冒充客服, 冒充公检法 ----------------------------------------------
def call(step, who, colour, said, ink):
    screen = put(disc(0, 0, 56, colour) + put(handset(), 0, 2, 0.62), 0, -34)
    screen += words(0, 74, 30, who, DEEP, "middle") + words(0, 118, 24, "陌生来电", "#5B6B8C", "middle")
    body = put(phone(screen, 240, 410), 70, 0)
    rings = step % 3 if step > 0 else 0
    body += put(waves(rings, GOLD), 178, -34, 0.9)
    return body + (put(bubble(226, 104, said, WHITE, ink, 30, "right"), -142, -112) if step > 1 else "")


def false_service(step):
    return call(step, "“客服”", GREEN, ("快递丢失", "给您理赔"), DEEP)


def false_case(step):
    return call(step, "“办案人员”", RED, ("你涉嫌案件", "不许告诉家人"), RED)


# --- 冒充客服 --------------------------------------------------------------------------------------
def shared_screen(step):
    screen = words(0, -92, 28, "屏幕共享中", RED, "middle")
    for index in range(6):
        screen += disc(-70 + index * 28, -30, 9, DEEP if step > 1 + index else "#C7CEDB")
    screen += box(-78, 4, 156, 44, 10, "#E3E9F5") + words(0, 36, 24, "支付密码", "#5B6B8C", "middle")
    eye = (f'<ellipse cx="0" cy="0" rx="104" ry="58" fill="{WHITE}"/>' + disc(0, 0, 40, RED) + disc(0, 0, 17, DEEP))
    return put(phone(screen), -70, 0) + (put(eye, 150, -118) if step > 0 else "")


def emptied_card(step):
    left = max(0.0, 1 - step / 6)
    body = put(card(330), 0, 40, turn=-6)
    body += box(-150, 178, 300, 22, 11, "#24407A")
    body += box(-150, 178, max(22, 300 * left), 22, 11, GREEN if left > 0.4 else RED)
    return body + words(0, 238, 28, "账户余额", PALE, "middle")


# --- 冒充公检法 ------------------------------------------------------------------------------------
def false_warrant(step):
    body = put(paper("通缉令"), -10, 0, 1.1, turn=-4)
    if step > 0:
        body += put(box(-92, -46, 184, 92, 14, "#F7F4EA", RED, 9) + words(0, 20, 56, "假的", RED, "middle"), 60, 70,
                    turn=-16)
    return body


def false_account(step):
    body = put(lock(AMBER), -200, -44, 1.2) + words(-200, 92, 34, "“安全账户”", GOLD, "middle")
    body += put(card(240), 120, -24, turn=6)
    return body + (put(warning(88), 196, -160) if step > 0 else "")


# --- 投资理财 --------------------------------------------------------------------------------------
def tutor_group(step):
    body = ""
    rows = (("内幕消息", -150, WHITE, DEEP), ("跟我买就赚", -8, WHITE, DEEP), ("今天又盈利了", 134, GOLD, DEEP))
    for index, (line, y, fill, ink) in enumerate(rows):
        side = "left" if index % 2 == 0 else "right"
        body += put(bubble(300, 96, (line,), fill, ink, 36, side), -50 if side == "left" else 60, y) if step > index else ""
    return body


# On Chinese boards red rises and green falls.
def axes():
    return (box(-210, -170, 420, 340, 18, "#0B1B3F", "#3A5288", 3)
            + stroke("M-170 -130 V128 H176", "#5F77AD", 5))


RISING = ((-160, 110), (-100, 70), (-50, 84), (10, 20), (60, 34), (110, -50), (160, -110))
FALLING = ((-160, -100), (-110, -76), (-60, -96), (-20, -30), (30, -44), (70, 60), (160, 112))
GROWN = len(RISING) - 1  # steps until all of a line is there


def painted_gain(step):
    body = axes() + (curve(RISING, min(1.0, step / GROWN), RED) if step > 0 else "")
    return body + (put(box(-92, -32, 184, 64, 14, GOLD) + words(0, 15, 40, "假数字", DEEP, "middle"), -60, -96, turn=-6)
                   if step > GROWN else "")


def lost_capital(step):
    body = axes() + (curve(FALLING, min(1.0, step / GROWN), GREEN) if step > 0 else "")
    return body + (put(lock(), 90, -66, 1.1) if step > GROWN else "")


# --- the last scene --------------------------------------------------------------------------------
def guard(step):
    body = ""
    for index in range(3):
        body += disc(0, 0, 182 + 28 * index, "none", GOLD, 3, 0.34 - 0.09 * index) if step % 4 > index else ""
    return body + put(shield(), 0, 0, 1.12)


GUARD = (guard, (0.0, 0.7, 1.1, 1.5, 2.6, 3.3, 3.7, 4.1), None)
LINE = tuple(0.3 + 0.25 * index for index in range(GROWN))  # when a line grows

# name, tag, scenes, key of the music in semitones from C
FILMS = (
    ("shuadan", "刷单返利", (
        ("小额返利", ("第一单很快到账", "让你放下戒心"), small_reward, (0.0, 0.6, 1.3), None),
        ("垫付大额", ("任务越做越多", "钱要自己先垫"), large_advance, (0.0, 0.5, 0.9, 2.0, 2.4), ("right", -320, 20, 400, 84)),
        ("无法提现", ("“客服”没了回音", "本金再难追回"), no_withdrawal, (0.0, 0.5, 1.1, 1.9), None),
        ("先垫付的兼职", ("都是诈骗",), *GUARD)), 0),
    ("kefu", "冒充客服", (
        ("“客服”来电", ("说快递丢失、航班取消", "主动给你理赔"), false_service,
         (0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8), None),
        ("共享屏幕", ("引你下载软件", "密码被看得一清二楚"), shared_screen,
         (0.0, 0.5, 1.1, 1.3, 1.5, 1.7, 1.9, 2.1), None),
        ("转走余额", ("验证码一给", "账户转眼就空"), emptied_card, (0.0, 0.7, 1.1, 1.5, 1.9, 2.3, 2.7),
         ("up", -150, -372, 300, 396)),
        ("退款原路返回", ("无需向外转账",), *GUARD)), 2),
    ("gongjianfa", "冒充公检法", (
        ("“办案”来电", ("说你涉嫌案件", "不许告诉家人"), false_case, (0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8), None),
        ("“文书”发来", ("手机上传来的", "“通缉令”是假的"), false_warrant, (0.0, 1.3), None),
        ("转入“安全账户”", ("以“资金审查”为名", "骗走全部积蓄"), false_account, (0.0, 1.4), ("left", -200, -70, 320, 84)),
        ("公检法机关", ("没有“安全账户”",), *GUARD)), -3),
    ("touzi", "投资理财", (
        ("“老师”荐股", ("拉你进群", "人人都晒收益"), tutor_group, (0.0, 0.4, 1.0, 1.6), None),
        ("账面盈利", ("平台由骗子操控", "数字想改就改"), painted_gain, (0.0, *LINE, 2.1), None),
        ("无法提现", ("再交“税费”“保证金”", "还是取不出来"), lost_capital, (0.0, *LINE, 2.1), None),
        ("高额回报", ("往往是诱饵",), *GUARD)), 5),
)

"""The still pictures: the opening card and the posters."""
import struct
import subprocess

from draw import (DEEP, GOLD, PALE, RED, box, card, disc, handset, home, megaphone, page, paper, put, render,
                  shield, stroke, tag, warning, waves, words)


def footer(w, h, size):
    """The hotline, at the foot of every poster."""
    y = h - size * 1.9
    return (box(size * 2, y - size * 1.5, w - size * 4, 2.5, 1, GOLD)
            + words(size * 2, y + size * 0.5, size, "反诈专线 [96110]")
            + words(w - size * 2, y + size * 0.5, size, "报警电话 [110]", anchor="end"))


def opening():
    body = put(shield(), 960, 316, 1.25)
    body += words(960, 690, 150, "全民反诈", anchor="middle", spacing=18)
    body += words(960, 800, 64, "守护您的钱袋子", PALE, "middle", spacing=8)
    body += box(760, 862, 400, 3, 1.5, GOLD)
    body += words(960, 962, 60, "反诈专线 [96110]", anchor="middle", spacing=4)
    return page(1920, 1080, body)


def safe_account():
    body = tag(64, 60, "冒充公检法")
    body += put(paper("通缉令"), 270, 378, 1.0, turn=-6)
    body += put(card(270), 360, 470, turn=8) + put(warning(110), 432, 268)
    body += words(580, 300, 84, "公检法机关")
    body += words(580, 414, 84, "没有[“安全账户”]", spacing=-2)
    body += words(580, 494, 40, "电话办案、线上转账，都是诈骗", PALE)
    return page(1280, 720, body + footer(1280, 720, 32))


def call_family():
    body = tag(64, 60, "养老反诈")
    body += put(home(), 300, 380, 1.25)
    body += put(put(disc(0, 0, 66, GOLD) + put(handset(DEEP), 0, 0, 0.72)), 452, 262)
    body += words(580, 300, 84, "转账之前")
    body += words(580, 414, 84, "先问[家人]")
    body += words(580, 494, 40, "不急这一分钟，多打一个电话", PALE)
    return page(1280, 720, body + footer(1280, 720, 32))


def loudspeaker():
    body = tag(64, 60, "反诈小喇叭")
    body += put(megaphone(), 250, 370, 1.2, turn=-10) + put(waves(3), 384, 342, 1.0, turn=-10)
    body += words(610, 258, 66, "未知链接[不点击]") + words(610, 350, 66, "陌生来电[不轻信]")
    body += words(610, 442, 66, "个人信息[不透露]") + words(610, 534, 66, "转账汇款[多核实]")
    return page(1280, 720, body + footer(1280, 720, 32))


def cards_upright():
    body = tag(88, 100, "断卡行动", 44)
    body += put(card(560), 540, 640, turn=-8)
    body += put(disc(0, 0, 190, "none", RED, 40) + stroke("M-132 -132 L132 132", RED, 40), 540, 640)
    body += words(540, 1080, 122, "银行卡 · 电话卡", anchor="middle")
    for index, line in enumerate(("不出租", "不出售", "不出借")):
        body += words(540, 1282 + index * 130, 104, f"[{line}]", anchor="middle", spacing=12)
    body += words(540, 1660, 50, "替人走账，要担法律责任", PALE, "middle")
    return page(1080, 1920, body + footer(1080, 1920, 44))


def turned_jpeg(png, path):
    """A JPEG as an upright-held camera leaves it: stored on its side, EXIF says "turn clockwise"."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", png, "-vf", "transpose=cclock,format=yuvj444p",
                    "-q:v", "3", "-bitexact", "-f", "mjpeg", path], check=True)
    data = path.read_bytes()
    orientation = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + orientation + struct.pack("<I", 0)
    exif = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    path.write_bytes(data[:2] + segment + data[2:])


def make(job, name):
    folder = job.folder(name)
    job.put(render(opening(), folder / "house.png"), "house.png")
    for picture, svg in (("safe-account.png", safe_account()), ("cards-upright.png", cards_upright())):
        job.put(render(svg, folder / picture), "posters", picture)
    turned_jpeg(render(call_family(), folder / "family.png"), folder / "call-family.jpg")
    job.put(folder / "call-family.jpg", "posters", "call-family.jpg")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", render(loudspeaker(), folder / "loudspeaker.png"),
                    "-c:v", "libwebp", "-quality", "88", folder / "loudspeaker.webp"], check=True)
    job.put(folder / "loudspeaker.webp", "posters", "loudspeaker.webp")

"""The safety films: stories.py drawn frame by frame, tune.py underneath, H.264 and AAC around them."""
import hashlib
import shutil
import subprocess

import tune
from draw import DEEP, GOLD, PALE, box, disc, ease, page, put, render, tag, words
from stories import FILMS

WIDTH, HEIGHT, FPS = 1280, 720, 25
SCENES_S = (3.4, 3.4, 4.2, 5.4)
LENGTH_S = sum(SCENES_S)


def headline(scene, t, last):
    """The type at the right; it slides in line by line."""
    title, lines, _ = scene
    size = min(88, 600 / len(title))
    body = ""
    if last:
        size = min(84, 600 / max(len(title), len(lines[0]) - 2))
        rows = [(title, size, 300), (lines[0], size, 300 + size * 1.36)]
        rows.append(("拿不准，先打 [96110]", 44, 300 + size * 1.36 + 104))
    else:
        rows = [(title, size, 348)] + [(line, 46, 438 + index * 68) for index, line in enumerate(lines)]
    for index, (line, points, y) in enumerate(rows):
        shown = ease((t - 0.15 - index * 0.22) / 0.5)
        plain = last or index == 0
        body += put(words(0, 0, points, line, "#FFFFFF" if plain else PALE), 612 + 36 * (1 - shown), y, 1, shown)
    return body


def furniture(film, number):
    """What stays while the scenes change: the fraud's name, four dots, the hotline."""
    body = tag(64, 56, film[1], 32)
    body += box(64, 626, WIDTH - 128, 2.5, 1, GOLD, width=0)
    for index in range(len(SCENES_S)):
        body += disc(76 + index * 34, 668, 8, GOLD if index <= number else "#31508F")
    return body + words(WIDTH - 64, 680, 34, "反诈专线 [96110]", anchor="end")


def frame(film, at):
    """The whole picture at `at` seconds."""
    start = 0.0
    for number, length in enumerate(SCENES_S):
        last = number == len(SCENES_S) - 1
        if at < start + length or last:
            break
        start += length
    t = at - start
    scene = film[2][number]
    # a scene makes room for the next; the last one stays
    seen = 1.0 if last else ease((length - t) / 0.3)
    body = furniture(film, number)
    body += put(scene[2](t), 320, 372, 1, seen * ease(t / 0.3))
    if not last:
        badge = disc(0, 0, 30, GOLD) + words(0, 14, 38, str(number + 1), DEEP, "middle")
        body += put(badge, 642, 204, ease(t / 0.4), seen)
    return page(WIDTH, HEIGHT, body + put(headline(scene, t, last), alpha=seen))


def draw_frames(film, folder):
    """One PNG per frame; a frame that equals an earlier one is copied."""
    known = {}
    for index in range(round(LENGTH_S * FPS)):
        svg = frame(film, index / FPS)
        key = hashlib.sha256(svg.encode()).hexdigest()
        path = folder / f"{index:04}.png"
        if key in known:
            shutil.copyfile(known[key], path)
        else:
            known[key] = render(svg, path)


def encode(folder, sound, path):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-framerate", str(FPS), "-i", folder / "%04d.png", "-i", sound,
                    "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                    "-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "22", "-g", "50",
                    "-threads", "1", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                    "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", "-fflags", "+bitexact",
                    "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1", "-shortest", path],
                   check=True)


def make(target, work, only=()):
    (target / "films").mkdir(exist_ok=True)
    for film in FILMS:
        name, _, _, key = film
        if only and name not in only:
            continue
        folder = work / name
        folder.mkdir(exist_ok=True)
        draw_frames(film, folder)
        sound = tune.film_music(work / f"{name}.wav", SCENES_S, key)
        encode(folder, sound, work / f"{name}.mp4")
        shutil.move(work / f"{name}.mp4", target / "films" / f"{name}.mp4")  # a player may be showing the old one
        shutil.rmtree(folder)

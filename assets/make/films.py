"""The safety films: playlists of pictures, slogans and music that xiaolaba plays and records.

Pictures come from stories.py, the music from tune.py; words, their way onto the screen, the mixing of
pictures and the streams of money are the player's. The playlist of a film says all of it; --keep leaves
it where it can be played and changed.
"""
import tune
from draw import DEEP, GOLD, PALE, backdrop, bare, box, disc, put, render, tag, words
from stories import FILMS

WIDTH, HEIGHT, FPS = 1280, 720, 25
SCENES_S = (3.4, 3.4, 4.2, 5.4)
LENGTH_S = sum(SCENES_S)
MIDDLE = (320, 372)  # of the drawings
DRAWING = (0, 124, 620, 500)  # x, y, w, h of what they fill
CRF = 18

OUT_S = 0.3  # before a scene ends its content makes room for the next

ZONES = (  # from the lowest to the highest: name, x, y, w, h, how its items come in and how long that takes
    ("ground", 0, 0, WIDTH, HEIGHT, "cut", 0),
    ("stream", 0, 0, 0, 0, "fade", 250),  # where the film says
    ("drawing", *DRAWING, "fade", 300),
    ("badge", 612, 174, 60, 60, "fade", 300),
    ("headline", 612, 210, 620, 236, "slide", 500),
    ("lines", 612, 398, 620, 144, "fade", 400),
    ("advice", 612, 468, 620, 72, "fade", 500),
    ("dots", 60, 650, 240, 36, "fade", 300),
    ("hotline", 700, 640, WIDTH - 700 - 64, 52, "cut", 0),
)
LATER_S = {"lines": 0.4, "advice": 1.2}  # after the scene began


class Playlist:
    """Items, and what each zone shows of them one after the other."""

    def __init__(self, film, folder):
        self.film, self.folder = film, folder
        self.shown = {zone[0]: [] for zone in ZONES}  # [keys, seconds]; keys None: nothing
        self.stream = None  # x, y, w, h on the canvas
        self.picture("nothing", "", 8, 8)

    def picture(self, name, body, w, h):
        render(bare(w, h, body), self.folder / f"{name}.png")

    def add(self, zone, seconds, keys):
        self.shown[zone].append([keys, seconds])

    def show(self, zone, seconds, picture):
        self.add(zone, seconds, f'file = "{picture}.png";')

    def say(self, zone, seconds, text, size, more=""):
        self.add(zone, seconds, f'text = "{text}"; motion = "hold"; size = {size}; align = "left";{more}')

    def rest(self, zone, seconds):
        """Nothing for a while, or for longer."""
        shown = self.shown[zone]
        if shown and shown[-1][0] is None:
            shown[-1][1] += seconds
        else:
            self.add(zone, seconds, None)

    def items_of(self, zone):
        """The items as they are written; their names are the zone's and their number there."""
        for index, (keys, seconds) in enumerate(self.shown[zone]):
            keys = keys or f'file = "nothing.png"; transition = {{ kind = "fade"; length = "{OUT_S * 900:.0f}ms"; }};'
            hold = f' hold = "{seconds * 1000:.0f}ms";' if seconds else ""
            yield f"{zone}-{index + 1}", keys + hold

    def text(self):
        zones = [zone for zone in ZONES if any(keys for keys, _ in self.shown[zone[0]])]
        lines = [f"# {self.film[1]}: xiaolaba record --for {LENGTH_S:.1f}s --fps {FPS} FILE",
                 f'name = "{self.film[0]}";', f'canvas = "{WIDTH}x{HEIGHT}";', "items = ("]
        for zone in zones:
            lines += [f'    {{ id = "{name}"; {keys} }},' for name, keys in self.items_of(zone[0])]
        lines[-1] = lines[-1][:-1]
        lines += [");", "zones = ("]
        for name, x, y, w, h, kind, length_ms in zones:
            x, y, w, h = self.stream if name == "stream" else (x, y, w, h)
            entry = f'{{ kind = "{kind}"; length = "{length_ms}ms"; }}' if length_ms else f'"{kind}"'
            shown = ", ".join(f'"{item}"' for item, _ in self.items_of(name))
            lines += [f'    {{ name = "{name}"; x = {x}; y = {y}; w = {w}; h = {h}; background = "none";',
                      f"      transition = {entry};", f"      items = ( {shown} ); }},"]
        lines[-1] = lines[-1][:-1]
        return "\n".join(lines + [");"]) + "\n"


def gold(text):
    return f"[{GOLD}]{text}[/]"


def ground(playlist, film):
    """What stays while the scenes change, and the music."""
    body = backdrop(WIDTH, HEIGHT) + tag(64, 56, film[1], 32) + box(64, 626, WIDTH - 128, 2.5, 1, GOLD, width=0)
    playlist.picture("ground", body, WIDTH, HEIGHT)
    tune.film_music(playlist.folder / "music.wav", SCENES_S, film[3])
    playlist.add("ground", None, 'file = "music.wav"; picture = "ground.png";')
    playlist.add("hotline", LENGTH_S, f'text = "反诈专线 {gold(96110)}"; motion = "hold"; size = 34; align = "right";')


def seconds_of(number):
    """How long the content of a scene is there; the last one stays."""
    return SCENES_S[number] - (0 if number == len(SCENES_S) - 1 else OUT_S)


def make_room(playlist, zone, number):
    if number < len(SCENES_S) - 1:
        playlist.rest(zone, OUT_S)


def draw(playlist, number, drawing, begin_s):
    """One picture per step, each until the next one comes."""
    x, y, w, h = DRAWING
    for step, start in enumerate(begin_s):
        name = f"scene-{number + 1}-{step + 1}"
        playlist.picture(name, put(drawing(step), MIDDLE[0] - x, MIDDLE[1] - y), w, h)
        end = begin_s[step + 1] if step + 1 < len(begin_s) else seconds_of(number)
        playlist.show("drawing", end - start, name)
    make_room(playlist, "drawing", number)


def mark(playlist, number, last):
    """The dots at the foot and the number of the scene."""
    dots = "".join(disc(16 + index * 34, 18, 8, GOLD if index <= number else "#31508F")
                   for index in range(len(SCENES_S)))
    playlist.picture(f"dots-{number + 1}", dots, 240, 36)
    playlist.show("dots", SCENES_S[number], f"dots-{number + 1}")
    if last:
        playlist.rest("badge", SCENES_S[number])
        return
    badge = disc(30, 30, 30, GOLD) + words(30, 44, 38, str(number + 1), DEEP, "middle")
    playlist.picture(f"badge-{number + 1}", badge, 60, 60)
    playlist.show("badge", seconds_of(number), f"badge-{number + 1}")
    make_room(playlist, "badge", number)


def speak(playlist, zone, number, text, size, more=""):
    later = LATER_S.get(zone, 0 if number > 0 else 0.2)
    if later > 0:
        playlist.rest(zone, later)
    playlist.say(zone, seconds_of(number) - later, text, size, more)
    make_room(playlist, zone, number)


def type_out(playlist, number, title, lines, last):
    size = int(600 / max(len(title), len(lines[0]) if last else 0))
    if last:
        speak(playlist, "headline", number, rf"{title}\n{gold(lines[0])}", min(84, size))
        playlist.rest("lines", SCENES_S[number])
        speak(playlist, "advice", number, f"拿不准，先打 {gold(96110)}", 44)
    else:
        speak(playlist, "headline", number, title, min(88, size))
        speak(playlist, "lines", number, r"\n".join(lines), 46, f' line_spacing = 148; colour = "{PALE}";')
        playlist.rest("advice", SCENES_S[number])


def run(playlist, number, stream):
    """Money on its way, behind the drawing."""
    if stream is None:
        playlist.rest("stream", SCENES_S[number])
        return
    motion, x, y, w, h = stream
    playlist.stream = (MIDDLE[0] + x, MIDDLE[1] + y, w, h)
    text = (r"\n" if motion == "up" else "　").join("￥￥￥￥￥")
    playlist.rest("stream", 0.5)
    playlist.add("stream", seconds_of(number) - 0.5, f'text = "{text}"; motion = "{motion}"; size = 60; speed = 225;'
                 f' colour = "{GOLD}"; outline = "#5A3A00"; outline_width = 2;')
    make_room(playlist, "stream", number)


def write(film, folder):
    """The playlist of a film with everything that it shows."""
    playlist = Playlist(film, folder)
    ground(playlist, film)
    for number, (title, lines, drawing, begin_s, stream) in enumerate(film[2]):
        last = number == len(SCENES_S) - 1
        draw(playlist, number, drawing, begin_s)
        mark(playlist, number, last)
        type_out(playlist, number, title, lines, last)
        run(playlist, number, stream)
    path = folder / f"{film[0]}.cfg"
    path.write_text(playlist.text())
    return path


def make(job, name):
    folder = job.folder(name)
    film = next(film for film in FILMS if film[0] == name)
    made = folder / f"{name}.mp4"
    job.xiaolaba("record", "--for", f"{LENGTH_S:.1f}s", "--fps", str(FPS), "--crf", str(CRF), "--preset", "slow",
                 "-o", made, write(film, folder))
    job.put(made, "films", made.name)

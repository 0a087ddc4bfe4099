"""The drawing kit of the assets: one palette, one typeface and a dozen shapes, as SVG text.

Every shape is drawn around the origin at a natural size; `put` moves, scales and fades it. Nothing
here reads a clock or a random number, so the same call gives the same picture.
"""
import pathlib
import re
import subprocess
from xml.sax.saxutils import escape

DEEP = "#0A2254"
NIGHT = "#06163A"
SKY = "#2F66C8"
PALE = "#C9D6F2"
WHITE = "#FFFFFF"
GOLD = "#FFC440"
AMBER = "#E09A12"
RED = "#D8463C"
GREEN = "#2FA36B"
FONT = "Noto Sans CJK SC"


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def put(content, x=0.0, y=0.0, scale=1.0, alpha=1.0, turn=0.0):
    """`content` moved to (x, y), scaled, turned by degrees and faded."""
    if alpha <= 0 or scale <= 0:
        return ""
    turned = f" rotate({number(turn)})" if turn else ""
    return (f'<g transform="translate({number(x)} {number(y)}) scale({scale:.4f}){turned}" '
            f'opacity="{min(1.0, alpha):.3f}">{content}</g>')


def words(x, y, size, text, fill=WHITE, anchor="start", weight=700, spacing=0):
    """One line of type; `y` is its baseline. `[…]` in the text is set in gold.

    Full-width quotation marks carry half an em of air outside; it is taken back, as a typesetter would.
    """
    spans = escape(text)
    spans = re.sub("”([^\\]<])", '”<tspan dx="-0.4em">\\1</tspan>', spans)
    spans = spans.replace("“", '<tspan dx="-0.45em">“</tspan>')
    spans = spans.replace("[", f'<tspan fill="{GOLD}">').replace("]", "</tspan>")
    if anchor == "middle":
        x += spacing / 2  # the last letter's spacing is not seen,
        x += 0.2 * size if text.endswith("”") else 0  # nor is the air inside a closing mark
    return (f'<text x="{number(x)}" y="{number(y)}" font-family="{FONT}" font-weight="{weight}" '
            f'font-size="{number(size)}" letter-spacing="{number(spacing)}" text-anchor="{anchor}" '
            f'fill="{fill}" xml:lang="zh-CN">{spans}</text>')


def box(x, y, w, h, r, fill, stroke="none", width=0):
    return (f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
            f'rx="{number(r)}" fill="{fill}" stroke="{stroke}" stroke-width="{number(width)}"/>')


def disc(x, y, r, fill, stroke="none", width=0, alpha=1.0):
    return (f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="{number(width)}" opacity="{alpha:.3f}"/>')


def stroke(path, colour, width):
    return (f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
            f'stroke-linecap="round" stroke-linejoin="round"/>')


def shape(path, fill):
    return f'<path d="{path}" fill="{fill}"/>'


def backdrop(w, h):
    """Deep blue with two quiet rings: the ground of every picture."""
    unit = min(w, h)
    return (f'<defs><linearGradient id="ground" x1="0" y1="0" x2="0.6" y2="1">'
            f'<stop offset="0" stop-color="#123579"/><stop offset="0.55" stop-color="{DEEP}"/>'
            f'<stop offset="1" stop-color="{NIGHT}"/></linearGradient></defs>'
            f'<rect width="{w}" height="{h}" fill="url(#ground)"/>'
            + disc(w * 0.94, h * 0.06, unit * 0.42, "none", WHITE, unit * 0.075, 0.035)
            + disc(w * 0.02, h * 1.0, unit * 0.50, "none", WHITE, unit * 0.055, 0.03))


def bare(w, h, body):
    """A picture that lets through what lies below it."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
            f'viewBox="0 0 {w} {h}">{body}</svg>')


def page(w, h, body):
    return bare(w, h, backdrop(w, h) + body)


def tag(x, y, text, size=30):
    """A gold outline with the name of the fraud in it; (x, y) is its upper left corner."""
    wide = size * len(text) + size * 1.6
    return (box(x, y, wide, size * 1.9, size * 0.95, "none", GOLD, 2.5)
            + words(x + wide / 2, y + size * 1.32, size, text, GOLD, "middle"))


def phone(screen="", w=220.0, h=420.0):
    """An upright phone; `screen` is drawn around its middle."""
    return (box(-w / 2, -h / 2, w, h, 34, "#0B1B3F", PALE, 5)
            + box(-w / 2 + 14, -h / 2 + 34, w - 28, h - 68, 16, "#F4F7FD")
            + box(-26, -h / 2 + 14, 52, 8, 4, "#31476F")
            + disc(0, h / 2 - 17, 7, "#31476F") + screen)


def bubble(w, h, lines, fill=WHITE, ink=DEEP, size=30, tail="left"):
    """A chat bubble with centred lines and a tail at its lower left or right corner."""
    side = -1 if tail == "left" else 1
    foot = side * (w / 2 - 54)
    body = box(-w / 2, -h / 2, w, h, 26, fill)
    body += shape(f"M{number(foot - 20)} {h / 2 - 2} L{number(foot + side * 22)} {h / 2 + 34} "
                  f"L{number(foot + 20)} {h / 2 - 2} Z", fill)
    top = -(len(lines) - 1) * size * 0.7 + size * 0.36
    for index, line in enumerate(lines):
        body += words(0, top + index * size * 1.4, size, line, ink, "middle")
    return body


def coin(r=44.0):
    body = disc(0, 0, r, AMBER) + disc(0, 0, r * 0.86, GOLD)
    s = r / 44
    return body + put(stroke("M-14 -20 L0 -2 L14 -20 M0 -2 V24 M-15 4 H15 M-15 14 H15", "#9A6400", 5.5),
                      scale=s)


def card(w=300.0):
    s = w / 300
    return put(box(-150, -95, 300, 190, 20, SKY) + box(-150, -58, 300, 38, 0, NIGHT)
               + box(-122, 14, 62, 44, 8, GOLD) + box(-36, 22, 150, 10, 5, PALE)
               + box(-36, 46, 96, 10, 5, PALE), scale=s)


SHIELD = "M0 -150 C42 -118 88 -102 132 -100 V-6 C132 78 78 130 0 164 C-78 130 -132 78 -132 -6 V-100 C-88 -102 -42 -118 0 -150 Z"


def shield(mark="check"):
    body = shape(SHIELD, GOLD) + put(shape(SHIELD, DEEP), scale=0.90) + put(shape(SHIELD, SKY), scale=0.80)
    if mark == "check":
        body += stroke("M-56 4 L-14 46 L62 -40", WHITE, 26)
    return body


def lock(colour=RED):
    return (stroke("M-30 -8 V-38 A30 30 0 0 1 30 -38 V-8", colour, 14)
            + box(-48, -10, 96, 78, 14, colour) + disc(0, 22, 11, WHITE) + box(-5, 24, 10, 26, 5, WHITE))


def warning(size=100.0):
    s = size / 100
    return put('<path d="M0 -52 L60 50 H-60 Z" fill="{0}" stroke="{0}" stroke-width="16" '
               'stroke-linejoin="round"/>'.format(RED)
               + box(-6.5, -24, 13, 44, 6, WHITE) + disc(0, 38, 8.5, WHITE), scale=s)


def paper(title):
    """A sheet with a heading, grey lines and a red stamp without any letters."""
    body = box(-120, -160, 240, 320, 12, "#F7F4EA", "#D9D2BC", 3)
    body += words(0, -98, 40, title, RED, "middle")
    for index, wide in enumerate((176, 176, 150, 176, 120)):
        body += box(-88, -62 + index * 34, wide, 9, 4, "#B9B39F")
    return body + disc(58, 108, 30, "none", RED, 6, 0.85) + disc(58, 108, 12, RED, alpha=0.85)


def handset(colour=WHITE):
    """The receiver of a telephone."""
    return put(stroke("M-46 0 C-46 -34 46 -34 46 0", colour, 22)
               + box(-66, -8, 40, 32, 10, colour) + box(26, -8, 40, 32, 10, colour), turn=-38)


def megaphone():
    return (box(-120, -44, 84, 88, 22, WHITE) + shape("M-44 -44 L92 -112 V112 L-44 44 Z", GOLD)
            + box(84, -120, 26, 240, 13, AMBER)
            + stroke("M-84 46 L-66 122 H-36 L-48 46", WHITE, 18))


def waves(count, colour=PALE):
    """Arcs of sound to the right of the origin."""
    return "".join(stroke(f"M{number(r * 0.78)} {number(-r * 0.62)} A{r} {r} 0 0 1 "
                          f"{number(r * 0.78)} {number(r * 0.62)}", colour, 13)
                   for r in (40, 84, 128)[:count])


def home():
    return (shape("M0 -130 L150 -6 H110 V118 H-110 V-6 H-150 Z", WHITE)
            + box(-34, 20, 68, 98, 8, SKY)
            + shape("M0 -46 C-12 -70 -48 -62 -44 -34 C-42 -16 -16 -2 0 10 C16 -2 42 -16 44 -34 "
                    "C48 -62 12 -70 0 -46 Z", RED))


def curve(points, grown, colour):
    """A line through `points` drawn up to the share `grown` of them, with a dot at its end."""
    last = grown * (len(points) - 1)
    whole = int(last)
    drawn = list(points[:whole + 1])
    if whole < len(points) - 1:
        (ax, ay), (bx, by) = points[whole], points[whole + 1]
        part = last - whole
        drawn.append((ax + (bx - ax) * part, ay + (by - ay) * part))
    path = "M" + " L".join(f"{number(x)} {number(y)}" for x, y in drawn)
    return stroke(path, colour, 9) + disc(drawn[-1][0], drawn[-1][1], 11, colour)


def render(svg, path):
    """Writes the picture as PNG."""
    subprocess.run(["rsvg-convert", "-o", str(path)], input=svg.encode(), check=True)
    return pathlib.Path(path)

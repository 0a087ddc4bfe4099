"""The README's pictures, in readme/: what the program itself draws and prints.

Where a browser or a converter has its hand in them, another version of it may give other bytes.
"""
import shutil
import subprocess

BROWSER = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
COLOURS = "128"  # enough for what is flat; a quarter of the bytes


def letters(job, name):
    made = job.folder(name) / "letters.png"
    job.xiaolaba("shot", "-o", made, job.sources / "letters.cfg")
    job.put(made, "readme", "letters.png")


def wall(job, name):
    made = job.folder(name) / "wall.png"
    job.xiaolaba("wall", "--point", job.sources / "wall.cfg", "-o", made)
    job.put(made, "readme", "wall.png")


def browse(folder, *arguments):
    subprocess.run([*BROWSER, f"--user-data-dir={folder / 'browser'}", *arguments], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.rmtree(folder / "browser", ignore_errors=True)


def reduce(folder, made, *parts):
    """Fewer colours, and nothing that tells when it was done."""
    small = folder / f"small-{made}"
    subprocess.run(["convert", *parts, "+dither", "-colors", COLOURS, "-define", "png:exclude-chunks=date,time", small],
                   check=True)
    return small


def plan(job, name):
    """The day at a glance and the table of its first zone; what lies between is folded away."""
    folder = job.folder(name)
    page = folder / "plan.html"
    job.xiaolaba("plan", "--date", "2026-12-10", "--html", "-o", page, "playlists/booth.cfg")
    page.write_text(page.read_text().replace("</style>", ".pair,.pair~section~section,footer{display:none}</style>", 1))
    browse(folder, "--window-size=1120,1150", f"--screenshot={folder / 'plan.png'}", f"file://{page}")
    job.put(reduce(folder, "plan.png", folder / "plan.png"), "readme", "plan.png")


def report(job, name):
    """From ledgers of screens that never were."""
    folder = job.folder(name)
    ledgers = job.folder(f"{name}/ledgers")
    subprocess.run([job.program.parent / "make_ledgers", "--points", "9", "--days", "7", "--from", "2026-09-07", ledgers],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = folder / "report.html"
    job.xiaolaba("report", "--html", "--days", "7", "-o", page, *sorted(ledgers.glob("*.db")))
    browse(folder, "--no-pdf-header-footer", f"--print-to-pdf={folder / 'report.pdf'}", f"file://{page}")
    subprocess.run(["pdftoppm", "-r", "72", "-l", "3", "-png", folder / "report.pdf", folder / "page"], check=True)
    subprocess.run(["montage", *sorted(folder.glob("page-*.png")), "-tile", "3x1", "-geometry", "+8+8",
                    "-background", "#d8dde3", folder / "sheets.png"], check=True)
    job.put(reduce(folder, "report.png", folder / "sheets.png"), "readme", "report.png")
    job.put(page, "readme", "report.html")


def sheet(job, name):
    """The films, which were recorded, and texts that run and turn their pages, with how they go."""
    folder = job.folder(name)
    job.xiaolaba("shot", "--sheet", "-o", folder / "sheet.png", job.sources / "sheet.cfg")
    job.put(reduce(folder, "sheet.png", folder / "sheet.png"), "readme", "sheet.png")


def cards(job, name):
    """For a telephone, for a chat and for a wall."""
    folder = job.folder(name)
    made = []
    for item, shape, file in (("four-nots", "9:16", "a.png"), ("film-shuadan", "1:1", "b.png"),
                              ("t-110", "a4", "c.png"), ("poster-exif", "9:16", "d.png")):
        job.xiaolaba("card", "--shape", shape, "-o", folder / file, item, "playlists/demo.cfg")
        made += ["(", folder / file, "-resize", "x620", "-bordercolor", "#d8dde3", "-border", "10", ")"]
    job.put(reduce(folder, "cards.png", *made, "+append"), "readme", "cards.png")


TARGETS = {
    "letters": (letters, ("xiaolaba",)),
    "wall": (wall, ("xiaolaba",)),
    "plan": (plan, ("xiaolaba", "chromium", "montage")),
    "report": (report, ("xiaolaba", "make_ledgers", "chromium", "pdftoppm", "montage")),
    "sheet": (sheet, ("xiaolaba", "montage")),
    "cards": (cards, ("xiaolaba", "montage")),
}

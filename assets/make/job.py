"""What all makers are handed: where things go, the program that draws, and a folder for what is made on the way."""
import os
import shutil
import subprocess
import sys

PACKAGES = {"rsvg-convert": "librsvg2-bin", "ffmpeg": "ffmpeg", "espeak-ng": "espeak-ng", "chromium": "chromium",
            "pdftoppm": "poppler-utils", "montage": "imagemagick", "fc-list": "fontconfig"}


class Job:
    def __init__(self, root, program, work):
        self.root = root
        self.assets = root / "assets"
        self.sources = self.assets / "make"
        self.program = program
        self.work = work

    def check(self, needs):
        """Ends with what to install, or to build, before anything is made."""
        if "fonts" in needs:
            needs = needs | {"fc-list"}
        missing = {PACKAGES[need] for need in needs if need in PACKAGES and shutil.which(need) is None}
        if "fonts" in needs and "fontconfig" not in missing:
            fonts = subprocess.run(["fc-list", ":family=Noto Sans CJK SC"], capture_output=True, check=True)
            missing |= set() if fonts.stdout else {"fonts-noto-cjk"}
        if missing:
            sys.exit("make: install first: apt install " + " ".join(sorted(missing)))
        if "xiaolaba" in needs and not os.access(self.program, os.X_OK):
            sys.exit(f"make: {self.program} is not there; name another by --program, or build it: "
                     "cmake --preset release && cmake --build build/release")
        if "make_ledgers" in needs and not os.access(self.program.parent / "make_ledgers", os.X_OK):
            sys.exit("make: the report also needs make_ledgers beside the program: "
                     "cmake --build build/release --target make_ledgers")

    def folder(self, name):
        path = self.work / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def xiaolaba(self, *arguments):
        """Runs the program in the project's folder; what it makes does not depend on the machine's day."""
        environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "TZ": "Asia/Shanghai"}
        subprocess.run([self.program, *arguments], cwd=self.root, env=environment, check=True,
                       stdout=subprocess.DEVNULL)

    def put(self, made, *where):
        """Moves a file to its place in assets/ in one step: a player may be showing the old one."""
        path = self.assets.joinpath(*where)
        path.parent.mkdir(exist_ok=True)
        new = path.with_name(path.name + ".new")
        shutil.copyfile(made, new)
        new.replace(path)

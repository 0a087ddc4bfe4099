"""A fraction of a second of everything that a playlist may name, which `xiaolaba doctor` decodes."""
import subprocess

RED = ("-f", "lavfi", "-i", "color=c=0xC8102E:s=32x32:r=10:d=0.4")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=0.4")
SAMPLES = (
    ("h264-aac.mp4", *RED, *TONE, "-c:v", "libx264", "-preset", "veryslow", "-pix_fmt", "yuv420p",
     "-x264-params", "sei=0", "-c:a", "aac", "-b:a", "24k", "-ac", "1", "-movflags", "+faststart"),
    ("hevc.mp4", *RED, "-c:v", "libx265", "-preset", "fast", "-pix_fmt", "yuv420p",
     "-x265-params", "log-level=error:info=0", "-tag:v", "hvc1"),
    ("vp9-opus.webm", *RED, *TONE, "-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-b:v", "20k",
     "-c:a", "libopus", "-b:a", "16k", "-ac", "1"),
    ("mp3.mp3", *TONE, "-c:a", "libmp3lame", "-b:a", "32k", "-ac", "1", "-ar", "24000", "-write_xing", "0",
     "-id3v2_version", "0"),
    ("png.png", *RED, "-frames:v", "1"),
    ("jpeg.jpg", *RED, "-frames:v", "1", "-pix_fmt", "yuvj420p"),
    ("webp.webp", *RED, "-frames:v", "1", "-c:v", "libwebp"),
)


def make(job, name):
    folder = job.folder(name)
    for sample, *how in SAMPLES:
        # nothing in it tells when, or by which version, it was made
        subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *how, "-fflags", "+bitexact",
                        "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1", folder / sample],
                       check=True)
        job.put(folder / sample, "samples", sample)

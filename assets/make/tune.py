"""Sound out of arithmetic: soft mallets over a quiet pad, and the chime of the loudspeaker call.

Pentatonic throughout, nothing louder than it must be: these films play all day beside a counter.
"""
import array
import math
import subprocess
import wave

RATE = 48000
PENTATONIC = (0, 2, 4, 7, 9)
MIDDLE_C = 261.63
BEAT_S = 0.425  # a phrase of eight takes 3.4 s, the shortest scene

# Steps of the pentatonic scale, one a beat; None rests. Three phrases ask, the last one answers.
PHRASES = (
    (5, None, 7, 6, 5, None, 3, None),
    (6, None, 8, 7, 6, None, 4, None),
    (4, None, 6, 4, 3, None, 2, None),
    (5, 6, 7, None, 9, None, 8, 10, None),
)
PADS = ((0, 2, 3), (1, 3, 4), (0, 1, 3), (0, 2, 3))


def pitch(step, key):
    octave, degree = divmod(step, len(PENTATONIC))
    return MIDDLE_C * 2 ** ((PENTATONIC[degree] + key) / 12 + octave - 1)


def mallet(samples, start_s, hertz, level, decay_s=0.9):
    """A struck bar: the fundamental and a short fourth harmonic, as a marimba's bars are tuned."""
    first = round(start_s * RATE)
    for index in range(min(round(decay_s * 3 * RATE), len(samples) - first)):
        t = index / RATE
        attack = min(1.0, t / 0.006)
        tone = math.sin(2 * math.pi * hertz * t) * math.exp(-t / decay_s * 2.2)
        tone += 0.22 * math.sin(2 * math.pi * hertz * 4 * t) * math.exp(-t / 0.07)
        samples[first + index] += level * attack * tone


def pad(samples, start_s, length_s, hertz, level):
    """A slow swell with a slight beating."""
    first = round(start_s * RATE)
    for index in range(min(round(length_s * RATE), len(samples) - first)):
        t = index / RATE
        swell = math.sin(math.pi * min(1.0, t / length_s)) ** 0.7
        tone = math.sin(2 * math.pi * hertz * t) + math.sin(2 * math.pi * hertz * 1.003 * t)
        samples[first + index] += level * swell * tone


def room(samples):
    """Four echoes that fade: enough space that nothing sounds dry."""
    for delay_s, level in ((0.061, 0.22), (0.113, 0.16), (0.187, 0.11), (0.271, 0.07)):
        delay = round(delay_s * RATE)
        for index in range(len(samples) - 1, delay - 1, -1):
            samples[index] += level * samples[index - delay]


def write(path, samples, peak=0.5):
    """Stereo 16 bit, its loudest sample at `peak`, faded at the end."""
    loudest = max(max(samples), -min(samples), 1e-9)
    fade = round(0.5 * RATE)
    data = array.array("h")
    for index, value in enumerate(samples):
        end = min(1.0, (len(samples) - index) / fade)
        level = round(32767 * peak * end * value / loudest)
        data.append(level)
        data.append(level)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(data.tobytes())
    return path


def film_music(path, scenes_s, key):
    """One phrase per scene, starting with it."""
    samples = array.array("d", bytes(8 * round(sum(scenes_s) * RATE)))
    start = 0.0
    for phrase, chord, length in zip(PHRASES, PADS, scenes_s):
        for beat, step in enumerate(phrase):
            if step is not None:
                mallet(samples, start + 0.05 + beat * BEAT_S, pitch(step, key), 0.5 if beat % 4 else 0.62)
        for step in chord:
            pad(samples, start, length + 0.4, pitch(step, key), 0.045)
        start += length
    room(samples)
    return write(path, samples)


def call_chime(path):
    """Four rising notes, then room for the voice."""
    samples = array.array("d", bytes(8 * round(2.6 * RATE)))
    for index, step in enumerate((5, 7, 8, 10)):
        mallet(samples, 0.1 + index * 0.36, pitch(step, 0), 0.6, 1.3)
    room(samples)
    return write(path, samples, 0.6)


CALL = ("反诈小喇叭提醒您：未知链接不点击，陌生来电不轻信，个人信息不透露，转账汇款多核实。"
        "遇到疑问，请拨打九六幺幺零。")


def call(path, work):
    """The loudspeaker call: chime, voice, chime."""
    chime = call_chime(work / "chime.wav")
    voice = work / "voice.wav"
    subprocess.run(["espeak-ng", "-v", "cmn", "-s", "185", "-p", "42", "-w", voice, CALL], check=True)
    graph = ("[1:a]aresample=48000,highpass=f=140,lowpass=f=7000,equalizer=f=300:t=q:w=1:g=2,"
             "acompressor=threshold=0.1:ratio=3,loudnorm=I=-18:TP=-2,aresample=48000,"
             "aformat=channel_layouts=mono[voice];"
             "[0:a]aformat=channel_layouts=mono,asplit[before][after];"
             "[before][voice][after]concat=n=3:v=0:a=1[out]")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", chime, "-i", voice, "-filter_complex", graph, "-map", "[out]",
                    "-c:a", "libmp3lame", "-b:a", "80k", "-ar", "48000", "-fflags", "+bitexact", "-map_metadata", "-1",
                    "-id3v2_version", "0", path], check=True)


def make(job, name):
    folder = job.folder(name)
    call(folder / "xiaolaba.mp3", folder)
    job.put(folder / "xiaolaba.mp3", "calls", "xiaolaba.mp3")

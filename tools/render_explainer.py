"""Have the explainer read aloud, and make a film of it.

    python tools/render_explainer.py                      write assets/voice: the sound, and its captions beside it
    python tools/render_explainer.py --film minute.mp4    a film for a lecture, its captions in the picture
    python tools/render_explainer.py --film minute.mp4 --captions beside    the same, with captions that can be hidden

Sentences and moments stand in `game/case/explainer.py`, the words in the catalogue. The voice is that of hibari-tts,
which is in its wheel; with a seed it says the same to the bit. Needs `pip install -e '.[voice]'`, the game does not.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import wave
from itertools import accumulate
from pathlib import Path
from typing import Final

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
HOUSE: Final = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE))

import numpy as np
import pygame

from game.case.explainer import LONGEST_MS, PAUSE_MS, SCRIPT, Recording, captions, digest
from game.files.folders import assets_folder
from game.files.voice_file import CAPTIONS, SOUND, read_voice, voice_folder, vtt
from game.ui.backends.pygame_canvas import PygameCanvas
from game.ui.inside.explainer_page import bare_film
from game.ui.inside.reel import Reel
from game.ui.toolkit.keys import Bindings
from game.ui.toolkit.page import DESIGN_WINDOW, Page
from game.ui.toolkit.theme import THEMES
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import draw
from game.values.settings import Settings

RATE: Final = 24_000
SPEED: Final = 0.95
"""A little slower than the voice's own pace: most who listen hear these words for the first time."""
SILENCE: Final = 0.01
"""What is quieter than this share of full scale before and after a sentence is cut away."""
EDGE_S: Final = 0.04
LUFS: Final = -16.0
"""Loudness of speech on the web and in learning platforms (EBU R128 s2, AES TD1008)."""
PEAK_DB: Final = -2.5
"""Highest true peak before Vorbis, which overshoots it by 1.1 dB here."""
FRAMES_PER_SECOND: Final = 25
SPOKEN: Final = (
    ("IL-6", "I L six"),
    ("pg/mL", "picograms per millilitre"),
    ("1,000", "a thousand"),
    (" 10 ", " ten "),
)
"""What the voice would misread, as it is said."""


def spoken(words: str) -> str:
    """Return a sentence as it is said, with nothing left that is only read."""
    for written, said in SPOKEN:
        words = words.replace(written, said)
    return words


def read_aloud() -> list[np.ndarray]:
    """Return the sentences as sound, each with its pause."""
    from hibari import Hibari  # noqa: PLC0415  the film needs no voice that speaks

    voice = Hibari()
    pause = np.zeros(RATE * PAUSE_MS // 1000, np.float32)
    return [np.concatenate((trimmed(voice(spoken(one.words), seed=0, speed=SPEED)), pause)) for one in SCRIPT]


def trimmed(sound: np.ndarray) -> np.ndarray:
    """Return a sentence without the silence around it."""
    loud = np.flatnonzero(np.abs(sound) > SILENCE)
    edge = round(EDGE_S * RATE)
    return sound[max(0, loud[0] - edge) : loud[-1] + edge]


def ffmpeg_path() -> str:
    """Return the ffmpeg that the extra brings."""
    from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415  what is said can be tested without it

    return str(get_ffmpeg_exe())


def ffmpeg(*arguments: str) -> str:
    """Run ffmpeg and return what it tells."""
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-y", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own arguments
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stderr


def write_voice(folder: Path) -> None:
    """Write the sound at its loudness, and the captions with the times of its sentences."""
    folder.mkdir(exist_ok=True)
    sentences = read_aloud()
    ends = tuple(round(1000 * end / RATE) for end in accumulate(len(one) for one in sentences))
    if ends[-1] > LONGEST_MS:
        raise SystemExit(f"{ends[-1] / 1000:.1f} s are more than {LONGEST_MS / 1000:g} s: shorten the sentences")
    with tempfile.TemporaryDirectory() as work:
        raw = Path(work) / "raw.wav"
        with wave.open(str(raw), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.concatenate(sentences).clip(-1, 1) * 32767).astype("<i2").tobytes())
        goal = f"loudnorm=I={LUFS}:TP={PEAK_DB}:LRA=11"
        told = ffmpeg("-i", str(raw), "-af", f"{goal}:print_format=json", "-f", "null", "-")
        first = json.loads(told[told.rindex("{") : told.rindex("}") + 1])
        measured = ":".join(f"measured_{name}={first[f'input_{key}']}" for name, key in MEASURED)
        again = f"{goal}:{measured}:offset={first['target_offset']},aresample={RATE}"
        exact = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
        ffmpeg("-i", str(raw), "-af", again, "-c:a", "libvorbis", "-q:a", "3", *exact, str(folder / SOUND))
    voice = Recording(str(folder / SOUND), digest(), ends)
    (folder / CAPTIONS).write_text(vtt(captions(voice), voice.digest), encoding="utf-8")
    told = ffmpeg("-i", voice.file, "-af", "ebur128=peak=true", "-f", "null", "-")
    loudness, peak = (re.findall(pattern, told)[-1] for pattern in (r"I: +(-?[\d.]+) LUFS", r"Peak: +(-?[\d.]+) dBFS"))
    size = Path(voice.file).stat().st_size // 1000
    print(f"{ends[-1] / 1000:.1f} s, {loudness} LUFS, true peak {peak} dBFS, {size} kB: {voice.file}")


MEASURED: Final = (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh"))


def write_film(to: Path, *, in_the_picture: bool) -> None:
    """Write the film as MP4, frame by frame as the game draws it, with the voice if it says these words."""
    voice = read_voice(voice_folder(assets_folder()))
    shown = captions(voice)
    reel, pieces = Reel(), Pieces()
    pygame.display.init()
    surface = pygame.display.set_mode(DESIGN_WINDOW)
    canvas = PygameCanvas(surface, assets_folder())
    settings = Settings(captions=in_the_picture)
    page = Page(DESIGN_WINDOW, settings, Bindings(), (), canvas)
    sound = ("-i", voice.file, "-c:a", "aac", "-b:a", "128k") if voice is not None else ()
    subtitles = ("-i", str(voice_folder(assets_folder()) / CAPTIONS), "-c:s", "mov_text")
    command = [
        *(ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo"),
        *("-pix_fmt", "rgb24", "-s", "{}x{}".format(*DESIGN_WINDOW), "-r", str(FRAMES_PER_SECOND), "-i", "-"),
        *sound[:2],
        *(() if in_the_picture else subtitles[:2]),
        *("-c:v", "libx264", "-preset", "medium", "-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
        *sound[2:],
        *(() if in_the_picture else subtitles[2:]),
        str(to),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as film:  # noqa: S603  our own arguments
        assert film.stdin is not None
        for number in range(shown[-1].ends_ms * FRAMES_PER_SECOND // 1000):
            at_ms = 1000 * number // FRAMES_PER_SECOND
            canvas.begin(surface, THEMES[settings.theme], 1000 * at_ms)
            draw(bare_film(page, reel.whole_shot(shown, at_ms), shown, pieces), canvas)
            film.stdin.write(pygame.image.tobytes(surface, "RGB"))
    pygame.display.quit()
    if film.returncode:
        raise SystemExit(film.returncode)
    print(f"{shown[-1].ends_ms / 1000:.1f} s: {to}")


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--film", type=Path, help="write a film, .mp4")
    parser.add_argument("--captions", choices=("picture", "beside"), default="picture")
    given = parser.parse_args()
    if given.film is None:
        write_voice(voice_folder(HOUSE / "assets"))
    else:
        write_film(given.film, in_the_picture=given.captions == "picture")


if __name__ == "__main__":
    main()

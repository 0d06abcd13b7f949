"""Files that several screens and windows of one player write: each writes what it changed, and leaves the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

from game.files.notes_file import notes_path, read_notes, write_notes
from game.files.reading import exists
from game.files.settings_file import read_settings, write_settings
from game.values.note import Note
from game.values.settings import Settings

Warn = Callable[[str], None]


class PinnedNotes:
    """The notes of finished cases, by the paths of these."""

    def __init__(self, warn: Warn) -> None:
        """Begin with none; `warn` hears of what is wrong with a file."""
        self._warn = warn
        self._written: dict[Path, tuple[Note, ...]] = {}
        """What this window last found in a file, or wrote into it."""
        self._ours: dict[Path, tuple[Note, ...]] = {}
        """The same, with what could not be written."""

    def of(self, case: Path) -> tuple[Note, ...]:
        """Return the notes that are pinned to a case."""
        found, complaint = read_notes(notes_path(case))
        if complaint:
            self._warn(complaint)
        ours = _notes_changed(self._written.get(case, found), self._ours.get(case, found), found)
        self._written[case], self._ours[case] = found, ours
        return ours

    def keep(self, case: Path, before: tuple[Note, ...], after: tuple[Note, ...]) -> tuple[Note, ...]:
        """Make of the notes what somebody made of those `before`, and return all that there are."""
        ours = self._ours[case] = _notes_changed(before, after, self.of(case))
        complaint = write_notes(notes_path(case), ours)
        if complaint:
            self._warn(complaint)
        else:
            self._written[case] = ours
        return ours


def _notes_changed(before: tuple[Note, ...], after: tuple[Note, ...], there: tuple[Note, ...]) -> tuple[Note, ...]:
    """Return the notes that are there, with those taken away and added that differ between `before` and `after`."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return tuple(sorted(((Counter(there) - gone) | come).elements(), key=lambda note: note.tick))


class KeptSettings:
    """The settings of one player, of which every window has changed some."""

    def __init__(self, path: Path, warn: Warn) -> None:
        """Read the file, which need not be there; `warn` hears of what is wrong with it."""
        self._path = path
        self._warn = warn
        self._written, told = read_settings(path)
        """What this window last found in the file, or wrote into it."""
        self.now = self._written
        """The settings in force."""
        for sentence in told:
            warn(sentence)

    def keep(self, settings: Settings) -> None:
        """Put settings in force and into the file, where what another window has changed meanwhile stays."""
        there = self._there()
        mine = {one.name: getattr(settings, one.name) for one in fields(settings)}
        changed = {name: value for name, value in mine.items() if value != getattr(self._written, name)}
        self.now = replace(there, **changed)
        complaint = write_settings(self._path, self.now)
        if complaint:
            self._warn(complaint)
        else:
            self._written = self.now

    def _there(self) -> Settings:
        """Return what is in the file; what was there last where it is gone, or faulty, which is told."""
        if not exists(self._path):
            return self._written
        found, told = read_settings(self._path)
        for sentence in told:
            self._warn(sentence)
        return self._written if told else found

"""Settings are changed, kept and shown; keys are chosen by pressing them. The glossary is searched."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands

from game.ui.menus.glossary import found
from game.ui.menus.glossary_words import TERMS
from game.ui.menus.settings_page import clashes, rebound
from game.ui.toolkit.intents import StepHour
from game.ui.toolkit.keys import KEYS, bindings
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find, walk
from game.values.settings import ThemeName


def test_theme_text_switches_and_volume_are_kept_at_once():
    """Each press is kept by the desk, by keyboard and by mouse."""
    hands = Hands(at="settings")
    hands.click("theme.light")
    hands.choose("reduced_motion.switch")
    hands.click("sound.switch")
    hands.click("pause_on_alarm.switch")
    hands.click("pause_on_result.switch")
    hands.drag("volume.slider", 0.3)
    kept = hands.desk.chosen
    assert (kept.theme, kept.reduced_motion, kept.sound) == (ThemeName.LIGHT, True, False)
    assert (kept.pause_on_alarm, kept.pause_on_result, kept.volume_percent) == (False, True, 30)
    hands.click("theme.light")
    hands.drag("text.slider", 0.5)
    assert hands.desk.chosen.text_percent == 150
    hands.press("right", "left", "left")
    assert hands.desk.chosen.text_percent == 140


@pytest.mark.parametrize("key", ["insert", "space", "return", "home", "up"])
def test_a_free_key_is_bound_by_pressing_it(key):
    """Any key but Tab and Esc can be chosen; Enter is fixed and said to be taken."""
    hands = Hands(at="settings")
    hands.choose("key.silence")
    hands.press("left shift")
    hands.press(key)
    if key in {"space", "return"}:
        assert "is taken" in hands.words()
        assert hands.desk.chosen.keys == {}
    else:
        assert hands.desk.chosen.keys == {"silence": key}
        assert find(hands.tree(), "choose") is None


@pytest.mark.parametrize("key", ["left shift", "left ctrl", "ctrl+s", "", "x" * 100_000])
def test_what_can_be_no_key_is_refused_in_words(key):
    """The question stays open and says why; the next key is taken."""
    hands = Hands(at="settings")
    hands.choose("key.silence")
    hands.press(key)
    assert "cannot be chosen" in hands.words()
    assert hands.desk.chosen.keys == {}
    hands.press("insert")
    assert hands.desk.chosen.keys == {"silence": "insert"}


def test_a_taken_key_is_named_and_can_be_swapped():
    """The conflict is named; swapping gives the other the key that became free."""
    hands = Hands(at="settings")
    hands.click("key.step")
    hands.press("n")
    assert "N is taken: run to the next event" in hands.words()
    hands.choose("choose.swap")
    assert hands.desk.chosen.keys == {"step": "n", "skip": "s"}
    hands.choose("settings.usual")
    assert hands.desk.chosen.keys == {}


def test_escape_leaves_a_key_as_it_is():
    """The first Esc closes the question, the next one the settings."""
    hands = Hands(at="settings")
    hands.choose("key.step")
    hands.press("escape")
    assert hands.desk.chosen.keys == {}
    assert find(hands.tree(), "choose") is None
    hands.press("escape")
    assert hands.stage.scenes == ()


def test_every_key_of_the_table_belongs_to_one_intent():
    """No two intents begin with the same key, and binding back leaves no change behind."""
    settings = Settings()
    for binding in KEYS:
        assert clashes(settings, binding, binding.key) is None
    step = next(binding for binding in KEYS if binding.id == "step")
    changed = rebound(settings, step, "j")
    assert bindings(changed.keys).key(StepHour()) == "j"
    assert rebound(changed, step, "s").keys == {}


def test_the_glossary_is_searched_and_walked_through():
    """Typing finds a word, arrows go on from it, Backspace widens the search."""
    hands = Hands(FakeDesk(), at="glossary")
    hands.press("tab")
    hands.type("toci")
    assert "blocks the receptor of IL-6" in hands.words()
    for _ in range(4):
        hands.press("backspace")
    hands.press("right")
    assert hands.stage.scenes[-1]._chosen == TERMS[[t.name for t in TERMS].index("Tocilizumab") + 1].name
    hands.type("zzz")
    assert "No word matches." in hands.words()
    # Once for the field, in which something stands, and once for the page.
    hands.press("escape")
    hands.press("escape")
    assert hands.stage.scenes == ()


def test_the_glossary_has_the_words_of_the_game():
    """Terms are in order of the alphabet, end as sentences, and the ones a player meets are there."""
    names = [term.name for term in TERMS]
    assert names == sorted(names, key=str.casefold)
    assert len(set(names)) == len(names)
    assert all(term.words.endswith(".") for term in TERMS)
    for wanted in ("IL-6", "CRP", "Ferritin", "D-dimer", "NEWS2", "KDIGO", "P/F ratio", "Cytokine storm", "Pressor"):
        assert wanted in names
    assert found("pressor")[0].name == "Pressor"


def test_a_long_text_scrolls_by_keyboard():
    """A scroll area with a stretch taller than itself and nothing to press there takes the focus and answers keys."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1024, 640), "prebrief")
    for _ in range(10):
        hands.press("tab")
        if hands.stage.focus == "prebrief.column":
            break
    assert hands.stage.focus == "prebrief.column"
    before = find(hands.tree(), "who").rect.y
    hands.press("down", "down")
    assert find(hands.tree(), "who").rect.y < before
    hands.press("page up")
    assert find(hands.tree(), "who").rect.y == before


def test_the_answers_to_a_key_that_is_taken_stay_in_sight_with_large_text():
    """The question scrolls what it says above its answers, as every other one does."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1024, 640), "settings")
    hands.choose("key.silence")
    hands.press("space")
    tree = hands.tree()
    scrolled = {part.id for part in walk(find(tree, "choose.scroll"))}
    assert "choose.cancel" not in scrolled
    assert find(tree, "choose").rect.contains(find(tree, "choose.cancel").rect)

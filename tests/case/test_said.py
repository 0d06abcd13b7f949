"""A sentence at the bedside says only what state, hour and chart allow, in random states and in every recorded case."""

from __future__ import annotations

from dataclasses import fields, replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.bedside.news2 import Consciousness
from game.case import appearance
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.nurse import QUIET_TICKS, _words, due_note, holds, own_words
from game.case.organs import brain, skin
from game.case.scene import HOLDS, BedsideHour, scene
from game.case.sentences import HOPEFUL, KINDS_OF_WORDS, OF_DRUGS, OF_LYING, Sentence
from game.case.walk import hourly, last_of, logged, walk
from game.files.case_file import read_case
from game.futures.engine import mover
from game.patient.signs import signs
from game.review.playback.replay import replay
from game.ui.charts.bed_picture import in_bed
from game.values.channel import Channel, Reading
from game.values.claim import Claim
from game.values.level import level_digest_bytes
from game.values.order import Actor, Device, Entry, GiveFluid
from game.values.organism import Germ
from game.values.ticks import TICKS_PER_HOUR, ticks
from game.values.words import say
from tests.case.claims import NOTES, OWN, VOICES
from tests.case.levels import level as small_level
from tests.levels.plays import LEVELS, NAMES, give, level

SHARES = st.floats(0.0, 1.0)


@st.composite
def scenes(draw):
    """Return any hour at any bedside."""
    device = draw(st.sampled_from(Device))
    ventilated = device is Device.VENTILATOR
    tick = TICKS_PER_HOUR * draw(st.integers(0, 400))
    return BedsideHour(
        tick=tick,
        start_minute=draw(st.integers(0, 1439)),
        symptom_day=draw(st.integers(1, 9)),
        consciousness=appearance.consciousness(draw(SHARES), ventilated=ventilated),
        mottling=draw(SHARES),
        breathlessness=draw(SHARES),
        temperature=round(draw(st.floats(34.0, 41.5)), 1),
        mean_pressure=float(draw(st.integers(30, 120))),
        spo2=draw(st.one_of(st.just(float("nan")), st.integers(60, 100).map(float))),
        breaths=float(draw(st.integers(6, 50))),
        breaths_at_door=float(draw(st.integers(6, 50))),
        breaths_before=float(draw(st.integers(6, 50))),
        device=device,
        prone=ventilated and draw(st.booleans()),
        prone_h=draw(st.sampled_from([0.0, 15.5, 16.0, 24.0, 200.0])),
        by_hand=draw(st.booleans()),
        fio2=draw(st.sampled_from([0.21, 0.3, 0.6, 1.0])),
        fio2_at_midnight=draw(st.sampled_from([None, 0.21, 0.3, 0.6])),
        less_oxygen_than_worst=draw(st.booleans()),
        was_febrile=draw(st.booleans()),
        pressor=draw(st.booleans()),
        fluid_ran_in=draw(st.booleans()),
        dampened=draw(st.booleans()),
        on_steroid=draw(st.booleans()),
        sugar=round(draw(st.floats(3.0, 25.0)), 1),
        sugar_first=round(draw(st.floats(3.0, 25.0)), 1),
        urine=draw(st.integers(0, 12)) / 10.0,
        blocked=draw(st.booleans()),
        il6=draw(st.one_of(st.just(float("nan")), st.floats(2.0, 9000.0))),
        news2_lately=draw(st.lists(st.integers(0, 9), min_size=1, max_size=7).map(tuple)),
        alarmed=draw(st.booleans()),
        called=draw(st.one_of(st.none(), st.integers(0, tick))),
        at_hand=tuple(draw(st.lists(st.sampled_from(["drip", "phone", "paper"]), unique=True))),
        grew=draw(st.one_of(st.none(), st.integers(0, tick))),
        grew_in=draw(st.integers(0, 400)),
    )


def templates(of):
    """Return the sentences on the page of claims, by their words for this patient."""
    return {_words(Sentence(id_, ()), of.patient): claim for id_, claim in OWN.items()} | NOTES


def test_every_sentence_has_its_claims_on_the_page():
    own = {one.id for kind in (*KINDS_OF_WORDS, HOPEFUL) for one in kind}
    notes = {note.text for name in NAMES for note in level(name).notes}

    assert own == set(OWN)
    assert notes == set(NOTES)
    assert {voice.text for name in NAMES for voice in level(name).voices} == set(VOICES)
    assert set(HOLDS) == set(Claim)


@given(scenes(), st.integers(0, 2**32), st.sampled_from(NAMES))
def test_the_nurse_says_nothing_untrue_in_any_state(here, seed, name):
    said = own_words(level(name), seed, here, ())
    for one in (text for kind in (*KINDS_OF_WORDS, HOPEFUL) for text in kind):
        if all(HOLDS[claim](here) for claim in one.claims):
            assert OWN[one.id](here), one.id

    assert said is None or templates(level(name))[said](here)


@given(scenes(), st.sampled_from(NAMES))
def test_a_note_of_a_level_says_nothing_untrue_in_any_state(here, name):
    of = level(name)
    for place, note in enumerate(of.notes):
        others = tuple(each for each in range(len(of.notes)) if each != place)
        if due_note(of, here, others) is not None:
            assert NOTES[note.text](here), note.text


@given(scenes(), st.sampled_from(NAMES))
def test_who_presses_says_nothing_untrue_in_any_state(here, name):
    for voice in level(name).voices:
        if all(HOLDS[claim](here) for claim in voice.needs):
            assert VOICES[voice.text](here), voice.text


def test_what_dampening_does_at_the_bed_is_said_as_soon_as_it_is_so():
    """On the control level a steroid and a blocker too many were not felt before the debrief."""
    of = level("quiet_recovery")
    drugs = [give(2, "methylprednisolone"), give(2, "tocilizumab")]
    first: dict[str, int] = {}
    last = None
    for case in hourly(walk(admit_case(of, of.seed, mover()), logged(drugs), 110 * TICKS_PER_HOUR)):
        here = scene(case, signs(case.body, case.breathed))
        for one in OF_DRUGS:
            if all(HOLDS[claim](here) for claim in one.claims):
                first.setdefault(_words(one, of.patient), case.tick)
        last = case
    said = {text: tick for tick, text in reversed(last.sheets.said)}

    assert len(first) == len(OF_DRUGS)
    assert all([text for _, text in last.sheets.said].count(text) == 1 for text in first)
    assert all(first[text] <= said[text] <= first[text] + 2 * QUIET_TICKS for text in first)  # two may wait for a third


SHOWN = {"on the phone": "phone", "is reading": "paper"}
"""What is said to be in a hand, and what the picture of the bed must show there."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_to_be_in_a_hand_is_in_the_picture_beside_the_words(name):
    """Of the patient of every level, on every hour of two days: nobody telephones with empty hands."""
    of = level(name)
    for case in hourly(walk(admit_case(of, of.seed, mover()), lambda _: (), 48 * TICKS_PER_HOUR)):
        shown = in_bed(build_view(case)).at_hand
        for id_ in OWN:
            one = next(one for kind in (*KINDS_OF_WORDS, HOPEFUL) for one in kind if one.id == id_)
            if all(HOLDS[claim](scene(case, signs(case.body, case.breathed))) for claim in one.claims):
                words = _words(one, of.patient)
                assert all(thing in shown for said, thing in SHOWN.items() if said in words), words


def test_a_mould_in_the_airway_is_not_told_as_rods():
    """A note of a level names rods: only bacteria bring it."""
    of = level("septic_shock")
    case = last_of(walk(admit_case(of, of.seed, mover()), lambda _: (), TICKS_PER_HOUR))
    true = signs(case.body, case.breathed)

    def grown(germ):
        reading = Reading(Channel.BLOOD_CULTURE, 0, case.tick, 4.0, germ=germ)
        chart = case.sheets.chart.with_results((reading,))
        return scene(replace(case, sheets=replace(case.sheets, chart=chart)), true).grew

    assert grown(Germ.COVERED) is not None
    assert grown(Germ.FUNGUS) is None


@given(scenes(), st.sampled_from(sorted(OWN)))
def test_every_sentence_can_be_said(here, text):
    """Each claim alone can be met and missed: none is empty, and none forbids its sentence for ever."""
    made = replace(here, **SAYABLE[text])
    one = next(one for kind in (*KINDS_OF_WORDS, HOPEFUL) for one in kind if one.id == text)

    assert all(HOLDS[claim](made) for claim in one.claims), text


def _sayable() -> dict[str, dict[str, object]]:
    clear = {
        "consciousness": Consciousness.ALERT,
        "breathlessness": 0.0,
        "mottling": 0.0,
        "temperature": 37.0,
        "device": Device.AIR,
        "prone": False,
        "pressor": False,
        "news2_lately": (3, 2),
        "alarmed": False,
        "called": None,
        "less_oxygen_than_worst": True,
        "spo2": 97.0,
        "breaths": 16.0,
        "breaths_at_door": 16.0,
        "breaths_before": 16.0,
        "at_hand": ("phone", "paper"),
        "start_minute": 480,
        "tick": 24 * TICKS_PER_HOUR,
    }
    tube = clear | {"consciousness": Consciousness.SEDATED, "device": Device.VENTILATOR, "start_minute": 600}
    changes: dict[str, dict[str, object]] = {
        "is not answering": clear | {"consciousness": Consciousness.PAIN},
        "I cannot wake": clear | {"consciousness": Consciousness.UNRESPONSIVE},
        "opens his eyes": clear | {"consciousness": Consciousness.VOICE},
        "sedated on": tube,
        "suctioned": tube,
        "lying prone": tube | {"prone": True},
        "knees are mottled": clear | {"mottling": 0.3},
        "cap refill": clear | {"mottling": 0.3},
        "legs are mottled": clear | {"mottling": 0.6},
        "what day": clear | {"consciousness": Consciousness.CONFUSED},
        "pulling": clear | {"consciousness": Consciousness.CONFUSED},
        "not the question I asked": clear | {"consciousness": Consciousness.CONFUSED},
        "a few words": clear | {"breathlessness": 0.5},
        "muscles in": clear | {"breathlessness": 0.5},
        "upright": clear | {"breathlessness": 0.5},
        "breathing fast": clear | {"breaths": 24.0},
        "prone for over a day": tube | {"prone": True, "prone_h": 30.0, "fio2": 0.9},
        "turn him back": tube | {"prone": True, "prone_h": 17.0, "fio2": 0.35, "by_hand": True},
        "sugar has gone": clear | {"on_steroid": True, "sugar": 9.0, "sugar_first": 6.0},
        "sugar is over": clear | {"on_steroid": True, "sugar": 11.3},
        "after tocilizumab": clear | {"blocked": True, "was_febrile": True},
        "hot and shivering": clear | {"temperature": 39.0},
        "flushed": clear | {"temperature": 39.0},
        "rigors": clear | {"temperature": 39.0},
        "every hour": clear | {"alarmed": True},
        "made his bed": clear | {"alarmed": True},
        "what happens next": clear | {"alarmed": True},
        "urine": clear | {"urine": 0.3},
        "quiet night": clear | {"start_minute": 60},
    }
    texts = {id_: say(f"{id_}.he") for id_ in OWN}
    # A sentence that is worded anew would be tried in the wrong scene, and luck would find it out or not.
    assert all(any(key in text for text in texts.values()) for key in changes)
    return {id_: next((made for key, made in changes.items() if key in text), clear) for id_, text in texts.items()}


SAYABLE = _sayable()


@given(scenes())
def test_how_the_days_on_the_belly_go_is_not_told_behind_a_call(here):
    """Ten minutes after 'I am putting out the arrest call' he was to stay prone, his head turned every two hours."""
    one = next(one for one in OF_LYING if one.id == "nurse.prone_for_a_day")
    made = replace(here, **SAYABLE[one.id])

    assert holds(made, one.claims)
    assert not holds(replace(made, called=made.tick - 2), one.claims)


def test_the_scene_of_the_page_is_whole():
    assert {"consciousness", "mottling", "grew"} < {one.name for one in fields(BedsideHour)}


@pytest.mark.parametrize("kind", ["expert", "idle"])
@pytest.mark.parametrize("name", NAMES)
def test_recorded_cases_say_nothing_untrue(name, kind):
    of = level(name)
    log = read_case(LEVELS / f"{name}.{kind}.jsonl").log
    claims, heard = templates(of), 0
    for case, _ in replay(of, log):
        if case.tick % TICKS_PER_HOUR:
            continue
        true = signs(case.body, case.breathed)
        if case.sheets.said and case.sheets.said[-1][0] == case.tick:
            text = case.sheets.said[-1][1]
            assert claims[text](scene(case, true)), f"{text} at tick {case.tick}"
            heard += 1
        seen = build_view(case)
        mind, hide = seen.organs[3], seen.organs[4]
        assert mind.text == appearance.awareness_words(seen.consciousness, within=True)
        assert (mind.grade == 0) is (seen.consciousness is Consciousness.ALERT)
        assert ("mottled" in hide.text) is (true.skin_mottling >= 0.2)
        assert not ("mottled" in hide.text and "hot" in hide.text)

    assert heard


@given(SHARES, SHARES, st.floats(30.0, 42.0))
def test_skin_and_brain_agree_with_what_the_nurse_may_say(mottling, confusion, temperature):
    case_signs = type("Seen", (), {"skin_mottling": mottling})()
    hide = skin(case_signs, Reading(Channel.TEMPERATURE, 0, 0, temperature))
    mind = brain(appearance.consciousness(confusion, ventilated=False))

    assert ("mottled" in hide.text) is (mottling >= 0.2)
    assert ("hot" in hide.text) is (mottling < 0.2 and round(temperature, 1) >= 38.0)
    assert ("brisk refill" in hide.text) is (mottling < 0.05)
    assert hide.grade > 0 or (mottling < 0.05 and 36.0 <= round(temperature, 1) < 38.0)
    assert (mind.text == "alert") is (confusion < 0.2)
    assert (mind.grade >= 2) is (confusion >= 0.2)


def test_what_a_note_needs_moves_no_digest():
    of = level("septic_shock")
    bare = replace_notes(of)

    assert of.notes != bare.notes
    assert level_digest_bytes(of) == level_digest_bytes(bare)


def replace_notes(of):
    """Return the level with notes that need nothing."""
    notes = tuple(msgspec.structs.replace(note, needs=()) for note in of.notes)
    return msgspec.structs.replace(of, notes=notes)


LIGHT = [one for kind in (*KINDS_OF_WORDS, HOPEFUL) for one in kind if Claim.CALM in one.claims]


def light_words(of):
    """Return what the nurse says lightly of this patient, of her own or by the level."""
    return {_words(one, of.patient) for one in LIGHT} | {note.text for note in of.notes if note.sign == "calm"}


@settings(max_examples=12, deadline=None)
@given(st.data(), st.sampled_from(NAMES), st.integers(0, 2**32))
def test_no_light_word_is_said_beside_a_call_in_any_case(data, name, seed):
    """Read from the sheets of whole cases, of patients whom the levels draw, with and without drugs."""
    of = level(name)
    drug, hour = data.draw(st.sampled_from(of.regimens)), data.draw(st.integers(0, 60))
    last = last_of(walk(admit_case(of, seed, mover()), logged([give(hour, drug)]), 96 * TICKS_PER_HOUR))
    scores = [hour.news2_total for hour in last.sheets.hours]
    light = light_words(of)
    for tick, text in last.sheets.said:
        if text in light:
            hour = tick // TICKS_PER_HOUR
            assert max(scores[max(0, hour - 6) : hour + 1]) < 5, text
            assert not [one for one in last.sheets.calls if 0 <= tick - one.tick < 12 * TICKS_PER_HOUR], text


def test_light_words_are_still_said_and_none_twice_in_two_days():
    """Of a patient who gets well; the test before this one is no empty one."""
    of = level("quiet_recovery")
    said = last_of(walk(admit_case(of, of.seed, mover()), lambda _: (), 72 * TICKS_PER_HOUR)).sheets.said

    assert light_words(of) & {text for _, text in said}
    assert len({text for _, text in said}) == len(said)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_nurses_own_hides_the_call_of_its_hour(name):
    of = level(name)
    sheets = last_of(walk(admit_case(of, of.seed, mover()), lambda _: (), 72 * TICKS_PER_HOUR)).sheets
    called = {one.tick for one in sheets.calls}
    notes = {note.text for note in of.notes}

    assert not [text for tick, text in sheets.said if tick in called and text not in notes]


def test_a_bag_of_fluid_is_through_for_some_hours_and_explains_nothing_later():
    """'The bag of fluid has run through already' was said nine hours after it had."""
    of = level("septic_shock_hands_on")
    bolus = [Entry(tick=0, actor=Actor.PLAYER, order=GiveFluid())]
    told = {}
    for case in hourly(walk(admit_case(of, of.seed, mover()), logged(bolus), 14 * TICKS_PER_HOUR)):
        told[case.tick // TICKS_PER_HOUR] = scene(case, signs(case.body, case.breathed)).fluid_ran_in

    assert told[1]
    assert told[4] is True
    assert told[5] is False


def at_door(of, seed):
    """Return what can be said when the patient comes in."""
    case = admit_case(of, seed, mover())
    return scene(case, signs(case.body, case.breathed))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_better_than_ever_at_the_door(name):
    one = level(name)
    assert not at_door(one, one.seed).less_oxygen_than_worst


def test_a_note_of_the_level_waits_for_its_hour():
    of = small_level()
    (note,) = of.notes
    here = at_door(of, 7)
    assert due_note(of, replace(here, tick=ticks(note.after_h) - 1), ()) is None
    assert due_note(of, replace(here, tick=ticks(note.after_h)), ()) == 0
    assert due_note(of, replace(here, tick=ticks(note.after_h)), (0,)) is None


def test_who_passes_little_urine_is_told_of_once():
    """From 0.4 to 0.0 mL/kg/h in five hours nobody at the bed said a word of it."""
    of = level("septic_shock_hands_on")
    said = [text for _, text in last_of(walk(admit_case(of, of.seed, mover()), lambda _: (), 288)).sheets.said]

    told = [text for text in said if "urine" in text]
    assert told == ["Her urine output is under 0.5 mL/kg/h."]

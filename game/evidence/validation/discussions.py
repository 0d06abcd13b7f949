"""Why a row is fair or poor: a text for every poor row, and for fair ones that deserve it. A test asks for the first.

They give causes, not numbers: those stand in the table and change with the model.
"""

from __future__ import annotations

from typing import Final

_PULSE: Final = (
    "Infused endotoxin is gone within an hour or two, and the monocytes it activated go quiet again. In the model "
    "activated cells go on producing for hours, because the same constants must carry a storm for days. The order is "
    "right; the pace is that of an infection, not of endotoxin."
)

DISCUSSIONS: Final[dict[str, str]] = {
    "healthy-crp": "The model's liver answers a little to IL-6 at rest; the value is healthy, if not the median.",
    "kinetics-tnf-peak": _PULSE,
    "kinetics-il6-peak": _PULSE,
    "kinetics-il10-peak": _PULSE,
    "kinetics-tnf-fall": _PULSE,
    "kinetics-il6-fall": (
        f"{_PULSE} So IL-6 falls with its own half-life of an hour only where production stops at once, as under "
        "steroids; elsewhere with that of the cells. It is the price of one pool of innate cells for all diseases."
    ),
    "kinetics-crp-peak": "Two delays of the liver, chosen for the rise; the stimulus is shorter than an operation.",
    "covid-rna": (
        "A swab finds the remains of virus for days after none can be grown any more. The model has infected cells "
        "only and no remains; when virus that can be grown disappears is another row."
    ),
    "covid-temperature": (
        "Fever in the model follows the signals of IL-6 and TNF-α, of which the second is strong in its COVID-19, and "
        "saturates."
    ),
    "covid-kidneys-ventilated": (
        "Sedation, high airway pressures, drugs and old kidney disease injure kidneys on a ventilator; the model knows "
        "leak, mediators and low pressure only."
    ),
    "covid-kidneys-others": (
        "Hospital patients bring old kidney disease and dehydration with them; the model's hosts arrive with healthy "
        "kidneys."
    ),
    "covid-dexamethasone-crp": (
        "In the model a steroid stops what TNF-α does and little of IL-6, from which the liver makes CRP; and it is "
        "given at the first oxygen, while CRP is still rising. In the study as many did not respond as did."
    ),
    "covid-dexamethasone-clearance": "The published interval begins at no delay at all; the model is at its other end.",
    "covid-methylprednisolone-clearance": (
        "The effect on T cells saturates: in the model a high dose slows clearance little more than 6 mg of "
        "dexamethasone does, in the pooled cohorts much more, where the sickest got the highest doses."
    ),
    "covid-tocilizumab-il6": (
        "Measured IL-6 rises by as much as the receptor cleared before, less what falls as the inflammation settles; "
        "in hosts treated early it settles fast."
    ),
    "covid-tocilizumab-il6-level": (
        "The study's patients were treated late, and its non-survivors raise the upper end; the model's hosts are "
        "treated when they first need a mask. The direction and the size of the rise are other rows."
    ),
    "covid-tocilizumab-oxygen": (
        "A small study of 20 patients, well into their illness. The model's hosts are dosed at their first CRP of "
        "75 mg/L, on little oxygen and before their worst, and damaged lungs take a week to mend."
    ),
    "covid-remdesivir-swab": (
        "Cells that no longer copy virus count as infected until they die or are killed, in the model as on a swab; "
        "but they infect fewer others, and the trial saw no such fall in the nose."
    ),
    "stressed-load-worse": (
        "The model's T cells respond once the virus passes a level, whatever it began with: a higher load makes the "
        "illness earlier, as another row shows, but no worse."
    ),
    "covid-tocilizumab-deaths": (
        "Sixty hosts are few, and in the model a steroid given at the same hour leaves tocilizumab little to do. The "
        "virtual trial of RECOVERY, with thousands of hosts, is the better comparison."
    ),
    "covid-remdesivir-early": (
        "The trial's outpatients were early in their illness and few fell seriously ill; the model's cohort is a "
        "hospital's, most of whom come to need oxygen."
    ),
    "stressed-steroid-infections": "In these hosts innate cells stay active under a steroid and clear what gets in.",
    "sepsis-il6-60h": (
        "With the bacteria dead the model's inflammation settles within a day, and IL-6 with it. In patients the "
        "source is rarely controlled at once, organs go on failing and IL-6 stays in the hundreds: the model has no "
        "abscess, no perforated gut, no second source."
    ),
    "sepsis-crp-60h": "The same cause as for IL-6: the inflammation settles too fast once the bacteria are dead.",
    "sepsis-procalcitonin-60h": "The same cause as for IL-6, and a height that follows the load of bacteria alone.",
    "sepsis-procalcitonin-half": (
        "Its own half-life is as published; TNF-α goes on feeding it a little after the bacteria are gone."
    ),
    "sepsis-respiratory-rate": (
        "Breathing follows oxygen, acid and fever; pain, fear and the work of a septic body are not in the model."
    ),
    "sepsis-systolic": "The model's early shock is caught at its first low pressure, before fluids have run.",
    "sepsis-lactate": (
        "Lactate follows pressure and norepinephrine in the model; in patients liver, drugs and metabolism add to it."
    ),
    "sepsis-temperature": (
        "The trial's mean mixes fever with the many who were cold or had had paracetamol; the model knows fever and "
        "no hypothermia. Its temperature is that of the patients who have one."
    ),
    "sepsis-kidneys": (
        "The ward's protocol holds the pressure from the first half hour, and hosts arrive with healthy kidneys and no "
        "toxic drugs; in the study shock had lasted for hours."
    ),
    "sepsis-survival-6h": (
        "Later cohorts found a much weaker effect of delay than Kumar 2006 (Seymour 2017); the model stands between."
    ),
    "sepsis-hydrocortisone": "Those who reach the dose at which it is given are few and mostly beyond help here.",
    "sepsis-hydrocortisone-deaths": "Few hosts reach the dose at which it is given, so the ratio rests on few.",
    "car-t-grade-4": (
        "Few of the model's hosts reach grade 4, and those soon after their first fever, while the day of the first "
        "fever itself fits."
    ),
    "car-t-share": "Of this cohort a third each has little, the usual and much tumour; the trials' mix is not known.",
    "car-t-oxygen": "The same mix of tumour, and a ward that gives oxygen at once under 92 %.",
    "car-t-ventilated": "The ward's protocol and early antibiotics spare the model's hosts the ventilator.",
    "support-fluid-fades": "The study followed the heart's output, which falls faster than pressure does.",
    "support-fluid-lungs": (
        "Water enters the model's lungs over many hours through leak and damage; what a litre does within hours is "
        "understated, so that the game punishes fluids in lung failure too little."
    ),
    "support-prone": "The same share of shunt is taken back in every lung; patients differ widely.",
    "support-paracetamol-lasts": (
        "One dose in a high fever: enough to keep half of its greatest effect is left a little longer than the usual "
        "rule of thumb says."
    ),
    "drug-hydrocortisone-equal": "Single doses; its short stay makes one large dose worth less than four small ones.",
    "drug-hydrocortisone-effect": (
        "The effect of every steroid on genes fades at one rate here; hydrocortisone's fades faster in patients."
    ),
    "drug-steroid-neutrophils": "Only part of the rise, that from the margins of the vessels, is in the model.",
    "drug-tocilizumab-half": "The kinetics of rheumatoid arthritis, which depend on the level and so on the window.",
    "drug-tocilizumab-blocks": (
        "The published kinetics of rheumatoid arthritis with a receptor that is half blocked at a very low level: the "
        "last traces block for weeks. In critical illness the drug leaves about twice as fast. Cases last two weeks, "
        "in which the difference does not show."
    ),
}
"""By the id of the row; shown only while the row is not good."""

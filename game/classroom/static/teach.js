"use strict";
const beds = new Map();
const reported = new Map();
/* What a learner's game says is shown until the host has played the bed as far. */
function latest(bed, id) {
  const said = reported.get(id);
  return said && (!bed || (said.tick > bed.tick && !bed.ended)) ? said : null;
}
const cards = new Map();
/* What a seat's program did that no game does: an act of the instructor that none sent, or one that it left out. */
const FAULTS = ["forged", "kept_back"];
let room = {seats: [], sent: [], paused: false, over: false, wall: {view: "join", words: ""}};
let chosen = null;
const KEPT = "names-hidden";
let hidden = false;
try {
  hidden = localStorage.getItem(KEPT) === "yes";
} catch { /* A browser that keeps nothing shows the names until it is told. */ }
// Other numbers than the board's, which shows its learners in another order.
const shownName = (seat) => (hidden ? `${WORDS.alone_here} ${room.seats.indexOf(seat) + 1}` : seat.learner);
async function act(what) {
  try {
    const answer = await fetch("/teach/act", {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(what),
    });
    return answer.ok ? "" : (await answer.json()).why;
  } catch {
    // What the room is like stands on the page; it did not become what was asked for.
    byId("lost").hidden = false;
    return WORDS.lost;
  }
}
/* Of what is pressed and has no place for an answer, it is said above all why it was not done. */
async function press(what) {
  const why = await act(what);
  byId("refused").textContent = why;
  byId("refused").hidden = !why;
  return why;
}
function card(seat) {
  if (!cards.has(seat.id)) {
    const item = made("li");
    const button = made("button", "bed");
    button.addEventListener("click", () => choose(chosen === seat.id ? null : seat.id));
    item.append(button);
    cards.set(seat.id, button);
    byId("beds").append(item);
  }
  return cards.get(seat.id);
}
function fill(seat) {
  const button = card(seat);
  const bed = beds.get(seat.case);
  button.classList.toggle("away", seat.away);
  button.setAttribute("aria-pressed", String(chosen === seat.id));
  const top = made("span", "top");
  top.append(made("span", "who", shownName(seat)));
  const parts = [top];
  for (const fault of FAULTS.filter((one) => seat[one])) parts.push(made("span", "warn", WORDS[fault]));
  const said = latest(bed, seat.case);
  const now = said || bed;
  if (now) {
    top.append(made("span", `score ${now.response}`, scoreWords(now)));
    const state = !bed ? `${WORDS.reported} · ${said.when}` : seat.found || (bed.ended ? WORDS.case_over : bed.differs ? filled("differs", {when: bed.differs})
      : seat.away ? WORDS.away : said ? `${WORDS.reported} · ${said.when}` : bed.behind ? WORDS.behind : bed.when);
    const whose = !bed ? "" : bed.attempt > 1 ? `${bed.patient}, ${filled("try", {n: bed.attempt})} · ` : `${bed.patient} · `;
    parts.push(made("span", "small", whose + state));
    const signs = made("span", said ? "vitals said" : "vitals");
    for (const one of now.vitals) signs.append(made("i", "", one.name), made("b", "", one.value));
    parts.push(signs);
    const row = made("span", "row");
    row.append(made("span", "small", now.il6 ? `${WORDS.il6} ${now.il6}` : WORDS.no_il6));
    if (bed) row.append(curve(bed.il6_history, {log: true, top: 3, words: `${WORDS.il6} ${bed.il6}`}));
    parts.push(row);
    // What the instructor sent is no order of the learner.
    const last = bed && [...bed.orders].reverse().find((one) => !one.told);
    if (last) parts.push(made("span", "order", filled("last_order", {n: bed.ordered - bed.came, words: last.words})));
    for (const one of !bed || bed.ended ? [] : bed.pitfalls) {
      parts.push(made("span", "warn", `${one.name}, ${filled("hours", {n: one.hours})}`));
    }
  } else {
    parts.push(made("span", "small", seat.away ? WORDS.away : WORDS.no_case));
  }
  button.replaceChildren(...parts.map((one) => {
    const line = made("div");
    line.append(one);
    return one.classList.contains("vitals") || one.className === "top" || one.className === "row" ? one : line;
  }));
  if (chosen === seat.id) detail(seat, bed);
}
function lookAtChosen() {
  const seat = room.seats.find((one) => one.id === chosen);
  if (seat && seat.case !== null) look(seat.case);
}
function choose(id) {
  chosen = id;
  byId("name").value = byId("called").textContent = "";
  lookAtChosen();
  drawAll();
}
function detail(seat, bed) {
  byId("who").textContent = shownName(seat);
  byId("detail").hidden = false;
  byId("to").textContent = shownName(seat);
  byId("wall").hidden = !bed;
  if (!bed) return;
  byId("wall").href = `/teach/bed/${bed.case}`;
  byId("when").textContent = `${bed.level} · ${bed.patient} · ${bed.when} · ${bed.support}`;
  vitals(byId("vitals"), bed);
  orders(byId("orders"), bed);
  const run = bed.guideline_behind ? [] : bed.guideline;
  const names = new Map([...bed.did, ...run].map((one) => [one.what, one.name]));
  const at = (these, what) => (these.find((one) => one.what === what) || {when: "–"}).when;
  byId("firsts").hidden = !names.size;
  byId("firsts").tBodies[0].replaceChildren(...[...names].map(([what, name]) => {
    const row = made("tr");
    row.append(made("th", "", name), made("td", "", at(bed.did, what)), made("td", "", at(run, what)));
    row.firstChild.scope = "row";
    return row;
  }));
  byId("pitfalls").replaceChildren(...(bed.pitfalls.length ? bed.pitfalls : [null]).map((one) =>
    made("li", one ? "warn" : "quiet", one ? `${one.name}, ${filled("hours", {n: one.hours})}` : "–")));
}
/* Who is where, in a line: how many at each bed, how many of them are over, who has begun nothing, who is away. */
function drawWhere() {
  const at = new Map();
  for (const seat of room.seats) {
    const bed = beds.get(seat.case);
    const name = bed ? bed.level : WORDS.no_case;
    const found = at.get(name) || {n: 0, over: 0};
    at.set(name, {n: found.n + 1, over: found.over + (bed && bed.ended ? 1 : 0)});
  }
  const away = room.seats.filter((one) => one.away).length;
  const parts = [...at].map(([name, {n, over}]) => filled(over ? "where_over" : "where", {name, n, over}));
  if (away) parts.push(filled("where", {name: WORDS.away, n: away}));
  const words = room.seats.length ? [filled("joined", {n: room.seats.length}), ...parts].join(" · ") : "";
  // What is read aloud is written only where it is another.
  if (byId("where").textContent !== words) byId("where").textContent = words;
}
/* Who needs the instructor first: beds under way whose learner walks towards a pitfall or whose patient is at high risk. */
const MOST_IN_NEED = 3;
function need(seat) {
  const bed = beds.get(seat.case);
  if (!bed || bed.ended) return null;
  const now = latest(bed, seat.case) || bed;
  const worst = bed.pitfalls.reduce((most, one) => (most && most.hours >= one.hours ? most : one), null);
  const why = [worst ? `${worst.name}, ${filled("hours", {n: worst.hours})}` : "", now.response === "high" ? scoreWords(now) : ""];
  return worst || now.response === "high" ? {seat, why: why.filter(Boolean).join(" · "), weight: (worst ? worst.hours : 0) + (now.response === "high" ? 12 : 0)} : null;
}
function drawNeeds() {
  const all = room.over ? [] : room.seats.map(need).filter(Boolean).sort((a, b) => b.weight - a.weight);
  const these = all.slice(0, MOST_IN_NEED);
  byId("needs").hidden = !these.length;
  // One of these is pressed while the next report comes: a button is made anew only for another learner.
  const key = these.map((one) => one.seat.id).join(" ");
  if (byId("needs").dataset.these !== key) {
    byId("needs").dataset.these = key;
    byId("needs").replaceChildren(made("span", "", WORDS.needs), ...these.map((one) => {
      const button = made("button", "need");
      button.addEventListener("click", () => choose(one.seat.id));
      return button;
    }));
  }
  these.forEach((one, at) => { byId("needs").children[at + 1].textContent = `${shownName(one.seat)}: ${one.why}`; });
}
function drawAll() {
  drawWhere();
  drawNeeds();
  byId("nobody").hidden = room.seats.length > 0;
  const seat = room.seats.find((one) => one.id === chosen);
  if (!seat) {
    chosen = null;
    byId("who").textContent = WORDS.all_beds;
    byId("to").textContent = WORDS.to_all;
    byId("detail").hidden = true;
  }
  // What is for the whole class stands where no bed was chosen.
  byId("projector").hidden = Boolean(seat);
  const vote = room.wall.vote;
  byId("vote").hidden = !vote;
  byId("voting").textContent = vote ? filled("votes", {n: vote.voted}) : "";
  byId("take").hidden = Boolean(seat) || !room.board;
  byId("pack").hidden = room.packed;
  byId("packed").hidden = !room.packed;
  for (const one of room.seats) fill(one);
  byId("state").textContent = room.over ? WORDS.over : room.paused ? WORDS.paused : WORDS.running;
  byId("pause").textContent = room.paused ? WORDS.resume : WORDS.pause;
  byId("pause").hidden = byId("discuss").hidden = byId("end").hidden = byId("say").hidden = byId("happen").hidden = room.over;
  for (const fault of FAULTS) {
    const names = room.seats.filter((one) => one[fault]).map(shownName);
    byId(fault).hidden = !names.length;
    byId(fault).textContent = filled(`${fault}_by`, {names: names.join(", ")});
  }
  byId("unkept").hidden = !room.unkept;
  byId("board").hidden = !room.board;
  for (const one of document.querySelectorAll("[data-view]")) one.setAttribute("aria-pressed", String(one.dataset.view === room.wall.view));
  for (const one of document.querySelectorAll(".ask")) one.setAttribute("aria-pressed", String(one.dataset.words === room.wall.words));
  byId("working").hidden = !room.working;
  byId("share").value = room.share || 0;
  byId("what").textContent = room.working || "";
}
feed({
  bed: (bed) => {
    beds.set(bed.case, bed);
    const seat = room.seats.find((one) => one.case === bed.case);
    if (seat) fill(seat);
    drawWhere();
    drawNeeds();
  },
  reported: (said) => {
    reported.set(said.case, said);
    const seat = room.seats.find((one) => one.case === said.case);
    if (seat) fill(seat);
  },
  room: (now) => {
    const anew = another(room, now);
    room = now;
    byId("left").textContent = timeLeft(room.left_s);
    byId("no_countdown").hidden = !byId("left").textContent;
    if (anew) drawAll();
    drawSent();
    takePacked();
  },
  lost: (gone) => {
    byId("lost").hidden = !gone;
    if (!gone) lookAtChosen();
  },
});
/* The class looks up: time stands, no bed is chosen any more, and the projector shows what was given. */
byId("discuss").addEventListener("click", async () => {
  choose(null);
  if (!(await press({act: "pause", paused: true}))) await press({act: "project", view: "class"});
});
byId("pause").addEventListener("click", () => press({act: "pause", paused: !room.paused}));
byId("end").addEventListener("click", () => { if (confirm(WORDS.confirm_end)) press({act: "end"}); });
let packing = false;
byId("pack").addEventListener("click", async () => { packing = !(await press({act: "pack"})); });
/* Whoever asked for the archive waits for it: it comes as soon as it is there, without another press. */
function takePacked() {
  if (!packing || !room.packed) return;
  packing = false;
  byId("packed").click();
}
byId("make").addEventListener("click", () => press({act: "board"}));
for (const one of document.querySelectorAll("[data-view]")) {
  one.addEventListener("click", () => press({act: "project", view: one.dataset.view}));
}
/* A question with answers is a vote. */
const ask = (how, words, answers) => how({act: "project", view: answers.length ? "vote" : "question", words, answers});
for (const one of document.querySelectorAll(".ask")) {
  one.addEventListener("click", () => ask(press, one.dataset.words, JSON.parse(one.dataset.answers || "[]")));
}
byId("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answers = byId("choices").value.split("\n").map((one) => one.trim()).filter(Boolean);
  byId("asking").textContent = await ask(act, byId("own").value, answers);
});
byId("countdown").addEventListener("submit", (event) => {
  event.preventDefault();
  press({act: "countdown", minutes: Number(byId("minutes").value)});
});
byId("no_countdown").addEventListener("click", () => press({act: "countdown", minutes: 0}));
byId("all").addEventListener("click", () => choose(null));
byId("free").addEventListener("click", () => {
  const seat = room.seats.find((one) => one.id === chosen);
  if (seat && confirm(filled("confirm_free", {who: shownName(seat)}))) press({act: "free", seat: chosen});
});
byId("call").addEventListener("submit", async (event) => {
  event.preventDefault();
  answer("called", await act({act: "call", seat: chosen, name: byId("name").value}) || WORDS.called);
});
/* To which case something goes: null is all; one who has begun none is told nothing, and neither are the others. */
function aimed(id) {
  const seat = room.seats.find((one) => one.id === chosen);
  if (!seat) return {case: null};
  if (seat.case !== null) return {case: seat.case};
  answer(id, WORDS.no_bed);
  return null;
}
/* What was sent, by what it was: it can be taken back while it waits, and later it is said how far it came. */
const acting = {told: "say", happened: "happen"};
let drawn = "";
function drawSent() {
  // What is read aloud is written only where it is another.
  if (JSON.stringify(room.sent) === drawn) return;
  drawn = JSON.stringify(room.sent);
  for (const [id, kind] of Object.entries(acting)) {
    const these = room.sent.filter((one) => one.happens === (kind === "happen"));
    const waiting = these.filter((one) => one.waits_s);
    drawWaiting(id, waiting);
    const gone = these.filter((one) => !one.waits_s).pop();
    if (gone && !waiting.length) byId(id).textContent = cameOf(gone, kind === "say" ? WORDS.sent : WORDS.coming);
  }
}
/* Its line stays the same while it counts: a button that is made anew each second is pressed by nobody. */
function drawWaiting(id, waiting) {
  const list = byId(`${id}_waits`);
  for (const line of [...list.children]) {
    if (!waiting.some((one) => String(one.number) === line.dataset.number)) line.remove();
  }
  for (const one of waiting) {
    let line = [...list.children].find((other) => other.dataset.number === String(one.number));
    if (!line) {
      line = made("li", "row");
      line.dataset.number = one.number;
      const back = made("button", "", WORDS.take_back);
      back.type = "button";
      back.addEventListener("click", async () => {
        // A double click would be told that it is gone already.
        back.disabled = true;
        answer(id, await act({act: "take_back", number: one.number}) || WORDS.taken_back);
      });
      line.append(made("span"), back);
      list.append(line);
    }
    line.firstChild.textContent = filled("waits", {words: one.words, to: sentTo(one.cases), s: one.waits_s});
  }
}
function sentTo(cases) {
  const seat = cases.length === 1 && room.seats.find((one) => one.case === cases[0]);
  return seat ? shownName(seat) : filled("to_beds", {n: cases.length});
}
function cameOf({came, coming, went}, onItsWay) {
  if (!went) return WORDS.case_over;
  if (came && coming) return filled("came_at", {came, of: went});
  return came ? WORDS.came : coming ? onItsWay : WORDS.case_over;
}
/* What was refused is said below what was pressed; else it waits there. */
async function send(id, to, what) {
  const why = await act({...what, ...to});
  answer(id, why || WORDS.waits_now);
  return why;
}
/* The answer stands below what was pressed, on a small screen below its edge. */
function answer(id, words) {
  byId(id).textContent = words;
  byId(id).scrollIntoView({block: "nearest"});
}
byId("names").setAttribute("aria-pressed", String(hidden));
byId("names").addEventListener("click", () => {
  hidden = !hidden;
  byId("names").setAttribute("aria-pressed", String(hidden));
  try {
    localStorage.setItem(KEPT, hidden ? "yes" : "");
  } catch { /* It holds as long as the page is open. */ }
  drawAll();
});
byId("happen").addEventListener("submit", async (event) => {
  event.preventDefault();
  const to = aimed("happened");
  if (!to) return;
  await send("happened", to, {act: "happen", mishap: byId("mishap").value});
});
byId("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const to = aimed("told");
  if (!to) return;
  const why = await send("told", to, {act: "say", who: byId("voice").value, text: byId("text").value});
  if (!why) byId("text").value = "";
});

"use strict";
/* The whole class on the projector: how to join, what was given at how many beds, a question. No name comes here. */
const beds = new Map();
let room = {seats: [], wall: {view: "join", words: ""}};
const shown = () => [...new Set(room.seats.map((one) => one.case))].map((id) => beds.get(id)).filter(Boolean);
const between = (first, last) => (first === last ? first : filled("between", {first, last}));
/* How many beds have it, and when the first and the last of them had. */
function cell(label, these, of) {
  const found = these.slice().sort((a, b) => a.tick - b.tick);
  const one = made("td");
  one.dataset.label = label;
  const bar = made("progress");
  bar.max = of;
  bar.value = found.length;
  bar.setAttribute("aria-hidden", "true");
  one.append(bar, made("b", "", filled("of_beds", {n: found.length, of})));
  if (found.length) one.append(made("span", "quiet", between(found[0].when, found[found.length - 1].when)));
  return one;
}
function row(what, these, guideline) {
  const line = made("tr");
  const having = (key) => these.map((bed) => bed[key].find((one) => one.what === what)).filter(Boolean);
  const [did, would] = [having("did"), having("guideline")];
  const name = made("th", "", [...did, ...would][0].name);
  name.scope = "row";
  line.append(name, cell(WORDS.class_gave, did, these.length));
  if (guideline) line.append(cell(WORDS.guideline_gave, would, these.length));
  return line;
}
function table(level, these, guideline) {
  const part = made("div");
  const hours = these.slice().sort((a, b) => a.tick - b.tick);
  part.append(made("h2", "", level), made("p", "quiet", filled("beds_stand", {
    n: these.length, hours: between(hours[0].when, hours[hours.length - 1].when),
  })));
  const keys = guideline ? ["did", "guideline"] : ["did"];
  const all = these.flatMap((bed) => keys.flatMap((key) => bed[key])).sort((a, b) => a.tick - b.tick);
  if (!all.length) part.append(made("p", "", WORDS.nothing_given));
  else {
    const rows = made("table"), head = made("tr");
    head.append(made("td"), ...["class_gave", ...(guideline ? ["guideline_gave"] : [])].map((id) => {
      const one = made("th", "", WORDS[id]);
      one.scope = "col";
      return one;
    }));
    rows.append(head, ...[...new Set(all.map((one) => one.what))].map((what) => row(what, these, guideline)));
    part.append(rows);
  }
  const coming = these.some((bed) => bed.guideline_behind);
  if (guideline) part.append(made("p", "quiet", coming ? WORDS.guideline_coming : WORDS.guideline_how));
  return part;
}
function draw() {
  const {view, words} = room.wall;
  for (const [id, views] of [["join", ["join"]], ["did", ["class", "guideline"]], ["question", ["question"]], ["vote", ["vote", "votes"]]]) {
    byId(id).hidden = !views.includes(view);
  }
  byId("again").hidden = view === "join" || room.over;
  byId("state").textContent = room.over ? WORDS.over : room.paused ? WORDS.paused : "";
  byId("joined").textContent = filled("joined", {n: room.seats.length});
  byId("asked").textContent = words;
  drawVote(room.wall.vote, room.wall.counts || []);
  const levels = grouped(shown());
  byId("did").replaceChildren(...[...levels].map(([level, these]) => table(level, these, view === "guideline")));
  if (!levels.size) byId("did").append(made("p", "", WORDS.no_bed_yet));
}
/* The answers stand there from the beginning, how many chose each only once the instructor asks for it. */
function drawVote(vote, counts) {
  if (!vote) return;
  byId("vote_at").hidden = Boolean(counts.length);
  byId("voted_on").textContent = vote.question;
  byId("voted").textContent = filled("votes", {n: vote.voted});
  byId("options").replaceChildren(...vote.answers.map((words, at) => {
    const one = made("li", "", words);
    if (counts.length) {
      const bar = made("progress");
      bar.max = Math.max(1, vote.voted);
      bar.value = counts[at];
      bar.setAttribute("aria-hidden", "true");
      one.append(made("br"), bar, made("b", "", String(counts[at])));
    }
    return one;
  }));
}
function grouped(these) {
  const levels = new Map();
  for (const bed of these) levels.set(bed.level, [...(levels.get(bed.level) || []), bed]);
  return levels;
}
feed({
  bed: (bed) => { beds.set(bed.case, bed); draw(); },
  reported: () => {},
  room: (now) => {
    const anew = another(room, now);
    room = now;
    byId("left").textContent = timeLeft(room.left_s);
    if (anew) draw();
  },
  lost: () => {},
});

"use strict";
/* A show of hands: what there is to choose is asked for every few seconds, what was chosen is said at once. */
const EVERY_MS = 3000;
let shown = "";
function draw(now) {
  if (JSON.stringify(now) === shown) return;
  shown = JSON.stringify(now);
  byId("question").textContent = now.vote ? now.question : WORDS.vote;
  byId("told").textContent = !now.vote ? WORDS.no_vote_open : now.chosen === null ? "" : WORDS.voted;
  byId("answers").replaceChildren(...now.answers.map((words, answer) => {
    const one = made("button", "ask", words);
    one.setAttribute("aria-pressed", String(now.chosen === answer));
    one.addEventListener("click", () => asked("/vote/cast", {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({vote: now.vote, answer}),
    }));
    return one;
  }));
}
async function asked(path, how) {
  try {
    const answer = await fetch(path, how);
    const now = await answer.json();
    if (answer.ok) draw(now);
    else byId("told").textContent = now.why;
  } catch {
    byId("told").textContent = WORDS.lost_here;
    shown = "";
  }
}
setInterval(() => asked("/vote/now"), EVERY_MS);
asked("/vote/now");

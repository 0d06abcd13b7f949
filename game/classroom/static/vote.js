"use strict";
/* A show of hands: what there is to choose is asked for every few seconds, what was chosen is said at once. */
const EVERY_MS = 3000;
let shown = "";
function draw(now) {
  if (JSON.stringify(now) === shown) return;
  shown = JSON.stringify(now);
  const {who, vote} = now;
  byId("who").textContent = who ? filled("votes_as", {who}) : WORDS.votes_as_nobody;
  byId("question").textContent = vote ? vote.question : WORDS.vote;
  byId("told").textContent = !vote ? WORDS.no_vote_open : vote.chosen === null ? "" : WORDS.voted;
  byId("answers").replaceChildren(...(vote ? vote.answers : []).map((words, answer) => {
    const one = made("button", "ask", words);
    one.disabled = !who;
    one.setAttribute("aria-pressed", String(vote.chosen === answer));
    one.addEventListener("click", () => asked("/vote/cast", {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({vote: vote.vote, answer}),
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

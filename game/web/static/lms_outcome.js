// What a learning management system is told of the cases that were finished: the same for SCORM and cmi5.

/**
 * What the package was made for: levels of a session and the fingerprint of its pack, the score that passes, by which
 * rules scores are, and which deaths are the dice's.
 */
export async function lesson() {
  const answer = await fetch("lms.json");
  return await answer.json();
}

/** Say whether dice ended a case before anything was decided, by the rule of the game: it earns nothing. */
function byDice(one, early) {
  return early.endings.includes(one.ending) && one.tick < early.before_tick && one.score > early.above_score;
}

/**
 * Return the score of 0 to 100, whether all is done, and whether it is good enough; null where nothing is finished.
 *
 * Without a session any finished case will do, and the best one counts. With one, each of its levels counts with its
 * best try, as on the board. What dice ended early has no score, and what was scored by other rules none to compare;
 * either was played, and holds nobody up: its level stays out of the mean until a try of it has a score. The score is
 * null as long as a level is still to be played, or where none has one.
 */
export function outcome(lesson, finished, least) {
  const own = finished.filter((one) => one.session === lesson.session);
  if (own.length === 0) return null;
  const levels = (lesson.session ? lesson.levels : [null]).map((level) =>
    own.filter((one) => level === null || one.level === level),
  );
  const done = levels.every((played) => played.length > 0);
  const counts = (one) => one.score_version === lesson.score_version && !byDice(one, lesson.early);
  const scores = levels.map((played) => played.filter(counts).map((one) => one.score)).filter((one) => one.length > 0);
  const sum = scores.reduce((before, one) => before + Math.max(...one), 0);
  const score = done && scores.length > 0 ? Math.round(sum / scores.length) : null;
  return { score, done, passed: least > 0 && score !== null ? score >= least : null };
}

/** Show a sentence of the page's above the game, for a learner whose score does not arrive. */
export function say(sentence) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.className = "told";
  line.textContent = sentence;
  document.body.prepend(line);
}

export const CLOSED = document.body.dataset.closed;

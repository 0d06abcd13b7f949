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

/** Say whether a level of a session counts as played, by the rule of the game (`lets_on` of game/app/bests.py). */
function letsOn(lesson, played, tries) {
  if (tries > 0 && played.length >= tries) return true;
  return played.some((one) => byDice(one, lesson.early) || one.score >= lesson.least_score);
}

/** Return the best score of a level, of those that came to their end where one did; nothing where none has one. */
function bestOf(lesson, played) {
  const ours = played.filter((one) => one.score_version === lesson.score_version && !byDice(one, lesson.early));
  const whole = ours.filter((one) => one.ending !== lesson.stopped);
  const scores = (whole.length > 0 ? whole : ours).map((one) => one.score);
  return scores.length > 0 ? [Math.max(...scores)] : [];
}

/**
 * Return the score of 0 to 100, whether all is done, and whether it is good enough; null where nothing is finished.
 *
 * Without a session any finished case will do, and the best one counts. With one, all is done when each of its levels
 * counts as played, as in the game: from the least score on, when its tries are used up, or once dice ended one early.
 * Each then counts with its best try, as on the board. What dice ended early has no score, and what was scored by other
 * rules none to compare: its level stays out of the mean until a try of it has a score. The score is null as long as a
 * level is still to be played, or where none has one.
 */
export function outcome(lesson, finished, least) {
  const own = finished.filter((one) => one.session === lesson.session);
  if (own.length === 0) return null;
  const levels = (lesson.session ? lesson.levels : [null]).map((level) =>
    own.filter((one) => level === null || one.level === level),
  );
  const done = levels.every((played, index) => !lesson.session || letsOn(lesson, played, lesson.tries[index]));
  const scores = levels.flatMap((played) => bestOf(lesson, played));
  const sum = scores.reduce((before, one) => before + one, 0);
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

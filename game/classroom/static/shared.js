"use strict";
/* What the instructor's page and the large view of a bed share. Words come in as text, never as markup. */
const WORDS = JSON.parse(document.getElementById("words").textContent);
const byId = (id) => document.getElementById(id);
function made(tag, name, words) {
  const one = document.createElement(tag);
  if (name) one.className = name;
  if (words !== undefined) one.textContent = words;
  return one;
}
function filled(id, values) {
  return Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), WORDS[id]);
}
/* A curve over the hours of a case; IL-6 by its logarithm, as on the screens of the game. `marks` are values to tell. */
function curve(points, {name = "", log = false, top = 0, words = "", marks = []} = {}) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words);
  const axis = document.createElementNS(svg.namespaceURI, "line");
  for (const [key, value] of Object.entries({x1: 0, x2: 100, y1: 99, y2: 99, class: "axis"})) axis.setAttribute(key, value);
  svg.append(axis);
  if (!points.length) return svg;
  const scaled = (value) => (log ? Math.log10(Math.max(1, value)) : value);
  const first = points[0][0], last = Math.max(first + 1, points[points.length - 1][0]);
  const highest = Math.max(top, ...points.map((one) => scaled(one[1])));
  const place = ([hour, value]) => [
    2 + 96 * (hour - first) / (last - first), 96 - 90 * scaled(value) / (highest || 1),
  ];
  const line = document.createElementNS(svg.namespaceURI, "polyline");
  line.setAttribute("class", `line ${name}`);
  line.setAttribute("points", points.map((one) => place(one).map((at) => at.toFixed(1)).join(",")).join(" "));
  // A result that stands alone makes no line: each has a dot, of the same size however wide the chart is.
  const dots = document.createElementNS(svg.namespaceURI, "path");
  dots.setAttribute("class", `dots ${name}`);
  dots.setAttribute("d", points.map((one) => `M${place(one).map((at) => at.toFixed(1)).join(" ")}h0`).join(""));
  svg.append(line, dots);
  return marks.length ? scale(svg, points, marks.map((one) => [one, place([first, one])[1]]), place) : svg;
}
/* The same with its values at the left and its hours below, in letters that the shape of the chart does not bend. */
function scale(svg, points, marks, place) {
  const all = made("div", "scaled");
  const letter = (name, words, side, share) => {
    const one = made("span", name, words);
    one.style[side] = `${share}%`;
    all.append(one);
  };
  for (const [value, share] of marks.filter((one) => one[1] > 4)) {
    const line = document.createElementNS(svg.namespaceURI, "line");
    for (const [key, at] of Object.entries({x1: 0, x2: 100, y1: share, y2: share, class: "axis"})) line.setAttribute(key, at);
    svg.prepend(line);
    letter("value", value.toLocaleString("en"), "top", share);
  }
  for (const one of points.length > 1 ? [points[0], points[points.length - 1]] : points) {
    letter("hour", filled("hours", {n: String(Math.round(one[0])).replace("-", "−")}), "left", place(one)[0]);
  }
  all.append(svg);
  const whole = made("div", "with-scale");
  whole.append(all, made("p", "quiet", WORDS.since_admission));
  return whole;
}
/* NEWS2 is not meant for whom a machine breathes for. */
function scoreWords(bed) {
  return bed.news2 === null ? WORDS.ventilated : `${WORDS.news2} ${bed.news2}`;
}
function vitals(list, bed) {
  list.replaceChildren(...bed.vitals.map((one) => {
    const pair = made("div");
    const value = made("dd", "", `${one.value} `);
    value.append(made("small", "", one.unit));
    pair.append(made("dt", "", one.name), value);
    return pair;
  }));
}
function orders(list, bed) {
  if (!bed.orders.length) return list.replaceChildren(made("li", "quiet", "–"));
  list.replaceChildren(...[...bed.orders].reverse().map((one) => {
    const words = `${one.when} · ${one.words}${one.refused ? ` (${WORDS.refused})` : ""}`;
    return made("li", one.told ? "told" : one.refused ? "no" : "", words);
  }));
}
/* How long is left, as a clock counts down; nothing where nobody asked for it. */
function timeLeft(seconds) {
  if (seconds === null || seconds === undefined) return "";
  if (!seconds) return WORDS.time_up;
  return filled("time_left", {time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`});
}
/* Whether anything else than what counts down is another than before: only then is a page drawn anew. */
function another(before, now) {
  return JSON.stringify({...before, left_s: 0, sent: 0}) !== JSON.stringify({...now, left_s: 0, sent: 0});
}
/* A bed that somebody looks at is played on before all others. */
function look(id) {
  fetch("/teach/act", {
    method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({act: "look", case: id}),
  }).catch(() => { /* It is asked again once the host is there. */ });
}
function feed(on) {
  const source = new EventSource("/teach/feed");
  for (const [name, take] of Object.entries(on)) {
    if (name !== "lost") source.addEventListener(name, (event) => take(JSON.parse(event.data)));
  }
  source.onopen = () => on.lost(false);
  source.onerror = () => {
    on.lost(true);
    // A browser gives a feed up that was refused once; the host may only have been started again.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => feed(on), 2000);
  };
}

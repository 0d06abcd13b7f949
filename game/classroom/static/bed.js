"use strict";
const mine = Number(document.body.dataset.case);
feed({
  bed: (bed) => {
    if (bed.case !== mine) return;
    byId("patient").textContent = `${bed.patient}`;
    byId("when").textContent = `${bed.level} · ${bed.when} · ${bed.support}`;
    byId("state").textContent = bed.ended;
    vitals(byId("vitals"), bed);
    byId("news2").textContent = bed.news2 ?? WORDS.ventilated;
    byId("il6").textContent = bed.il6 || WORDS.no_il6;
    byId("scores").replaceChildren(curve(bed.news2_history, {name: "news2", top: 7, words: scoreWords(bed), marks: [0, 5, 7]}));
    byId("curve").replaceChildren(curve(bed.il6_history, {log: true, top: 3, words: `${WORDS.il6} ${bed.il6}`, marks: [1, 10, 100, 1000, 10000]}));
    orders(byId("orders"), bed);
  },
  room: () => {},
  lost: (gone) => { if (!gone) look(mine); },
});

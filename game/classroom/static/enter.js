"use strict";
const form = document.getElementById("enter");
const why = document.getElementById("why");
async function enter(secret) {
  try {
    const answer = await fetch("/teach/enter", {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({secret}),
    });
    if (answer.ok) location.replace("/teach");
    else why.textContent = (await answer.json()).why;
  } catch (error) {
    why.textContent = String(error);
  }
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(document.getElementById("secret").value.trim());
});
// The link that the host prints has the secret behind '#', which no browser sends and no log keeps.
function byTheLink() {
  if (location.hash.length < 2) return;
  const secret = location.hash.slice(1);
  history.replaceState(null, "", "/teach");
  enter(secret);
}
// Where this page stands already, a link that is opened over it changes what is behind '#' and loads nothing.
addEventListener("hashchange", byTheLink);
byTheLink();

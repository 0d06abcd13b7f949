// Says what to do where the game itself cannot come: it is a module, and a browser takes one from a server alone.

function tell() {
  document.getElementById("loading").hidden = true;
  document.getElementById("unserved").hidden = false;
}

addEventListener("error", ({ target }) => {
  if (!(target instanceof HTMLScriptElement)) return; // a fault of the game's own
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell);
  else tell();
}, { capture: true }); // what cannot be loaded is told to its element alone

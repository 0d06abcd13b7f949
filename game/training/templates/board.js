const box = document.getElementById("hide"), KEPT = "names-hidden";
try {
  box.checked = localStorage.getItem(KEPT) === "yes";
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "yes" : ""));
} catch { /* A browser that keeps nothing shows the names until it is told. */ }

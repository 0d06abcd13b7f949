// What a screen reader finds: elements inside the canvas, which nobody sees, as game/web/aloud.py tells them.

const [ROLE, NAME, ID, VALUE, PRESSED, DIMMED, INSIDE] = [0, 1, 2, 3, 4, 5, 6];

export class Aloud {
  constructor(canvas, field, news, live) {
    this.canvas = canvas;
    this.field = field;
    this.news = news;
    this.live = live;
    this.typed = field.getAttribute("aria-label");
  }

  /** Show a reader what the game told as JSON. */
  show(told) {
    if (!told) return;
    const { tree, focus, label, news, live } = JSON.parse(told);
    fill(this.canvas, tree);
    set(this.canvas, "aria-activedescendant", focus && named(focus));
    set(this.field, "aria-label", label || this.typed);
    if (this.news.textContent !== news) this.news.textContent = news;
    if (this.live.textContent !== live) this.live.textContent = live;
  }
}

// An id of the page has no spaces.
const named = (id) => `w:${encodeURIComponent(id)}`;

/** Return which widget an element of the page stands for, if it can be pressed. */
export const widgetOf = ({ id }) => (id.startsWith("w:") ? decodeURIComponent(id.slice(2)) : "");

/** Give an element the children that were told; one of the same kind is kept, so that a reader stays where it is. */
function fill(parent, told) {
  told.forEach((one, index) => {
    let element = parent.children[index];
    if (element?.dataset.role !== one[ROLE]) {
      const made = document.createElement(one[ROLE] ? "div" : "p");
      made.dataset.role = one[ROLE];
      if (element) element.replaceWith(made);
      else parent.append(made);
      element = made;
    }
    describe(element, one);
  });
  while (parent.children.length > told.length) parent.lastChild.remove();
}

function describe(element, one) {
  if (!one[ROLE]) {
    if (element.textContent !== one[NAME]) element.textContent = one[NAME];
    return;
  }
  set(element, "role", one[ROLE]);
  set(element, "aria-label", one[NAME]);
  set(element, "id", one[ID] && named(one[ID]));
  set(element, "aria-pressed", one[PRESSED] && one[ROLE] === "button" ? "true" : "");
  set(element, "aria-disabled", one[DIMMED] ? "true" : "");
  if (one[ROLE] === "slider") {
    set(element, "aria-valuetext", one[VALUE]);
    set(element, "aria-valuenow", String(parseFloat(one[VALUE]) || 0));
  } else if (one[ROLE] === "textbox") {
    if (element.textContent !== one[VALUE]) element.textContent = one[VALUE];
    return;
  }
  fill(element, one[INSIDE]);
}

function set(element, name, value) {
  if (!value) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

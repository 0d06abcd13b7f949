// Draws what game/ui/backends/html_canvas.py writes down, and measures text in the game's own face.
const FACE = '"Storm Hyperlegible", "DejaVu Sans", "Segoe UI", sans-serif';
const ASCENT = 0.984; // of the text size, from the top of a line to its baseline

export async function loadFaces() {
  const weights = { regular: "400", semibold: "600", bold: "700" };
  for (const [name, weight] of Object.entries(weights)) {
    const face = new FontFace("Storm Hyperlegible", `url(fonts/storm-hyperlegible-${name}.ttf)`, { weight });
    document.fonts.add(await face.load());
  }
}

export class Pen {
  constructor(canvas) {
    this.canvas = canvas;
    this.screen = canvas.getContext("2d", { alpha: false });
    this.to = this.screen;
    this.below = []; // what is painted on once a layer or a small picture is done
    this.ruler = document.createElement("canvas").getContext("2d");
    this.ruled = "";
    this.layers = new Map();
    this.sprites = new Map();
    this.last = "";
  }

  measure(text, size, weight) {
    const font = `${weight} ${size}px ${FACE}`;
    if (font !== this.ruled) this.ruler.font = this.ruled = font;
    return this.ruler.measureText(text).width;
  }

  resize(width, height) {
    // The game keeps its layers where the size stays.
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.layers.clear();
    this.last = "";
  }

  draw(frame) {
    if (frame === this.last) return false;
    this.last = frame;
    let deep = 0;
    for (const command of frame.split("\x1e")) {
      const part = command.split("\x1f");
      if (part[0] === "+") deep += 1;
      if (part[0] === "-") deep -= 1;
      this[part[0]](part);
    }
    for (; deep > 0; deep -= 1) this.to.restore();
    return true;
  }

  // One method for each command: fill, outline, line, polygon, circle, text, clips, scrim, layers and stamps.
  f([, colour, x, y, w, h, radius]) {
    this.to.fillStyle = colour;
    if (+radius < 2) this.to.fillRect(+x, +y, +w, +h);
    else {
      this.to.beginPath();
      this.to.roundRect(+x, +y, +w, +h, +radius);
      this.to.fill();
    }
  }

  o([, colour, x, y, w, h, radius, width]) {
    const half = +width / 2;
    this.to.strokeStyle = colour;
    this.to.lineWidth = +width;
    this.to.beginPath();
    const inner = Math.max(0, +radius - half);
    this.to.roundRect(+x + half, +y + half, Math.max(0, +w - 2 * half), Math.max(0, +h - 2 * half), inner);
    this.to.stroke();
  }

  l([, colour, width, dash, points]) {
    const at = points.split(" ");
    const straight = at.length === 4 && (at[0] === at[2] || at[1] === at[3]);
    const shift = straight && +width % 2 ? 0.5 : 0;
    this.to.strokeStyle = colour;
    this.to.lineWidth = +width;
    this.to.lineJoin = "round";
    if (+dash) this.to.setLineDash([+dash, +dash]);
    this.trace(at, shift);
    this.to.stroke();
    if (+dash) this.to.setLineDash([]);
  }

  p([, colour, points]) {
    this.to.fillStyle = colour;
    this.trace(points.split(" "), 0);
    this.to.fill();
  }

  trace(at, shift) {
    this.to.beginPath();
    this.to.moveTo(+at[0] + shift, +at[1] + shift);
    for (let i = 2; i < at.length; i += 2) this.to.lineTo(+at[i] + shift, +at[i + 1] + shift);
  }

  c([, colour, x, y, radius, width]) {
    this.to.beginPath();
    this.to.arc(+x, +y, Math.max(0.5, +radius - +width / 2), 0, 2 * Math.PI);
    if (+width) {
      this.to.strokeStyle = colour;
      this.to.lineWidth = +width;
      this.to.stroke();
    } else {
      this.to.fillStyle = colour;
      this.to.fill();
    }
  }

  t([, colour, size, weight, align, x, y, words]) {
    this.to.font = `${weight} ${size}px ${FACE}`;
    this.to.textAlign = align === "centre" ? "center" : align;
    this.to.fillStyle = colour;
    this.to.fillText(words, +x, Math.round(+y + ASCENT * +size));
  }

  "+"([, x, y, w, h]) {
    this.to.save();
    this.to.beginPath();
    this.to.rect(+x, +y, +w, +h);
    this.to.clip();
  }

  "-"() {
    this.to.restore();
  }

  d([, colour, x, y, w, h]) {
    this.to.globalAlpha = 190 / 255;
    this.to.fillStyle = colour;
    this.to.fillRect(+x, +y, +w, +h);
    this.to.globalAlpha = 1;
  }

  L([, name, x, y, w, h]) {
    let kept = this.layers.get(name);
    if (!kept || kept.width !== +w || kept.height !== +h) {
      kept = new OffscreenCanvas(+w, +h);
      this.layers.set(name, kept);
    }
    const layer = kept.getContext("2d");
    layer.clearRect(0, 0, +w, +h);
    layer.save();
    layer.translate(-x, -y);
    this.onto(layer);
  }

  M(part) {
    this.to.restore();
    this.to = this.below.pop();
    this.K(part);
  }

  K([, name, x, y]) {
    this.to.drawImage(this.layers.get(name), +x, +y);
  }

  onto(context) {
    this.below.push(this.to);
    this.to = context;
  }

  S([, name, side, fine, light, reach]) {
    const large = new OffscreenCanvas(+side * +fine, +side * +fine);
    this.painted = { name, side: +side, light: light ? glow(light, +reach) : null, large };
    this.onto(large.getContext("2d"));
  }

  E() {
    const { name, side, light, large } = this.painted;
    const image = new OffscreenCanvas(side, side);
    const small = image.getContext("2d");
    small.imageSmoothingQuality = "high";
    small.drawImage(large, 0, 0, side, side);
    this.sprites.set(name, { image, light });
    this.to = this.below.pop();
  }

  s([, name, points]) {
    const { image, light } = this.sprites.get(name);
    const at = points.split(" ");
    if (light) {
      this.to.globalCompositeOperation = "lighter";
      this.set(light, at);
      this.to.globalCompositeOperation = "source-over";
    }
    this.set(image, at);
  }

  set(image, at) {
    const half = image.width / 2;
    // Whole pixels: a picture between two of them is drawn several times as slowly.
    for (let i = 0; i < at.length; i += 2) {
      this.to.drawImage(image, Math.round(at[i] - half), Math.round(at[i + 1] - half));
    }
  }
}

function glow(colour, reach) {
  const image = new OffscreenCanvas(2 * reach, 2 * reach);
  const to = image.getContext("2d");
  const fall = to.createRadialGradient(reach, reach, 0, reach, reach, reach);
  for (let step = 0; step <= 8; step += 1) {
    const far = step / 8;
    const share = Math.round(255 * 0.34 * (1 - far) * (1 - far));
    fall.addColorStop(far, `${colour}${share.toString(16).padStart(2, "0")}`);
  }
  to.fillStyle = fall;
  to.fillRect(0, 0, 2 * reach, 2 * reach);
  return image;
}

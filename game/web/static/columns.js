// Works on columns of numbers where they lie in Python's memory: game/web/strips.py says what is asked, and how.
const [ADD, SUB, MUL, DIV, LEAST, MOST, LT, LE, GT, GE, EQ, NE, AND, OR, XOR, ABS, NEG, ROOT, COPY, WHOLE, NAN, FINITE,
  NOT, WHERE, PICK, PUT, TAKE, LAY] = Array(28).keys();

/** Return what works, once it was told at which address it is asked. */
export function columnsOf({ _module: module }) {
  let held = null;
  let [numbers, truths, asked] = [];
  let at = 0;

  // Python's memory moves when it grows.
  function look() {
    held = module.HEAPU8.buffer;
    [numbers, truths, asked] = [new Float64Array(held), new Uint8Array(held), new Uint32Array(held)];
  }

  const place = (address, numeric) => (numeric ? address >>> 3 : address);

  function work() {
    if (held !== module.HEAPU8.buffer) look();
    const what = asked[at];
    const many = asked[at + 1];
    const x = asked[at + 2] ? numbers : truths;
    const y = asked[at + 5] ? numbers : truths;
    const z = asked[at + 8] ? numbers : truths;
    const [s, b, t] = [asked[at + 4], place(asked[at + 6], asked[at + 5]), asked[at + 7]];
    let [a, o] = [place(asked[at + 3], asked[at + 2]), place(asked[at + 9], asked[at + 8])];
    const mask = asked[at + 10];
    const [row, outRow] = [asked[at + 12], asked[at + 13]];
    for (let rows = asked[at + 11]; rows > 0; rows -= 1, a += row, o += outRow) {
      if (what < LT) reckon(what, many, x, a, s, y, b, t, z, o);
      else if (what < ABS) compare(what, many, x, a, s, y, b, t, z, o);
      else if (what < WHERE) change(what, many, x, a, z, o);
      else asked[at + 1] = choose(what, many, truths, mask, x, a, s, y, b, t, z, o);
    }
  }

  return {
    attend(address) {
      at = address >>> 2;
    },
    work,
  };
}

function reckon(what, many, x, a, s, y, b, t, z, o) {
  const end = o + many;
  switch (what) {
    case ADD: for (; o < end; a += s, b += t) z[o++] = x[a] + y[b]; break;
    case SUB: for (; o < end; a += s, b += t) z[o++] = x[a] - y[b]; break;
    case MUL: for (; o < end; a += s, b += t) z[o++] = x[a] * y[b]; break;
    case DIV: for (; o < end; a += s, b += t) z[o++] = x[a] / y[b]; break;
    // What is not a number stays so.
    case LEAST: for (; o < end; a += s, b += t) z[o++] = y[b] < x[a] || y[b] !== y[b] ? y[b] : x[a]; break;
    case MOST: for (; o < end; a += s, b += t) z[o++] = y[b] > x[a] || y[b] !== y[b] ? y[b] : x[a]; break;
  }
}

function compare(what, many, x, a, s, y, b, t, z, o) {
  const end = o + many;
  switch (what) {
    case LT: for (; o < end; a += s, b += t) z[o++] = x[a] < y[b]; break;
    case LE: for (; o < end; a += s, b += t) z[o++] = x[a] <= y[b]; break;
    case GT: for (; o < end; a += s, b += t) z[o++] = x[a] > y[b]; break;
    case GE: for (; o < end; a += s, b += t) z[o++] = x[a] >= y[b]; break;
    case EQ: for (; o < end; a += s, b += t) z[o++] = x[a] === y[b]; break;
    case NE: for (; o < end; a += s, b += t) z[o++] = x[a] !== y[b]; break;
    case AND: for (; o < end; a += s, b += t) z[o++] = x[a] & y[b]; break;
    case OR: for (; o < end; a += s, b += t) z[o++] = x[a] | y[b]; break;
    case XOR: for (; o < end; a += s, b += t) z[o++] = x[a] ^ y[b]; break;
  }
}

function change(what, many, x, a, z, o) {
  const end = o + many;
  switch (what) {
    case ABS: for (; o < end; a++) z[o++] = Math.abs(x[a]); break;
    case NEG: for (; o < end; a++) z[o++] = -x[a]; break;
    case ROOT: for (; o < end; a++) z[o++] = Math.sqrt(x[a]); break;
    case COPY: for (; o < end; a++) z[o++] = x[a]; break;
    case WHOLE: for (; o < end; a++) z[o++] = Math.trunc(x[a]) + 0; break;
    case NAN: for (; o < end; a++) z[o++] = x[a] !== x[a]; break;
    case NOT: for (; o < end; a++) z[o++] = x[a] === 0; break;
    case FINITE: for (; o < end; a++) z[o++] = Number.isFinite(x[a]); break;
  }
}

// Returns how many numbers were picked out or put in.
function choose(what, many, mask, m, x, a, s, y, b, t, z, o) {
  const [from, end] = [a, o + many];
  switch (what) {
    case WHERE: for (; o < end; a += s, b += t) z[o++] = mask[m++] ? x[a] : y[b]; break;
    case PICK: for (const last = a + many; a < last; a++) if (mask[m++]) z[o++] = x[a]; break;
    case PUT: for (; o < end; o++) if (mask[m++]) { z[o] = x[a]; a += s; } break;
    case TAKE: for (; o < end; b++) z[o++] = x[from + y[b]]; break;
    case LAY: for (const last = b + many; b < last; b++, a += s) z[o + y[b]] = x[a]; break;
  }
  return what === PICK ? o - (end - many) : many;
}

// The compiled equations, the same file that a desktop runs; game/web/kernel.py says what goes in and what comes out.
const LINE = 8; // numbers in a line of the processor's cache
const PAGE = 65536;

export async function loadKernel() {
  const answer = await fetch(new URL("./kernel.wasm", import.meta.url));
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer(), {});
  return new Kernel(instance.exports);
}

class Kernel {
  constructor({ memory, advance, columns, rows }) {
    this.memory = memory;
    this.run = advance;
    this.first = columns.value;
    this.rows = rows.value;
  }

  // numbers: rows times patients, of which the first rows are overwritten with the states that come of it.
  // told: where the state after each step goes, for one patient; nothing for several.
  advance(numbers, patients, states, steps, half, whole, sixth, told) {
    const asked = numbers.getBuffer("f64");
    const wide = (Math.ceil(patients / LINE) | 1) * LINE;
    const room = this.rows * wide;
    const tell = told ? steps * states * 2 : 0;
    const lacking = Math.ceil((this.first + 8 * (room + tell)) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (lacking > 0) this.memory.grow(lacking);
    const columns = new Float64Array(this.memory.buffer, this.first, room + tell);
    const given = asked.data;
    for (let row = 0; row < this.rows; row += 1) {
      columns.set(given.subarray(row * patients, (row + 1) * patients), row * wide);
      // The last pair is one patient twice where their number is odd: what else stood there could be slow to reckon with.
      if (patients % 2) columns[row * wide + patients] = given[(row + 1) * patients - 1];
    }
    const at = told ? this.first + 8 * room : 0;
    new Uint32Array(this.memory.buffer, 0, 4).set([Math.ceil(patients / 2) * 16, wide * 8, steps, at]);
    new Float64Array(this.memory.buffer, 16, 3).set([half, whole, sixth]);
    this.run();
    for (let row = 0; row < states; row += 1) {
      given.set(columns.subarray(row * wide, row * wide + patients), row * patients);
    }
    asked.release();
    if (!told) return;
    const out = told.getBuffer("f64");
    for (let place = 0; place < steps * states; place += 1) out.data[place] = columns[room + 2 * place];
    out.release();
  }
}

// The compiled equations, the same file that a desktop runs; game/web/kernel.py says what goes in and what comes out.
const LINE = 8; // numbers in a line of the processor's cache
const PAGE = 65536;
const DRAWN = 64; // where keys stand, and then what they draw
const GOLDEN = 0x9e3779b97f4a7c15n;

export async function loadKernel() {
  return new Kernel(...(await Promise.all(["./kernel.wasm", "./draws.wasm"].map(compiled))));
}

// The rules of the ward, which only the worker follows for many patients at once: game/web/rules.py.
export async function loadRules() {
  return new Rules(await compiled("./looks.wasm"));
}

async function compiled(file) {
  const answer = await fetch(new URL(file, import.meta.url));
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer(), {});
  return instance.exports;
}

// Lines of the cache that a row takes: an odd number lets all rows into the cache at once.
const width = (patients) => (Math.ceil(patients / LINE) | 1) * LINE;

class Kernel {
  constructor({ memory, prepare, advance, columns, rows, lasting }, draws) {
    this.memory = memory;
    this.draws = draws;
    this.prepare = prepare;
    this.run = advance;
    this.first = columns.value;
    this.rows = rows.value;
    this.lasting = lasting.value;
  }

  // numbers: rows times patients, of which the first rows are overwritten with the states that come of it.
  // told: where the state after each step goes, for one patient; nothing for several.
  advance(numbers, patients, states, steps, half, whole, sixth, told) {
    const asked = numbers.getBuffer("f64");
    const wide = width(patients);
    const room = this.rows * wide;
    const end = room + this.lasting * wide;
    const tell = told ? steps * states * 2 : 0;
    const lacking = Math.ceil((this.first + 8 * (end + tell)) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (lacking > 0) this.memory.grow(lacking);
    const columns = new Float64Array(this.memory.buffer, this.first, end + tell);
    const given = asked.data;
    for (let row = 0; row < this.rows; row += 1) {
      columns.set(given.subarray(row * patients, (row + 1) * patients), row * wide);
      // The last pair is one patient twice where their number is odd: what else stood there could be slow to reckon with.
      if (patients % 2) columns[row * wide + patients] = given[(row + 1) * patients - 1];
    }
    const at = told ? this.first + 8 * end : 0;
    new Uint32Array(this.memory.buffer, 0, 5).set([Math.ceil(patients / 2) * 16, wide * 8, steps, at, this.first + 8 * room]);
    new Float64Array(this.memory.buffer, 24, 3).set([half, whole, sixth]);
    this.prepare();
    this.run();
    for (let row = 0; row < states; row += 1) {
      given.set(columns.subarray(row * wide, row * wide + patients), row * patients);
    }
    asked.release();
    if (!told) return;
    const out = told.getBuffer("f64");
    for (let place = 0; place < steps * states; place += 1) out.data[place] = columns[end + 2 * place];
    out.release();
  }

  // The numbers of game/values/noise.py. JavaScript has no whole numbers of 64 bits that were fast.
  draw(keys, index, into, normal) {
    const given = keys.getBuffer("u32");
    const out = into.getBuffer("f64");
    const { memory, gaussians, uniforms } = this.draws;
    const end = DRAWN + 8 * out.data.length;
    const lacking = Math.ceil((end - memory.buffer.byteLength) / PAGE);
    if (lacking > 0) memory.grow(lacking);
    new Uint32Array(memory.buffer, DRAWN, given.data.length).set(given.data);
    if (normal) gaussians(end, BigInt(index) * 6n * GOLDEN);
    else uniforms(end, (BigInt(index) + 1n) * GOLDEN);
    out.data.set(new Float64Array(memory.buffer, DRAWN, out.data.length));
    given.release();
    out.release();
  }
}

class Rules {
  constructor({ memory, ...rules }) {
    this.memory = memory;
    this.rules = rules;
  }

  // Where numbers begin in memory, how many rows there are, and the constants: `at` is the first of their rows.
  hold(first, rows, constants, at, patients) {
    const wide = width(patients);
    const lacking = Math.ceil((first + 8 * rows * wide) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (lacking > 0) this.memory.grow(lacking);
    this.columns = new Float64Array(this.memory.buffer, first, rows * wide);
    // Both of the last pair are reckoned with, and what stood there before could be slow.
    this.columns.fill(0);
    this.patients = patients;
    this.wide = wide;
    new Uint32Array(this.memory.buffer, 0, 2).set([first + Math.ceil(patients / 2) * 16, wide * 8]);
    const given = constants.getBuffer("f64");
    this.write(given.data, at);
    given.release();
  }

  // numbers: `states` rows, then those from row `given` on; found: filled with the rows from `out` on.
  follow(rule, numbers, states, given, found, out) {
    const asked = numbers.getBuffer("f64");
    this.write(asked.data.subarray(0, states * this.patients), 0);
    this.write(asked.data.subarray(states * this.patients), given);
    asked.release();
    this.rules[rule]();
    const told = found.getBuffer("f64");
    for (let row = 0; row * this.patients < told.data.length; row += 1) {
      const at = (out + row) * this.wide;
      told.data.set(this.columns.subarray(at, at + this.patients), row * this.patients);
    }
    told.release();
  }

  write(numbers, at) {
    for (let row = 0; row * this.patients < numbers.length; row += 1) {
      this.columns.set(numbers.subarray(row * this.patients, (row + 1) * this.patients), (at + row) * this.wide);
    }
  }
}

// Compiles code that Python has written, and runs it on a part of Python's own memory: game/web/ward.py. Only a worker
// may compile so much while Python waits.
export const wardsOf = ({ _module: { memory } }) => ({
  compile(code) {
    const asked = code.getBuffer();
    const module = new WebAssembly.Module(asked.data);
    asked.release();
    return {
      lend(address) {
        const { exports } = new WebAssembly.Instance(module, { lent: { memory } });
        return { run: (name) => exports[name](address) };
      },
    };
  },
});

// Sounds of the game, made by Python from the same definitions as on a desktop, and the recorded voice.

export class Sound {
  #context = null;
  #cues = new Map();
  #voices = new Map();
  #voice = null;
  #asked = 0;

  constructor() {
    // A browser lets a page sound once somebody has touched it. For a finger that counts when it is lifted, and a call
    // on a telephone takes the sound away again.
    const begin = () => {
      this.#context ??= new AudioContext();
      if (!this.ready) this.#context.resume();
    };
    for (const touch of ["pointerdown", "pointerup", "keydown"]) addEventListener(touch, begin);
  }

  /** Whether anything can be heard. */
  get ready() {
    return this.#context?.state === "running";
  }

  knows(name) {
    return this.#cues.has(name);
  }

  /** Keep a cue: its samples of 16 bits, one channel. */
  learn(name, rate, samples) {
    const from = samples.getBuffer("i16");
    const buffer = this.#context.createBuffer(1, from.data.length, rate);
    buffer.copyToChannel(Float32Array.from(from.data, (sample) => sample / 32768), 0);
    from.release();
    this.#cues.set(name, buffer);
  }

  /** Play a cue in place of what still sounds of the same voice; the ward has none, and fades into itself. */
  play(name, share, voice) {
    this.end(voice);
    const started = this.#start(this.#cues.get(name), share, 0);
    if (voice) this.#voices.set(voice, started.source);
  }

  /** End what sounds of a voice. */
  end(voice) {
    this.#voices.get(voice)?.stop();
    this.#voices.delete(voice);
  }

  #start(buffer, share, from) {
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const volume = new GainNode(this.#context, { gain: share });
    source.connect(volume).connect(this.#context.destination);
    source.start(0, from);
    return { source, volume };
  }

  /** Play a recording from a moment on; nothing where this browser cannot read it: the captions say the same. */
  async narrate(bytes, from, share) {
    this.hush();
    const asked = this.#asked;
    const data = bytes.toJs();
    try {
      const buffer = await this.#context.decodeAudioData(data.buffer);
      if (asked === this.#asked) this.#voice = this.#start(buffer, share, from);
    } catch {
      // An old Safari reads no Ogg.
    }
  }

  turnVoice(share) {
    if (this.#voice) this.#voice.volume.gain.value = share;
  }

  hush() {
    this.#asked += 1;
    this.#voice?.source.stop();
    this.#voice = null;
  }
}

// The weight of each stored future: new law over old law of its claims.

/** Bits of bytes, the first in the highest place, as one byte each. */
function unpacked(bytes, number) {
  const found = new Uint8Array(number);
  for (let i = 0; i < number; i++) found[i] = (bytes[i >> 3] >> (7 - (i & 7))) & 1;
  return found;
}

async function inflated(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Stored futures: which claims hold in each, when each outcome first comes, and their law. */
class Futures {
  static async of(data) {
    const [truth, first, draw, mind] = await Promise.all(
      [data.packed.truth, data.packed.first, data.packed.draw, data.packed.mind].map(inflated));
    return new Futures(data, truth, new Int16Array(first.buffer), new Uint32Array(draw.buffer), mind);
  }

  constructor(data, truth, first, draw, mind) {
    this.data = data;
    this.paths = data.paths;
    this.truth = data.claims.map((claim, i) => {
      const size = Math.ceil(this.paths / 8);
      return unpacked(truth.subarray(i * size, (i + 1) * size), this.paths);
    });
    this.first = data.outcomes.map((outcome, i) =>
      first.subarray(i * this.paths, (i + 1) * this.paths));
    this.draw = draw;
    this.draws = draw.reduce((most, each) => Math.max(most, each), 0) + 1;
    this.mind = mind;
    this.size = new Float64Array(this.draws);
    for (const each of draw) this.size[each] += 1;
    this.before = this.first.map((first) => { // futures of each draw that see an outcome
      const found = new Float64Array(this.draws);
      for (let path = 0; path < this.paths; path++) if (first[path] >= 0) found[draw[path]] += 1;
      return found;
    });
    this.number = new Map(data.claims.map((claim, i) => [claim.id, i]));
    const follows = Array.from({ length: 2 * data.claims.length }, () => []);
    for (const [claim, truth, other, value] of data.follows) {
      follows[2 * claim + Number(truth)].push([other, value]);
    }
    this.laws = data.laws.map((law) => new Law(law, follows, data.grids));
    this.shares = new Map();
  }

  /** How likely each node of what voices have in common is, given the claims of each future. */
  share(mind, grid) {
    const key = `${mind}:${grid}`;
    if (!this.shares.has(key)) {
      const law = this.laws[mind], weights = law.grids[grid].weights, nodes = weights.length;
      const found = new Float32Array(this.paths * nodes);
      const claims = this.truth.map((_, claim) => claim)
        .filter((claim) => law.grid[claim] === grid && law.root[claim]);
      const p = new Float64Array(nodes);
      for (let path = 0; path < this.paths; path++) {
        if (this.mind[path] !== mind) continue;
        p.set(weights);
        for (const claim of claims) {
          const root = law.root[claim];
          if (this.truth[claim][path]) for (let j = 0; j < nodes; j++) p[j] *= root[j];
          else for (let j = 0; j < nodes; j++) p[j] *= 1 - root[j];
        }
        let sum = 0;
        for (let j = 0; j < nodes; j++) sum += p[j];
        for (let j = 0; j < nodes; j++) found[path * nodes + j] = p[j] / sum;
      }
      this.shares.set(key, found);
    }
    return this.shares.get(key);
  }

  /** Truths of the claims of a block in each future, as a number. */
  keys(block) {
    const found = new Int32Array(this.paths);
    block.claims.forEach((claim, i) => {
      const truth = this.truth[claim];
      for (let path = 0; path < this.paths; path++) found[path] |= truth[path] << i;
    });
    return found;
  }

  /** Law of the claims of each future under a setting, over their law as believed. */
  ratios(forced, credences) {
    const sure = new Map(), moved = new Map();
    for (const [id, p] of Object.entries(credences)) {
      if (p === 0 || p === 1) sure.set(this.number.get(id), p === 1);
      else moved.set(this.number.get(id), p);
    }
    for (const [id, truth] of Object.entries(forced)) {
      sure.set(this.number.get(id), truth);
      moved.delete(this.number.get(id));
    }
    const found = new Float64Array(this.paths).fill(1);
    this.laws.forEach((law, mind) => {
      const byGrid = new Map();
      for (const block of law.blocks(sure, moved)) {
        if (!byGrid.has(block.grid)) byGrid.set(block.grid, []);
        byGrid.get(block.grid).push(block);
      }
      for (const [grid, blocks] of byGrid) {
        const keys = blocks.map((block) => this.keys(block));
        if (grid < 0) {
          for (let path = 0; path < this.paths; path++) {
            if (this.mind[path] !== mind) continue;
            for (let b = 0; b < blocks.length; b++) found[path] *= blocks[b].ratio(keys[b][path])[0];
          }
          continue;
        }
        const share = this.share(mind, grid), nodes = law.grids[grid].weights.length;
        const product = new Float64Array(nodes);
        for (let path = 0; path < this.paths; path++) {
          if (this.mind[path] !== mind) continue;
          product.set(blocks[0].ratio(keys[0][path]));
          for (let b = 1; b < blocks.length; b++) {
            const table = blocks[b].ratio(keys[b][path]);
            for (let j = 0; j < nodes; j++) product[j] *= table[j];
          }
          let sum = 0;
          for (let j = 0, at = path * nodes; j < nodes; j++, at++) sum += share[at] * product[j];
          found[path] *= sum;
        }
      }
    });
    return found;
  }

  /** Weights of the futures, none where something is not as it is seen. */
  weights(setting) {
    const found = this.ratios(setting.forced, setting.credences);
    for (const seen of setting.seen) {
      if (seen.claim !== undefined) {
        const truth = this.truth[this.number.get(seen.claim)];
        for (let path = 0; path < this.paths; path++) {
          if (Boolean(truth[path]) === seen.not) found[path] = 0;
        }
        continue;
      }
      const first = this.first[this.data.outcomes.findIndex((each) => each.id === seen.outcome)];
      const by = seen.by ?? this.data.days;
      for (let path = 0; path < this.paths; path++) {
        if ((first[path] >= 0 && first[path] < by) === seen.not) found[path] = 0;
      }
    }
    return found;
  }
}

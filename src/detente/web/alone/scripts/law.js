// The law of the claims: how likely the truths of a stored future are once claims are forced or
// their credences moved, over how likely they were as it was drawn. It is the law by which the
// program itself draws: a claim that is changed leaves those on which it hangs as they are, what
// hangs on it follows it, and what relations settle is settled.

/** What relations make of forced claims; null where they contradict one another. */
function settled(forced, follows) {
  const found = new Map(forced);
  for (const [claim, truth] of forced) {
    for (const [other, value] of follows[2 * claim + Number(truth)]) {
      if (!found.has(other)) found.set(other, value);
      else if (found.get(other) !== value) return null;
    }
  }
  return found;
}

/** Shares of the futures on which a claim holds that keep it, and of the others that take it. */
function moveTo(target, yes, no) {
  if (Math.abs(target - yes) <= 1e-9) return { keep: 1, take: 0 };
  if (target < yes) return { keep: Math.max(target, 0) / yes, take: 0 };
  return { keep: 1, take: Math.min((target - yes) / no, 1) };
}

/** Chance of a truth that is drawn anew with the same number: it was `was` under the chance q0. */
function again(was, now, q0, q1) {
  const yes = was ? Math.min(q1 / q0, 1) : Math.max((q1 - q0) / (1 - q0), 0);
  return now ? yes : 1 - yes;
}

/** Share of the normal law below x (Press et al. 2007, Numerical Recipes, section 6.2.2). */
function below(x) {
  const z = Math.abs(x) / Math.SQRT2, t = 2 / (2 + z), u = 4 * t - 2;
  let d = 0, dd = 0;
  for (let i = ERFC.length - 1; i > 0; i--) [d, dd] = [u * d - dd + ERFC[i], d];
  const tail = 0.5 * t * Math.exp(-z * z + 0.5 * (ERFC[0] + u * d) - dd);
  return x < 0 ? tail : 1 - tail;
}
const ERFC = [
  -1.3026537197817094, 6.4196979235649026e-1, 1.9476473204185836e-2, -9.561514786808631e-3,
  -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5,
  -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9,
  5.059343495e-9, -9.91364156e-10, -2.27365122e-10, 9.6467911e-11, 2.394038e-12, -6.886027e-12,
  8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17, 1.21e-16,
  -2.8e-17,
];

function quantile(share) {
  let low = -9, high = 9;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Chance of a claim at each node of what its voice has in common, the mean over its credences. */
function atNodes({ rho, credences }, values) {
  const bars = credences.map(quantile);
  return Float64Array.from(values, (z) => bars.reduce((sum, bar) =>
    sum + below((bar - Math.sqrt(rho) * z) / Math.sqrt(1 - rho)), 0) / bars.length);
}

class Contradiction extends Error {}

class Law {
  constructor(data, follows, grids) {
    Object.assign(this, data);
    this.follows = follows;
    this.grids = grids;
    this.root = this.voices.map((voice) => voice && atNodes(voice, this.values(voice)));
    this.grid = this.voices.map((voice) => voice?.grid ?? -1);
    this.unitOf = [];
    this.units.forEach((unit, u) => {
      unit.claims = unit.tie === undefined ? [unit.claim] : this.ties[unit.tie].members;
      unit.before = unit.tie === undefined
        ? this.parents[unit.claim]
        : this.ties[unit.tie].ancestors;
      for (const claim of unit.claims) this.unitOf[claim] = u;
    });
    for (const tie of this.ties) tie.known = new Map();
  }

  values(voice) {
    return this.grids[voice.grid].values[voice.axis];
  }

  /** Chance of a claim at each node of its voice, once its credence is moved. */
  movedRoot(claim, { keep, take }) {
    const voice = this.voices[claim];
    const credences = voice.credences.map((p) => keep * p + take * (1 - p));
    return atNodes({ ...voice, credences }, this.values(voice));
  }

  /** Credence of a claim where those on which it hangs have these truths, at a node of its voice. */
  credence(claim, truths, node) {
    const root = this.root[claim];
    if (root) return root[node];
    for (const [where, credence] of this.cases[claim]) {
      if (where.every(([other, truth]) => truths[other] === truth)) return credence;
    }
    return this.stated[claim];
  }

  /** Chance that a member of a tie holds, after the claims that are drawn before it. */
  chance(tie, turn, truths) {
    const before = [...tie.ancestors, ...tie.members.slice(0, turn)];
    const key = `${turn}:${before.map((claim) => Number(truths[claim])).join("")}`;
    if (!tie.known.has(key)) {
      const names = [...tie.ancestors, ...tie.members];
      let whole = 0, part = 0;
      tie.atoms.forEach((atom, a) => {
        if (before.every((claim, i) => Boolean((atom >> i) & 1) === truths[claim])) {
          whole += tie.law[a];
          if ((atom >> (tie.ancestors.length + turn)) & 1) part += tie.law[a];
        }
      });
      tie.known.set(key, whole > 0 ? part / whole : NaN);
    }
    const found = tie.known.get(key);
    return Number.isNaN(found) ? this.credence(tie.members[turn], truths, 0) : found;
  }

  /** How likely the truths of a unit are, after those on which it hangs. */
  prior(unit, truths, node) {
    if (unit.tie === undefined) {
      const p = this.credence(unit.claim, truths, node);
      return truths[unit.claim] ? p : 1 - p;
    }
    const tie = this.ties[unit.tie];
    let found = 1;
    tie.members.forEach((claim, turn) => {
      const p = this.chance(tie, turn, truths);
      found *= truths[claim] ? p : 1 - p;
    });
    return found;
  }

  /** How each moved claim moves. Of several that are tied each moves after those before it. */
  moves(forced, moved) {
    const found = new Map();
    const together = new Set();
    for (const [claim, target] of moved) {
      const unit = this.units[this.unitOf[claim]];
      if (unit.tie === undefined || this.ties[unit.tie].members.length === 1) {
        found.set(claim, moveTo(target, this.held[claim], 1 - this.held[claim]));
      } else together.add(this.ties[unit.tie]);
    }
    for (const tie of together) {
      let ways = [[new Map(), tie.stated]];
      tie.members.forEach((claim, turn) => {
        if (!moved.has(claim)) return;
        const at = tie.ancestors.length + turn;
        const must = ways.map(([truths]) => {
          const all = settled(new Map([...forced, ...truths]), this.follows);
          if (all === null) throw new Contradiction();
          return all.get(claim);
        });
        let sure = 0, yes = 0, no = 0;
        ways.forEach(([, share], i) => {
          share.forEach((p, a) => {
            if (must[i] === true) sure += p;
            else if (must[i] === undefined && (tie.atoms[a] >> at) & 1) yes += p;
            else if (must[i] === undefined) no += p;
          });
        });
        const left = moved.get(claim) - sure;
        if (left < -1e-9 || left > yes + no + 1e-9) throw new Contradiction();
        const move = moveTo(left, yes, no);
        found.set(claim, move);
        const then = [];
        ways.forEach(([truths, share], i) => {
          const holds = share.map((p, a) => {
            if (must[i] !== undefined) return must[i] ? p : 0;
            return p * ((tie.atoms[a] >> at) & 1 ? move.keep : move.take);
          });
          const fails = share.map((p, a) => p - holds[a]);
          for (const [truth, part] of [[true, holds], [false, fails]]) {
            if (part.some((p) => p > 0)) then.push([new Map([...truths, [claim, truth]]), part]);
          }
        });
        ways = then;
      });
    }
    return found;
  }

  /** The parts of the law that a change touches, each with the claims on which its ratio hangs. */
  blocks(forced, moved) {
    if (settled(forced, this.follows) === null) throw new Contradiction();
    const world = {
      forced, moves: this.moves(forced, moved), roots: new Map(), touched: new Set(), law: this,
    };
    for (const [claim, move] of world.moves) {
      if (this.root[claim]) world.roots.set(claim, this.movedRoot(claim, move));
    }
    const changed = (claim) => forced.has(claim) || world.moves.has(claim);
    const chosen = new Set();
    const choose = (u) => {
      if (chosen.has(u)) return;
      chosen.add(u);
      for (const claim of this.units[u].before) choose(this.unitOf[claim]);
    };
    this.units.forEach((unit, u) => {
      unit.changes = unit.claims.some(changed)
        || (unit.tie !== undefined && unit.before.some(changed));
      if (unit.changes) choose(u);
    });
    this.units.forEach((unit, u) => {
      // what is not changed follows what is: with its own number it is drawn anew
      if (unit.changes || unit.before.some((claim) => world.touched.has(this.unitOf[claim]))) {
        world.touched.add(u);
      }
    });
    const group = new Map([...chosen].map((u) => [u, u]));
    const top = (u) => (group.get(u) === u ? u : top(group.get(u)));
    for (const u of chosen) {
      for (const claim of this.units[u].before) group.set(top(u), top(this.unitOf[claim]));
    }
    const found = new Map();
    [...chosen].sort((a, b) => a - b).forEach((u) => {
      const name = top(u);
      if (!found.has(name)) found.set(name, new Block(world));
      found.get(name).units.push(u);
    });
    return [...found.values()].map((block) => block.ready());
  }
}

const MOST_CLAIMS = 20;

/** Claims whose ratio is one number for each way in which they may hold. */
class Block {
  constructor(world) {
    this.world = world;
    this.units = [];
    this.known = [];
  }

  ready() {
    const { law } = this.world;
    this.claims = this.units.flatMap((u) => law.units[u].claims);
    if (this.claims.length > MOST_CLAIMS) throw new RangeError("too many claims hang together");
    this.grid = Math.max(-1, ...this.claims.map((claim) => law.grid[claim]));
    this.nodes = this.grid < 0 ? 1 : law.grids[this.grid].weights.length;
    return this;
  }

  /** New chance over old one of the truths that a number holds, at each node of their voices. */
  ratio(key) {
    let found = this.known[key];
    if (!found) {
      const now = [];
      this.claims.forEach((claim, i) => { now[claim] = Boolean((key >> i) & 1); });
      found = new Float64Array(this.nodes);
      for (let node = 0; node < this.nodes; node++) {
        const old = this.units.reduce(
          (p, u) => p * this.world.law.prior(this.world.law.units[u], now, node), 1);
        found[node] = old > 0 ? this.joint(0, [], now, node) / old : 0;
      }
      this.known[key] = found;
    }
    return found;
  }

  /** Chance of the truths now, summed over how the claims would have been as believed. */
  joint(at, was, now, node) {
    if (at === this.units.length) return 1;
    const { law, touched } = this.world;
    const u = this.units[at], unit = law.units[u];
    if (!touched.has(u)) {
      for (const claim of unit.claims) was[claim] = now[claim];
      return law.prior(unit, was, node) * this.joint(at + 1, was, now, node);
    }
    let sum = 0;
    const ways = 2 ** unit.claims.length;
    const tie = unit.tie === undefined ? null : law.ties[unit.tie];
    const tried = tie === null ? [0, 1] : tie.codes ??= [...new Set(
      tie.atoms.map((atom) => (atom >> tie.ancestors.length) % ways))];
    for (const way of tried) {
      unit.claims.forEach((claim, i) => { was[claim] = Boolean((way >> i) & 1); });
      let p = law.prior(unit, was, node);
      if (p > 0) p *= tie === null ? this.one(unit.claim, was, now, node) : this.tied(unit, was, now);
      if (p > 0) sum += p * this.joint(at + 1, was, now, node);
    }
    return sum;
  }

  /** Chance that a claim is as it is now, where it was otherwise or so. */
  one(claim, was, now, node) {
    const { forced, moves, roots, law } = this.world;
    if (forced.has(claim)) return Number(forced.get(claim) === now[claim]);
    if (roots.has(claim)) { // with the same number, and what its voice has in common
      return again(was[claim], now[claim], law.root[claim][node], roots.get(claim)[node]);
    }
    if (moves.has(claim)) return this.flip(claim, was, now);
    return again(was[claim], now[claim], law.credence(claim, was, node), law.credence(claim, now, node));
  }

  flip(claim, was, now) {
    const move = this.world.moves.get(claim);
    const yes = was[claim] ? move.keep : move.take;
    return now[claim] ? yes : 1 - yes;
  }

  /** The same of claims that relations tie together. */
  tied(unit, was, now) {
    const { forced, moves, law } = this.world;
    const tie = law.ties[unit.tie];
    let found = 1;
    if (!unit.changes) { // drawn anew from their law, under what they hang on now
      tie.members.forEach((claim, turn) => {
        found *= again(
          was[claim], now[claim], law.chance(tie, turn, was), law.chance(tie, turn, now));
      });
      return found;
    }
    const sure = new Map(forced);
    for (const claim of tie.members.filter((each) => moves.has(each))) {
      const all = settled(sure, law.follows);
      if (all === null) return 0;
      const must = all.get(claim);
      if (must === undefined) found *= this.flip(claim, was, now);
      else if (must !== now[claim]) return 0;
      sure.set(claim, now[claim]);
    }
    const all = settled(sure, law.follows);
    if (all === null) return 0;
    for (let turn = 0; turn < tie.members.length; turn++) {
      const claim = tie.members[turn];
      if (all.has(claim)) {
        if (all.get(claim) !== now[claim]) return 0;
        continue;
      }
      let must;
      for (const earlier of tie.members.slice(0, turn)) {
        for (const [other, value] of law.follows[2 * earlier + Number(now[earlier])]) {
          if (other === claim) must = value;
        }
      }
      if (must !== undefined) {
        if (must !== now[claim]) return 0;
        continue;
      }
      const parents = law.parents[claim];
      if (parents.some((each) => was[each] !== now[each])) {
        found *= again(
          was[claim], now[claim], law.chance(tie, turn, was), law.chance(tie, turn, now));
      } else if (was[claim] !== now[claim]) return 0;
    }
    return found;
  }
}

// What weighted futures answer. A probability is over belief, coefficients and chance; its interval
// over the draws of the coefficients, which several futures share; its Monte Carlo error is by how
// much other seeds would differ.

const FEWEST = 200;

/** Logarithm of the gamma function (Lanczos 1964, SIAM J. Numerical Analysis B 1). */
function logGamma(x) {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = c[0];
  for (let i = 1; i < 9; i++) sum += c[i] / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Share of a beta law below x, by its continued fraction (Lentz's method). */
function betaBelow(x, a, b) {
  if (x <= 0 || x >= 1) return Number(x >= 1);
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const tiny = 1e-300;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1, d = 1 / Math.max(1 - ((a + b) * x) / (a + 1), tiny), found = d;
  for (let m = 1; m < 300; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + step * d || tiny);
      c = 1 + step / c || tiny;
      found *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-10) break;
  }
  return front * found;
}

function betaQuantile(share, a, b) {
  let low = 0, high = 1;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** 95 % of the beta law with a mean and a variance. */
function interval(mean, variance) {
  if (!(variance > 1e-12) || mean <= 0 || mean >= 1) return [mean, mean];
  const total = Math.max((mean * (1 - mean)) / variance - 1, 1e-3);
  return [0.025, 0.975].map((end) => betaQuantile(end, mean * total, (1 - mean) * total));
}

/** Everything that a setting changes: outcomes, credences, and how many futures tell it. */
function answers(futures, setting) {
  const { paths, draws, draw, data } = futures;
  const weights = futures.weights(setting);
  let sum = 0, squares = 0, left = 0;
  for (let path = 0; path < paths; path++) {
    const w = weights[path];
    sum += w;
    squares += w * w;
    if (w > 0) left += 1;
  }
  const effective = squares > 0 ? (sum * sum) / squares : 0;
  const byDraw = new Float64Array(draws), squaredByDraw = new Float64Array(draws);
  for (let path = 0; path < paths; path++) {
    byDraw[draw[path]] += weights[path];
    squaredByDraw[draw[path]] += weights[path] ** 2;
  }
  let pairs = 0;
  for (let k = 0; k < draws; k++) pairs += byDraw[k] ** 2 - squaredByDraw[k];
  const outcomes = data.outcomes.map((outcome, i) => {
    const first = futures.first[i], before = futures.before[i];
    const curve = new Float64Array(data.days);
    const hit = new Float64Array(draws), squared = new Float64Array(draws);
    for (let path = 0; path < paths; path++) {
      const w = weights[path];
      if (first[path] < 0 || w === 0) continue;
      curve[first[path]] += w;
      hit[draw[path]] += w;
      squared[draw[path]] += w * w;
    }
    for (let day = 1; day < data.days; day++) curve[day] += curve[day - 1];
    // a sum of the same weights in another order may miss 1 by its last digits
    for (let day = 0; day < data.days; day++) curve[day] = Math.min(curve[day] / sum, 1);
    const last = curve[data.days - 1], p = last > 1 - 1e-12 ? 1 : last;
    const p0 = before.reduce((all, each) => all + each, 0) / paths;
    // two futures with the same draw: how alike they are is how much draws differ
    let both = 0, error = 0, apart = 0;
    for (let k = 0; k < draws; k++) {
      both += hit[k] ** 2 - squared[k];
      const now = hit[k] - p * byDraw[k];
      error += now ** 2;
      apart += (now / sum - (before[k] - p0 * futures.size[k]) / paths) ** 2;
    }
    const variance = pairs > 0 ? both / pairs - p * p : 0;
    return {
      id: outcome.id,
      p,
      interval: interval(p, variance),
      error: Math.sqrt(error) / sum,
      difference: p - p0,
      differenceError: Math.sqrt(apart),
      curve,
    };
  });
  const credences = futures.truth.map((truth) => {
    let held = 0;
    for (let path = 0; path < paths; path++) if (truth[path]) held += weights[path];
    return held / sum;
  });
  return { outcomes, credences, left, effective, enough: effective >= FEWEST };
}

// What each claim is worth before it is switched: the futures weighed with it true, and with it
// false, all else as it is set. Both are the same futures, so that luck cancels.

/** By how much likelier an outcome is with a claim forced true than with it forced false. */
function worthOf(futures, setting, claim, outcome) {
  const { paths, draws, draw } = futures;
  const first = futures.first[outcome];
  const { [claim]: _, ...credences } = setting.credences;
  const sides = [true, false].map((value) => {
    const weights = futures.ratios({ ...setting.forced, [claim]: value }, credences);
    let sum = 0, squares = 0, hit = 0;
    for (let path = 0; path < paths; path++) {
      const w = weights[path];
      sum += w;
      squares += w * w;
      if (first[path] >= 0) hit += w;
    }
    return { weights, sum, p: hit / sum, effective: squares > 0 ? (sum * sum) / squares : 0 };
  });
  const [yes, no] = sides;
  const effective = Math.min(yes.effective, no.effective);
  const apart = new Float64Array(draws);
  for (let path = 0; path < paths; path++) {
    const came = Number(first[path] >= 0);
    apart[draw[path]] += (yes.weights[path] * (came - yes.p)) / yes.sum
      - (no.weights[path] * (came - no.p)) / no.sum;
  }
  const error = Math.sqrt(apart.reduce((all, each) => all + each * each, 0));
  return { worth: yes.p - no.p, error, effective, enough: effective >= FEWEST };
}

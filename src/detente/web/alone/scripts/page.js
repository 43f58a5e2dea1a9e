// The page: what is switched, moved and seen, and what the stored futures answer then.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const root = document.documentElement;
const element = (id) => document.getElementById(id);

const number = new Intl.NumberFormat(data.language, { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat(data.language, {
  minimumFractionDigits: 1, maximumFractionDigits: 1,
});
const calendar = new Intl.DateTimeFormat(data.language === "en" ? "en-GB" : data.language, {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

function percent(p) {
  if (Number.isNaN(p)) return "–";
  if (p > 0 && p < 0.001) return `< ${decimal.format(0.1)}${words.percent}`;
  if (p < 1 && p > 0.999) return `> ${decimal.format(99.9)}${words.percent}`;
  return `${(p < 0.1 || p > 0.9 ? decimal : number).format(100 * p)}${words.percent}`;
}
function ends([low, high]) {
  const form = high < 0.1 || low > 0.9 ? decimal : number;
  return `${form.format(100 * low)}–${form.format(100 * high)}`;
}
const signed = new Intl.NumberFormat(data.language, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
const points = (d) => `${d < 0 ? "−" : "+"}${decimal.format(Math.abs(100 * d))}`;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
function date(day) { // the evening of a day that is played
  const found = calendar.format(new Date(data.begin + day * 86_400_000));
  return data.language === "fr" ? found.replace(/^1 /, "1er ") : found;
}
const iso = (day) => new Date(data.begin + day * 86_400_000).toISOString().slice(0, 10);

const start = () => ({ forced: {}, credences: {}, seen: [] });
let setting = start();
let chosen = data.outcome;
let past = [], future = [];
let futures, base, shown, later;

/** The setting as the address has it, with the keys of the page that a server shows. */
function query() {
  const found = new URLSearchParams();
  for (const [id, value] of Object.entries(setting.forced)) found.append("force", `${id}:${value}`);
  for (const [id, p] of Object.entries(setting.credences)) found.append("credence", `${id}:${p}`);
  for (const each of setting.seen) found.append("seen", said(each));
  if (chosen !== data.outcome) found.append("outcome", chosen);
  return found.toString();
}

/** What is seen as `--seen` takes it. */
function said(seen) {
  const not = seen.not ? "not " : "";
  if (seen.claim !== undefined) return `${not}claim ${seen.claim}`;
  return `${not}${seen.outcome}${seen.by === undefined ? "" : ` by ${iso(seen.by - 1)}`}`;
}

function read(text) {
  const found = { forced: {}, credences: {}, seen: [] };
  const known = new Set(data.claims.map((claim) => claim.id));
  const outcomes = new Set(data.outcomes.map((outcome) => outcome.id));
  let outcome = data.outcome;
  for (const [key, value] of new URLSearchParams(text)) {
    const [id, p] = value.split(":");
    if (key === "force" && known.has(id)) found.forced[id] = p === "true";
    if (key === "credence" && known.has(id) && Number(p) >= 0 && Number(p) <= 1) {
      found.credences[id] = Number(p);
    }
    if (key === "outcome" && outcomes.has(value)) outcome = value;
    const match = /^(not )?(claim )?([a-z0-9-]+)(?: by (\d{4}-\d\d-\d\d))?$/.exec(value);
    if (key === "seen" && match) {
      const not = Boolean(match[1]);
      if (match[2] && known.has(match[3])) found.seen.push({ claim: match[3], not });
      if (!match[2] && outcomes.has(match[3])) {
        found.seen.push({ outcome: match[3], not, ...by(match[4]) });
      }
    }
  }
  return [found, outcome];
}

/** The days in which something is seen by a date; all of them if it is none, or beyond. */
function by(day) {
  const found = Math.round((Date.parse(day) - data.begin) / 86_400_000) + 1;
  return found > 0 && found < data.days ? { by: found } : {};
}

/** The command that plays the same, with as many futures as were stored. */
function command() {
  const parts = [data.command];
  for (const [id, value] of Object.entries(setting.forced)) parts.push(`--force ${id}=${value}`);
  for (const [id, p] of Object.entries(setting.credences)) parts.push(`--credence ${id}=${p}`);
  for (const each of setting.seen) parts.push(`--seen '${said(each)}'`);
  return parts.join(" ");
}

function change(made, { together = false } = {}) {
  if (!together) past.push(setting);
  future = [];
  setting = made;
  update();
}

function force(claim, value) {
  const { [claim]: _, ...forced } = setting.forced;
  const { [claim]: __, ...credences } = setting.credences;
  if (value !== "") forced[claim] = value === "true";
  change({ ...setting, forced, credences });
}

let sliding = "";
function believe(claim, p) {
  const { [claim]: _, ...forced } = setting.forced;
  const { [claim]: __, ...credences } = setting.credences;
  if (Math.abs(p - data.claims.find((each) => each.id === claim).credence) > 0.005) {
    credences[claim] = p;
  }
  change({ ...setting, forced, credences }, { together: sliding === claim });
  sliding = claim;
}

function see(made) {
  if (setting.seen.some((each) => said(each) === said(made))) return;
  change({ ...setting, seen: [...setting.seen, made] });
}

const sign = (answer) => {
  if (Math.abs(answer.difference) <= 1.96 * answer.differenceError) return "quiet";
  return answer.difference > 0 ? "up" : "down";
};

const polyline = (curve) => Array.from({ length: 48 }, (_, i) => {
  const day = Math.round((i * (curve.length - 1)) / 47);
  return `${((100 * i) / 47).toFixed(1)},${(24 - 24 * (curve[day] || 0)).toFixed(1)}`;
}).join(" ");

function make(name, attributes, text) {
  const found = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  if (text !== undefined) found.textContent = text;
  return found;
}

/** Days that are named under a curve: where months begin, or some of few. */
function* ticks() {
  const short = data.days <= 62 ? { day: "numeric", month: "short" } : { month: "short" };
  const form = new Intl.DateTimeFormat(data.language === "en" ? "en-GB" : data.language, { ...short, timeZone: "UTC" });
  const every = Math.max(Math.floor(data.days / 6), 1);
  for (let day = 0; day < data.days; day++) {
    const at = new Date(data.begin + day * 86_400_000);
    if (data.days <= 62 ? day % every : at.getUTCDate() !== 1) continue;
    const year = data.days > 62 && at.getUTCMonth() === 0;
    yield [day, year ? String(at.getUTCFullYear()) : form.format(at)];
  }
}

/** The curve of the chosen outcome: now, and, where something is changed, as it was. */
function draw(answer, before, changed) {
  const place = element("curve");
  const width = Math.max(place.clientWidth, 240), height = 240;
  const [left, right, top, foot] = [44, 8, 10, 26];
  const x = (day) => left + ((width - left - right) * (day + 1)) / data.days;
  const y = (p) => top + (height - top - foot) * (1 - p);
  const line = (curve) => {
    let path = `M${left},${y(0)}`;
    for (let day = 0; day < data.days; day++) {
      path += `L${x(day).toFixed(1)},${y(curve[day] || 0).toFixed(1)}`;
    }
    return path;
  };
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "curve" });
  for (const p of [0, 0.25, 0.5, 0.75, 1]) {
    svg.append(make("line", { class: "grid", x1: left, x2: width - right, y1: y(p), y2: y(p) }));
    svg.append(make("text", { x: left - 6, y: y(p) + 4, "text-anchor": "end" }, `${100 * p}${words.percent}`));
  }
  let free = -Infinity;
  for (const [day, label] of ticks()) {
    if (x(day) - free < 44 || x(day) > width - 24) continue;
    free = x(day);
    svg.append(make("line", { class: "tick", x1: free, x2: free, y1: y(0), y2: y(0) + 5 }));
    svg.append(make("text", { x: free, y: height - 6, "text-anchor": "middle" }, label));
  }
  svg.append(make("path", { class: "area", d: `${line(answer.curve)}L${x(data.days - 1)},${y(0)}Z` }));
  if (changed) svg.append(make("path", { class: "old", d: line(before.curve) }));
  svg.append(make("path", { class: "now", d: line(answer.curve) }));
  const hair = make("line", { class: "hair", y1: y(1), y2: y(0), x1: -9, x2: -9 });
  const tip = make("text", { class: "tip", y: y(1) + 12 });
  svg.append(hair, tip);
  const dayAt = (event) => {
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left - left) / (box.width - left - right);
    return Math.min(Math.max(Math.floor(share * data.days), 0), data.days - 1);
  };
  svg.addEventListener("pointermove", (event) => {
    const day = dayAt(event), beyond = x(day) > width / 2;
    hair.setAttribute("x1", x(day));
    hair.setAttribute("x2", x(day));
    tip.setAttribute("x", x(day) + (beyond ? -6 : 6));
    tip.setAttribute("text-anchor", beyond ? "end" : "start");
    tip.textContent = fill(words.at, { name: date(day), value: percent(answer.curve[day]) });
  });
  svg.addEventListener("click", (event) => see({ outcome: chosen, not: false, ...by(iso(dayAt(event))) }));
  place.replaceChildren(svg);
  place.setAttribute("aria-label", fill(words.curve_alt, {
    outcome: titleOf(chosen), p: percent(answer.p), date: date(data.days - 1),
  }));
}

const titleOf = (id) => data.outcomes.find((outcome) => outcome.id === id).title;
const claimOf = (id) => data.claims.find((claim) => claim.id === id).text;

/** What a thing that is seen is called. */
function named(seen) {
  const title = seen.claim === undefined ? titleOf(seen.outcome) : claimOf(seen.claim);
  const by = seen.by === undefined ? "" : fill(words.by, { date: date(seen.by - 1) });
  const what = `${title}${by}`;
  if (!seen.not) return what;
  return fill(seen.claim === undefined ? words.not_outcome : words.not_claim, { what });
}

function item(kind, tag, text, back) {
  const found = document.createElement("li");
  found.className = kind;
  const label = document.createElement("span");
  label.className = "tag";
  label.textContent = tag;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.back;
  const about = document.createElement("span");
  about.className = "hidden";
  about.textContent = ` (${text})`;
  button.append(about);
  button.addEventListener("click", () => {
    back();
    element("undo").focus();
  });
  found.append(label, ` ${text} `, button);
  return found;
}

function lists() {
  const changes = [];
  for (const [id, value] of Object.entries(setting.forced)) {
    changes.push(item("forced", value ? words.forced_true : words.forced_false, claimOf(id), () => force(id, "")));
  }
  for (const [id, p] of Object.entries(setting.credences)) {
    const claim = data.claims.find((each) => each.id === id);
    const tag = fill(words.believed, { p: percent(p), q: percent(claim.credence) });
    changes.push(item("moved", tag, claim.text, () => force(id, "")));
  }
  element("changed").replaceChildren(...changes);
  element("unchanged").hidden = changes.length > 0;
  element("things").replaceChildren(...setting.seen.map((each) =>
    item("seen", words.seen, named(each), () =>
      change({ ...setting, seen: setting.seen.filter((other) => other !== each) }))));
  const count = changes.length + setting.seen.length;
  element("counted").textContent = count === 0 ? "" : fill(count === 1 ? words.one : words.many, { n: count });
}

function controls(answer) {
  data.claims.forEach((claim, i) => {
    const form = element(`claim-${claim.id}`);
    if (!form) return;
    const forced = setting.forced[claim.id], moved = setting.credences[claim.id];
    form.className = `claim ${forced === undefined ? (moved === undefined ? "believed" : "moved") : forced}`;
    if (form.querySelector(".switch")) {
      element(`s-${claim.id}-${forced ?? "believed"}`).checked = true;
      const value = Math.round(100 * (moved ?? claim.credence));
      for (const name of ["r", "p"]) {
        const field = element(`${name}-${claim.id}`);
        if (field !== document.activeElement || Number(field.value) !== value) field.value = value;
      }
    }
    const beside = element(`b-${claim.id}`);
    const lines = [];
    if (setting.seen.length > 0 && forced === undefined) {
      const tag = document.createElement("span");
      tag.className = "tag seen";
      tag.textContent = fill(words.in_seen, { p: percent(answer.credences[i]) });
      lines.push(tag);
    }
    if (forced !== undefined || moved !== undefined) {
      const stated = document.createElement("span");
      stated.className = "stated";
      stated.textContent = fill(words.stated, { p: percent(claim.credence) });
      lines.push(stated);
    }
    beside.replaceChildren(...lines);
  });
}

/** Whether intervals are told: too few weighed futures know nothing of how far draws differ. */
const spread = (answer, changed) => answer.enough || !changed;

function rows(answer, changed) {
  for (const each of answer.outcomes) {
    const row = element(`o-${each.id}`);
    if (!row) continue;
    const was = base.outcomes.find((other) => other.id === each.id);
    row.classList.toggle("chosen", each.id === chosen);
    row.querySelector(".title").setAttribute("aria-pressed", String(each.id === chosen));
    row.querySelector(".likely b").textContent = percent(each.p);
    const [low, high] = spread(answer, changed) ? each.interval : [each.p, each.p];
    row.querySelector(".likely .between").textContent = spread(answer, changed) ? ends(each.interval) : "";
    const differs = row.querySelector(".differs");
    differs.className = `differs ${changed ? sign(each) : ""}`;
    differs.textContent = changed
      ? `${percent(was.p)} → ${points(each.difference)} (±${decimal.format(100 * each.differenceError)})`
      : "";
    const place = (name, attributes) => {
      const found = row.querySelector(`.bar .${name}`);
      for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    };
    place("between", { x: 100 * low || 0, width: 100 * (high - low) || 0 });
    place("point", { x: Math.min(Math.max(100 * each.p - 0.5 || 0, 0), 99) });
    place("old", { x: Math.min(Math.max(100 * was.p - 0.3, 0), 99.4), width: changed ? 0.6 : 0 });
    row.querySelector(".spark .now").setAttribute("points", polyline(each.curve));
    row.querySelector(".spark .old").setAttribute("points", changed ? polyline(was.curve) : "");
  }
}

/** What seeing it would say, where one forced it; and the other way round. */
function otherwise() {
  const claims = Object.entries(setting.forced);
  const sure = setting.seen.filter((each) => each.claim !== undefined);
  if (claims.length === 1) {
    const [id, value] = claims[0];
    const other = ask({
      ...setting,
      forced: Object.fromEntries(Object.entries(setting.forced).filter(([each]) => each !== id)),
      seen: [...setting.seen, { claim: id, not: !value }],
    });
    return fill(words.had_seen, { p: percent(other.outcomes.find((o) => o.id === chosen).p) });
  }
  if (sure.length === 1) {
    const other = ask({
      ...setting,
      forced: { ...setting.forced, [sure[0].claim]: !sure[0].not },
      seen: setting.seen.filter((each) => each !== sure[0]),
    });
    return fill(words.had_forced, { p: percent(other.outcomes.find((o) => o.id === chosen).p) });
  }
  return "";
}

const ask = (asked) => answers(futures, asked);
const isChanged = () => Object.keys(setting.forced).length + Object.keys(setting.credences).length
  + setting.seen.length > 0;

function update() {
  let answer;
  element("fault").hidden = true;
  try {
    answer = isChanged() ? ask(setting) : base;
  } catch (error) {
    if (!(error instanceof Contradiction || error instanceof RangeError)) throw error;
    element("fault").textContent = error instanceof Contradiction ? words.contradiction : words.tied;
    element("fault").hidden = false;
    setting = past.pop() ?? start();
    answer = isChanged() ? ask(setting) : base;
  }
  shown = answer;
  show();
  history.replaceState(null, "", `#${query()}`);
}

function show() {
  const answer = shown;
  const changed = isChanged();
  const own = answer.outcomes.find((each) => each.id === chosen);
  const was = base.outcomes.find((each) => each.id === chosen);
  element("question").textContent = titleOf(chosen);
  element("was").textContent = changed ? `${percent(was.p)} →` : "";
  element("now").textContent = percent(own.p);
  element("ends").textContent = spread(answer, changed) ? ends(own.interval) : "";
  element("moved").className = `differs ${changed ? sign(own) : ""}`;
  element("moved").textContent = changed ? points(own.difference) : "";
  const told = fill(changed ? words.told_changed : words.told, {
    outcome: titleOf(chosen), p: percent(own.p), q: percent(was.p),
    left: number.format(answer.left), paths: number.format(data.paths),
    effective: number.format(answer.effective), error: decimal.format(100 * own.error),
  });
  element("told").textContent = told;
  element("said").textContent = told;
  element("few").hidden = answer.enough;
  if (!answer.enough) {
    element("few-told").textContent = fill(words.few, { n: number.format(answer.effective) });
    element("few-command").textContent = command();
  }
  clearTimeout(later);
  element("otherwise").textContent = "";
  if (changed && answer.enough) {
    later = setTimeout(() => { element("otherwise").textContent = otherwise(); }, 150);
  }
  element("command").textContent = command();
  element("undo").disabled = past.length === 0;
  element("redo").disabled = future.length === 0;
  element("reset").disabled = !changed;
  rows(answer, changed);
  controls(answer);
  lists();
  draw(own, was, changed);
  weigh();
}

let weighed = "", weighing;

/** Say what each claim is worth, one after another, when nothing else is to be done. */
function weigh() {
  const asked = { forced: setting.forced, credences: setting.credences };
  const now = JSON.stringify([asked, chosen]);
  if (now === weighed) return;
  weighed = now;
  clearTimeout(weighing);
  delete root.dataset.weighed;
  const outcome = data.outcomes.findIndex((each) => each.id === chosen);
  const left = data.claims.filter((claim) => element(`w-${claim.id}`));
  for (const claim of left) element(`w-${claim.id}`).classList.add("stale");
  const next = () => {
    const claim = left.shift();
    if (claim === undefined) {
      root.dataset.weighed = "true";
      return;
    }
    tell(element(`w-${claim.id}`), worth(asked, claim.id, outcome));
    weighing = setTimeout(next);
  };
  weighing = setTimeout(next, 250);
}

/** What a claim is worth; null where claims rule one side out, or too many hang together. */
function worth(asked, claim, outcome) {
  try {
    return worthOf(futures, asked, claim, outcome);
  } catch (error) {
    if (error instanceof Contradiction || error instanceof RangeError) return null;
    throw error;
  }
}

function tell(place, found) {
  place.className = "value";
  if (found === null) {
    place.replaceChildren();
    return;
  }
  const about = document.createElement("span");
  about.className = "between";
  if (!found.enough) {
    place.classList.add("few");
    about.textContent = fill(words.of_enough, { n: number.format(found.effective), enough: number.format(FEWEST) });
    place.replaceChildren(`○ ${words.too_few} `, about);
    return;
  }
  const quiet = Math.abs(found.worth) <= 1.96 * found.error;
  const name = quiet ? "quiet" : found.worth > 0 ? "up" : "down";
  place.classList.add(name);
  about.textContent = `±${decimal.format(100 * found.error)}`;
  const arrow = { quiet: "●", up: "▲", down: "▼" }[name];
  place.replaceChildren(`${arrow} ${fill(words.worth, { points: points(found.worth) })} `, about);
}

for (const form of document.querySelectorAll("form.claim")) {
  const claim = form.dataset.claim;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.name === "switch") {
      sliding = "";
      force(claim, event.target.value);
    } else if (event.target.type === "range") sliding = "";
  });
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.name === "switch" || field.value === "" || !field.checkValidity()) return;
    believe(claim, Number(field.value) / 100);
  });
}
for (const row of document.querySelectorAll(".outcomes li")) {
  row.querySelector(".title").addEventListener("click", () => {
    chosen = row.id.slice(2);
    element("see-outcome").value = chosen;
    show();
    history.replaceState(null, "", `#${query()}`);
  });
  row.querySelector(".see").addEventListener("click", () => see({ outcome: row.id.slice(2), not: false }));
}
element("see").addEventListener("submit", (event) => {
  event.preventDefault();
  const day = element("see-date").value;
  see({ outcome: element("see-outcome").value, not: element("see-not").checked, ...by(day) });
});
function step(from, to) {
  if (from.length === 0) return;
  to.push(setting);
  setting = from.pop();
  sliding = "";
  update();
}
element("undo").addEventListener("click", () => step(past, future));
element("redo").addEventListener("click", () => step(future, past));
element("reset").addEventListener("click", () => change(start()));
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
function theme() {
  element("theme").textContent = isDark() ? element("theme").dataset.light : element("theme").dataset.dark;
}
element("theme").addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  theme();
});
dark.addEventListener("change", theme);
theme();
window.addEventListener("resize", () => {
  if (!shown) return;
  show();
  drawFans();
});

try {
  futures = await Futures.of(data);
  base = ask(start());
  base.outcomes.forEach((each, i) => { // as the program tells it, where nothing is weighed
    each.interval = data.outcomes[i].interval;
    each.error = data.outcomes[i].error;
  });
  [setting, chosen] = read(location.hash.length > 1 ? location.hash.slice(1) : data.setting);
  if (chosen !== data.outcome) element("see-outcome").value = chosen;
  root.classList.add("scripted");
  update();
  drawFans();
  root.dataset.ready = "true";
  window.detente = { // for a console
    ask: (asked) => ask({ ...start(), ...asked }),
    worth: (asked, claim, outcome) => worth({ ...start(), ...asked }, claim, data.outcomes.findIndex((each) => each.id === outcome)),
    update,
  };
} catch (error) {
  console.error(error);
  element("fault").textContent = words.old_browser;
  element("fault").hidden = false;
}

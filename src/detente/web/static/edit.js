// Edit: a form for claims beside the text; every pause is kept on the server, and what cannot be
// sent stays in this browser until it can.
const form = document.getElementById("edit");
const area = document.getElementById("text");
const status = document.getElementById("status");
const words = JSON.parse(document.getElementById("words").textContent);
const csrf = form.elements.csrf.value;
const { scenario, file } = form.dataset;
const place = `detente-draft ${scenario} ${file}`;
let draft = form.dataset.draft, version = Number(form.dataset.version);
let sent = area.value, sending = null, checking = null, timer = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function tell(text, bad = false) {
  status.textContent = text;
  status.className = bad ? "bad" : "";
}

async function ask(method, path, body, signal) {
  const answer = await fetch(path, {
    method, signal,
    headers: { "content-type": "application/json", "x-csrf-token": csrf },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const found = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(found.error), { status: answer.status });
  return found;
}

// What is typed is in the browser at once, and on the server after a pause.
function changed() {
  localStorage.setItem(place, JSON.stringify({ text: area.value, draft, version }));
  numbers();
  clearTimeout(timer);
  timer = setTimeout(keep, 500);
}

async function begin() {
  const made = await ask("POST", "/api/drafts", { scenario });
  [draft, version] = [made.id, made.version];
}

async function keep() {
  if (sending) return;
  const text = area.value;
  if (text === sent) return look();
  tell(words.keeping);
  sending = (async () => {
    if (!draft) await begin();
    const made = await ask("PUT", `/api/drafts/${draft}`, { texts: { [file]: text }, version });
    version = made.version;
    sent = text;
  })();
  try {
    await sending;
    if (area.value === sent) localStorage.removeItem(place);
    named();
    tell(fill(words.kept, { time: new Date().toLocaleTimeString(document.documentElement.lang) }));
    form.dataset.kept = String(version);
  } catch (error) {
    if (error.status === 409) { // somebody else's words are not written over
      draft = "";
      tell(words.conflict, true);
    } else if (error.status === 404) draft = "";
    else tell(error.status === undefined ? words.offline : error.message, true);
    timer = setTimeout(keep, error.status === 409 || error.status === 404 ? 0 : 3000);
    sending = null;
    return undefined;
  }
  sending = null;
  return area.value === sent ? look() : keep();
}

/** The address, links and the form go with the draft. */
function named() {
  const at = `?draft=${draft}`;
  form.elements.draft.value = draft;
  document.getElementById("zip").href = `/edit/${scenario}/zip${at}`;
  for (const link of document.querySelectorAll(".files a")) {
    link.href = `/edit/${scenario}${at}&file=${encodeURIComponent(link.dataset.file)}`;
  }
  history.replaceState(null, "", `/edit/${scenario}${at}&file=${encodeURIComponent(file)}`);
}

/** Have it checked; a newer text ends the check of an older one. */
async function look(quick = true) {
  if (!draft) return;
  checking?.abort();
  checking = new AbortController();
  const { signal } = checking, asked = version;
  if (!quick) tell(words.checking);
  try {
    const lang = document.documentElement.lang;
    const found = await ask("GET", `/api/drafts/${draft}/check?quick=${quick}&lang=${lang}`, undefined, signal);
    if (signal.aborted || asked !== version) return;
    show(found);
    form.dataset.checked = String(asked);
    if (!quick) tell("");
  } catch (error) {
    if (error.name !== "AbortError") tell(error.status === undefined ? words.offline : error.message, true);
  }
}

let marked = new Set();
function show({ faults, locations }) {
  const list = document.getElementById("wrong");
  marked = new Set();
  const items = faults.map((fault, i) => {
    const item = document.createElement("li");
    const where = locations[i];
    if (where?.file === file && where.line) {
      marked.add(where.line);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = fill(words.line, { n: where.line });
      button.addEventListener("click", () => go(where.line));
      item.append(button);
    }
    item.append(fault);
    return item;
  });
  if (items.length === 0) {
    const item = document.createElement("li");
    item.className = "sound";
    item.textContent = words.sound;
    items.push(item);
  }
  list.replaceChildren(...items);
  numbers();
}

function go(line) {
  const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const end = area.value.indexOf("\n", before);
  area.focus();
  area.setSelectionRange(before, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max((line - 8) * 20, 0);
}

const lines = document.getElementById("lines");
function numbers() {
  const count = area.value.split("\n").length;
  if (lines.childElementCount !== count || marked.size > 0 || lines.querySelector("b")) {
    lines.replaceChildren(...Array.from({ length: count }, (_, i) => {
      const found = document.createElement(marked.has(i + 1) ? "b" : "span");
      found.textContent = String(i + 1);
      return found;
    }));
  }
  lines.scrollTop = area.scrollTop;
}
area.addEventListener("scroll", () => { lines.scrollTop = area.scrollTop; });

/** Claims in the text: of each the places of its id, its statement and its credence. */
function claims() {
  const found = [];
  let at = 0, current = null;
  for (const line of area.value.split("\n")) {
    if (/^\s*\[/.test(line)) {
      current = null;
      if (/^\s*\[\[\s*claims\s*\]\]/.test(line)) found.push((current = {}));
    } else if (current) {
      const match = /^(\s*(id|statement|credence)\s*=\s*)("(?:[^"\\]|\\.)*"|[0-9.]+)/.exec(line);
      if (match) current[match[2]] = { from: at + match[1].length, to: at + match[0].length, value: match[3] };
    }
    at += line.length + 1;
  }
  return found.filter((claim) => claim.id);
}

const rows = document.getElementById("rows");
function table() {
  if (rows.contains(document.activeElement)) return;
  const known = claims();
  document.getElementById("claims").hidden = known.length === 0;
  rows.replaceChildren(...known.map((claim, i) => {
    const row = document.createElement("div");
    row.className = "row";
    for (const key of ["statement", "credence"]) {
      const label = document.createElement("label");
      label.textContent = key === "statement" ? `${rows.dataset.claim} ${JSON.parse(claim.id.value)}` : rows.dataset.credence;
      const input = document.createElement("input");
      input.id = `${key}-${JSON.parse(claim.id.value)}`;
      if (key === "credence") Object.assign(input, { type: "number", min: "0", max: "1", step: "any" });
      const at = claim[key];
      if (!at) Object.assign(input, { disabled: true, title: words.elsewhere });
      else input.value = key === "credence" ? at.value : parsed(at.value);
      input.addEventListener("input", () => write(i, key, input));
      label.append(input);
      row.append(label);
    }
    return row;
  }));
}

function parsed(value) {
  try {
    return JSON.parse(value);
  } catch {
    return value.slice(1, -1);
  }
}

function write(i, key, input) {
  const at = claims()[i]?.[key];
  if (!at || (key === "credence" && (input.value === "" || !input.checkValidity()))) return;
  const value = key === "credence" ? input.value : JSON.stringify(input.value);
  area.value = area.value.slice(0, at.from) + value + area.value.slice(at.to);
  changed();
}

area.addEventListener("input", () => {
  changed();
  table();
});
document.getElementById("whole").addEventListener("click", async () => {
  if (!draft) {
    await begin();
    named();
  }
  await keep();
  await look(false);
});
document.getElementById("anew").addEventListener("click", () => localStorage.removeItem(place));
document.getElementById("save")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = document.getElementById("saved");
  try {
    if (!draft) await begin();
    if (area.value !== sent) await keep();
    const made = await ask("POST", `/api/drafts/${draft}/save`, { name: document.getElementById("name").value });
    const link = document.createElement("a");
    link.href = `/play/${made.name}`;
    link.textContent = fill(words.saved, made);
    told.className = "";
    told.replaceChildren(link);
  } catch (error) {
    told.className = "bad";
    told.textContent = error.status === undefined ? words.offline : error.message;
  }
});
form.addEventListener("submit", (event) => event.preventDefault());

const left = JSON.parse(localStorage.getItem(place) ?? "null");
if (left && left.text !== area.value && !new URLSearchParams(location.search).has("anew")) {
  area.value = left.text; // it never reached the server
  if (left.draft && left.draft !== draft) [draft, version] = [left.draft, left.version];
  changed();
} else localStorage.removeItem(place);
table();
numbers();
if (draft) look();
form.dataset.ready = "true";

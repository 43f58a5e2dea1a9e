// A change is another URL: the page of that URL is fetched, and its regions take the place of ours.
import "/static/page.js";
import { dayAt, drawAll } from "/static/charts.js";

const state = () => document.getElementById("state");
const said = document.getElementById("said");
const lost = document.getElementById("lost");
const undo = document.getElementById("undo");
const redo = document.getElementById("redo");
const PAUSE = 120; // milliseconds that a slider rests before its value is asked

let asked = state().dataset.query; // the last query that was asked, answered or not
let flight = null; // what the request that is under way can be stopped with
let events = null;
let at = history.state?.at ?? 0;
let last = Math.max(at, Number(sessionStorage.getItem("last") ?? 0));

const url = (query) => location.pathname + (query ? `?${query}` : "");
const forgotten = (query) => query.replace(/(^|&)(why|reach|storylines|watch)=[^&]*/g, "").replace(/^&/, "");

function steps() {
  for (const [name, on] of [["undo", at > 0], ["redo", at < last]]) {
    const button = document.getElementById(name);
    if (button) button.disabled = !on;
  }
  sessionStorage.setItem("last", String(last));
}

// Put the regions and the positions of controls of an answer into this page.
function swap(answer) {
  const held = document.activeElement;
  const focus = held?.id;
  const open = new Set([...document.querySelectorAll("details[open][id]")].map((each) => each.id));
  for (const fresh of answer.querySelectorAll("[data-region]")) {
    const here = document.querySelector(`[data-region="${CSS.escape(fresh.dataset.region)}"]`);
    if (!here) continue;
    if (here.innerHTML !== fresh.innerHTML) here.replaceChildren(...fresh.childNodes);
    for (const { name, value } of [...fresh.attributes]) {
      if (here.getAttribute(name) !== value) here.setAttribute(name, value);
    }
  }
  for (const fresh of answer.querySelectorAll("form.claim")) {
    const here = document.getElementById(fresh.id);
    if (!here) continue;
    here.className = fresh.className;
    for (const input of fresh.querySelectorAll("input[id]")) {
      const own = document.getElementById(input.id);
      if (!own || own === dragged) continue;
      if (own.type === "radio") {
        own.defaultChecked = input.hasAttribute("checked");
        own.checked = own.defaultChecked;
      } else if (own.dataset.waits === undefined) {
        own.defaultValue = input.getAttribute("value");
        own.value = own.defaultValue;
      }
    }
  }
  // links to the other pages, and to this one in another language, go with the setting
  const links = document.querySelectorAll("header nav a");
  answer.querySelectorAll("header nav a").forEach((fresh, i) => links[i]?.setAttribute("href", fresh.getAttribute("href")));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focus && document.activeElement?.id !== focus) {
    document.getElementById(focus)?.focus({ preventScroll: true });
  }
  document.title = answer.title;
  document.documentElement.classList.remove("busy");
  steps();
  return drawAll();
}

async function show(query, { push = true, quiet = false, beside = false } = {}) {
  asked = query;
  flight?.abort();
  const mine = new AbortController();
  flight = mine;
  const wait = setTimeout(() => beside || document.documentElement.classList.add("busy"), 150);
  try {
    const response = await fetch(url(query), { signal: mine.signal, headers: { Accept: "text/html" } });
    const text = await response.text();
    if (flight !== mine) return;
    const answer = new DOMParser().parseFromString(text, "text/html");
    const fresh = answer.getElementById("state");
    if (!fresh) {
      refused(answer.querySelector("main p")?.textContent);
      return;
    }
    asked = fresh.dataset.query;
    if (answer.documentElement.lang !== document.documentElement.lang) {
      // another tab has changed the language: parts of two make no page
      location.assign(url(asked));
      return;
    }
    if (push) {
      at += 1;
      last = at;
      history.pushState({ at }, "", url(asked));
    }
    lost.hidden = true;
    await swap(answer);
    if (!quiet) said.textContent = state().dataset.said;
    listen();
    if (!beside) load();
  } catch (error) {
    if (error.name !== "AbortError" && flight === mine) refused();
  } finally {
    clearTimeout(wait);
    if (flight === mine) {
      flight = null;
      document.documentElement.classList.remove("busy");
    }
  }
}

// Say why nothing could be shown, and put the controls back to what is.
function refused(why) {
  asked = state().dataset.query;
  lost.textContent = why?.trim() || lost.dataset.words;
  lost.hidden = false;
  said.textContent = lost.textContent;
  for (const form of document.querySelectorAll("form.claim")) form.reset();
}

// Blocks that are open and not there yet are asked for; what is asked meanwhile comes first.
function load() {
  const wanted = [...document.querySelectorAll("details[open] [data-load]")].map((each) => each.dataset.load);
  if (!wanted.length) return;
  const query = [forgotten(asked), ...wanted.map((name) => `${name}=1`)].filter(Boolean).join("&");
  show(query, { push: false, quiet: true, beside: true });
}

// More futures are on their way: show them when they are there.
function listen() {
  events?.close();
  events = null;
  const place = state().dataset.events;
  if (!place) return;
  const mine = new EventSource(place);
  events = mine;
  mine.addEventListener("ready", () => {
    mine.close();
    if (events === mine) show(asked, { push: false, quiet: true });
  });
  mine.addEventListener("error", () => mine.close());
}

// Add keys to what was asked last; the server makes of them what they change.
function change(pairs, { keep = [] } = {}) {
  const query = new URLSearchParams(forgotten(asked));
  for (const key of keep) query.delete(key);
  for (const [key, value] of pairs) query.append(key, value);
  return show(query.toString());
}

function claimed(form, position, p) {
  const stated = form.elements.stated.value;
  change([
    ["claim", form.dataset.claim],
    ["switch", position],
    ["p", p ?? stated],
    ["stated", stated],
  ]);
}

let dragged = null;
const waits = new Map();
function slid(input) {
  const form = input.form;
  const id = form.dataset.claim;
  for (const twin of [`r-${id}`, `p-${id}`]) {
    const other = document.getElementById(twin);
    if (other && other !== input) other.value = input.value;
  }
  document.getElementById(`s-${id}-believed`).checked = true;
  input.dataset.waits = "";
  clearTimeout(waits.get(id));
  waits.set(id, setTimeout(() => {
    delete input.dataset.waits;
    if (input.value !== "" && input.checkValidity()) claimed(form, "", input.value);
  }, PAUSE));
}

document.addEventListener("pointerdown", (event) => {
  if (event.target.matches?.('input[type="range"]')) dragged = event.target;
});
document.addEventListener("pointerup", () => { dragged = null; });
document.addEventListener("input", (event) => {
  const input = event.target;
  if (input.matches('form.claim input[type="range"], form.claim input[type="number"]')) slid(input);
});
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches('form.claim input[type="radio"]')) claimed(input.form, input.value);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("form.claim")) {
    event.preventDefault();
    const number = form.elements.p;
    clearTimeout(waits.get(form.dataset.claim));
    delete number.dataset.waits;
    claimed(form, "", number.value);
  } else if (form.dataset.change) {
    event.preventDefault();
    const own = [...new FormData(form)].filter(([key]) =>
      ![...form.elements].some((each) => each.name === key && each.type === "hidden"));
    change(own, { keep: own.map(([key]) => key) });
  }
});
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.("a[data-go]");
  if (link) {
    event.preventDefault();
    show(new URL(link.href).search.slice(1));
    return;
  }
  const copied = event.target.closest?.("a[data-copy]");
  if (copied && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(copied.href).then(() => { said.textContent = copied.dataset.copy; });
    return;
  }
  if (event.target.closest?.("#undo")) history.back();
  if (event.target.closest?.("#redo")) history.forward();
  const figure = event.target.closest?.("figure[data-see]");
  if (figure && event.target.closest(".live")) {
    const date = dayAt(figure.id, event.clientX);
    if (date) change([["see", document.getElementById("state").dataset.outcome], ["when", "by"], ["date", date]]);
  }
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.block[open]") && !flight) load();
}, true);
addEventListener("popstate", (event) => {
  at = event.state?.at ?? 0;
  show(location.search.slice(1), { push: false });
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches?.("input, select, textarea")) return;
  if (event.key === "z" && !event.shiftKey) history.back();
});

if (history.state === null) {
  history.replaceState({ at: 0 }, "");
  at = 0;
  last = 0;
}
steps();
listen();
drawAll();

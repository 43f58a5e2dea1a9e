// A page whose answer may be on its way: its parts are fetched again when more of it is there.
import "/static/page.js";
import { drawAll } from "/static/charts.js";

function swap(answer) {
  const held = document.activeElement?.id;
  const open = new Set([...document.querySelectorAll("details[open][id]")].map((each) => each.id));
  for (const fresh of answer.querySelectorAll("[data-region]")) {
    const here = document.querySelector(`[data-region="${CSS.escape(fresh.dataset.region)}"]`);
    if (here && here.innerHTML !== fresh.innerHTML) here.replaceChildren(...fresh.childNodes);
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("answered"));
  return drawAll();
}

const TRIES = 4; // times that the server is asked once more where it does not answer
const PAUSE = 2000; // milliseconds before each
let lost = 0;

async function again() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!answer.getElementById("found")) throw new Error(`${response.status}`);
  lost = 0;
  if (answer.documentElement.lang !== document.documentElement.lang) {
    location.reload(); // another tab has changed the language: parts of two make no page
    return;
  }
  await swap(answer);
  listen();
}

function listen() {
  const working = document.getElementById("working");
  if (!working?.dataset.events) return;
  const stage = document.getElementById("stage");
  const bar = document.getElementById("progress");
  const say = (text) => { stage.textContent = text; bar.remove(); };
  const events = new EventSource(working.dataset.events);
  const retry = () => {
    lost += 1;
    if (lost > TRIES) say(working.dataset.lost);
    else setTimeout(() => again().catch(retry), PAUSE);
  };
  events.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    stage.textContent = told.stage;
    if (told.done) { bar.max = told.total; bar.value = told.done; } else bar.removeAttribute("value");
  });
  events.addEventListener("ready", () => {
    events.close();
    again().catch(retry);
  });
  events.addEventListener("failed", (event) => {
    events.close();
    say(`${working.dataset.failed} ${JSON.parse(event.data).error}`);
  });
  events.addEventListener("error", () => {
    events.close();
    retry();
  });
}

drawAll();
listen();

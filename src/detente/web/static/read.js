// What is decided is kept at once: the form is sent, and what the server makes of it takes its place.
import "/static/page.js";

const form = document.getElementById("decide");
const wrong = document.getElementById("wrong");
const status = document.getElementById("status");
const PAUSE = 300; // milliseconds that a field rests before it is sent
const ASIDE = ["file", "text", "name", "below", "day", "a", "b", "parties", "kind"]; // fields of other buttons

let wait = null; // for a field to rest
let flight = null; // what is being sent
let later = false; // whether something was changed meanwhile
let last = null; // the proposal that was changed last

// The slider, its number, and the way back to what the text gives.
function together(input) {
  const box = input.closest(".credence");
  if (!box) return;
  for (const other of box.querySelectorAll("input")) if (other !== input) other.value = input.value;
  box.querySelector(".back").hidden = input.value === box.dataset.given;
}

// Whoever changes what a condition hangs on means it: "as read" no longer holds, and where that is
// chosen again it hangs on what the text says. One that hangs on nothing yet is not sent.
const USUAL = { day: "after-date", act: "after-act", actor: "after-act", words: "if" };
function conditioned(input) {
  const box = input.closest("details.condition");
  if (!box) return true;
  const [kind, ...others] = box.querySelectorAll("select, input");
  const none = () => ["", "none"].includes(kind.value);
  if (input === kind && none()) {
    const own = JSON.parse(box.dataset.own);
    others.forEach((each, i) => { each.value = own[i] ?? ""; });
  } else if (none()) {
    kind.value = box.dataset.kind === "none" ? USUAL[input.name.split("-")[0]] : box.dataset.kind;
  }
  const [day, act, , words] = others;
  return none() || [day, act, words].some((each) => each.value !== "");
}

function fields() {
  const body = new URLSearchParams();
  for (const [key, value] of new FormData(form)) {
    if (typeof value === "string" && !ASIDE.includes(key)) body.append(key, value);
  }
  body.set("do", "keep");
  return body;
}

// What is refused is said where it was written.
function said(text) {
  if (text && last) last.append(wrong);
  wrong.textContent = text;
  wrong.hidden = !text;
}

// Put what the server says in the place of what stands here; fields stay as they are.
function swap(answer) {
  for (const fresh of answer.querySelectorAll("[data-region]")) {
    const here = document.querySelector(`[data-region="${CSS.escape(fresh.dataset.region)}"]`);
    if (!here || here.innerHTML === fresh.innerHTML || here.contains(document.activeElement)) continue;
    here.replaceChildren(...fresh.childNodes);
  }
  for (const fresh of answer.querySelectorAll("fieldset.proposal")) {
    const here = document.getElementById(fresh.id);
    if (here) here.className = fresh.className;
  }
  for (const fresh of answer.querySelectorAll("select[name^='effect-']")) {
    const here = document.getElementById(fresh.id);
    if (here && here !== document.activeElement) here.value = fresh.value;
  }
  document.getElementById("version").value = answer.getElementById("version").value;
}

async function keep() {
  clearTimeout(wait);
  wait = null;
  if (flight) {
    later = true;
    return flight;
  }
  flight = (async () => {
    do {
      later = false;
      try {
        const response = await fetch(form.action, { method: "POST", body: fields(), headers: { Accept: "text/html" } });
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        const told = (answer.getElementById("wrong") ?? answer.querySelector("main p"))?.textContent.trim() ?? "";
        if (response.ok && answer.getElementById("decide")) {
          swap(answer);
          said("");
          status.textContent = status.dataset.kept;
        } else {
          status.textContent = "";
          said(told || wrong.dataset.lost);
        }
      } catch {
        status.textContent = "";
        said(wrong.dataset.lost);
      }
    } while (later);
    flight = null;
  })();
  return flight;
}

function soon() {
  status.textContent = "";
  clearTimeout(wait);
  wait = setTimeout(keep, PAUSE);
}

form.addEventListener("input", (event) => together(event.target));
form.addEventListener("change", (event) => {
  const input = event.target;
  const proposal = input.closest("fieldset.proposal");
  if (!proposal || !input.checkValidity()) return;
  last = proposal;
  if (conditioned(input)) soon();
});
form.addEventListener("click", (event) => {
  const back = event.target.closest?.(".back");
  if (!back) return;
  event.preventDefault();
  const number = back.closest(".credence").querySelector("input[type='number']");
  number.value = back.closest(".credence").dataset.given;
  together(number);
  number.focus();
  last = back.closest("fieldset.proposal");
  soon();
});
// Enter in a field keeps; other buttons wait until what is on its way has been kept.
form.addEventListener("submit", (event) => {
  const todo = event.submitter?.value ?? "keep";
  if (todo.startsWith("keep")) {
    event.preventDefault();
    keep();
  } else if (flight || wait) {
    event.preventDefault();
    keep().then(() => form.requestSubmit(event.submitter));
  }
});
addEventListener("beforeunload", (event) => {
  if (wait || flight) event.preventDefault();
});

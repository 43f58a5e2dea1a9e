// One future along its calendar: a day is chosen, and what comes after it is not there yet.
import { drawing } from "/static/charts.js";

const STEP = 180; // milliseconds of a day that is played
const slider = document.getElementById("day");
const said = document.getElementById("day-said");
const button = document.getElementById("run");
const language = document.documentElement.lang;
const begun = Date.parse(`${slider.dataset.first}T00:00Z`);
const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
const moment = (day) => begun + day * 86_400_000;
const iso = (day) => new Date(moment(day)).toISOString().slice(0, 10);
const courses = [...document.querySelectorAll('figure[id^="course-"]')].map((each) => each.id);
let playing = 0;

function show() {
  const day = Number(slider.value);
  said.textContent = format.format(moment(day));
  slider.setAttribute("aria-valuetext", said.textContent);
  let last = null;
  for (const item of document.querySelectorAll("li[data-day]")) {
    const later = Number(item.dataset.day) > day;
    item.classList.toggle("later", later);
    if (!later && item.closest("#days")) last = item;
  }
  for (const item of document.querySelectorAll("li[data-first]")) {
    const now = Number(item.dataset.first) <= day && day <= Number(item.dataset.last);
    item.classList.toggle("now", now);
  }
  const list = document.getElementById("days");
  if (list && last) list.scrollTop = last.offsetTop - list.offsetTop - list.clientHeight + last.clientHeight + 8;
  for (const id of courses) drawing(id)?.signal("now", moment(day)).runAsync();
  const on = Math.min(day, Number(slider.max) - 1);
  document.getElementById("branch-on").value = iso(on);
  document.getElementById("branch-date").value = iso(on + 1);
}

function stop() {
  clearInterval(playing);
  playing = 0;
  button.textContent = button.dataset.play;
}

button.addEventListener("click", () => {
  if (playing) return stop();
  if (Number(slider.value) >= Number(slider.max)) slider.value = 0;
  button.textContent = button.dataset.pause;
  show();
  playing = setInterval(() => {
    slider.value = Number(slider.value) + 1;
    show();
    if (Number(slider.value) >= Number(slider.max)) stop();
  }, STEP);
});
slider.addEventListener("input", () => { stop(); show(); });
show();

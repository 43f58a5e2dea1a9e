// The page that is shown while the first futures are prepared: it follows them, and gives way.
import "/static/page.js";

const PAUSE = 2000; // milliseconds before the server is asked once more where it does not answer
const working = document.getElementById("working");
const stage = document.getElementById("stage");
const bar = document.getElementById("progress");
const events = new EventSource(working.dataset.events);

events.addEventListener("progress", (event) => {
  const told = JSON.parse(event.data);
  stage.textContent = told.stage;
  if (told.done) { bar.max = told.total; bar.value = told.done; }
});
events.addEventListener("ready", () => {
  events.close();
  location.reload();
});
events.addEventListener("failed", (event) => {
  events.close();
  stage.textContent = `${working.dataset.failed} ${JSON.parse(event.data).error}`;
  bar.remove();
});
events.addEventListener("error", () => {
  events.close();
  setTimeout(() => location.reload(), PAUSE);
});

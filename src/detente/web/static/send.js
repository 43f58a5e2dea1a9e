// Reading takes a while: say so, and let nobody send the same twice.
import "/static/page.js";

const form = document.querySelector("form.send");
const button = form?.querySelector("button.main");
const said = document.getElementById("waits");
const before = said?.textContent;

function ready() {
  button.disabled = false;
  said.textContent = before;
}

form?.addEventListener("submit", () => {
  button.disabled = true;
  said.textContent = said.dataset.busy;
});
addEventListener("pageshow", () => { if (form) ready(); }); // one that comes back as it was left

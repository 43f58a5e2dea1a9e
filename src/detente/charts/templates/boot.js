const page = JSON.parse(document.getElementById("charts").textContent);
const refuse = () => Promise.reject(new Error("this page loads nothing"));
const options = {
  mode: "vega-lite",
  ast: true, // expressions are interpreted, never evaluated as code
  actions: false,
  renderer: "svg",
  defaultStyle: false,
  loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
  formatLocale: page.formatLocale,
  timeFormatLocale: page.timeFormatLocale,
};
let drawn = 0;
for (const [id, spec] of Object.entries(page.charts)) {
  const figure = document.getElementById(id);
  const live = figure.querySelector(".live > div"); // Vega changes the role of its place
  figure.classList.add("drawing"); // the place has its width only while it is shown
  try {
    await window.vegaEmbed(live, spec, options);
    figure.classList.add("drawn");
    drawn += 1;
  } catch (error) {
    console.error(id, error); // the still drawing stays
  }
  figure.classList.remove("drawing");
}
document.documentElement.dataset.drawn = String(drawn);

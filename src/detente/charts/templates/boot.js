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
async function draw(id, figure) {
  const live = figure.querySelector(".live > div"); // Vega changes the role of its place
  figure.classList.add("drawing"); // the place has its width only while it is shown
  const narrow = id in page.narrow && live.clientWidth < page.wide;
  try {
    if (figure.dataset.narrow !== String(narrow)) {
      await window.vegaEmbed(live, narrow ? page.narrow[id] : page.charts[id], options);
      figure.dataset.narrow = String(narrow);
    }
    figure.classList.add("drawn");
  } catch (error) {
    console.error(id, error); // the still drawing stays
  }
  figure.classList.remove("drawing");
}
let drawn = 0;
for (const id of Object.keys(page.charts)) {
  const figure = document.getElementById(id);
  await draw(id, figure);
  drawn += figure.classList.contains("drawn");
}
window.addEventListener("resize", () => {
  for (const id of Object.keys(page.narrow)) draw(id, document.getElementById(id));
});
document.documentElement.dataset.drawn = String(drawn);

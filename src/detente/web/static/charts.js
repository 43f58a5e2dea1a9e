// Charts: drawn by Vega where they are seen, in the colours of the theme.
import "/static/vega.js";

const refuse = () => Promise.reject(new Error("this page loads nothing"));
const drawn = new Map(); // id of a figure → what is drawn there, and its view
let page = { charts: {}, narrow: {} };

// A colour of a chart, as --c-1b1f24 of the style sheet has it; without one it stays.
function themed(style, value) {
  if (typeof value === "string") {
    if (!/^#[0-9a-f]{6}$/i.test(value)) return value;
    return style.getPropertyValue(`--c-${value.slice(1).toLowerCase()}`).trim() || value;
  }
  if (Array.isArray(value)) return value.map((each) => themed(style, each));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, themed(style, each)]));
  }
  return value;
}

async function draw(id) {
  const figure = document.getElementById(id);
  const live = figure?.querySelector(".live > div");
  if (!live || live.clientWidth === 0) return; // unseen: drawn when its part is opened
  const narrow = id in page.narrow && live.clientWidth < page.wide;
  const spec = themed(getComputedStyle(document.documentElement), (narrow ? page.narrow : page.charts)[id]);
  spec.background = "transparent";
  const text = JSON.stringify(spec);
  const before = drawn.get(id);
  if (before?.text === text && before.live === live) return;
  drawn.set(id, { text, live });
  try {
    const made = await window.vegaEmbed(live, spec, {
      mode: "vega-lite",
      ast: true, // expressions are interpreted, never evaluated as code
      actions: false,
      renderer: "svg",
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
      formatLocale: page.formatLocale,
      timeFormatLocale: page.timeFormatLocale,
    });
    before?.made?.finalize();
    const now = drawn.get(id);
    if (now.text === text) now.made = made;
    figure.classList.add("drawn");
    for (const swatch of figure.querySelectorAll(".swatch rect")) recolour(swatch);
  } catch (error) {
    drawn.delete(id);
    console.error(id, error);
  }
}

function recolour(swatch) {
  swatch.dataset.fill ??= swatch.getAttribute("fill");
  swatch.setAttribute("fill", themed(getComputedStyle(document.documentElement), swatch.dataset.fill));
}

// What is drawn in a figure, once it is.
export const drawing = (id) => drawn.get(id)?.made?.view;

export async function drawAll() {
  page = JSON.parse(document.getElementById("charts").textContent);
  for (const id of Object.keys(page.charts)) await draw(id);
  document.documentElement.dataset.drawn = String(drawn.size);
}

// The day beneath a place of a chart whose axis is the calendar, as 2025-03-01.
export function dayAt(id, clientX) {
  const made = drawn.get(id)?.made;
  if (!made) return null;
  const group = made.view.container().querySelector("svg .mark-group .background");
  if (!group) return null;
  const box = group.getBoundingClientRect();
  if (clientX < box.left || clientX > box.right) return null;
  const width = made.view.signal("width");
  const scale = made.view.scale("x");
  const moment = scale.invert(((clientX - box.left) / box.width) * width);
  return new Date(moment).toISOString().slice(0, 10);
}

document.addEventListener("themechange", drawAll);
document.addEventListener("toggle", drawAll, true);
let resized = 0;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(drawAll, 150);
});

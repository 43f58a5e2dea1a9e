// What every page has: that scripts run, and the theme.
const root = document.documentElement;
root.classList.add("scripted");

const dark = matchMedia("(prefers-color-scheme: dark)");
export const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);

const button = document.getElementById("theme");
function named() {
  if (button) button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
}
function changed() {
  named();
  document.dispatchEvent(new Event("themechange"));
}
button?.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  document.cookie = `detente-${location.port || 80}-theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
  changed();
});
dark.addEventListener("change", changed);
named();

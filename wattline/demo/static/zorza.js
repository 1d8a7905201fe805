/** The demo's pages: copy buttons, and the colours the chat was set to. */

const said = document.getElementById("said");

function prepare(scope) {
  if (!navigator.clipboard) return;
  scope.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = said.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 1600);
});

/** The colours the chat was set to hold on pages without it as well. */
const THEME = "zorza-theme";

function remembered() {
  try { return sessionStorage.getItem(THEME); } catch { return null; }
}

document.addEventListener("wattline-theme", ({ detail: theme }) => {
  document.documentElement.dataset.theme = theme;
  try { sessionStorage.setItem(THEME, theme); } catch { /* storage is switched off */ }
});

const theme = document.querySelector("script[src$='/wattline-chat.js']") ? null : remembered();
if (theme) document.documentElement.dataset.theme = theme;

prepare(document);
document.querySelectorAll("[data-scripted]").forEach((node) => (node.hidden = false));

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

document.addEventListener("wattline-theme", ({ detail: theme }) => {
  document.documentElement.dataset.theme = theme;
});

prepare(document);
document.querySelectorAll("[data-scripted]").forEach((node) => (node.hidden = false));

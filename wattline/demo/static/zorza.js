/** The demo's pages: copy buttons, a live inbox, and the colours the chat was set to. */

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

/** Asks for the newest message; when it is another one, takes the devices from the page as it is now. */
async function refresh(devices) {
  const address = devices.dataset.live;
  const query = address ? `?address=${encodeURIComponent(address)}` : "";
  const answer = await fetch(`/demo/inbox${query}`, { headers: { Accept: "application/json" }, cache: "no-store" });
  const [newest] = await answer.json();
  if (!newest || newest.at === devices.dataset.newest) return;
  const page = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("devices");
  devices.dataset.newest = newest.at;
  devices.replaceChildren(...fresh.children);
  prepare(devices);
  said.textContent = devices.dataset.announce.replace("{address}", newest.address);
}

function watch(devices) {
  const again = () => setTimeout(look, document.hidden ? 5000 : 1200);
  const look = () => refresh(devices).catch(() => null).then(again);
  document.addEventListener("visibilitychange", () => document.hidden || refresh(devices).catch(() => null));
  again();
}

prepare(document);
document.querySelectorAll("[data-scripted]").forEach((node) => (node.hidden = false));
const devices = document.getElementById("devices");
if (devices) watch(devices);

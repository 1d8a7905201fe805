/** The inbox: what is new appears by itself, and writing does not leave the page. */

const POLL_MS = 1000;
const HIDDEN_MS = 5000;
const REGIONS = ["[data-live]", "[data-mails]", "[data-foot]"];
const said = document.getElementById("said");
const live = document.querySelector("[data-live]");
/** Nodes as the server sent them, by which a change is noticed; heights and copy buttons are changed here. */
const sent = new WeakMap();

function remember(region) {
  if (region.hasAttribute("data-foot")) sent.set(region, region.innerHTML);
  else for (const node of region.children) sent.set(node, node.outerHTML);
}

function showCopyButtons(scope) {
  if (navigator.clipboard) scope.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
}

function scrollToEnd() {
  const scroll = document.querySelector(".scroll");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
}

/** On a small screen the device fills the page, as one's own would. */
function fillScreen() {
  const device = document.querySelector(".device.phone, .device.telegram");
  if (device && matchMedia("(max-width: 680px)").matches) device.scrollIntoView({ block: "end" });
}

/** Takes new and changed nodes from a page as it is now; the others stay, with their focus and what they hold. */
function merge(region, fresh) {
  const known = new Map([...region.children].map((node) => [node.dataset.key, node]));
  const wanted = [...fresh.children];
  const keys = new Set(wanted.map((node) => node.dataset.key));
  for (const [key, node] of known) if (!keys.has(key)) node.remove();
  let place = region.firstElementChild;
  for (const node of wanted) {
    const html = node.outerHTML;
    const before = known.get(node.dataset.key);
    if (before && (sent.get(before) === html || before.contains(document.activeElement))) {
      place = before.nextElementSibling;
      continue;
    }
    sent.set(node, html);
    if (before) before.replaceWith(node);
    else region.insertBefore(node, place);
    place = node.nextElementSibling;
  }
  showCopyButtons(region);
}

/** The place to write changes with the chat (a keyboard, a blocked bot), but never under somebody who is writing. */
function mergeFoot(foot, fresh) {
  const field = foot.querySelector("textarea");
  if (sent.get(foot) === fresh.innerHTML || field?.value) return;
  const focused = foot.contains(document.activeElement);
  sent.set(foot, fresh.innerHTML);
  foot.replaceChildren(...fresh.children);
  if (focused) foot.querySelector("textarea, button")?.focus();
}

function take(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const selector of REGIONS) {
    const [region, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (!region || !fresh) continue;
    if (selector === "[data-foot]") mergeFoot(region, fresh);
    else merge(region, fresh);
  }
  live.dataset.newest = page.querySelector("[data-live]")?.dataset.newest ?? live.dataset.newest;
  scrollToEnd();
  return page;
}

function announce() {
  const newest = live.querySelector("[data-address]");
  if (live.dataset.announce && newest) said.textContent = live.dataset.announce.replace("{address}", newest.dataset.address);
}

function showTyping(typing) {
  const sign = document.querySelector("[data-typing]");
  if (sign) sign.hidden = !typing;
}

async function refresh() {
  const query = live.dataset.live ? `?address=${encodeURIComponent(live.dataset.live)}` : "";
  const state = await (await fetch(`/demo/inbox/state${query}`, { cache: "no-store" })).json();
  showTyping(state.typing);
  if (String(state.newest) === live.dataset.newest) return;
  const page = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  take(await page.text());
  announce();
}

function watch() {
  const again = () => setTimeout(look, document.hidden ? HIDDEN_MS : POLL_MS);
  const look = () => refresh().catch(() => null).then(again);
  document.addEventListener("visibilitychange", () => document.hidden || refresh().catch(() => null));
  again();
}

function showRefusal(page) {
  document.querySelector(".refused")?.remove();
  const refusal = page.querySelector(".refused");
  if (refusal) document.querySelector(".desk-main").prepend(refusal);
  return refusal !== null;
}

async function send(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  if (showRefusal(page)) return;
  if (form.matches(".letter") && !form.elements.thread) return void location.assign(answer.url);
  form.reset();
  form.querySelectorAll("textarea").forEach((field) => (field.value = ""));
  form.querySelectorAll(".picked").forEach((note) => (note.hidden = true));
  form.closest("details")?.removeAttribute("open");
  history.replaceState(null, "", answer.url);
  take(html);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-device-form]")) return;
  event.preventDefault();
  const button = form.querySelector("button:not([type])");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  said.textContent = button.dataset.sending ?? "";
  send(form)
    .catch(() => form.submit())
    .finally(() => button.removeAttribute("aria-disabled"));
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Escape") document.querySelector("details.menu-more[open]")?.removeAttribute("open");
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches;
  if (!sends || !field.matches(".composer textarea, .inline textarea")) return;
  event.preventDefault();
  field.form.requestSubmit();
});

document.addEventListener("change", ({ target: input }) => {
  if (!input.matches("input[type=file][data-chosen]")) return;
  const note = input.form.querySelector(".picked");
  note.hidden = input.files.length === 0;
  note.textContent = input.dataset.chosen.replace("{count}", input.files.length);
});

document.addEventListener("click", ({ target }) => {
  const menu = document.querySelector("details.menu-more[open]");
  if (menu && !menu.contains(target)) menu.removeAttribute("open");
});

function fit(frame) {
  const inside = frame.contentDocument?.documentElement;
  if (inside) frame.style.height = `${Math.max(inside.scrollHeight, 120)}px`;
}

document.addEventListener("load", ({ target }) => {
  if (target.matches?.("iframe")) fit(target);
  if (target.matches?.(".scroll img")) scrollToEnd();
}, true);

for (const selector of REGIONS) document.querySelectorAll(selector).forEach(remember);
document.querySelectorAll("iframe").forEach(fit);
scrollToEnd();
fillScreen();
if (live) watch();

/**
 * `<wattline-chat>`: the chat with the supplier, in any page.
 *
 * One tag embeds it: `<script src="https://chat.example/static/wattline-chat.js" type="module" data-language="de"></script>`.
 * Attributes of the element (on the script tag with `data-` before them): `language`, `theme` (auto, light, dark), `name` of the
 * supplier, `mode` (panel or page), `open` (not on narrow screens, where the chat would cover the page), `proof` or `proof-url`
 * (signs the customer in; the address answers `{"proof": …}`), `account` (anything that differs between customers of the site: another one never sees this one's chat)
 * and `link-hosts` (hosts besides the page's own, the gateway's and Telegram's that links may lead to; an origin for one without TLS).
 * A click on anything with `data-wattline-open` opens the chat; `data-wattline-ask` names what is asked then.
 */

import { Composer } from "./composer.js";
import { Connection, Memory, newId } from "./connection.js";
import { icon } from "./icons.js";
import { panelNodes } from "./panel.js";
import { Rendering, h } from "./rendering.js";
import { firstKnown, wordsOf } from "./words.js";

const BASE = new URL("..", import.meta.url).href.replace(/\/$/, "");
const CONTINUED_ON = "t.me"; // where the gateway's own links lead by which a chat goes on in Telegram
const TYPING_MS = 15_000; // a typing sign that nobody takes back goes by itself
const NARROW = window.matchMedia("(max-width: 640px)");
const DARK = window.matchMedia("(prefers-color-scheme: dark)");

export class WattlineChat extends HTMLElement {
  #memory = new Memory(`wattline-chat:${BASE}`);
  #line = new Connection(BASE, this.#memory);
  #messages = new Map();
  #status = "connecting";
  #state = "with_bot";
  #opening = null;
  #typingTimer = 0;
  #pinned = true;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" });
    const style = h("link", { rel: "stylesheet", href: `${BASE}/static/wattline-chat.css` });
    style.onload = () => this.$("root").classList.add("styled");
    this.root = h("div", { id: "root", className: this.page ? "root page" : "root" });
    this.shadowRoot.append(style, this.root);
    if (this.#foreign()) this.#memory.set({ language: null });
    this.#build();
    this.#listen();
    if (this.page || (this.hasAttribute("open") && !NARROW.matches) || this.#memory.get("open")) this.show(null, { focus: false });
    else if (this.#memory.get("token") && !this.#foreign()) this.#line.start();
  }

  get page() {
    return this.getAttribute("mode") === "page";
  }

  get language() {
    return firstKnown(this.#memory.get("language"), this.getAttribute("language"), document.documentElement.lang, navigator.language);
  }

  get theme() {
    return this.#memory.get("theme") || this.getAttribute("theme") || "auto";
  }

  $(id) {
    return this.shadowRoot.getElementById(id);
  }

  /** Opens the panel; with a text, asks it at once. */
  async show(text = null, { focus = true } = {}) {
    this.panel.hidden = false;
    this.launcher?.setAttribute("aria-expanded", "true");
    if (!this.page) this.#memory.set({ open: true });
    this.root.classList.add("shown");
    if (focus) this.composer.input.focus();
    if (await this.#ensure() && text) this.#send({ text });
    this.#seen();
  }

  hide() {
    if (this.page) return;
    this.panel.hidden = true;
    this.root.classList.remove("shown");
    this.launcher.setAttribute("aria-expanded", "false");
    this.#memory.set({ open: false });
    this.launcher.focus();
  }

  /** Whether the remembered chat was another customer's. */
  #foreign() {
    return (this.#memory.get("account") || null) !== this.getAttribute("account");
  }

  /** A session that can be written to; a new one if there is none, or if the site's customer has changed. */
  #ensure() {
    if (this.#memory.get("token") && !this.#foreign()) {
      this.#line.start();
      return Promise.resolve(true);
    }
    this.#opening ||= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #open() {
    await this.#line.logOut();
    this.#messages.clear();
    this.rendering.list.replaceChildren();
    this.#over(null);
    try {
      const [language, account, proof] = [this.language, this.getAttribute("account"), await this.#proof()];
      await this.#line.begin({ language, account, proof });
    } catch {
      this.#over("unavailable", "again");
      return false;
    }
    this.#line.start();
    return true;
  }

  async #proof() {
    const address = this.getAttribute("proof-url");
    if (!address) return this.getAttribute("proof");
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    return response.ok ? (await response.json()).proof : null;
  }

  /** Builds everything in the present language, and draws again what has been said. */
  #build() {
    const [say, language] = [wordsOf(this.language), this.language];
    const composer = new Composer({
      say, send: (message) => this.#send(message), upload: (...file) => this.#upload(...file), typing: () => this.#line.note({ type: "typing" }),
    });
    composer.inherit(this.composer);
    const act = {
      close: () => this.hide(), menu: () => this.#menu(this.$("settings").hidden), newest: () => this.#scroll(),
      language: (code) => this.#speak(code), theme: (theme) => this.#paint(theme),
      askEnd: () => this.$("end").showModal(), end: () => this.#end(), fresh: () => this.show(),
    };
    const built = panelNodes({ say, language, name: this.getAttribute("name") || "Wattline", page: this.page, theme: this.theme, act, composer });
    const panel = h("section", { id: "panel", className: "panel", hidden: this.panel?.hidden ?? true, "aria-labelledby": "title" }, ...built.nodes);
    if (!this.page) panel.setAttribute("role", "dialog");
    Object.assign(this, { say, composer, panel });
    this.rendering = new Rendering({
      say, language, list: built.list, hosts: this.#hosts(), fetchFile: (url) => this.#line.fetchFile(url),
      press: (title, payload) => this.#send({ text: title, payload }), retry: (node) => this.#deliver(node),
      enlarge: (...picture) => this.#enlarge(...picture),
    });
    this.root.lang = language;
    this.grown?.disconnect();
    this.grown = new ResizeObserver(() => this.#pinned && this.#scroll());
    [built.list, built.log, composer.node].forEach((node) => this.grown.observe(node));
    this.root.replaceChildren(panel, ...(this.page ? [] : [this.#launcher()]));
    this.#redraw();
    this.#paint(this.theme);
    this.#show();
  }

  #launcher() {
    this.launcher = h("button", {
      type: "button", id: "launcher", className: "launcher", "aria-expanded": String(!this.panel.hidden), "aria-controls": "panel",
      onclick: () => (this.panel.hidden ? this.show() : this.hide()),
    }, icon("chat"), icon("fold"), h("span", { className: "label" }, this.say("help")), h("span", { id: "more", className: "sr" }),
    h("span", { id: "badge", className: "badge", hidden: true, "aria-hidden": "true" }));
    return this.launcher;
  }

  #hosts() {
    const listed = (this.getAttribute("link-hosts") || "").split(",").map((host) => host.trim()).filter(Boolean);
    const gateway = new URL(BASE);
    return [location.hostname, gateway.hostname, gateway.origin, CONTINUED_ON, ...listed];
  }

  #listen() {
    const line = this.#line;
    line.addEventListener("message", ({ detail }) => this.#receive(detail));
    line.addEventListener("state", ({ detail }) => (this.#state = detail, this.#show()));
    line.addEventListener("typing", ({ detail }) => detail.sender !== "customer" && this.#typing(detail.on !== false, detail.sender));
    line.addEventListener("status", ({ detail }) => (this.#status = detail, detail === "ended" && this.#over("expired"), this.#show()));
    line.addEventListener("caught-up", () => this.$("log").setAttribute("aria-live", "polite"));
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("pointerdown", ({ target }) => target.closest(".middle, .composer") && this.#menu(false));
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => this.composer.take(event, event.dataTransfer));
    this.root.addEventListener("scroll", () => (this.#pinned = this.#atEnd(), this.#seen()), true);
    document.addEventListener("visibilitychange", () => this.#seen());
    DARK.addEventListener("change", () => this.#paint(this.theme));
  }

  #receive(message) {
    const known = this.#messages.get(message.id);
    if (known?.seq === message.seq) return;
    const node = this.rendering.message(message);
    known?.remove();
    this.#messages.set(message.id, node);
    this.rendering.place(node);
    if (message.sender === "customer") this.rendering.mark(node, "sent");
    else this.#typing(false);
    if (this.#pinned) this.#scroll();
    else if (message.sender !== "customer") this.$("newest").hidden = false;
    this.#seen();
  }

  #redraw() {
    const old = [...this.#messages.values()];
    this.#messages.clear();
    old.forEach(({ message, delivery }) => {
      const node = this.rendering.message(message);
      this.#messages.set(message.id, node);
      this.rendering.place(node);
      this.rendering.mark(node, delivery);
    });
    this.#scroll();
  }

  async #send({ text, payload, attachments = [] }) {
    const body = { id: newId(), ...(payload ? { payload } : text && { text }) };
    if (attachments.length) body.attachments = attachments.map(({ id }) => id);
    const node = this.rendering.message({ id: body.id, sender: "customer", text, attachments, at: new Date().toISOString() });
    node.message.body = body;
    this.#messages.set(body.id, node);
    this.rendering.place(node);
    this.#scroll();
    await this.#deliver(node);
  }

  /** Sends a message, or the very same one again. */
  async #deliver(node) {
    const { id, body } = node.message;
    const mark = (delivery) => this.#messages.get(id)?.seq === Infinity && this.rendering.mark(this.#messages.get(id), delivery);
    mark("pending");
    try {
      if (!(await this.#ensure())) throw new Error("no session");
      await this.#line.send(body);
      mark("sent");
    } catch (error) {
      mark(error.final ? "refused" : "failed");
    }
  }

  async #upload(file, onProgress) {
    await this.#ensure();
    return this.#line.upload(file, onProgress);
  }

  /** The customer chose a language: a chat in which nothing was said yet begins anew in it, another one is told. */
  async #speak(language) {
    const spoken = [...this.#messages.values()].some(({ message }) => message.sender === "customer");
    this.#memory.set({ language });
    this.#build();
    this.#menu(true);
    this.shadowRoot.querySelector(`input[value="${language}"]`).focus();
    this.dispatchEvent(new CustomEvent("wattline-language", { detail: language, bubbles: true, composed: true }));
    if (!this.#memory.get("token")) return;
    if (spoken || this.getAttribute("proof")) await this.#send({ text: this.say("speak") });
    else await this.#open();
  }

  #paint(theme) {
    if (theme !== this.theme) this.#memory.set({ theme });
    const shade = theme === "auto" ? (DARK.matches ? "dark" : "light") : theme;
    this.root.dataset.theme = shade;
    this.dispatchEvent(new CustomEvent("wattline-theme", { detail: shade, bubbles: true, composed: true }));
  }

  async #end() {
    await this.#line.logOut();
    this.#messages.clear();
    this.rendering.list.replaceChildren();
    this.#menu(false);
    this.#over("signed_out");
  }

  /** Covers the conversation with a notice and a way to begin again; without one, uncovers it. */
  #over(notice, way = "fresh") {
    const over = this.$("over");
    over.hidden = !notice;
    this.composer.node.hidden = Boolean(notice);
    this.#typing(false);
    if (!notice) return;
    this.#status = notice === "unavailable" ? notice : "ended";
    over.querySelector("p").textContent = this.say(notice);
    over.querySelector("button").textContent = this.say(way);
    this.#show();
    if (!this.panel.hidden) over.querySelector("button").focus();
  }

  #menu(open) {
    this.$("settings").hidden = !open;
    this.$("menu").setAttribute("aria-expanded", String(open));
  }

  #enlarge(address, alt, title) {
    const view = this.$("view");
    Object.assign(view.querySelector("img"), { src: address, alt });
    view.setAttribute("aria-label", title);
    view.showModal();
  }

  #typing(on, sender = "bot") {
    clearTimeout(this.#typingTimer);
    const sign = this.$("typing");
    sign.hidden = !on;
    if (!on) return;
    sign.className = `typing from-${sender}`;
    this.#typingTimer = setTimeout(() => this.#typing(false), TYPING_MS);
    if (this.#pinned) this.#scroll();
  }

  /** Status line and launcher say how things are. */
  #show() {
    const key = this.#status === "online" && this.#state !== "with_bot" ? this.#state : this.#status;
    const text = this.say(key);
    const line = this.$("status").lastChild;
    if (line.textContent !== text) line.textContent = text;
    this.$("status").className = `status ${key}`;
    const last = this.#memory.get("read") || 0;
    const n = [...this.#messages.values()].filter(({ message, seq }) => message.sender !== "customer" && seq > last).length;
    if (!this.launcher) return;
    Object.assign(this.$("badge"), { textContent: n > 9 ? "9+" : String(n), hidden: !n });
    this.$("more").textContent = this.panel.hidden ? (n ? ` (${this.say("unread", { n })})` : "") : this.say("close");
  }

  /** What is in view counts as read. */
  #seen() {
    if (!this.panel.hidden && !document.hidden && this.#atEnd()) {
      const seqs = [...this.#messages.values()].map(({ seq }) => seq).filter(Number.isFinite);
      const seq = Math.max(0, ...seqs);
      this.$("newest").hidden = true;
      if (seq > (this.#memory.get("read") || 0)) this.#line.read(seq);
    }
    this.#show();
  }

  #atEnd() {
    const log = this.$("log");
    return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  }

  /** To the newest message; there the log stays while it grows, until somebody scrolls up. */
  #scroll() {
    const log = this.$("log");
    this.#pinned = true;
    log.scrollTop = log.scrollHeight;
  }

  #key(event) {
    if (this.shadowRoot.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.$("settings").hidden) this.hide();
      else this.#menu(false), this.$("menu").focus();
    }
    if (event.key === "Tab" && NARROW.matches && !this.page) this.#trap(event);
  }

  /** On a phone the panel fills the screen, so the focus stays in it. */
  #trap(event) {
    const all = [...this.panel.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")];
    const stops = all.filter((node) => node.tabIndex >= 0 && node.offsetParent);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const from = this.shadowRoot.activeElement;
    if (from !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** The launcher of a page that has only the script tag. */
function embed() {
  const script = [...document.scripts].find((tag) => tag.src === import.meta.url);
  document.addEventListener("click", (event) => {
    const trigger = event.target.closest?.("[data-wattline-open], [data-wattline-ask]");
    if (trigger) document.querySelector("wattline-chat")?.show(trigger.dataset.wattlineAsk || null);
  });
  if (!script || document.querySelector("wattline-chat")) return;
  const chat = document.createElement("wattline-chat");
  [...script.attributes].filter(({ name }) => name.startsWith("data-")).forEach(({ name, value }) => chat.setAttribute(name.slice(5), value));
  document.body.append(chat);
}

customElements.define("wattline-chat", WattlineChat);
embed();

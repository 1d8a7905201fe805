/** Turns messages into nodes. What others wrote becomes text nodes only, never markup. */

import { icon } from "./icons.js";

const LINK = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;
const PHONE = /\+(?:48(?:[ \u00a0\u202f-]?\d){9}(?!\d)|[1-9]\d{0,2}(?:[ \u00a0\u202f/-]?(?:\(0\)|\d)){5,16})/g;
const ITEM = /^\s*(?:[-•*–]|\d{1,2}[.)])\s+/;
const GROUP_MS = 5 * 60_000; // messages of one sender so close together stand as one block

/** An element with properties (or, with a dash, attributes), listeners (`onclick`) and children. */
export function h(name, properties = {}, ...children) {
  const node = document.createElement(name);
  Object.entries(properties).forEach(([key, value]) => {
    if (value === null || value === undefined) return;
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  });
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A button that shows an icon and is named for screen readers. */
export function iconButton(name, label, onclick, properties = {}) {
  return h("button", { type: "button", className: "tool", title: label, "aria-label": label, onclick, ...properties }, icon(name));
}

/** A text with its phone numbers in one piece: international ones only, of 8 to 15 digits; for a call if `hosts` are given. */
function phones(text, hosts) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(PHONE)) {
    const [shown] = match;
    const number = shown.replace("(0)", "").replace(/[^+\d]/g, "");
    const end = match.index + shown.length;
    const alone = !/[\p{L}\p{N}+./]$/u.test(text.slice(0, match.index)) && !/^(?:[\p{L}\p{N}+]|[.,:]\d)/u.test(text.slice(end));
    if (!alone || number.length < 9 || number.length > 16) continue;
    const link = hosts.length ? ["a", { href: `tel:${number}` }] : ["span", {}];
    parts.push(text.slice(from, match.index), h(link[0], { className: "phone", ...link[1] }, shown));
    from = end;
  }
  return [...parts, text.slice(from)];
}

/** The text of a line with its links; only those to allowed places become clickable, and phone numbers. */
function linked(line, hosts) {
  const parts = [];
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    if (!allowed(match[0], hosts)) continue;
    parts.push(...phones(line.slice(from, match.index), hosts));
    parts.push(h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer" }, match[0].replace(/^https?:\/\//, "")));
    from = match.index + match[0].length;
  }
  return [...parts, ...phones(line.slice(from), hosts)];
}

/** Whether an address is of an allowed host, with TLS, or of an origin that is allowed as such: scheme, host and port. */
function allowed(address, hosts) {
  try {
    const { protocol, origin, hostname, username } = new URL(address);
    if (username) return false;
    if (protocol !== "https:") return hosts.includes(origin);
    return hosts.some((host) => hostname === host || hostname.endsWith("." + host));
  } catch {
    return false;
  }
}

/** The lines of a text; list items hang, empty lines become gaps. */
export function textLines(text, hosts) {
  return text.split("\n").map((line) => {
    const [marker] = line.match(ITEM) || [""];
    const kind = marker ? "line item" : line.trim() ? "line" : "line gap";
    return h("div", { className: kind }, marker && h("span", {}, marker), ...linked(line.slice(marker.length), hosts));
  });
}

/** Draws the conversation of one language into a list element. */
export class Rendering {
  constructor({ list, say, language, hosts, fetchFile, press, retry, enlarge }) {
    const locale = language === "en" ? "en-GB" : language; // the supplier's day has 24 hours in every language
    Object.assign(this, { list, say, locale, hosts, fetchFile, press, retry, enlarge });
  }

  /** A node for a message; `own` ones carry a delivery state until the gateway has them. */
  message(message) {
    const { sender, text, attachments = [], buttons = [] } = message;
    const own = sender === "customer";
    const name = this.say(sender === "bot" ? "assistant" : own ? "you" : sender === "agent" ? "agent" : "system");
    const bubble = h("div", { className: "bubble" }, ...(text ? textLines(text, own ? [] : this.hosts) : []));
    const node = h("li", { className: `message from-${sender}`, "data-id": message.id },
      own || sender === "system" ? null : h("span", { className: "face", "aria-hidden": "true" }, icon(sender === "bot" ? "bolt" : "person")),
      h("div", { className: "body" },
        h("span", { className: "sr" }, `${name}: `),
        text ? bubble : null,
        ...attachments.map((attachment) => this.#attachment(attachment)),
        buttons.length ? this.#buttons(buttons) : null,
        h("div", { className: "foot" })));
    const at = new Date(message.at);
    Object.assign(node, { message, seq: message.seq ?? Infinity, at, day: at.toDateString() });
    this.#foot(node);
    return node;
  }

  /** Shows how far an own message is: `pending`, `sent`, `failed` (may be sent again) or `refused`. */
  mark(node, delivery) {
    node.delivery = delivery;
    node.classList.toggle("pending", delivery === "pending");
    node.classList.toggle("failed", delivery === "failed" || delivery === "refused");
    this.#foot(node);
  }

  #foot(node) {
    const { at } = node.message;
    const words = { pending: "sending", failed: "failed", refused: "refused" }[node.delivery];
    const time = at && h("time", { dateTime: at }, new Date(at).toLocaleTimeString(this.locale, { hour: "2-digit", minute: "2-digit" }));
    const retry = node.delivery === "failed" &&
      h("button", { type: "button", className: "again", onclick: () => this.retry(node) }, icon("retry"), this.say("again"));
    const mark = { pending: "clock", sent: "check", failed: "alert", refused: "alert" }[node.delivery];
    const shown = [mark ? icon(mark) : null, words ? h("span", {}, this.say(words)) : time || null, retry || null];
    node.querySelector(".foot").replaceChildren(...shown.filter(Boolean));
  }

  /** Puts a node where its sequence number belongs, then separates days and joins blocks around it. */
  place(node) {
    let before = null;
    const messages = [...this.list.querySelectorAll(".message")].filter((other) => other !== node);
    for (let index = messages.length; index > 0 && messages[index - 1].seq > node.seq; index -= 1) before = messages[index - 1];
    const day = before?.previousElementSibling;
    this.list.insertBefore(node, day?.classList.contains("day") ? day : before);
    this.#arrange();
  }

  #arrange() {
    let last = null;
    this.list.querySelectorAll(".message").forEach((node) => {
      const separator = node.previousElementSibling?.classList.contains("day") ? node.previousElementSibling : null;
      const newDay = node.day !== last?.day;
      if (newDay && !separator) this.list.insertBefore(this.#day(node.at), node);
      if (!newDay && separator) separator.remove();
      const joins = !newDay && last.message.sender === node.message.sender && node.at - last.at < GROUP_MS;
      node.classList.toggle("joins", joins);
      last?.classList.toggle("leads", joins);
      last = node;
    });
    last?.classList.remove("leads");
  }

  #day(at) {
    const today = new Date();
    const days = Math.round((new Date(today).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
    const date = at.toLocaleDateString(this.locale, { weekday: "long", day: "numeric", month: "long" });
    return h("li", { className: "day" }, h("span", {}, days === 0 ? this.say("today") : days === 1 ? this.say("yesterday") : date));
  }

  #buttons(buttons) {
    const choices = buttons.map(({ title, payload }) =>
      h("button", { type: "button", className: "choice", onclick: () => this.press(title, payload) }, title));
    return h("div", { className: "choices", role: "group", "aria-label": this.say("choices") }, ...choices);
  }

  #attachment(attachment) {
    return attachment.kind === "image" ? this.#picture(attachment) : this.#file(attachment);
  }

  #picture({ url, title, alt }) {
    const image = h("img", { alt: alt || title, decoding: "async" });
    const label = this.say("enlarge", { title });
    const frame = h("button", { type: "button", className: "picture loading", "aria-label": label }, image);
    frame.onclick = () => image.src && this.enlarge(image.src, alt || title, title);
    frame.ready = this.fetchFile(url).then(
      (blob) => {
        image.src = URL.createObjectURL(blob);
        frame.classList.remove("loading");
      },
      () => frame.replaceWith(h("div", { className: "lost" }, icon("alert"), `${title}: ${this.say("lost")}`)));
    return frame;
  }

  #file({ url, title }) {
    const note = h("small", {}, this.say("file"));
    const card = h("button", { type: "button", className: "file" }, h("span", { className: "sr" }, `${this.say("download")} `),
      h("span", { className: "sheet" }, icon("file")), h("span", { className: "name" }, title, note), icon("down"));
    card.onclick = async () => {
      try {
        const address = URL.createObjectURL(await this.fetchFile(url));
        h("a", { href: address, download: title }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
      } catch {
        note.textContent = this.say("lost");
      }
    };
    return card;
  }
}

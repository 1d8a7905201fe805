/** The line to write in: text, files with their upload, and what is done with the keys. */

import { ChatError } from "./connection.js";
import { icon } from "./icons.js";
import { h, iconButton } from "./rendering.js";

const LONGEST_TEXT = 10_000; // characters, as the gateway takes them
const LARGEST_FILE = 5_000_000; // bytes, as the gateway takes them
const REASONS = ["too_large", "type_refused", "file_unreadable", "file_active_content", "file_infected", "file_not_checked"];
const TYPES = "image/png,image/jpeg,image/webp,image/gif,application/pdf";
const TYPING_EVERY_MS = 4_000;

export class Composer {
  #files = [];
  #typedAt = 0;

  /** `send({text, attachments})` takes a message, `upload(file, onProgress)` a file, `typing()` the fact of writing. */
  constructor({ say, send, upload, typing }) {
    Object.assign(this, { say, send, upload, typing });
    this.input = h("textarea", {
      id: "write", rows: 1, maxLength: LONGEST_TEXT, placeholder: say("write"), "aria-label": say("write"),
      enterKeyHint: "send", autocomplete: "off",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.take(event, event.clipboardData),
    });
    this.button = h("button", { type: "submit", className: "send", title: say("send"), "aria-label": say("send") }, icon("send"));
    this.picker = h("input", { type: "file", multiple: true, accept: TYPES, hidden: true, tabIndex: -1, "aria-label": say("attach") });
    this.picker.onchange = () => {
      [...this.picker.files].forEach((file) => this.add(file));
      this.picker.value = "";
    };
    this.tray = h("ul", { className: "tray", "aria-live": "polite", "aria-label": say("attach"), hidden: true });
    this.node = h("form", { className: "composer", onsubmit: (event) => this.#submit(event) },
      this.tray,
      h("div", { className: "writing" }, iconButton("attach", say("attach"), () => this.picker.click()), this.picker,
        h("label", { className: "entry" }, this.input), this.button));
    this.#ready();
    this.#follow();
  }

  /** Takes over what was being written in another language's composer. */
  inherit(other) {
    this.input.value = other?.input.value || "";
    other?.files().forEach(({ file }) => this.add(file));
    this.#ready();
  }

  files() {
    return this.#files;
  }

  /** Takes the files of a paste or a drop. */
  take(event, transfer) {
    const files = [...(transfer?.files || [])];
    if (!files.length) return;
    event.preventDefault();
    files.forEach((file) => this.add(file));
  }

  add(file) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": this.say("uploading", { title: file.name }) });
    const note = h("span", { className: "note" });
    const entry = { file, id: null, failed: false };
    entry.node = h("li", { className: "upload" }, icon("file"), h("span", { className: "name" }, file.name), bar, note,
      iconButton("close", this.say("remove", { title: file.name }), () => this.#remove(entry)));
    this.#files.push(entry);
    this.tray.append(entry.node);
    this.#upload(entry, bar).catch((error) => {
      Object.assign(entry, { failed: true });
      entry.node.classList.add("failed");
      bar.remove();
      note.textContent = this.say(REASONS.includes(error.code) ? error.code : error.status === 413 ? "too_large" : "upload_failed");
    }).finally(() => this.#ready());
    this.#ready();
  }

  async #upload(entry, bar) {
    if (entry.file.size > LARGEST_FILE) throw new ChatError(413, "too_large");
    ({ id: entry.id } = await this.upload(entry.file, (part) => (bar.value = part)));
    entry.node.classList.add("done");
    bar.remove();
  }

  #remove(entry) {
    this.#files = this.#files.filter((other) => other !== entry);
    entry.node.remove();
    this.#ready();
    this.input.focus();
  }

  #typed() {
    this.#ready();
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.typing();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    const files = this.#files.filter((entry) => entry.id);
    if (this.button.getAttribute("aria-disabled") === "true") return;
    this.send({ text, attachments: files.map(({ id, file }) => ({
      id, kind: file.type.startsWith("image/") ? "image" : "file", url: `/chat/attachments/${id}`, title: file.name,
    })) });
    this.#files.forEach((entry) => entry.node.remove());
    this.#files = [];
    this.input.value = "";
    this.#typedAt = 0;
    this.#ready();
    this.input.focus();
  }

  /** Fits the height anew whenever the width has changed: shown for the first time, styled, or on a turned phone. */
  #follow() {
    let last = 0;
    const widths = new ResizeObserver(([{ contentRect: { width } }]) => {
      if (width !== last) requestAnimationFrame(() => this.#fit());
      last = width;
    });
    widths.observe(this.input);
  }

  /** Fits the height to the text; what is not laid out (yet) has no height to measure and keeps that of one line. */
  #fit() {
    this.input.style.height = "";
    const height = this.input.scrollHeight;
    if (height) this.input.style.height = `${height}px`;
  }

  /** Says whether there is something to send. */
  #ready() {
    const uploading = this.#files.some((entry) => !entry.id && !entry.failed);
    const something = this.input.value.trim() || this.#files.some((entry) => entry.id);
    this.button.setAttribute("aria-disabled", String(uploading || !something));
    this.tray.hidden = !this.#files.length;
    this.#fit();
  }
}

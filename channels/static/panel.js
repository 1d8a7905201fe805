/** The frame around a conversation: header, settings, log, dialogs. Only builds nodes; the element decides. */

import { icon } from "./icons.js";
import { h, iconButton } from "./rendering.js";
import { LANGUAGES } from "./words.js";

const THEMES = ["auto", "light", "dark"];

/** A row of radio buttons that looks like one switch. */
function choice(name, legend, options, chosen, onchange) {
  const radios = options.map(([value, label, mark]) =>
    h("label", { title: label },
      h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchange(value) }),
      h("span", { lang: name === "language" ? value : null }, mark ? icon(mark) : null, label)));
  return h("fieldset", {}, h("legend", {}, legend), h("div", { className: "switch" }, ...radios));
}

/** The settings under the header. */
function settings({ say, language, theme, act }) {
  const themes = THEMES.map((value) => [value, say(value), value]);
  return h("div", { id: "settings", className: "settings", hidden: true },
    choice("language", say("language"), Object.entries(LANGUAGES), language, act.language),
    choice("theme", say("theme"), themes, theme, act.theme),
    h("button", { type: "button", className: "leave", onclick: act.askEnd }, icon("leave"), say("end")));
}

function header({ say, name, page, act }) {
  const menu = iconButton("menu", say("menu"), act.menu, { "aria-expanded": "false", "aria-controls": "settings", id: "menu" });
  return h("div", { className: "top" },
    h("span", { className: "mark", "aria-hidden": "true" }, icon("bolt")),
    h("div", { className: "titles" },
      h(page ? "h1" : "h2", { id: "title" }, say("title", { name })),
      h("p", { id: "status", className: "status", role: "status" }, h("i", {}), h("span", {}, ""))),
    menu,
    page ? null : iconButton("close", say("close"), act.close, { id: "close" }));
}

/** A question before the chat is ended, and a picture in full size: both modal. */
function dialogs({ say, act }) {
  const end = h("dialog", { id: "end", className: "question", "aria-labelledby": "end-title" },
    h("h2", { id: "end-title" }, say("end_question")),
    h("p", {}, say("end_text")),
    h("div", { className: "answers" },
      h("button", { type: "button", className: "quiet", onclick: () => end.close() }, say("cancel")),
      h("button", { type: "button", className: "strong", onclick: () => (end.close(), act.end()) }, say("confirm"))));
  const view = h("dialog", { id: "view", className: "view", onclick: () => view.close() },
    iconButton("close", say("close_picture"), () => view.close()),
    h("img", { alt: "" }));
  return [end, view];
}

/** Everything inside the panel, in one language. */
export function panelNodes({ say, name, page, language, theme, act, composer }) {
  const list = h("ol", { className: "list" });
  const log = h("div", { id: "log", className: "log", role: "log", tabIndex: 0, "aria-label": say("conversation"), "aria-live": "off" }, list,
    h("div", { id: "typing", className: "typing", hidden: true },
      h("span", { className: "face", "aria-hidden": "true" }, icon("bolt"), icon("person")),
      h("span", { className: "dots", "aria-hidden": "true" }, h("i", {}), h("i", {}), h("i", {})),
      h("span", { className: "sr" }, say("typing"))));
  const newest = h("button", { type: "button", id: "newest", className: "newest", hidden: true, onclick: act.newest }, icon("down"), say("newest"));
  const over = h("div", { id: "over", className: "over", role: "status", hidden: true },
    h("span", { className: "mark", "aria-hidden": "true" }, icon("bolt")),
    h("p", {}, ""),
    h("button", { type: "button", className: "strong", onclick: act.fresh }, say("fresh")));
  return {
    list,
    log,
    nodes: [
      header({ say, name, page, act }),
      settings({ say, language, theme, act }),
      h("div", { className: "middle" }, log, newest, over),
      composer.node,
      ...dialogs({ say, act }),
    ],
  };
}

/** The chat's own icons: strokes on a 24 by 24 grid, drawn with the colour of the text around them. */

const PATHS = {
  bolt: "M13 3 5.5 13.2h5.2L10 21l8.5-11.2h-5.6z",
  chat: "M4 6.8A2.8 2.8 0 0 1 6.8 4h10.4A2.8 2.8 0 0 1 20 6.8v6.4a2.8 2.8 0 0 1-2.8 2.8H11l-4.6 3.9V16A2.6 2.6 0 0 1 4 13.2z M12.7 6.9 9.6 10.6h2.2l-.5 2.7 3.2-3.8h-2.2z",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M15 5.3a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM9 14.3a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  send: "M4.5 11.7 19.5 4.5l-5 15.2-3.4-5.6zM11.1 14.1l4-5",
  attach: "M19.2 11.3l-7.4 7.3a4.6 4.6 0 0 1-6.5-6.5l7.9-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.6a1.5 1.5 0 0 1-2.2-2.2l6.9-6.8",
  file: "M7 3.5h6.5L18.5 8.5v10a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-13a2 2 0 0 1 1.5-2zM13.3 3.7v5h5M9 13h6M9 16.5h4",
  fold: "M5.5 9l6.5 6.5L18.5 9",
  down: "M12 5v13M6.5 12.7 12 18.2l5.5-5.5",
  retry: "M19 12a7 7 0 1 1-2.2-5.1M17.5 3.2v4.2h-4.2",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 7.8V12l2.8 1.8",
  check: "M5 12.8l4.4 4.4L19 7.6",
  alert: "M12 4.5 3.6 19h16.8zM12 10v4M12 16.6v.2",
  person: "M12 4.2a3.9 3.9 0 1 0 0 7.8 3.9 3.9 0 0 0 0-7.8zM4.8 20c.6-3.6 3.4-5.6 7.2-5.6s6.6 2 7.2 5.6",
  leave: "M10 4.5H6.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10M14.5 8l4 4-4 4M18 12H9.5",
  auto: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8l5.6-1.6M12 12h8M12 16l5.6 1.6",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M5.5 18.5l1.4-1.4M17.1 6.9l1.4-1.4",
  dark: "M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8z",
};

const SVG = "http://www.w3.org/2000/svg";

/** An icon, hidden from screen readers: the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const attributes = { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Lets the page around the full-size chat follow its language and its colours. */

document.addEventListener("wattline-language", ({ detail: language }) => {
  document.documentElement.lang = language;
  document.querySelectorAll(".side-words").forEach((part) => {
    part.hidden = part.lang !== language;
    if (!part.hidden) document.title = part.dataset.title;
  });
});

document.addEventListener("wattline-theme", ({ detail: theme }) => {
  document.documentElement.dataset.theme = theme;
});

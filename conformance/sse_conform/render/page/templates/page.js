
"use strict";
(() => {
  document.documentElement.classList.add("has-js");
  const input = document.getElementById("words"), told = document.getElementById("told");
  const places = [...document.querySelectorAll("[data-find]")];
  const texts = new Map();
  const textOf = (place) => {
    if (!texts.has(place)) texts.set(place, place.textContent.toLowerCase());
    return texts.get(place);
  };
  let waiting = 0;
  const find = () => {
    const words = input.value.toLowerCase().trim().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const place of places) {
      const has = words.every((word) => textOf(place).includes(word));
      place.classList.toggle("missed", !has);
      found += has;
    }
    told.textContent = words.length ? `${found} of ${places.length} findings and rows` : "";
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150); });
  input.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  let closed = [];
  addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("details:not([open])")]; for (const each of closed) each.open = true; });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
  const reveal = () => {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (place) place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();

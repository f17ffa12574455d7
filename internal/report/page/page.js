"use strict";
// Filters what is on the page; without it everything is shown.
const form = document.querySelector(".filters");
if (form) {
  const findings = [...document.querySelectorAll(".finding")].map((item) => ({ item, text: item.textContent.toLowerCase() }));
  const choices = [...form.querySelectorAll("select")];
  const count = document.querySelector(".count");
  const empty = document.querySelector(".empty");
  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const { item, text } of findings) {
      const chosen = choices.every(({ name, value }) => !value || (item.dataset[name] ?? "").split(" ").includes(value));
      const match = chosen && words.every((word) => text.includes(word));
      item.hidden = !match;
      shown += match;
    }
    count.textContent = `${shown} of ${findings.length} shown`;
    empty.hidden = shown > 0;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply(); // a browser that goes back keeps what was chosen
}
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => { details.open = true; }));

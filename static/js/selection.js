const all = document.querySelector("[data-select-all]");
const boxes = () => [...document.querySelectorAll('input[name="number"][type="checkbox"]')];

all?.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
document.addEventListener("change", ({ target }) => {
  if (target.name === "number") all.checked = boxes().every((box) => box.checked);
});

// A button that copies the text of an element; where the browser offers no clipboard, it stays hidden.
const SHOWN_MS = 2000;

for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = said), SHOWN_MS);
  });
}

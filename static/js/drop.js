const field = document.querySelector("input.drop");
const list = document.querySelector("[data-chosen]");
const note = document.querySelector("[data-chosen-note]");
const pattern = document.getElementById("chosen-file").content;
const FOLDER = "A folder cannot be dropped. Drop the files in it, or a ZIP of them.";
const kept = new Map();

// A browser replaces what was chosen before by what is chosen next, and takes drops on the field alone.
function add(files) {
  for (const file of files) kept.set([file.name, file.size, file.lastModified].join("\n"), file);
  show();
}

function show() {
  const transfer = new DataTransfer();
  for (const file of kept.values()) transfer.items.add(file);
  field.files = transfer.files;
  field.setCustomValidity(tooMuch());
  note.textContent = field.validationMessage;
  list.replaceChildren(...[...kept].map(([key, file]) => line(key, file)));
  list.hidden = !kept.size;
}

function line(key, file) {
  const item = pattern.cloneNode(true).firstElementChild;
  item.querySelector("[data-name]").textContent = file.name;
  item.querySelector("[data-size]").textContent = size(file.size);
  item.querySelector("[data-which]").textContent = ` ${file.name}`;
  item.querySelector("button").addEventListener("click", () => {
    kept.delete(key);
    show();
    field.focus();
  });
  return item;
}

function tooMuch() {
  const { mostFiles, mostBytes } = list.dataset;
  const bytes = [...kept.values()].reduce((sum, file) => sum + file.size, 0);
  if (bytes > mostBytes) return `These files are ${size(bytes)} together; ${size(mostBytes)} is the most. Take some out.`;
  return kept.size > mostFiles ? `These are ${kept.size} files; ${mostFiles} is the most. Put them into one ZIP.` : "";
}

function size(bytes) {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} KB` : `${(bytes / 2 ** 20).toFixed(1).replace(".0", "")} MB`;
}

const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory;

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  field.toggleAttribute("data-over", true);
});
document.addEventListener("dragleave", ({ relatedTarget }) => {
  if (!relatedTarget) field.removeAttribute("data-over");
});
document.addEventListener("drop", (event) => {
  field.removeAttribute("data-over");
  if (!holdsFiles(event)) return;
  event.preventDefault();
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  add(items.filter((item) => !isFolder(item)).map((item) => item.getAsFile()));
  if (items.some(isFolder)) note.textContent = FOLDER;
});
field.addEventListener("change", () => add([...field.files]));
if (field.files.length) add([...field.files]);

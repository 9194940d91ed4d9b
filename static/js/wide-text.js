// A wide table or code block must be scrollable by keyboard.
function reach() {
  for (const wide of document.querySelectorAll(".prose :is(table, pre)")) wide.tabIndex = 0;
}

reach();
for (const change of ["htmx:afterSwap", "htmx:historyRestore"]) document.addEventListener(change, reach);

/** Lets somebody see the password that they type. */
for (const field of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button small";
  button.setAttribute("aria-controls", field.id);
  const name = document.querySelector(`label[for="${field.id}"]`).textContent.replace(":", "").toLowerCase();

  const show = (visible) => {
    field.type = visible ? "text" : "password";
    button.textContent = `${visible ? "Hide" : "Show"} the ${name}`;
  };
  button.addEventListener("click", () => show(field.type === "password"));
  // A browser that remembers what was typed into a text field must not remember this one.
  field.form.addEventListener("submit", () => show(false));
  show(false);

  const line = document.createElement("p");
  line.append(button);
  field.after(line);
}

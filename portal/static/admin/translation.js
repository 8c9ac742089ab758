/** Copies the source's text into the field of a translation, and lets the rest of the form know. */

for (const button of document.querySelectorAll("[data-copy-into]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy-into]");
  const field = button && document.getElementById(button.dataset.copyInto);
  if (!field) return;
  field.value = button.dataset.text;
  for (const name of ["input", "keyup", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  field.focus();
});

// Values and fields: writing a how ticks its box, and a how whose box is not ticked says that readers do not see it.

const row = (target) => (target instanceof Element ? target.closest('[data-hows-row]') : null);
const parts = (found) => ({
  box: found.querySelector('input[type=checkbox]'),
  text: found.querySelector('textarea'),
  kept: found.querySelector('[data-hows-kept]'),
});
const hadText = new WeakMap();

const refresh = ({ box, text, kept }) => {
  kept.hidden = box.checked || !text.value.trim();
};

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLTextAreaElement && row(target)) hadText.set(target, Boolean(target.value.trim()));
});

document.addEventListener('input', ({ target }) => {
  const found = row(target);
  if (!found) return;
  const here = parts(found);
  if (target === here.text) {
    // Only the first letters of a text tick the box: who has unticked it by hand has meant it.
    if (!hadText.get(target) && target.value.trim() && !here.box.checked) here.box.checked = true;
    hadText.set(target, Boolean(target.value.trim()));
  }
  refresh(here);
});

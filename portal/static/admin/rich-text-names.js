// Wagtail's rich text editor has a label in sight, but none that a screen reader hears: give it the one in sight.

const name = (editor) => {
  if (editor.hasAttribute('aria-label') || editor.hasAttribute('aria-labelledby')) return;
  const panel = editor.closest('.w-panel__wrapper, .w-panel');
  const label = editor.closest('[data-field]')?.parentElement.querySelector('label') ?? panel?.querySelector('label');
  if (label) editor.setAttribute('aria-label', label.textContent.replace('*', '').trim());
};

const nameAll = (root) => root.querySelectorAll('.Draftail-Editor [role=textbox]').forEach(name);

nameAll(document);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const added of change.addedNodes) if (added instanceof Element) nameAll(added);
  }
}).observe(document.body, { childList: true, subtree: true });

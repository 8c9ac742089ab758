// Wagtail takes the form for saved as it stands when an autosave's answer comes. What was typed after the save had
// begun is in the form, but not in what was sent: say so, and it is saved as well.

const NOT_TYPED = /^(csrfmiddlewaretoken|next|loaded_revision_\w+|overwrite_revision_id|comments-.*)$/;
const sent = new WeakMap();

const typed = (data, except) =>
  JSON.stringify([...data.entries()].filter(([name, value]) => typeof value === 'string' && !NOT_TYPED.test(name) && !except.has(name)));

document.addEventListener('w-autosave:save', ({ target, detail }) => sent.set(target, detail.formData));

document.addEventListener('w-autosave:success', ({ target, detail }) => {
  const then = sent.get(target);
  if (!then) return;
  // What the answer has changed in the form nobody has typed.
  const answered = new Set(Object.keys(detail.response?.field_updates ?? {}));
  if (typed(then, answered) === typed(new FormData(target), answered)) return;
  target.dispatchEvent(new CustomEvent('w-unsaved:add', { bubbles: true, cancelable: true, detail: { type: 'edits' } }));
});

// Suggestions below the search box, as the ARIA practices guide's editable combobox: the focus stays in the box.
// Whoever chooses nothing searches for what they wrote.
(() => {
  const box = document.querySelector('[data-suggestions]');
  if (!box) return;
  const known = new Map();
  const list = document.createElement('ul');
  const status = document.createElement('p');
  let shown = [];
  let active = -1;
  let timer = 0;

  Object.assign(list, { id: 'q-suggestions', className: 'suggestions', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', box.dataset.suggestionsLabel);
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  const attributes = { role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
  box.after(list, status);

  const point = (place) => {
    active = place;
    [...list.children].forEach((row, at) => row.setAttribute('aria-selected', String(at === place)));
    if (place < 0) return box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-activedescendant', list.children[place].id);
    return list.children[place].scrollIntoView({ block: 'nearest' });
  };

  const close = () => {
    clearTimeout(timer);
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    point(-1);
  };

  const row = ({ text, kind }, place) => {
    const item = document.createElement('li');
    const note = document.createElement('span');
    Object.assign(item, { id: `q-suggestion-${place}`, className: 'suggestions__one', textContent: text });
    item.setAttribute('role', 'option');
    Object.assign(note, { className: 'suggestions__kind', textContent: ` ${kind}` });
    item.append(note);
    item.dataset.place = place;
    return item;
  };

  const open = (found) => {
    shown = found;
    list.replaceChildren(...found.map(row));
    list.hidden = found.length === 0;
    box.setAttribute('aria-expanded', String(!list.hidden));
    point(-1);
    status.textContent = found.length ? box.dataset.suggestionsCount.replace('{n}', found.length) : '';
  };

  const ask = async () => {
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    if (!known.has(typed)) {
      try {
        const answer = await fetch(`${box.dataset.suggestions}?${new URLSearchParams({ q: typed.slice(0, 60) })}`);
        if (!answer.ok) return close();
        known.set(typed, (await answer.json()).suggestions);
      } catch {
        return close();
      }
    }
    if (box.value.trim() !== typed || document.activeElement !== box) return undefined;
    return open(known.get(typed));
  };

  const choose = ({ asked, address }) => {
    close();
    window.location.assign(address || `${box.form.getAttribute('action')}?${asked}`);
  };

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  });
  box.addEventListener('blur', close);
  box.form.addEventListener('submit', close);
  box.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'ArrowDown' && list.hidden) {
      event.preventDefault();
      ask();
    } else if (step && !list.hidden) {
      event.preventDefault();
      // One place beyond the ends is the box itself.
      point(((active + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const one = event.target.closest('[role=option]');
    if (one) choose(shown[Number(one.dataset.place)]);
  });
})();

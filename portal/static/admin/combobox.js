// Makes a plain <select>, <select multiple> or <input list> into a combobox that one finds things in by typing.
// The plain control stays in the form and holds the value; server, autosave and preview see nothing else.
// Pattern: the ARIA practices guide's editable combobox with a list; the focus stays in the text field.

const MOST_SHOWN = 50;
let made = 0;

// As the server folds names: å as aa or a, ø as o, æ as ae, no case, no accents.
const LETTERS = { æ: 'ae', ä: 'ae', ø: 'o', ö: 'o', đ: 'd', ŋ: 'n', ŧ: 't' };
const fold = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[æäøöđŋŧ]/g, (letter) => LETTERS[letter])
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/a{2,}/g, 'a')
    .replace(/oe+/g, 'o')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');

const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

const element = (tag, attributes = {}, ...children) => {
  const made_ = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made_.setAttribute(name, value === true ? '' : value);
  }
  made_.append(...children);
  return made_;
};

const tell = (control) => {
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
};

// 0: the name begins so; 1: another name or number begins so; 2: a word in it does; 3: it stands somewhere; -1: not at all.
const rank = (terms, query) => {
  if (terms[0].startsWith(query)) return 0;
  if (terms.some((term) => term.startsWith(query))) return 1;
  if (terms.some((term) => term.includes(` ${query}`))) return 2;
  return terms.some((term) => !/^\d+$/.test(term) && term.includes(query)) ? 3 : -1;
};

class Combobox {
  constructor(control) {
    this.control = control;
    this.words = JSON.parse(control.dataset.combobox);
    this.id = `combobox-${(made += 1)}`;
    this.active = -1;
    this.shown = [];
    this.build();
    this.listen();
    this.draw();
  }

  build() {
    this.input = this.makeInput();
    this.list = element('ul', { role: 'listbox', id: this.id, class: 'combobox__list', hidden: true });
    this.list.setAttribute('aria-label', this.label());
    this.status = element('span', { role: 'status', class: 'w-sr-only' });
    this.hint = element('p', { class: 'combobox__hint', id: `${this.id}-hint`, hidden: true });
    this.opener = element('button', {
      type: 'button', class: 'combobox__open', tabindex: '-1', 'aria-label': this.words.open, 'aria-controls': this.id,
    }, '▾');
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.id, 'aria-autocomplete': 'list',
      autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    })) this.input.setAttribute(name, value);
    this.place();
  }

  label() {
    const label = this.input.labels?.[0] ?? document.querySelector(`label[for="${CSS.escape(this.input.id)}"]`);
    return label?.textContent.trim() || this.input.getAttribute('aria-label') || this.words.chosen;
  }

  listen() {
    this.input.addEventListener('input', () => this.open());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('click', () => this.open());
    this.input.addEventListener('blur', () => this.leave());
    // A press of the mouse must not take the focus from the field.
    for (const part of [this.list, this.opener]) part.addEventListener('mousedown', (event) => event.preventDefault());
    this.opener.addEventListener('click', () => {
      const wasOpen = this.isOpen();
      this.input.focus();
      if (wasOpen) this.close();
      else this.open({ all: true });
    });
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.choose(this.shown[Number(option.dataset.place)]);
    });
  }

  isOpen() {
    return !this.list.hidden;
  }

  found(query) {
    if (!query) return this.candidates();
    return this.candidates()
      .map((option) => [rank(this.terms(option), query), option])
      .filter(([place]) => place >= 0)
      .sort(([a], [b]) => a - b)
      .map(([, option]) => option);
  }

  open({ all = false } = {}) {
    const query = all ? '' : fold(this.input.value);
    if (!all && !this.opensOn(query)) return this.close();
    const found = this.found(query);
    this.shown = found.slice(0, MOST_SHOWN);
    this.list.replaceChildren(...this.shown.map((option, place) => this.row(option, place)));
    const wasOpen = this.isOpen();
    this.list.hidden = this.shown.length === 0;
    if (this.isOpen() && !wasOpen) this.list.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-expanded', String(this.isOpen()));
    this.point(query && this.shown.length ? 0 : -1);
    this.announce(found.length);
    return undefined;
  }

  announce(count) {
    const { none, one, many, more } = this.words;
    let text = count === 1 ? one : say(many, { count });
    if (count === 0) text = this.tellsOfNone() ? none : '';
    if (count > MOST_SHOWN) text = say(more, { count, shown: MOST_SHOWN });
    this.status.textContent = text;
    this.show(count === 0 ? text : '');
  }

  show(text) {
    this.hint.textContent = text;
    this.hint.hidden = !text;
  }

  row(option, place) {
    const row = element('li', {
      role: 'option', id: `${this.id}-${place}`, class: 'combobox__option', 'data-place': place,
      'aria-selected': String(this.isChosen(option)),
    }, this.name(option));
    const note = this.note(option);
    if (note) row.append(element('span', { class: 'combobox__note' }, ` ${note}`));
    return row;
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.point(-1);
  }

  point(place) {
    this.active = place;
    [...this.list.children].forEach((row, at) => row.classList.toggle('combobox__option--active', at === place));
    const row = this.list.children[place];
    if (row && this.isOpen()) {
      this.input.setAttribute('aria-activedescendant', row.id);
      row.scrollIntoView({ block: 'nearest' });
    } else this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!this.isOpen()) this.open({ all: !this.input.value || this.showsAllWhenClosed() });
      const count = this.shown.length;
      if (count) this.point((this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count);
    } else if (event.key === 'Enter') {
      // Enter in the field never sends the whole form.
      event.preventDefault();
      if (this.isOpen() && this.active >= 0) this.choose(this.shown[this.active]);
    } else if (event.key === 'Escape' && this.isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Backspace' && !this.input.value) this.stepBack();
  }
}

// A select: options are its own, and the text field is ours and has no name.
class SelectCombobox extends Combobox {
  makeInput() {
    const { control } = this;
    const input = element('input', { type: 'text', class: 'combobox__input', id: control.id });
    // The label, a message's link and whoever looks for the field shall find the one that can be used.
    control.id = `${control.id}-plain`;
    for (const name of ['aria-describedby', 'aria-invalid']) {
      if (control.hasAttribute(name)) input.setAttribute(name, control.getAttribute(name));
    }
    return input;
  }

  place() {
    const field = element('div', { class: 'combobox__field' }, this.input, this.opener, this.list);
    this.chosen = element('ul', { class: 'combobox__chosen', 'aria-label': this.words.chosen, hidden: true });
    this.box = element('div', { class: 'combobox' }, this.chosen, field, this.hint, this.status);
    this.control.after(this.box);
    this.control.hidden = true;
    this.control.addEventListener('change', () => this.draw());
  }

  candidates() {
    return [...this.control.options].filter((option) => option.value);
  }

  terms(option) {
    return option.dataset.terms.split('|');
  }

  name(option) {
    return option.text;
  }

  note(option) {
    return option.dataset.note;
  }

  isChosen(option) {
    return option.selected;
  }

  opensOn() {
    return true;
  }

  tellsOfNone() {
    return true;
  }

  showsAllWhenClosed() {
    return !this.control.multiple;
  }

  choose(option) {
    const wasChosen = option.selected;
    option.selected = this.control.multiple ? !wasChosen : true;
    this.input.value = '';
    this.close();
    tell(this.control);
    this.show('');
    this.status.textContent = say(option.selected ? this.words.added : this.words.removed, { name: option.text });
  }

  draw() {
    const chosen = [...this.control.selectedOptions].filter((option) => option.value);
    if (!this.control.multiple) {
      this.input.value = chosen[0]?.text ?? '';
      return;
    }
    this.chosen.replaceChildren(...chosen.map((option) => this.chip(option)));
    this.chosen.hidden = chosen.length === 0;
  }

  chip(option) {
    const remove = element('button', {
      type: 'button', class: 'combobox__remove', 'aria-label': say(this.words.remove, { name: option.text }),
    }, '×');
    remove.addEventListener('click', () => {
      this.choose(option);
      this.input.focus();
      this.close();
    });
    return element('li', { class: 'combobox__chip' }, option.text, remove);
  }

  stepBack() {
    if (this.control.multiple) this.chosen.querySelector('li:last-child button')?.focus();
  }

  leave() {
    const typed = fold(this.input.value);
    const alike = typed ? this.candidates().filter((option) => this.terms(option)[0] === typed) : [];
    this.close();
    if (!this.control.multiple && typed === fold(this.control.selectedOptions[0]?.text ?? '')) return this.show('');
    if (alike.length === 1 && !alike[0].selected) return this.choose(alike[0]);
    return this.show(typed ? say(this.words.unsettled, { text: this.input.value.trim() }) : '');
  }
}

// A text field with a <datalist>: any text is good; choosing a suggestion fills fields beside it that are empty.
class SuggestingCombobox extends Combobox {
  makeInput() {
    this.source = document.getElementById(this.control.getAttribute('list'));
    this.control.removeAttribute('list');
    return this.control;
  }

  place() {
    this.box = element('div', { class: 'combobox__field' });
    this.input.before(this.box);
    this.box.append(this.input, this.list, this.status, this.hint);
  }

  candidates() {
    return [...(this.source?.options ?? [])];
  }

  terms(option) {
    option.folded ??= [fold(option.value)];
    return option.folded;
  }

  name(option) {
    return option.value;
  }

  note(option) {
    const sector = this.sibling('sector')?.querySelector(`option[value="${CSS.escape(option.dataset.sector)}"]`);
    return sector?.text;
  }

  isChosen(option) {
    return option.value === this.input.value;
  }

  opensOn(query) {
    return query.length > 0;
  }

  tellsOfNone() {
    return false;
  }

  showsAllWhenClosed() {
    return false;
  }

  sibling(name) {
    return this.input.form?.elements.namedItem(this.input.name.replace(/[^-]+$/, name));
  }

  choose(option) {
    this.input.value = option.value;
    for (const [name, value] of Object.entries(option.dataset)) {
      const field = this.sibling(name);
      if (!field || field.value) continue;
      field.value = value;
      tell(field);
    }
    this.close();
    tell(this.input);
    this.close();
    this.status.textContent = say(this.words.added, { name: option.value });
  }

  draw() {}

  stepBack() {}

  leave() {
    this.close();
  }
}

const enhance = (root) => {
  for (const control of root.querySelectorAll('[data-combobox]:not([data-combobox-ready])')) {
    control.dataset.comboboxReady = '';
    if (control instanceof HTMLSelectElement) new SelectCombobox(control);
    else new SuggestingCombobox(control);
  }
};

enhance(document);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const added of change.addedNodes) if (added instanceof Element) enhance(added);
  }
}).observe(document.body, { childList: true, subtree: true });

// My list: cases that this browser keeps. Without this script, or where the browser keeps nothing, no button is shown.
const LIST = "samskaping.list";
const COMPARED = "samskaping.compared";
const MOST = 50;
const MOST_COMPARED = 4;

const read = (key, otherwise) => {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
};
const write = (key, value) => {
  try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
};
const keeps = () => write("samskaping.test", 1);

const isId = (id) => /^[0-9a-f]{12}$/.test(id);
const list = () => {
  const kept = read(LIST, {});
  const cases = Array.isArray(kept?.cases) ? kept.cases.filter((one) => isId(one?.id)) : [];
  return { name: String(kept?.name ?? ""), cases: cases.slice(0, MOST).map(({ id, note }) => ({ id, note: String(note ?? "") })) };
};
const words = document.querySelector("[data-my-list]");
const say = (text) => { const said = document.querySelector("[data-list-said]") ?? document.getElementById("my-list-said"); if (said) said.textContent = text; };
const withCount = (text, n) => text.replace("#", n);

// The link in the frame, and the buttons on cards and cases
function show() {
  const { cases } = list();
  const kept = new Set(cases.map((one) => one.id));
  words.querySelector("[data-my-list-count]").textContent = cases.length ? `(${cases.length})` : "";
  for (const button of document.querySelectorAll("[data-list-case]")) {
    const saved = kept.has(button.dataset.listCase);
    button.hidden = false;
    button.toggleAttribute("data-saved", saved);
    button.firstElementChild.textContent = saved ? words.dataset.remove : words.dataset.save;
  }
  const compared = read(COMPARED, []).filter(isId);
  for (const link of document.querySelectorAll("[data-compare]")) {
    const own = link.dataset.compare;
    const others = compared.filter((id) => id !== own).slice(0, MOST_COMPARED - 1);
    link.search = new URLSearchParams([...others, own].map((id) => ["case", id])).toString();
  }
}

function save(ids) {
  const now = list();
  const known = new Set(now.cases.map((one) => one.id));
  const fresh = ids.filter((id) => !known.has(id));
  if (now.cases.length + fresh.length > MOST) { say(words.dataset.full); return; }
  now.cases.push(...fresh.map((id) => ({ id, note: "" })));
  say(write(LIST, now) ? withCount(words.dataset.saved, now.cases.length) : words.dataset.failed);
}

function takeOut(id) {
  const now = list();
  now.cases = now.cases.filter((one) => one.id !== id);
  write(LIST, now);
  say(withCount(words.dataset.removed, now.cases.length));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-list-case]");
  if (button) {
    if (button.hasAttribute("data-saved")) takeOut(button.dataset.listCase); else save([button.dataset.listCase]);
    show();
  }
  if (event.target.closest("[data-list-add-all]")) {
    save([...document.querySelectorAll("[data-item]")].map((item) => item.dataset.item));
    show();
  }
});
// Another tab has changed the list.
window.addEventListener("storage", () => show());
// Cards that came in place of others.
document.addEventListener("htmx:afterSettle", () => show());

// The page of the list
function listPage(form) {
  const items = form.querySelector("[data-list-items]");
  const name = form.elements.namedItem("name");
  const keepAll = () => {
    const cases = [...items.children].map((item) => ({ id: item.dataset.item, note: item.querySelector("textarea").value }));
    const gone = list().cases.filter(({ id }) => missing.has(id));
    write(LIST, { name: name.value, cases: [...cases, ...gone] });
    show();
    arrange();
  };
  const missing = new Set();
  let undo = null;
  const arrange = () => {
    const any = items.children.length > 0;
    form.querySelector("[data-list-full]").hidden = !any && !undo;
    document.querySelector("[data-list-empty]").hidden = any;
    [...items.children].forEach((item, place) => {
      const [up, down] = item.querySelectorAll("[name=move]");
      up.disabled = place === 0;
      down.disabled = place === items.children.length - 1;
    });
  };
  const tell = (text, back) => {
    form.querySelector(".list-undo")?.remove();
    undo = back;
    const note = document.createElement("div");
    note.className = "note list-undo";
    note.append(Object.assign(document.createElement("p"), { textContent: text }));
    const button = Object.assign(document.createElement("button"), { className: "ds-button", type: "button", textContent: words.dataset.undo });
    button.dataset.variant = "secondary";
    button.addEventListener("click", () => { back(); undo = null; note.remove(); keepAll(); });
    note.append(button);
    items.before(note);
    button.focus();
    say(text);
  };
  const act = (button) => {
    const item = button.closest("[data-item]");
    const title = item.querySelector(".list-item__title").textContent;
    if (button.name === "remove") {
      const next = item.nextElementSibling;
      item.remove();
      tell(words.dataset.takenOut.replace("#", title), () => { items.insertBefore(item, next); item.querySelector("a").focus(); });
    } else {
      const up = button.value.startsWith("up:");
      if (up) item.previousElementSibling?.before(item); else item.nextElementSibling?.after(item);
      say(words.dataset.place.replace("#", title).replace("#", [...items.children].indexOf(item) + 1));
    }
    keepAll();
    // The button that was pressed may be one that leads nowhere any more.
    if (item.isConnected) (button.disabled ? item.querySelector("[name=move]:not(:disabled)") ?? item.querySelector("a") : button).focus();
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=move], [name=remove]");
    if (button) { event.preventDefault(); act(button); }
  });
  form.addEventListener("input", keepAll);
  const fill = async () => {
    const kept = list();
    name.value = kept.name;
    if (kept.cases.length) {
      const query = new URLSearchParams(kept.cases.map((one) => ["case", one.id]));
      const answer = await fetch(`${form.dataset.cases}?${query}`);
      if (!answer.ok) throw new Error(answer.status);
      items.innerHTML = await answer.text();
      for (const { id, note } of kept.cases) {
        const item = items.querySelector(`[data-item="${id}"]`);
        if (item) item.querySelector("textarea").value = note; else missing.add(id);
      }
      form.querySelector("[data-list-gone]").hidden = !missing.size;
    }
    arrange();
  };
  form.querySelector(".list-add").hidden = true;
  if ("listKept" in form.dataset) {
    // The list came back from the server with a fault, and holds what was written last.
    const shown = new Set([...items.children].map((item) => item.dataset.item));
    for (const { id } of list().cases) if (!shown.has(id)) missing.add(id);
    keepAll();
    return;
  }
  form.elements.own.value = "1";
  form.querySelector("[data-list-full]").hidden = true;
  fill().catch(() => say(words.dataset.failed));
}

if (words && keeps()) {
  const compared = document.querySelector("[data-comparison]");
  if (compared) write(COMPARED, compared.dataset.comparison.split(" ").filter(isId));
  for (const one of document.querySelectorAll("[data-list-script]")) one.hidden = false;
  for (const one of document.querySelectorAll("[data-list-plain]")) one.hidden = true;
  show();
  const form = document.querySelector("[data-list-form]");
  if (form) listPage(form);
}

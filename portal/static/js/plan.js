// Writing in an impact plan with a script: each form saves itself as one types, and says in words what became of it. What
// is not saved yet is kept on this device. Without this file, the forms' own buttons save.
const SECONDS_OF_TYPING = 0.8;
const SECONDS_AT_MOST = 20;
const SECONDS_BETWEEN = [2, 4, 8, 15, 30];
const HIDDEN = /^(csrfmiddlewaretoken|new_key|under|seen-.*)$/;

const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch { return false; }
}

// What the person has written in a form: { field: [values] }.
function valuesOf(form) {
  const values = {};
  for (const one of form.elements) {
    if (!one.name || HIDDEN.test(one.name)) continue;
    values[one.name] ??= [];
    if (one.matches("[type=checkbox], [type=radio]")) { if (one.checked) values[one.name].push(one.value); }
    else if (one.matches("select[multiple]")) values[one.name].push(...[...one.selectedOptions].map((option) => option.value));
    else values[one.name].push(one.value);
  }
  return values;
}
function fill(form, name, values) {
  for (const one of form.elements) {
    if (one.name !== name) continue;
    if (one.matches("[type=checkbox], [type=radio]")) one.checked = values.includes(one.value);
    else if (one.matches("select[multiple]")) for (const option of one.options) option.selected = values.includes(option.value);
    else one.value = values[0] ?? "";
  }
}
const same = (one, other) => JSON.stringify(one ?? []) === JSON.stringify(other ?? []);

function words(form) {
  const state = form.querySelector("[data-state]");
  return (word) => {
    const text = state.dataset[word] ?? "";
    // The same words again would be read aloud again.
    if (state.textContent !== text) state.textContent = text;
    state.hidden = !text;
    state.dataset.word = word;
    state.toggleAttribute("data-trouble", !["saved", "saving", "unsaved", "draft", ""].includes(word));
  };
}

function tellErrors(form, errors) {
  for (const place of form.querySelectorAll("[data-field]")) {
    const texts = errors[place.dataset.field] ?? [];
    const fault = place.querySelector("[data-fault]");
    // What the server wrote when the page was made stands for the same.
    for (const old of place.querySelectorAll(".fault:not([data-fault])")) old.remove();
    fault.id ||= `${form.dataset.part}-${place.dataset.field}-fault`;
    fault.textContent = texts.join(" ");
    fault.hidden = !texts.length;
    for (const one of place.querySelectorAll("input, textarea, select")) {
      if (!texts.length) { one.removeAttribute("aria-invalid"); continue; }
      const described = (one.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
      one.setAttribute("aria-invalid", "true");
      one.setAttribute("aria-describedby", [...new Set([...described, fault.id])].join(" "));
    }
  }
}

// What the server says that the form is about, and what is still missing of it.
function tellRoom(form, { about, missing: texts, saved }) {
  const room = form.closest("[data-part-room]");
  const name = room?.querySelector("[data-name]");
  if (name && saved.includes("name")) name.textContent = form.elements.name.value.trim();
  const line = room?.querySelector("[data-about]");
  if (line && about) line.textContent = about;
  const place = room?.querySelector("[data-missing]");
  if (!place) return;
  place.hidden = !texts.length;
  place.querySelector("ul").replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

// A part that is there: saved as one types
function keepSaved(form) {
  const store = `samskaping.plan.${form.dataset.part}`;
  const say = words(form);
  const state = form.querySelector("[data-state]").dataset;
  const fields = () => Object.entries(valuesOf(form)).filter(([name]) => name !== "reason");
  let stored = Object.fromEntries(fields());
  let timer = 0;
  let failures = 0;
  let sending = null;
  let again = false;
  let gone = "";
  const seenOf = (name) => form.elements[`seen-${name}`]?.value ?? "";
  const changed = () => fields().filter(([name, values]) => !same(values, stored[name]));

  function keep() {
    const waiting = changed();
    form.dataset.waiting = waiting.length;
    const kept = waiting.length ? Object.fromEntries(waiting.map(([name, values]) => [name, { values, seen: seenOf(name) }])) : null;
    return write(store, kept);
  }

  function showBoth(name, theirs) {
    const place = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!place) return;
    let box = place.querySelector(".part-overtaken");
    if (box?.dataset.seen === theirs.seen) return;
    box?.remove();
    box = document.createElement("div");
    box.className = "part-overtaken";
    box.dataset.seen = theirs.seen;
    const make = (tag, text, look) => Object.assign(document.createElement(tag), { textContent: text, className: look ?? "" });
    const button = (text, act) => {
      const made = make("button", text, "ds-button");
      Object.assign(made, { type: "button" });
      Object.assign(made.dataset, { variant: "secondary", size: "sm" });
      made.addEventListener("click", () => {
        box.remove();
        form.elements[`seen-${name}`].value = theirs.seen;
        act();
        (place.querySelector("textarea, input, select") ?? form).focus();
        save();
      });
      return made;
    };
    const quote = make("blockquote", theirs.text || state.empty);
    quote.lang = place.querySelector("[lang]")?.lang ?? "";
    const list = (values) => (Array.isArray(values) ? values : [values ?? ""]).map(String);
    const buttons = make("div", "", "part-buttons");
    buttons.append(
      button(state.keep, () => { stored[name] = null; }),
      button(state.take, () => { fill(form, name, list(theirs.value === true ? "on" : theirs.value === false ? [] : theirs.value)); stored[name] = valuesOf(form)[name]; keep(); }),
    );
    box.append(make("p", state.theirs), quote, buttons);
    // Below the field, so that what one is writing does not move away.
    place.append(box);
  }

  function answered(sent, told) {
    for (const [name, digest] of Object.entries(told.seen)) {
      const place = form.elements[`seen-${name}`];
      if (place) place.value = digest;
    }
    // The person has chosen between the two while this answer was on its way.
    const chosen = Object.keys(told.overtaken).filter((name) => seenOf(name) === told.overtaken[name].seen);
    for (const name of chosen) { delete told.overtaken[name]; again = true; }
    const trouble = new Set([...chosen, ...Object.keys(told.errors), ...Object.keys(told.overtaken)]);
    for (const [name, values] of Object.entries(sent)) {
      const isLacking = told.missing_reason.includes(name);
      if (!trouble.has(name) && !isLacking) stored[name] = values;
    }
    tellErrors(form, told.errors);
    tellRoom(form, told);
    for (const place of form.querySelectorAll("[data-field]")) if (!told.overtaken[place.dataset.field]) place.querySelector(".part-overtaken")?.remove();
    for (const [name, theirs] of Object.entries(told.overtaken)) showBoth(name, theirs);
    const reason = form.querySelector(".part-reason");
    if (reason && told.missing_reason.length) reason.open = true;
    form.toggleAttribute("data-asks-why", told.missing_reason.length > 0);
    if (reason && !told.missing_reason.length && sent.reason?.[0] && told.saved.length) { form.elements.reason.value = ""; reason.open = false; }
    for (const place of document.querySelectorAll("[data-plan-progress]")) if (told.progress) place.innerHTML = told.progress;
    const isKept = keep();
    if (Object.keys(told.overtaken).length) say("overtaken");
    else if (told.missing_reason.length) say("reason");
    else if (Object.keys(told.errors).length) say("errors");
    else if (changed().length) say(isKept ? "unsaved" : "unkept");
    else say("saved");
  }

  async function send() {
    const sent = valuesOf(form);
    const patience = setTimeout(() => say("saving"), 400);
    try {
      const body = new URLSearchParams(new FormData(form));
      // Browsers let a page that is closed send so much and no more.
      const keepalive = body.toString().length < 60_000;
      const answer = await fetch(form.action, { method: "POST", body, keepalive, headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(SECONDS_AT_MOST * 1000) });
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (answer.ok && isOurs) { failures = 0; answered(sent, await answer.json()); }
      else if (answer.type === "opaqueredirect" || answer.status === 401) { keep(); say("signin"); }
      else if (answer.status === 404) { keep(); gone = "gone"; say(gone); }
      // The proof of where the form came from is out of date, or the person may no longer write here: the page anew tells.
      else if (answer.status === 403) { keep(); say("stale"); }
      else if ([400, 413].includes(answer.status)) { keep(); say("refused"); }
      else throw new Error(answer.status);
    } catch {
      failures += 1;
      const isKept = keep();
      timer = setTimeout(save, SECONDS_BETWEEN[Math.min(failures, SECONDS_BETWEEN.length) - 1] * 1000);
      say(!isKept ? "unkept" : navigator.onLine ? "failed" : "offline");
    } finally {
      clearTimeout(patience);
    }
  }

  function save() {
    clearTimeout(timer);
    if (gone) return;
    if (sending) { again = true; return; }
    sending = send().finally(() => { sending = null; if (again) { again = false; if (changed().length) save(); } });
  }

  form.addEventListener("input", (event) => {
    // A reason is whole only when the person has left it.
    if (event.target.name === "reason") return;
    keep();
    if (!["overtaken", "reason"].includes(form.querySelector("[data-state]").dataset.word)) say("unsaved");
    clearTimeout(timer);
    timer = setTimeout(save, SECONDS_OF_TYPING * 1000);
  });
  form.addEventListener("change", () => { if (changed().length) save(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  window.addEventListener("pagehide", () => { if (changed().length) { keep(); clearTimeout(timer); if (!gone) send(); } });
  window.addEventListener("online", () => { if (changed().length) save(); });
  window.addEventListener("beforeunload", (event) => { if (changed().length && !keep()) event.preventDefault(); });

  // What was not saved when the page was left: it goes on from what the person had seen then.
  for (const [name, { values, seen }] of Object.entries(read(store) ?? {})) {
    if (!(name in stored)) continue;
    fill(form, name, values);
    if (form.elements[`seen-${name}`] && seen) form.elements[`seen-${name}`].value = seen;
  }
  if (changed().length) save(); else { keep(); say(""); }
}

// A part that is not there yet: kept on this device until it is added
function keepDraft(form) {
  const store = `samskaping.plan.${form.dataset.part}`;
  const say = words(form);
  const beginning = valuesOf(form);
  const key = form.elements.new_key;
  const draft = read(store);
  const isThere = draft && document.querySelector(`form[data-part$="-${CSS.escape(draft.key)}"]`);
  if (isThere) write(store, null);
  else if (draft) {
    key.value = draft.key;
    for (const [name, values] of Object.entries(draft.values)) if (name in beginning) fill(form, name, values);
    form.closest("details").open = true;
    say("draft");
  }
  form.addEventListener("input", () => {
    const values = valuesOf(form);
    const isEmpty = same(Object.values(values), Object.values(beginning));
    if (write(store, isEmpty ? null : { key: key.value, values })) say(isEmpty ? "" : "draft");
  });
  let isSent = false;
  form.addEventListener("submit", (event) => { if (isSent) event.preventDefault(); isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });
}

document.documentElement.classList.add("plan-live");
for (const form of document.querySelectorAll("form[data-part]")) if ("adding" in form.dataset) keepDraft(form); else keepSaved(form);

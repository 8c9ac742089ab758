// Answering with a script: every answer is saved as it is given, the screens change without the network, and what cannot
// be sent is kept on the device until it can. Without this file, the form's own buttons save and lead on.
const root = document.querySelector("[data-answer]");
const state = document.querySelector("[data-state]");
const SECONDS_BETWEEN = [2, 4, 8, 15, 30];
const SECONDS_AT_MOST = 15;
const SECONDS_OF_TYPING = 0.8;

// What waits to be sent, by item, on this device alone: { item: [values] }.
const store = `samskaping.answers.${root.dataset.answer}`;
const waiting = new Map();
let keeps = true;
let over = "";

const read = () => {
  try { return Object.entries(JSON.parse(localStorage.getItem(store)) ?? {}); } catch { return []; }
};
function keep() {
  root.dataset.waiting = waiting.size;
  try {
    if (waiting.size) localStorage.setItem(store, JSON.stringify(Object.fromEntries(waiting)));
    else localStorage.removeItem(store);
    keeps = true;
  } catch { keeps = false; }
}

function say(word) {
  const text = state.dataset[word] ?? "";
  // The same words again would be read aloud again.
  if (state.textContent !== text) state.textContent = text;
  state.hidden = !text;
  state.toggleAttribute("data-trouble", !["saved", "saving"].includes(word));
}

// Sending: one request at a time, and again and again until all has arrived
let sending = null;
let timer = 0;
let failures = 0;

async function post(batch) {
  const body = new URLSearchParams();
  for (const [item, values] of batch) {
    body.append("shown", item);
    for (const value of values) body.append(item, value);
  }
  const answer = await fetch(root.dataset.save, { method: "POST", body, keepalive: true, signal: AbortSignal.timeout(SECONDS_AT_MOST * 1000) });
  // A network that wants to be signed in to answers with a page of its own.
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  return { status: answer.status, told };
}

function arrived(batch, { saved, faults }) {
  for (const [item, values] of batch) {
    const fault = faults[item] ?? "";
    // Answered anew meanwhile: then the newer one still waits.
    if ((fault || saved.includes(item)) && waiting.get(item) === values) waiting.delete(item);
    const place = document.getElementById(`fault-${item}`);
    if (place) place.textContent = fault;
  }
  keep();
}

async function send() {
  while (waiting.size && !over) {
    const batch = [...waiting];
    const patience = setTimeout(() => say("saving"), 400);
    try {
      const { status, told } = await post(batch);
      if (told.over) {
        over = told.over;
        // Somebody deleted these answers: they are not to come back from this device.
        if (over === "gone") { waiting.clear(); keep(); }
      } else if (status === 200 && told.saved) {
        arrived(batch, told);
        failures = 0;
      } else {
        throw new Error(status);
      }
    } catch {
      failures += 1;
      timer = setTimeout(flush, SECONDS_BETWEEN[Math.min(failures, SECONDS_BETWEEN.length) - 1] * 1000);
      say(!keeps ? "unkept" : navigator.onLine ? "failed" : "offline");
      return;
    } finally {
      clearTimeout(patience);
    }
  }
  say(over || "saved");
}

function flush() {
  clearTimeout(timer);
  sending ??= send().finally(() => { sending = null; });
  return sending;
}

function answer(item, values) {
  waiting.set(item, values);
  keep();
  flush();
}

window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (waiting.size) flush(); });
window.addEventListener("beforeunload", (event) => { if (waiting.size && !keeps) event.preventDefault(); });

// The form
function formPage(form) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const [next, finish, back] = ["next", "finish", "back"].map((name) => form.querySelector(`[data-${name}]`));
  const progress = document.querySelector("[data-progress]");
  const titleEnd = document.title.slice(steps.find((step) => !step.hidden).querySelector("h1").textContent.length);
  let current = 0;

  const valuesOf = (item) => {
    const text = item.querySelector("textarea");
    return text ? [text.value] : [...item.querySelectorAll(":checked")].map((input) => input.value);
  };
  const isAnswered = (item) => valuesOf(item).some((value) => value.trim());
  const words = (text, ...values) => values.reduce((said, value) => said.replace("#", value), text);

  function fill(item, values) {
    const text = item.querySelector("textarea");
    if (text) text.value = values[0] ?? "";
    for (const input of item.querySelectorAll("input:not([type=hidden])")) input.checked = values.includes(input.value);
  }

  function tell() {
    let all = 0;
    for (const step of steps) {
      const items = [...step.querySelectorAll("[data-item]")];
      const done = items.filter(isAnswered).length;
      const whole = done === items.length;
      all += whole;
      for (const line of document.querySelectorAll(`path[data-thread="${step.dataset.thread}"]`)) line.classList.toggle("laid", whole);
      const place = form.querySelector(`[data-state-of="${step.dataset.step}"]`);
      place.textContent = whole ? form.dataset.whole : done ? words(form.dataset.part, done, items.length) : form.dataset.none;
    }
    progress.textContent = words(form.dataset.progressWords, current + 1, steps.length, all);
  }

  function button(one, place) {
    one.hidden = one.disabled = place < 0 || place >= steps.length;
    one.value = place + 1;
  }

  function show(place, { moves = true } = {}) {
    current = Math.min(Math.max(place, 0), steps.length - 1);
    steps.forEach((step, other) => { step.hidden = other !== current; });
    button(next, current + 1);
    button(back, current - 1);
    finish.hidden = finish.disabled = !next.hidden;
    form.elements.step.value = current + 1;
    for (const one of form.querySelectorAll("[data-jump]")) one.setAttribute("aria-current", Number(one.value) === current + 1 ? "step" : "false");
    const heading = steps[current].querySelector("h1");
    document.title = heading.textContent + titleEnd;
    tell();
    if (!moves) return;
    form.querySelector("[data-all-steps]").open = false;
    document.querySelector(".answer-head").scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  function go(place) {
    history.pushState(null, "", `?step=${place + 1}`);
    show(place);
  }

  async function leave() {
    await flush();
    if (waiting.size || over) { state.scrollIntoView({ block: "center" }); return; }
    location.assign(root.dataset.thanks);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const to = event.submitter?.value ?? next.value;
    if (to === "thanks") leave(); else go(Number(to) - 1);
  });
  let typing = 0;
  form.addEventListener("input", (event) => {
    const item = event.target.closest("[data-item]");
    clearTimeout(typing);
    if (event.target.matches("textarea")) {
      waiting.set(item.dataset.item, valuesOf(item));
      keep();
      typing = setTimeout(flush, SECONDS_OF_TYPING * 1000);
    } else {
      answer(item.dataset.item, valuesOf(item));
    }
    tell();
  });
  const asked = () => new URLSearchParams(location.search).get("step");
  window.addEventListener("popstate", () => show(Number(asked() ?? 1) - 1));

  for (const [item, values] of read()) {
    const place = form.querySelector(`[data-item="${CSS.escape(item)}"]`);
    if (place && Array.isArray(values)) { fill(place, values); waiting.set(item, values); }
  }
  for (const item of form.querySelectorAll("[data-item]")) item.disabled = false;
  const first = steps.findIndex((step) => [...step.querySelectorAll("[data-item]")].some((item) => !isAnswered(item)));
  const shown = steps.findIndex((step) => !step.hidden);
  show(!asked() && waiting.size && first >= 0 ? first : shown, { moves: false });
}

if (root.matches("form")) formPage(root);
else for (const [item, values] of read()) waiting.set(item, values);
keep();
if (root.matches("form") || waiting.size) flush();

// The private link
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.querySelector("[data-copy-state]");
    try { await navigator.clipboard.writeText(button.dataset.copy); said.textContent = button.dataset.copied; } catch { said.textContent = button.dataset.failed; }
  });
}
// The next person on this device is not to find what this one has written.
document.querySelector("[data-forget]")?.addEventListener("click", () => { waiting.clear(); keep(); });

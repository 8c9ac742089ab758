// The list of cases changes in place, where scripts run: htmx fetches it, this file looks after focus and words.
// Without it, the same form and links lead to the same addresses.
(() => {
  const results = document.getElementById('results');
  const form = results?.closest('form');
  if (!form || !window.htmx) return;
  const box = form.elements.q;
  const status = document.getElementById('results-status');
  let timer = 0;
  let open = new Map();
  let isSent = false;
  let isTicked = false;
  let asksForHits = false;

  const heading = () => document.getElementById('hits-heading');

  // What is ticked counts at once; somebody who ticks several waits for one answer.
  // Other forms have fields here too.
  results.addEventListener('change', (event) => {
    if (event.target.form !== form) return;
    isTicked = true;
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), 200);
  });

  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    isTicked = false;
    // By hand, not by what was ticked: then the filters have done their work.
    isSent = Boolean(event.submitter);
    asksForHits = isSent && results.contains(document.activeElement);
  });

  // The box lies outside of what changes, so that nobody loses what they are writing.
  const settle = () => {
    if (document.activeElement !== box) box.value = results.firstElementChild.dataset.query;
    status.textContent = heading().textContent;
  };

  document.body.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.target !== results) return;
    // Ticked while this answer was on its way: it knows nothing of that, and the next question is about to be asked.
    if (isTicked) event.detail.shouldSwap = false;
    open = new Map([...results.querySelectorAll('details[id]')].map((part) => [part.id, part.open]));
  });

  document.body.addEventListener('htmx:afterSwap', (event) => {
    if (event.detail.target !== results) return;
    for (const [id, isOpen] of open) {
      const part = document.getElementById(id);
      if (part) part.open = isOpen;
    }
    if (isSent) document.getElementById('facet-switch').open = false;
    isSent = false;
  });

  document.body.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.target !== results) return;
    settle();
    // What was pressed may be gone, a chip say; then the reader is at what it led to.
    const active = document.activeElement;
    if (asksForHits || !active || active === document.body) heading().focus({ preventScroll: !asksForHits });
    asksForHits = false;
  });

  document.body.addEventListener('htmx:historyRestore', settle);

  for (const trouble of ['htmx:sendError', 'htmx:responseError', 'htmx:timeout']) {
    document.body.addEventListener(trouble, () => {
      status.textContent = status.dataset.trouble;
      status.classList.remove('visually-hidden');
    });
  }
  document.body.addEventListener('htmx:beforeRequest', () => status.classList.add('visually-hidden'));
})();

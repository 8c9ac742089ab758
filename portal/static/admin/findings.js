// Shows what the content checks found in the draft as it was saved last, and goes to the field of a finding.

const panel = document.querySelector("[data-findings]");

if (panel) {
  const list = panel.querySelector("[data-findings-list]");
  const status = panel.querySelector("[data-findings-status]");
  const toggleCounter = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
  const previewCounter = document.querySelector('[data-side-panel="checks"] [data-content-checker-count]');
  let page = panel.dataset.findingsPage;
  let newest = 0;
  let ours = 0;

  // Wagtail writes the number of its own findings on the toggle; ours are added as soon as it has.
  const count = () => {
    if (!toggleCounter) return;
    const total = String(ours + (Number.parseInt(previewCounter?.textContent ?? "0", 10) || 0));
    if (toggleCounter.textContent.trim() !== total) toggleCounter.textContent = total;
    if (toggleCounter.hidden !== (total === "0")) toggleCounter.hidden = total === "0";
  };

  const tell = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  const show = (html) => {
    // Whoever is reading the list by keyboard stays where they were, or at the finding that took its place.
    const buttons = [...list.querySelectorAll("[data-finding-field]")];
    const place = buttons.indexOf(document.activeElement);
    list.innerHTML = html;
    if (place >= 0) {
      const now = list.querySelectorAll("[data-finding-field]");
      (now[Math.min(place, now.length - 1)] ?? list).focus({ preventScroll: true });
    }
    const summary = list.querySelector("[data-findings-count]");
    ours = Number(summary.dataset.findingsCount);
    count();
    tell(summary.textContent);
  };

  const refresh = async () => {
    if (!page) return;
    newest += 1;
    const mine = newest;
    let html = "";
    try {
      const answer = await fetch(panel.dataset.findingsUrl.replace("/0/", `/${page}/`), {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (answer.ok && !answer.redirected) html = await answer.text();
    } catch {
      // Told below, as any other answer that is none.
    }
    if (mine !== newest) return;
    if (html.includes("data-findings-count")) show(html);
    else tell(panel.dataset.findingsFailed);
  };

  // From the outermost part of a content path to the innermost one that is on the page.
  const placeOf = (path) => {
    let found = null;
    let scope = document.querySelector("[data-edit-form]") ?? document;
    // A value's or field's how: all of them stand under one content path.
    const how = scope.querySelector(`[name="${CSS.escape(`${path.replaceAll(".", "-")}-how`)}"]`);
    if (how) return how;
    for (const part of path.split(".")) {
      const next = scope.querySelector(`[data-contentpath="${CSS.escape(part)}"]`);
      if (!next) break;
      found = next;
      scope = next;
    }
    return found;
  };

  const reveal = (element) => {
    const tab = element.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][href="#${CSS.escape(tab.id)}"]`)?.click();
    for (let part = element.closest("[data-panel]"); part; part = part.parentElement.closest("[data-panel]")) {
      part.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded=false]")?.click();
    }
    if (window.matchMedia("(max-width: 799px)").matches) {
      document.querySelector("[data-form-side-close-button]")?.click();
    }
  };

  const WRITTEN_IN = "[contenteditable=true], input:not([type=hidden]), textarea, select";

  // Where one writes; a button only where there is no such place, as in a chooser.
  const controlIn = (place) => {
    const own = [place, ...place.querySelectorAll(`${WRITTEN_IN}, button`)].filter(
      (control) => control.getClientRects().length > 0 && !control.disabled,
    );
    return own.find((control) => control.matches(WRITTEN_IN)) ?? own.find((control) => control !== place) ?? place;
  };

  const goTo = async (path) => {
    const place = placeOf(path);
    if (!place) return;
    reveal(place);
    // A tab is shown with the next frame, and what is hidden takes no focus.
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
    const target = controlIn(place);
    if (target === place && !place.matches(WRITTEN_IN)) place.tabIndex = -1;
    target.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  };

  list.tabIndex = -1;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-finding-field]");
    if (button) goTo(button.dataset.findingField);
  });
  document.addEventListener("w-autosave:success", (event) => {
    page = event.detail?.response?.pk ?? page;
    refresh();
  });
  if (previewCounter) {
    new MutationObserver(count).observe(previewCounter, { childList: true, characterData: true, subtree: true });
  }
  refresh();
}

/* Remembers in the browser which municipality is ours, and offers to show first the cases from those like it. */
const KEY = "our-municipality";
const remembered = () => {
  try {
    const ours = JSON.parse(localStorage.getItem(KEY));
    return ours && /^\d{4}$/.test(ours.number) && typeof ours.name === "string" ? ours : null;
  } catch {
    return null;
  }
};
const remember = (ours) => {
  try {
    if (ours) localStorage.setItem(KEY, JSON.stringify(ours));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
};

/* A municipality's page: a button that says that it is ours, or no longer. */
const button = document.querySelector("[data-our-municipality]");
if (button) {
  const own = { number: button.dataset.ourMunicipality, name: button.dataset.name };
  const isOurs = () => remembered()?.number === own.number;
  const show = () => {
    button.setAttribute("aria-pressed", String(isOurs()));
  };
  button.addEventListener("click", () => {
    remember(isOurs() ? null : own);
    show();
  });
  show();
  button.hidden = false;
}

/* The list: what was asked for is remembered; what is remembered is offered. */
const offer = document.querySelector("[data-ours-offer]");
if (offer) {
  const link = offer.querySelector("a");
  const show = () => {
    const asked = document.querySelector("[data-ours]");
    if (asked) remember({ number: asked.dataset.ours, name: asked.dataset.name });
    const ours = remembered();
    offer.hidden = !ours || Boolean(asked);
    if (offer.hidden) return;
    const address = new URL(location.href);
    address.searchParams.set("like", ours.number);
    address.searchParams.delete("page");
    link.href = address.href;
    link.textContent = link.dataset.text.replace("{}", ours.name);
  };
  show();
  document.body.addEventListener("htmx:afterSettle", show);
  document.body.addEventListener("htmx:historyRestore", show);
}

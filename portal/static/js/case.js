/* What a script adds to a case page: buttons that copy and print, and texts that open when a link leads to them. */
const told = document.querySelector(".cite__told");
for (const button of document.querySelectorAll("[data-copy]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      told.textContent = button.dataset.copied;
    } catch {
      told.textContent = button.dataset.failed;
    }
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
/* Browsers open what a link leads into, but not all of them, and not when the link is followed again. */
const openTarget = () => {
  const target = location.hash.startsWith("#how-") && document.getElementById(location.hash.slice(1));
  const details = target && target.closest("details");
  if (details && !details.open) {
    details.open = true;
    target.scrollIntoView({ block: "nearest" });
  }
};
for (const link of document.querySelectorAll("a[href^='#how-']")) link.addEventListener("click", () => setTimeout(openTarget));
addEventListener("hashchange", openTarget);
openTarget();
/* On paper all is open; style sheets do this too, where the browser lets them. */
const opened = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".case-weave details:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of opened.splice(0)) details.open = false;
});

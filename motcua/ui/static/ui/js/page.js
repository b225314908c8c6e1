// Small comforts of every page. Everything works without them.

// The error summary is read first.
document.querySelector("[data-focus]")?.focus();

// A page that answers a refused form is no place to come back to: "back" would ask whether to send it again.
// Remembered as an ordinary visit, it is asked for anew and shows the form as it was kept.
if (document.querySelector("[data-focus]")) history.replaceState(history.state, "", location.href);

// The menu closes by Escape, and when people go elsewhere.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Codes can be copied where the browser lets us.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
for (const button of document.querySelectorAll("[data-back]")) button.hidden = history.length < 2;

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const before = copy.innerHTML;
    await navigator.clipboard.writeText(copy.parentElement.querySelector("[data-copy-text]").textContent.trim());
    copy.textContent = copy.dataset.copied;
    setTimeout(() => { copy.innerHTML = before; }, 2000);
  }
  if (event.target.closest("[data-back]")) history.back();
  if (event.target.closest("[data-print]")) window.print();
});

// A form is sent once, however often the button is pressed; coming back by "back" frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 5000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
// htmx sends forms itself and answers on the same page.
document.addEventListener("htmx:afterRequest", (event) => { delete event.detail.elt?.dataset?.sent; });

// Installs as an app; without a network a page of ours says so (templates/ui/worker.js).
if (navigator.serviceWorker) {
  window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}

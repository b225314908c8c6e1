// Beside the list: on a wide screen a dossier opens there by htmx; elsewhere the link is followed as it is.
// Also: x ticks the row that is chosen, and a form that was just opened gets the cursor.

const wide = matchMedia("(min-width: 1200px)");
const pane = document.getElementById("detail");
const list = document.querySelector(".desk-list");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pane]");
  if (!link || !pane || !list?.childElementCount || !wide.matches || !window.htmx) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const address = new URL(link.href);
  address.searchParams.set("khung", "1");
  window.htmx.ajax("GET", address.pathname + address.search, { target: pane, swap: "innerHTML" });
  const row = link.closest("[data-dossier-row]");
  if (row) mark(row);
});

function mark(row) {
  for (const other of document.querySelectorAll("[data-dossier-row].is-here")) other.classList.remove("is-here");
  row.classList.add("is-here");
}

function begin(root) {
  const form = root.querySelector("[data-act-form]");
  form?.querySelector("input:not([type=hidden]), textarea, select, .btn")?.focus();
}

document.addEventListener("htmx:afterSwap", (event) => { if (event.target === pane) begin(pane); });
if (!document.querySelector("[data-focus]")) begin(document);

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^(TEXTAREA|SELECT)$/.test(event.target.tagName) || (event.target.tagName === "INPUT" && event.target.type !== "checkbox")) return;
  const box = document.activeElement?.closest("[data-dossier-row], [data-row]")?.querySelector('input[type="checkbox"]:not(:disabled)');
  if (!box) return;
  box.click();
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

const chosen = document.querySelector("[data-chosen]");
document.addEventListener("change", () => {
  if (!chosen) return;
  const count = document.querySelectorAll('input[name="chon"]:checked').length;
  chosen.textContent = count ? `(${count})` : "";
});

// A paper that comes into its frame takes the cursor, in the middle of a word: it is given back. Only who asks for the
// frame shall be in it: by Tab, or with the mouse on it.
let hand = document.activeElement;
let tabbed = -1000;
document.addEventListener("focusin", (event) => { if (event.target.tagName !== "IFRAME") hand = event.target; });
document.addEventListener("keydown", (event) => { if (event.key === "Tab") tabbed = performance.now(); }, true);
window.addEventListener("blur", () => {
  const asked = performance.now() - tabbed < 100;
  setTimeout(() => {
    const frame = document.activeElement;
    if (asked || !frame?.matches("iframe.paper-frame:not(:hover)") || !hand?.isConnected) return;
    window.focus();
    hand.focus();
  });
});

// Keys for officers. j and k move in the list marked data-keys="list", Enter opens, "/" goes to the search,
// a letter presses the element with that data-key, "?" tells which letters this page has.
// Never while somebody types, and never with Ctrl, Alt or Meta.

const typing = (element) =>
  element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file)$/.test(element.type));

const help = document.getElementById("keys-help");

function rows() {
  const list = document.querySelector('[data-keys="list"]');
  return list ? [...list.querySelectorAll("tbody tr, [data-row]")].filter((row) => row.querySelector("a[href]")) : [];
}

function move(by) {
  const all = rows();
  if (!all.length) return;
  let at = all.findIndex((row) => row.contains(document.activeElement));
  if (at < 0) at = all.findIndex((row) => row.classList.contains("is-here"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  const link = next.querySelector("a[href]");
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const found = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === key && !element.disabled && element.getClientRects().length,
  );
  if (!found) return false;
  if (typing(found)) { found.focus(); found.select?.(); } else { found.click(); }
  return true;
}

function wordsOf(element) {
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, .rail-count")) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function tell() {
  if (!help) return;
  if (help.open) { help.close(); return; }
  const list = help.querySelector("[data-keys-of-page]");
  for (const old of list.querySelectorAll("[data-own]")) old.remove();
  const seen = new Set(["/", "?", "j", "k"]);
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key;
    if (seen.has(key) || !element.getClientRects().length) continue;
    seen.add(key);
    const term = document.createElement("dt");
    const sign = document.createElement("kbd");
    const words = document.createElement("dd");
    sign.textContent = key;
    words.textContent = element.dataset.keyLabel || element.getAttribute("aria-label") || wordsOf(element);
    for (const part of [term, words]) part.dataset.own = "";
    term.append(sign);
    list.append(term, words);
  }
  help.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (help?.open && event.key !== "?") return;
  const known = { j: () => move(1), k: () => move(-1), "?": tell }[event.key];
  if (known) { known(); event.preventDefault(); return; }
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
});

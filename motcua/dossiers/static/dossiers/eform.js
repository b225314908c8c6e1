// Comforts of an e-form. Without this script every question is shown with a word on when to answer it,
// the button "add a row" asks the page for one, and the server leaves out what does not apply.

for (const form of document.querySelectorAll("[data-eform]")) {
  for (const hint of form.querySelectorAll("[data-eform-hint]")) hint.hidden = true;
  form.addEventListener("input", () => show(form));
  form.addEventListener("change", () => show(form));
  form.addEventListener("click", (event) => {
    const add = event.target.closest("[data-eform-add]");
    const drop = event.target.closest("[data-eform-drop]");
    if (add) { event.preventDefault(); addRow(add.closest("[data-eform-table]")); }
    if (drop) dropRow(drop);
  });
  for (const drop of form.querySelectorAll("[data-eform-drop]")) drop.hidden = false;
  show(form);
}

// A hidden part is disabled, so its answers count as absent; that may hide further parts, hence the rounds.
function show(form) {
  const parts = [...form.querySelectorAll("[data-show-if]")];
  for (let round = 0; round <= parts.length; round += 1) {
    let changed = false;
    for (const part of parts) {
      const hide = !holds(form, JSON.parse(part.dataset.showIf));
      if (part.hidden === hide) continue;
      part.hidden = hide;
      changed = true;
      for (const control of part.querySelectorAll("input, select, textarea")) control.disabled = Boolean(control.closest("[data-show-if][hidden]"));
    }
    if (!changed) return;
  }
}

function holds(form, condition) {
  const value = answer(form, condition.field);
  if (condition.oneOf.length) return condition.oneOf.includes(value);
  if (condition.equals === null) return value !== "" && value !== false;
  return value === condition.equals || String(value) === String(condition.equals);
}

function answer(form, name) {
  const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((control) => !control.closest("[hidden]"));
  if (!controls.length) return "";
  if (controls[0].type === "checkbox") return controls[0].checked;
  if (controls[0].type === "radio") return controls.find((control) => control.checked)?.value ?? "";
  return controls[0].value.trim();
}

function addRow(table) {
  const rows = table.querySelector("[data-eform-rows]");
  if (rows.children.length >= Number(table.dataset.eformTable)) return;
  const next = Math.max(-1, ...[...rows.querySelectorAll("[name]")].map((control) => Number(control.name.split(".").at(-2)) || 0)) + 1;
  const holder = document.createElement("div");
  holder.innerHTML = table.querySelector("[data-eform-blank]").innerHTML.replaceAll("__row__", String(next));
  const row = holder.firstElementChild;
  row.querySelector("[data-eform-drop]").hidden = false;
  rows.append(row);
  number(rows);
  row.querySelector("input, select, textarea")?.focus();
}

function dropRow(button) {
  const row = button.closest("[data-eform-row]");
  const rows = row.parentElement;
  row.remove();
  number(rows);
  rows.closest("[data-eform-table]").querySelector("[data-eform-add]").focus();
  rows.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
}

function number(rows) {
  [...rows.children].forEach((row, at) => { row.querySelector("[data-eform-number]").textContent = String(at + 1); });
}

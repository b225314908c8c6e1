// Suggestions while somebody types into <input data-suggest="address">: a combobox with a list, by the pattern of
// WAI-ARIA. Without this script, or without an answer in time, the form searches as before.

const PAUSE = 90; // milliseconds after the last key
let number = 0;

for (const input of document.querySelectorAll("input[data-suggest]")) start(input);

function start(input) {
  const known = new Map();
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer = 0, asked = "", at = -1, shown = [];

  list.id = `suggestions-${++number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel || "");
  list.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.after(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    shown = found;
    at = -1;
    list.replaceChildren(...found.map((one, place) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const note = document.createElement("span");
      row.id = `${list.id}-${place}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      name.textContent = one.name;
      note.textContent = one.note;
      name.className = "suggestions-name";
      name.lang = "vi"; // procedures are named in Vietnamese, whatever the language of the page
      note.className = "suggestions-note";
      row.append(name, " ", note);
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      row.addEventListener("click", () => { location.href = one.url; });
      return row;
    }));
    input.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    const words = found.length ? input.dataset.suggestSome : input.dataset.suggestNone;
    said.textContent = (words || "").replace("{count}", found.length);
  }

  async function ask() {
    const words = input.value.trim();
    asked = words;
    if (words.length < 2) { close(); said.textContent = ""; return; }
    if (!known.has(words)) {
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(words)}`;
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        if (!answer.ok) return;
        known.set(words, (await answer.json()).suggestions);
      } catch {
        return;
      }
    }
    if (asked === words && document.activeElement === input) show(known.get(words));
  }

  function choose(place) {
    const rows = [...list.children];
    rows[at]?.setAttribute("aria-selected", "false");
    at = (place + rows.length + 1) % (rows.length + 1);
    if (at === rows.length) at = -1;
    if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
    rows[at].setAttribute("aria-selected", "true");
    rows[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[at].id);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) { if (event.key === "ArrowDown") ask(); return; }
      event.preventDefault();
      choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? list.children.length - 1 : at - 1);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      location.href = shown[at].url;
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", close);
  input.form?.addEventListener("submit", () => { clearTimeout(timer); close(); });
}

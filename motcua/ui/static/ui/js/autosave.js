// Saves <form data-autosave-url="…"> as people type, and says so. The answer may be empty (2xx); {"seen"} is what
// the page would be drawn from now; 409 "changed-elsewhere" means that somebody saved it on another device.
// Nothing is thrown away: what cannot be sent waits in this browser, sealed with a key that only this person's own
// pages carry (data-sealing), and is sent by the next page that can. [data-waiting] is such a place on other pages.

const PAUSE = 1200; // milliseconds after the last key
const RETRY = [3000, 8000, 20000, 60000];
const PREFIX = "motcua.waiting.";
const KEPT = 30 * 24 * 3600 * 1000;

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (some) => btoa(Array.from(some, (one) => String.fromCharCode(one)).join(""));

// What waits in this browser for one person; null where the browser cannot seal (no HTTPS) or keep.
async function waitingOf(secret) {
  if (!secret || !globalThis.crypto?.subtle) return null;
  try {
    const raw = bytes(secret);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
    const mine = `${PREFIX}${text(digest.slice(0, 6))}.`;
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && !(JSON.parse(localStorage[name]).at > Date.now() - KEPT)) localStorage.removeItem(name);
    }
    const store = {
      async put(address, fields) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(fields));
        const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
        try { localStorage.setItem(mine + address, JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) })); } catch { /* full */ }
      },
      async get(address) {
        const kept = JSON.parse(localStorage.getItem(mine + address) ?? "null");
        if (!kept) return null;
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(kept.iv) }, key, bytes(kept.sealed));
        return JSON.parse(new TextDecoder().decode(plain));
      },
      drop(address) { localStorage.removeItem(mine + address); },
      addresses() { return Object.keys(localStorage).filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length)); },
    };
    // The server says which screen has just arrived by a form sent the ordinary way.
    const arrived = decodeURIComponent(cookie("saved"));
    if (arrived) { store.drop(arrived); document.cookie = "saved=; Max-Age=0; path=/; SameSite=Lax"; }
    return store;
  } catch {
    return null;
  }
}

async function send(address, fields, keepalive = false) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  try {
    const answer = await fetch(address, {
      method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual",
      headers: { "X-Requested-With": "autosave", "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" },
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { ...said, state: "saved" };
    if (answer.status === 401) return { state: "ended" };
    if (answer.status === 409 && said.code === "changed-elsewhere") return { ...said, state: "clash" };
    if (answer.type === "opaqueredirect" || answer.status === 404) return { state: "gone" };
  } catch { /* no network */ }
  return { state: navigator.onLine ? "failed" : "offline" };
}

function sayIn(place, state, words = {}) {
  if (!place) return;
  place.dataset.state = state;
  place.textContent = (place.dataset[state] || "").replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
}

const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

// Puts kept answers back into the form; false when some have no place on it, such as rows that were added.
function fill(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || ["file", "submit", "button"].includes(control.type)) continue;
    const values = given.get(control.name);
    if (control.type === "radio" || control.type === "checkbox") {
      if (values || (control.type === "checkbox" && !control.disabled)) control.checked = Boolean(values?.includes(control.value));
    } else if (values?.length) control.value = values.shift();
  }
  return [...given.keys()].every((name) => name === "over" || form.elements[name]);
}

async function start(form) {
  const place = form.querySelector("[data-autosave]");
  const address = form.dataset.autosaveUrl;
  let timer = 0, tries = 0, dirty = false, sending = null, clashing = false, over = false, whole = true;
  const say = (state, words) => sayIn(place, state, words);

  function fields() {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  }

  function save(keepalive = false) {
    if (!sending && dirty && !clashing && !over) sending = saveNow(keepalive).then((done) => { sending = null; if (done && dirty) later(); });
    return sending;
  }

  async function saveNow(keepalive) {
    if (!navigator.onLine) { await store?.put(address, fields()); say("offline"); return false; }
    dirty = false;
    say("saving");
    const sent = fields();
    const answer = await send(address, sent, keepalive);
    if (answer.state === "saved") { saved(answer); return true; }
    dirty = true;
    if (answer.state !== "gone") await store?.put(address, fields());
    if (answer.state === "clash") { clash(answer); return false; }
    if (answer.state === "ended") { ended(); return false; }
    say(answer.state === "gone" ? "failed" : answer.state);
    clearTimeout(timer);
    timer = setTimeout(save, RETRY[Math.min(tries++, RETRY.length - 1)]);
    return false;
  }

  function saved(answer) {
    tries = 0;
    if (answer.seen && form.elements.seen) form.elements.seen.value = answer.seen;
    form.querySelector('input[name="over"]')?.remove();
    if (!dirty) store?.drop(address);
    if (!whole) { location.reload(); return; }
    say("saved", { time: clock() });
    form.dispatchEvent(new CustomEvent("motcua:saved", { bubbles: true }));
  }

  function act(word, does) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = word;
    button.addEventListener("click", does);
    place.append(" ", button);
  }

  function clash(answer) {
    clashing = true;
    say("clash");
    if (!place) return;
    if (answer.title) place.textContent = answer.title;
    if (answer.theirs?.length) place.append(` ${answer.theirs.join("; ")}.`);
    act(place.dataset.mine, () => {
      const over = document.createElement("input");
      Object.assign(over, { type: "hidden", name: "over", value: "yes" });
      form.append(over);
      clashing = false;
      dirty = true;
      save();
    });
    act(place.dataset.theirs, () => { dirty = false; store?.drop(address); location.reload(); });
  }

  function ended() {
    over = true; // nothing is tried until more is typed: the link must stand still under the finger
    say("ended");
    if (!place?.dataset.signIn) return;
    const link = document.createElement("a");
    link.href = `${place.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = place.dataset.signInWord;
    place.append(" ", link);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    over = false;
    tries = 0;
    later();
  });
  form.addEventListener("change", (event) => { if (event.target.type !== "file" && dirty) { clearTimeout(timer); save(); } });
  // Before the page goes, what it sends is kept here: a form that is lost on its way is sent by the next page.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (form.dataset.ready || (!store && !sending)) { delete form.dataset.ready; dirty = false; return; }
    event.preventDefault();
    await sending;
    await store?.put(address, fields());
    if (!navigator.onLine) { dirty = true; say("offline"); place?.scrollIntoView({ block: "center" }); return; }
    clearTimeout(timer);
    dirty = false;
    form.dataset.ready = "yes";
    setTimeout(() => form.requestSubmit(event.submitter)); // while one submission is being told of, another is ignored
  });
  window.addEventListener("online", () => save());
  window.addEventListener("offline", () => { if (dirty) save(); });
  // Going away in the middle of a word: the browser sends the last state by itself.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty) { clearTimeout(timer); save(true); }
  });
  // Back by "back": the page stands as it was left, and learns what is kept now.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { dirty = true; save(); } });
  window.addEventListener("beforeunload", (event) => { if (dirty && !navigator.onLine && !store) event.preventDefault(); });

  const store = await waitingOf(place?.dataset.sealing);
  const waiting = await store?.get(address).catch(() => null);
  if (!waiting || dirty) return;
  if (JSON.stringify(waiting.filter(plain)) === JSON.stringify(fields().filter(plain))) { store.drop(address); return; }
  whole = fill(form, waiting);
  dirty = true;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const plain = ([name]) => name !== "seen" && name !== "over";

async function tellWaiting(place) {
  const store = await waitingOf(place.dataset.sealing);
  if (!store) return;
  async function empty() {
    const left = [];
    let sent = 0;
    for (const address of store.addresses()) {
      const fields = await store.get(address).catch(() => null);
      const answer = fields ? await send(address, fields) : { state: "gone" };
      if (answer.state === "saved" || answer.state === "gone") store.drop(address); else left.push([address, answer.state]);
      if (answer.state === "saved") sent += 1;
    }
    place.hidden = !left.length && !sent;
    sayIn(place, left.length ? "offline" : "saved", { time: clock() });
    for (const [address, state] of left) {
      if (state !== "clash") continue;
      const link = document.createElement("a");
      link.href = address;
      link.textContent = place.dataset.clash;
      place.append(" ", link);
    }
  }
  window.addEventListener("online", empty);
  await empty();
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) start(form);
for (const place of document.querySelectorAll("[data-waiting]")) tellWaiting(place);

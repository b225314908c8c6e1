// Saves <form data-autosave-url="…"> as people type, and says so. The answer may be empty (2xx).
// Nothing is thrown away: without a network the form keeps everything and tries again.

const PAUSE = 1200; // milliseconds after the last key
const RETRY = [3000, 8000, 20000, 60000];

for (const form of document.querySelectorAll("form[data-autosave-url]")) start(form);

function start(form) {
  const place = form.querySelector("[data-autosave]");
  let timer = 0, tries = 0, dirty = false, busy = false;

  const say = (state, words = {}) => {
    if (!place) return;
    place.dataset.state = state;
    place.textContent = (place.dataset[state] || "").replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
  };

  function body() {
    const data = new FormData(form);
    for (const input of form.querySelectorAll('input[type="file"]')) data.delete(input.name);
    return data;
  }

  async function save() {
    if (busy || !dirty) return;
    if (!navigator.onLine) { say("offline"); return; }
    busy = true;
    dirty = false;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST", body: body(), credentials: "same-origin", redirect: "error",
        headers: { "X-Requested-With": "autosave", Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      tries = 0;
      const now = new Date();
      say("saved", { time: now.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }) });
      form.dispatchEvent(new CustomEvent("motcua:saved", { bubbles: true }));
    } catch {
      dirty = true;
      say(navigator.onLine ? "failed" : "offline");
      clearTimeout(timer);
      timer = setTimeout(save, RETRY[Math.min(tries++, RETRY.length - 1)]);
    } finally {
      busy = false;
    }
    if (dirty && !tries) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    later();
  });
  form.addEventListener("change", (event) => { if (event.target.type !== "file" && dirty) { clearTimeout(timer); save(); } });
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
  window.addEventListener("online", save);
  window.addEventListener("offline", () => { if (dirty) say("offline"); });
  // Going away in the middle of a word: the browser sends the last state by itself.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty && navigator.sendBeacon(form.dataset.autosaveUrl, body())) dirty = false;
  });
  window.addEventListener("beforeunload", (event) => { if (dirty && !navigator.onLine) event.preventDefault(); });
}

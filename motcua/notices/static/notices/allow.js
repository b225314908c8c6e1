// <button data-push-key="…" data-push-worker="…" data-push-url="…">: asks the browser to show messages of Motcua.
const button = document.querySelector("[data-push-key]");

if (button && "serviceWorker" in navigator && "PushManager" in window) {
  for (let box; (box = button.closest("[hidden]"));) box.removeAttribute("hidden");
  button.addEventListener("click", allow);
}

async function allow() {
  const say = (name) => { document.querySelector("[data-push-said]").textContent = button.dataset[name]; };
  try {
    if (await Notification.requestPermission() !== "granted") { say("denied"); return; }
    const worker = await navigator.serviceWorker.register(button.dataset.pushWorker);
    const key = Uint8Array.from(atob(button.dataset.pushKey.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const told = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const answer = await fetch(button.dataset.pushUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify(told),
    });
    say(answer.ok ? "done" : "failed");
  } catch {
    say("failed");
  }
}

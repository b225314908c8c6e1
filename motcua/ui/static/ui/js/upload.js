// Uploads a chosen file at once, with progress, retry and cancel. Without this script the form sends it.
// The address answers 2xx with JSON {id, name, url?} (or empty), or problem details {title, detail}.
// A hidden field <name>_id is added for each id, and "motcua:uploaded" is fired.

for (const box of document.querySelectorAll("[data-upload]")) if (box.dataset.url) start(box);

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function start(box) {
  const input = box.querySelector('input[type="file"]');
  const list = box.querySelector("[data-upload-list]");
  const status = box.querySelector("[data-upload-status]");
  const words = box.dataset;

  input.addEventListener("change", () => {
    for (const file of input.files) send(file, row(file));
    input.value = "";
    input.required = false;
  });

  function row(file) {
    const item = make("li", "upload-item");
    const progress = make("progress");
    progress.max = 100;
    progress.value = 0;
    progress.setAttribute("aria-label", file.name);
    item.append(make("span", "upload-name", file.name), make("span", "upload-said"), make("span", "upload-acts"), progress);
    list.append(item);
    return item;
  }

  function said(item, text, aloud) {
    item.querySelector(".upload-said").textContent = text;
    if (aloud) status.textContent = `${item.querySelector(".upload-name").textContent}: ${text}`;
  }

  function button(item, text, act) {
    const press = make("button", "btn btn-quiet", text);
    press.type = "button";
    press.append(make("span", "visually-hidden", ` ${item.querySelector(".upload-name").textContent}`));
    press.addEventListener("click", act);
    item.querySelector(".upload-acts").append(press);
  }

  function failed(item, file, text, again) {
    item.classList.add("failed");
    item.querySelector("progress").hidden = true;
    said(item, text, true);
    item.querySelector(".upload-acts").replaceChildren();
    if (again) button(item, words.retry, () => send(file, item));
    button(item, words.cancel, () => { item.remove(); input.focus(); });
  }

  function send(file, item) {
    const acts = item.querySelector(".upload-acts");
    const progress = item.querySelector("progress");
    item.classList.remove("failed");
    acts.replaceChildren();
    progress.hidden = false;
    const limit = Number(words.limit);
    if (limit && file.size > limit) {
      failed(item, file, words.tooLarge.replace("{limit}", `${(limit / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`), false);
      return;
    }
    const request = new XMLHttpRequest();
    const data = new FormData();
    const token = (box.closest("form") ?? document).querySelector('input[name="csrfmiddlewaretoken"]')?.value;
    data.append(words.name, file);
    request.open("POST", words.url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "upload");
    if (token) request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      progress.value = percent;
      said(item, words.sending.replace("{percent}", percent));
    });
    request.addEventListener("load", () => finish(request, file, item));
    request.addEventListener("error", () => failed(item, file, words.failed, true));
    button(item, words.cancel, () => { request.abort(); item.remove(); input.focus(); });
    said(item, words.sending.replace("{percent}", 0), true);
    request.send(data);
  }

  function finish(request, file, item) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* an empty answer is fine */ }
    if (request.status < 200 || request.status > 299) {
      const text = [answer.title, answer.detail].filter(Boolean).join(" ") || words.failed;
      failed(item, file, text, request.status === 0 || request.status === 429 || request.status >= 500);
      return;
    }
    item.classList.add("done");
    item.querySelector("progress").remove();
    item.querySelector(".upload-acts").replaceChildren();
    said(item, words.done, true);
    if (answer.id) {
      const kept = make("input");
      kept.type = "hidden";
      kept.name = `${words.name}_id`;
      kept.value = answer.id;
      item.append(kept);
    }
    if (answer.url) {
      const link = make("a", "", answer.name || file.name);
      link.href = answer.url;
      item.querySelector(".upload-name").replaceChildren(link);
    }
    box.dispatchEvent(new CustomEvent("motcua:uploaded", { bubbles: true, detail: answer }));
  }
}

// Uploads a chosen file at once, with progress, retry and cancel. Without this script the form sends it.
// The address answers 2xx with JSON {id, name, url?} (or empty), or problem details {title, detail}.
// A large file (data-large-url, the tus protocol) goes in pieces and goes on where it broke off, also after the page
// was closed; its client is fetched only then. A large photo may be made smaller before it is sent.
// A hidden field <name>_id is added for each id, and "motcua:uploaded" is fired.

for (const box of document.querySelectorAll("[data-upload]")) if (box.dataset.url) start(box);

const LARGE = 6e6, PHOTO = 1.5e6, LONGEST_SIDE = 2400; // bytes, bytes, pixels
const PAUSES = [0, 1000, 3000, 5000, 10000, 20000, 30000];

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
const size = (count) => `${(count / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;

// Tells apart what was begun, without writing the name of anybody's file into the browser.
async function mark(file) {
  const told = new TextEncoder().encode([file.name, file.size, file.lastModified].join());
  const digest = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", told)) : [];
  return digest.length ? `motcua-${Array.from(digest, (one) => one.toString(16).padStart(2, "0")).join("")}` : null;
}

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((give) => { canvas.toBlob(give, "image/jpeg", 0.82); });
  return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
}

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
    for (const file of input.files) offer(file, row(file));
    input.value = "";
    input.required = false;
  });

  for (const told of box.querySelectorAll("[data-upload-large]")) told.hidden = !words.largeUrl;
  for (const told of box.querySelectorAll("[data-upload-plain]")) told.hidden = Boolean(words.largeUrl);

  // A photo of a phone has ten times what a paper needs to be read: smaller is sooner there.
  function offer(file, item) {
    if (!words.shrink || !["image/jpeg", "image/png"].includes(file.type) || file.size < PHOTO || !globalThis.createImageBitmap) {
      send(file, item);
      return;
    }
    item.querySelector("progress").hidden = true;
    item.classList.add("offered");
    said(item, words.large.replace("{size}", size(file.size)), true);
    button(item, words.shrink, async () => {
      item.querySelector(".upload-acts").replaceChildren();
      said(item, words.shrinking);
      send(await smaller(file).catch(() => file), item);
    });
    button(item, words.asItIs, () => send(file, item));
  }

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
    item.classList.remove("failed", "offered");
    acts.replaceChildren();
    progress.hidden = false;
    const limit = Number((words.largeUrl && words.largeLimit) || words.limit);
    if (limit && file.size > limit) {
      failed(item, file, words.tooLarge.replace("{limit}", size(limit)), false);
      return;
    }
    if (words.largeUrl && file.size > LARGE) { sendInPieces(file, item).catch(() => failed(item, file, words.failed, true)); return; }
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append(words.name, file);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progressed(item, event.loaded, event.total);
    });
    button(item, words.cancel, () => { request.abort(); item.remove(); input.focus(); });
    said(item, words.sending.replace("{percent}", 0), true);
    deliver(request, data, file, item);
  }

  function progressed(item, loaded, total) {
    const percent = Math.round((100 * loaded) / total);
    item.querySelector("progress").value = percent;
    said(item, words.sending.replace("{percent}", percent));
  }

  async function sendInPieces(file, item) {
    await import(words.largeScript);
    const upload = new globalThis.tus.Upload(file, {
      endpoint: words.largeUrl,
      chunkSize: 4 * 1024 * 1024,
      retryDelays: PAUSES,
      removeFingerprintOnSuccess: true,
      fingerprint: () => mark(file),
      headers: { "X-Requested-With": "upload", "X-CSRFToken": cookie("csrftoken") },
      onShouldRetry: (error) => ![401, 403, 404, 413, 422].includes(error.originalResponse?.getStatus() ?? 0),
      onProgress: (loaded, total) => progressed(item, loaded, total),
      onError: (error) => failed(item, file, problem(error.originalResponse?.getBody()) || words.failed, true),
      onSuccess: () => {
        said(item, words.looking, true);
        item.querySelector(".upload-acts").replaceChildren();
        const data = new FormData();
        data.append("arrived", upload.url.split("/").at(-2));
        data.append("file_name", file.name);
        deliver(new XMLHttpRequest(), data, file, item);
      },
    });
    button(item, words.cancel, () => { upload.abort(true).catch(() => {}); item.remove(); input.focus(); });
    said(item, words.sending.replace("{percent}", 0), true);
    const [begun] = await upload.findPreviousUploads();
    if (begun) upload.resumeFromPreviousUpload(begun);
    upload.start();
  }

  function problem(body) {
    try { const told = JSON.parse(body); return [told.title, told.detail].filter(Boolean).join(" "); } catch { return ""; }
  }

  function deliver(request, data, file, item) {
    const token = (box.closest("form") ?? document).querySelector('input[name="csrfmiddlewaretoken"]')?.value;
    request.open("POST", words.url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "upload");
    if (token) request.setRequestHeader("X-CSRFToken", token);
    request.addEventListener("load", () => finish(request, file, item));
    request.addEventListener("error", () => failed(item, file, words.failed, true));
    request.send(data);
  }

  function finish(request, file, item) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* an empty answer is fine */ }
    if (request.status < 200 || request.status > 299) {
      const text = problem(request.responseText) || words.failed;
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

// A paper that was just uploaded can be taken out again at once, without loading the page anew.

document.addEventListener("motcua:uploaded", (event) => {
  const { remove_url: address, name } = event.detail;
  if (!address) return;
  const items = event.target.querySelectorAll(".upload-item.done");
  const acts = [...items].reverse().find((item) => item.querySelector(`input[value="${CSS.escape(event.detail.id)}"]`))?.querySelector(".upload-acts");
  if (!acts) return;
  const remove = document.createElement("button");
  remove.type = "submit";
  remove.className = "btn btn-quiet";
  remove.formAction = address;
  remove.formMethod = "post";
  remove.formNoValidate = true;
  remove.textContent = document.documentElement.lang === "en" ? "Remove" : "Bỏ";
  const whose = document.createElement("span");
  whose.className = "visually-hidden";
  whose.textContent = ` ${name}`;
  remove.append(whose);
  acts.append(remove);
});

// The name of a further paper travels in the address, for only the file itself is sent.
for (const name of document.querySelectorAll('.apply-paper input[name="name"]')) {
  const box = name.form.querySelector("[data-upload]");
  const plain = box.dataset.url;
  name.addEventListener("input", () => {
    box.dataset.url = name.value.trim() ? `${plain}?ten=${encodeURIComponent(name.value.trim())}` : plain;
  });
}

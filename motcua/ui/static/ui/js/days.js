// Boxes of days, typed as 09/03/2026. The slashes come by themselves while digits are typed at the end, and what was
// written another way (9-3-2026, 2026-03-09) is put right on leaving. Without this script the server reads them all.

const two = (text) => text.padStart(2, "0");

function tidy(text) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return `${two(iso[3])}/${two(iso[2])}/${iso[1]}`;
  const said = /^(\d{1,2})\s*[\/.\-\s]\s*(\d{1,2})\s*[\/.\-\s]\s*(\d{4})$/.exec(text) || /^(\d\d)(\d\d)(\d{4})$/.exec(text);
  return said ? `${two(said[1])}/${two(said[2])}/${said[3]}` : text;
}

document.addEventListener("input", (event) => {
  const box = event.target.closest?.("input[data-day]");
  if (!box || event.inputType !== "insertText" || box.selectionStart !== box.value.length) return;
  if (/^\d\d$|^\d{1,2}\/\d\d$/.test(box.value)) box.value += "/";
  else box.value = box.value.replace(/\/\/$/, "/");
});

document.addEventListener("change", (event) => {
  const box = event.target.closest?.("input[data-day]");
  if (!box) return;
  const better = tidy(box.value.trim());
  if (better !== box.value) box.value = better;
}, true);

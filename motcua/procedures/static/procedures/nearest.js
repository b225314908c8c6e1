// "Nearest first": the list of offices put in order by the distance from where the phone is.
// The place is asked only when the person presses the button, and stays on this page: nothing is sent anywhere.

const part = document.querySelector("[data-nearest]");
const list = document.querySelector("[data-nearest-list]");
if (part && list?.querySelector("[data-place]") && "geolocation" in navigator && isSecureContext) part.hidden = false;

const EARTH = 6371; // km
function distance([lon1, lat1], [lon2, lat2]) {
  const turn = Math.PI / 180;
  const half = (a) => Math.sin(((a * turn) / 2)) ** 2;
  const h = half(lat2 - lat1) + Math.cos(lat1 * turn) * Math.cos(lat2 * turn) * half(lon2 - lon1);
  return 2 * EARTH * Math.asin(Math.sqrt(h));
}

function order(here) {
  const said = part.querySelector("[data-nearest-said]");
  const rows = [...list.children].map((row) => {
    const place = row.dataset.place?.split(",").map(Number);
    return { row, far: place ? distance(here, place) : Infinity };
  });
  rows.sort((a, b) => a.far - b.far);
  for (const { row, far } of rows) {
    row.querySelector(".soft")?.remove();
    if (far !== Infinity) {
      const words = document.createElement("span");
      words.className = "soft";
      words.textContent = `\u00a0· ${said.dataset.far.replace("{km}", String(Math.max(1, Math.round(far))))}`;
      row.querySelector("a").append(words);
    }
    list.append(row);
  }
  said.textContent = said.dataset.done;
}

part?.querySelector("[data-nearest-ask]").addEventListener("click", () => {
  const said = part.querySelector("[data-nearest-said]");
  said.textContent = said.dataset.wait;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => order([coords.longitude, coords.latitude]),
    () => { said.textContent = said.dataset.failed; },
    { maximumAge: 600000, timeout: 15000 },
  );
});

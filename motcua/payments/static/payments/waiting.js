// A page that waits for money looks now and then whether it has come, and shows itself anew when it has.
const told = document.getElementById("pay-waiting");
const until = Date.now() + 20 * 60 * 1000;
let pause = 4000;

async function look() {
  if (Date.now() > until) return;
  try {
    if (!document.hidden) {
      const answer = await fetch(told.dataset.url, { headers: { Accept: "application/json" } });
      if (answer.ok && String((await answer.json()).state) !== told.dataset.state) return location.reload();
    }
  } catch {
    // no connection just now: the next look will tell
  }
  pause = Math.min(pause * 1.2, 20000);
  setTimeout(look, pause);
}
setTimeout(look, pause);

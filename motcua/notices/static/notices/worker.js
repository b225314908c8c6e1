// Shows a message that was pushed to this browser, and opens the page it is about.
self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(said.title || "Motcua", {
    body: said.body || "", lang: said.lang || "vi", data: { url: said.url || "/hop-thu/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});

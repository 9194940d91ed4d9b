const ROOM = new RegExp("^{% url 'exams:room' 0 %}$".replace("/0/", "/\\d+/"));
const PATIENCE_MS = 6000;
const FILES = ["style", "script", "image"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && ROOM.test(pathname)) event.respondWith(room(request));
  else if (FILES.includes(request.destination)) event.respondWith(file(request));
});

// A room is cached by its own page; here it is only renewed, or dropped once the server leads elsewhere.
async function room(request) {
  const name = await cacheWith(request);
  if (!name) return fetch(request);
  const cache = await caches.open(name);
  const reply = await Promise.race([fetch(request).catch(() => null), patience()]);
  if (reply?.ok) await cache.put(request.url, reply.clone());
  else if (reply?.type === "opaqueredirect" || reply?.status === 404) await caches.delete(name);
  else return cache.match(request.url, { ignoreVary: true });
  return reply;
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function cacheWith(request) {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(request.url, { ignoreVary: true })) return name;
  }
}

const patience = () => new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));

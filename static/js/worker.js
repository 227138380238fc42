"use strict";
// The service worker. VERSION, OFFLINE (a page) and BESIDE (what that page is drawn with) stand above
// this text, written by the server.
// It keeps what a form's page is drawn with and the last copy of the pages of forms that were
// opened here, so that a telephone without a network can open them again. It sends nothing.
const FILES = `files-${VERSION}`;
const PAGES = "pages"; // belongs to whoever is signed in; forgotten at the door
const LIST = /^\/assessments\/[\w-]+\/\d+\/results\/$/; // what it shows, its query says
const KEPT = [/^\/assessments\/forms\/\d+\/$/, /^\/device\/$/, LIST];
const nameOf = ({ pathname, search }) => (LIST.test(pathname) ? pathname + search : pathname);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((files) => files.addAll([OFFLINE, ...BESIDE]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name !== FILES && name !== PAGES) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

// A page that was opened before the worker stood, and the list of drafts, are kept when asked for.
const keep = async ({ files, pages, again }) => {
  const store = await caches.open(FILES);
  for (const file of files) if (!(await store.match(file))) await store.add(file).catch(() => {});
  const kept = await caches.open(PAGES);
  for (const page of pages) {
    if (!again && (await kept.match(page, { ignoreVary: true }))) continue;
    const answer = await fetch(page).catch(() => null);
    if (answer && answer.ok && !answer.redirected) await kept.put(page, answer);
  }
};

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(PAGES));
  else event.waitUntil(keep(event.data));
});

const fileFirst = async (request) => {
  const files = await caches.open(FILES);
  const kept = await files.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) files.put(request, answer.clone());
  return answer;
};

const pageFirst = async (request) => {
  const address = new URL(request.url);
  const isKept = KEPT.some((path) => path.test(address.pathname));
  try {
    const answer = await fetch(request);
    if (isKept && answer.ok && !answer.redirected) {
      const pages = await caches.open(PAGES);
      await pages.put(nameOf(address), answer.clone());
    }
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const page = isKept && (await pages.match(nameOf(address), { ignoreVary: true }));
    return page || (await caches.match(OFFLINE, { ignoreVary: true })) || Promise.reject(error);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageFirst(request));
  else if (pathname.startsWith("/static/")) event.respondWith(fileFirst(request));
});

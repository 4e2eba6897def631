// The service worker: holds the whole site in the browser, so that it opens and works without a network.
// One cache is one build, complete: page, code, lessons, examples and fonts of two builds never mix. A new build is fetched in
// the background and waits until the app says so or no page is open; a build of before stays as long as a page of it lives.
// What is not listed here, or asked for with `no-store`, goes to the host as if there were no worker.

// Both filled in by .ci/stamp.mjs: the version, and every file with its checksum.
const BUILD = '';
const FILES = {};

const PAGE = 'index.html', SCOPE = registration.scope;
// Other apps of this origin have caches too. public/offline.js names the lock of a page alike.
const NAME = `planerka ${SCOPE} `;
const key = file => `${SCOPE}${file}?${FILES[file]}`;

async function sound(response, file) {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return FILES[file] === `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

// From the build before where the file is the same, or from the host. The browser refuses bytes of another build.
async function bring(file) {
  const kept = await caches.match(key(file));
  if (kept && await sound(kept.clone(), file)) return kept;
  // Hosts like to lead from index.html to the folder, and a page that came by a detour cannot be shown.
  const url = file === PAGE ? SCOPE : `${SCOPE}${file}?v=${BUILD}`;
  const response = await fetch(url, { cache: 'no-cache', integrity: FILES[file], priority: 'low' });
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${response.url}`);
  return response;
}

// All or nothing: whatever fails here leaves the build of before in its place. One file after another, so that the reader's
// own requests come first; what an attempt has brought is kept for the next one.
async function install() {
  const cache = await caches.open(NAME + BUILD);
  try {
    for (const file of Object.keys(FILES)) await cache.put(key(file), await bring(file));
  } catch (error) {
    // The room belongs to what people write.
    if (error.name === 'QuotaExceededError') await caches.delete(NAME + BUILD);
    throw error;
  }
}

// Older caches go when no page of their build lives any more; each page holds a lock with the name of its cache.
async function tidy() {
  if (registration.installing || registration.waiting) return;
  const { held } = await navigator.locks.query();
  const names = await caches.keys(), older = names.slice(0, names.indexOf(NAME + BUILD));
  for (const name of older) {
    if (name.startsWith(NAME) && !held.some(lock => lock.name === name)) await caches.delete(name);
  }
}

async function answer(request, file, build) {
  // A page of the build before asks for its own files by its own version.
  const cacheName = NAME + build;
  const kept = build === BUILD ? caches.match(key(file), { cacheName }) : caches.match(SCOPE + file, { cacheName, ignoreSearch: true });
  return await kept.catch(() => null) ?? fetch(request);
}

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(Promise.all([clients.claim(), tidy().catch(() => {})])));
addEventListener('message', ({ data }) => {
  if (data === 'take over') skipWaiting();
  if (data === 'tidy') tidy().catch(() => {});
});
addEventListener('fetch', event => {
  const { request } = event;
  if (request.method !== 'GET' || request.cache === 'no-store' || !request.url.startsWith(SCOPE)) return;
  const { pathname, searchParams } = new URL(request.url), path = pathname.slice(new URL(SCOPE).pathname.length);
  // The page answers only those who go to it, never somebody who asks for a script or for data.
  if (request.mode === 'navigate') {
    if (path === '' || path === PAGE) event.respondWith(answer(request, PAGE, BUILD));
    return;
  }
  const build = searchParams.get('v') ?? BUILD;
  if (path !== PAGE && (build !== BUILD || path in FILES)) event.respondWith(answer(request, path, build));
});

// Has the whole site kept in the browser by the service worker (sw.js), and tells the app when a newer build is ready there.
// Where there is no service worker to be had everything stays as it was, without a word.
const HOUR = 3_600_000, PATIENCE = 5000;
let looked = 0, leaving = false;
const tell = () => { if (!leaving) dispatchEvent(new CustomEvent('planerka:update')); };

// Asks the host for a newer build. A site that wants no worker any more has taken sw.js away: then ours goes too, and the
// next start comes from the host.
async function look(registration) {
  looked = Date.now();
  try {
    await registration.update();
  } catch {
    const answer = await fetch('sw.js', { method: 'HEAD', cache: 'no-store' });
    if (answer.status === 404 || answer.status === 410) await registration.unregister();
  }
}

// Called once the app stands. `build` is that of this page; it is empty where nothing is to be kept.
export async function keep(build) {
  if (!build) return;
  try {
    const workers = navigator.serviceWorker;
    // The first worker takes over a page that had none; that is no news.
    let known = Boolean(workers.controller);
    workers.addEventListener('controllerchange', () => {
      if (known) tell();
      known = true;
    });
    const registration = await workers.register('sw.js', { updateViaCache: 'none' });
    // Says for as long as this page lives that the files of its build are needed.
    navigator.locks.request(`planerka ${registration.scope} ${build}`, { mode: 'shared' }, () => new Promise(() => {})).catch(() => {});
    registration.active?.postMessage('tidy');
    const arrived = () => { if (registration.waiting && registration.active) tell(); };
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', arrived));
    arrived();
    await look(registration);
    addEventListener('visibilitychange', () => {
      if (!document.hidden && Date.now() - looked > HOUR) look(registration).catch(() => {});
    });
  } catch { /* no worker, no network: the page works as it came */ }
}

// Lets a build that waits take over, and loads the page anew, once.
export async function renew() {
  leaving = true;
  try {
    const workers = navigator.serviceWorker, { waiting } = await workers.getRegistration() ?? {};
    if (waiting) {
      const changed = new Promise(done => workers.addEventListener('controllerchange', done, { once: true }));
      waiting.postMessage('take over');
      await Promise.race([changed, new Promise(done => setTimeout(done, PATIENCE))]);
    }
  } catch { /* there is none */ }
  location.reload();
}

// A page that misses a file of its own build: whatever the worker holds is not whole, the next start comes from the host.
export async function forget() {
  try {
    await (await navigator.serviceWorker.getRegistration())?.unregister();
  } catch { /* there is none */ }
}

addEventListener('planerka:renew', renew);

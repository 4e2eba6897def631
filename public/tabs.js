// Which tab writes. Two tabs that saved in turns would undo each other's work, and a lock around each save would not help:
// every tab may see an older copy of the storage. So one tab holds a lock for as long as it lives, and the others only read.
// "Continue here" asks the writer to save what it has and to step back.
const NAME = 'planerka-writer';
const root = document.documentElement;
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : { postMessage() {} };
let locks, release;
// Revision that the writer was told to be saved, by workbook: what a new writer must see before it writes.
const saved = new Map();

function become(role, how = role) {
  if (root.dataset.tab === role) return;
  root.dataset.tab = role;
  dispatchEvent(new CustomEvent('planerka:tab', { detail: how }));
}

const revision = id => Math.max(...['A', 'B'].map(slot => Number(localStorage.getItem(`planerka/ws/${id}/${slot}`)?.split(' ', 2)[1] ?? 0)));
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

async function caughtUp() {
  for (let tries = 0; tries < 40; tries++) {
    if ([...saved].every(([id, least]) => revision(id) >= least)) return;
    await pause(50);
  }
}

// Holds the lock until another tab is given it. Resolves with false when it is not to be had on these terms.
function hold(options) {
  let granted = false;
  return new Promise(resolve => {
    locks.request(NAME, options, async lock => {
      if (!lock) return resolve(false);
      granted = true;
      await caughtUp();
      const held = new Promise(done => { release = done; });
      become('writer');
      resolve(true);
      return held;
    }).catch(error => {
      // Where site data is forbidden no tab can have a lock, nor write anything the others could see.
      if (error.name === 'SecurityError') { become('writer'); return resolve(true); }
      if (!granted) return resolve(false);
      // Taken away: from now on this tab must not write a byte.
      release = undefined;
      become('reader', 'robbed');
    });
  });
}

function stepBack() {
  if (!release) return;
  // The app saves and stops within this event.
  become('reader');
  release();
  release = undefined;
}

async function takeOver() {
  if (root.dataset.tab === 'writer') return;
  channel.postMessage({ ask: 'yield' });
  // A frozen tab does not answer; it finds out when it wakes.
  if (!await hold({ signal: AbortSignal.timeout(3000) })) await hold({ steal: true });
}

// Resolves when it is known whether this tab writes. Without locks every tab does, as before there were any.
export async function claim() {
  try { locks = navigator.locks; } catch { /* site data is blocked: there is nothing to write to */ }
  if (!locks) return become('writer');
  channel.onmessage = ({ data }) => {
    // Anybody on this origin may speak here.
    if (data?.ask === 'yield') stepBack();
    if (typeof data?.saved !== 'string' || !Number.isSafeInteger(data.revision)) return;
    saved.set(data.saved, data.revision);
    // A tab that only reads shows what the other one writes.
    if (root.dataset.tab === 'reader') caughtUp().then(() => dispatchEvent(new CustomEvent('planerka:elsewhere', { detail: data.saved })));
  };
  addEventListener('planerka:saved', ({ detail }) => {
    const [id, least] = detail.split(' ');
    channel.postMessage({ saved: id, revision: Number(least) });
  });
  addEventListener('planerka:continue', takeOver);
  // After a reload the page before may still be on its way out.
  if (!await hold({ ifAvailable: true }) && !await hold({ signal: AbortSignal.timeout(500) })) become('reader');
}

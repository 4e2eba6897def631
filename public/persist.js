// Asks the browser not to clear our data by itself. Asked once, after the first save there is: before that nothing is worth it,
// and Firefox puts the question to the user. What it answers is told on the page about the data and nowhere promised.
const ASKED = 'planerka/asked', LIMIT = 3000;

// Resolves with `kept`, `open` (not promised) or `unknown`; within a few seconds in any case.
async function answer(question) {
  const late = new Promise(resolve => setTimeout(resolve, LIMIT, 'unknown'));
  try {
    const asked = navigator.storage[question]().then(kept => (kept === true ? 'kept' : kept === false ? 'open' : 'unknown'));
    return await Promise.race([asked, late]);
  } catch {
    return 'unknown'; // no such question here, or it fails
  }
}

addEventListener('planerka:saved', () => {
  try {
    if (localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, '1');
  } catch {
    return; // nowhere to note it, and nothing that could be kept
  }
  answer('persist');
}, { once: true });

// The app calls these by name (src/platform/exits.rs).
window.planerkaPersist = { state: () => answer('persisted'), ask: () => answer('persist') };

// The third copy of every workbook, in IndexedDB. A browser that is killed may lose the last minute of localStorage, but not
// what IndexedDB has called complete; so a save counts only when it stands here too (src/ui/session.rs). Whatever fails here
// fails quietly: the two records in localStorage remain, and the app says that there is one copy less.
const NAME = 'planerka', LIMIT = 2000;
// Distinguishes this page's own records from what another page wrote under the same revision.
const WRITER = Math.random().toString(36).slice(2, 10);
let opening;

const limited = (promise, otherwise) => Promise.race([promise, new Promise(done => setTimeout(done, LIMIT, otherwise))]);

// null when there is no IndexedDB to be had.
function open() {
  opening ??= new Promise(resolve => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('mirror', { keyPath: 'id' }); // { id, record }
      db.createObjectStore('heads', { keyPath: 'id' }); // { id, revision, name, writer }: small, read at every start
      db.createObjectStore('aside', { autoIncrement: true }); // { id, record }: what a put would have written over unseen
    };
    request.onsuccess = () => {
      const db = request.result;
      // The user may clear the site's data under us; the next call starts afresh.
      db.onclose = db.onversionchange = () => { db.close(); opening = undefined; };
      resolve(db);
    };
    request.onerror = request.onblocked = () => resolve(null);
  }).catch(() => null);
  return opening;
}

// Resolves with what `act` put into the transaction's answer, once everything in it is on disk; null when it failed.
async function run(stores, mode, act) {
  const db = await open();
  if (!db) return null;
  return new Promise(resolve => {
    let answer;
    try {
      const transaction = db.transaction(stores, mode, { durability: 'strict' });
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = transaction.onerror = () => resolve(null);
      act(name => transaction.objectStore(name), value => { answer = value; });
    } catch {
      opening = undefined;
      resolve(null);
    }
  });
}

// Workbooks that stand here and no longer in localStorage: [{ id, name, record }]. Filled by `arrive`.
let lost = [];

// Resolves when it is known which workbooks the browser has lost, or cannot be known in time.
export async function arrive() {
  const gone = id => ['A', 'B'].every(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`) === null);
  lost = await limited(run(['heads', 'mirror'], 'readonly', (store, answer) => {
    const found = [];
    answer(found);
    store('heads').getAll().onsuccess = event => {
      for (const { id, name } of event.target.result) {
        if (gone(id)) store('mirror').get(id).onsuccess = event => { if (event.target.result) found.push({ name, ...event.target.result }); };
      }
    };
  }), null) ?? [];
}

// The record of a workbook, or null.
export function get(id) {
  return limited(run('mirror', 'readonly', (store, answer) => {
    store('mirror').get(id).onsuccess = event => answer(event.target.result?.record ?? null);
  }), null).then(record => record ?? null);
}

// Keeps a record (by default the one under `key` of localStorage) and resolves with true when it is on disk. A record that is
// no older and that another page wrote has not been seen by this one: it is put aside, never thrown away.
export function put(id, revision, name, key, record = localStorage.getItem(key)) {
  return limited(run(['mirror', 'heads', 'aside'], 'readwrite', (store, answer) => {
    store('heads').get(id).onsuccess = ({ target: { result: head } }) => {
      const write = () => {
        store('mirror').put({ id, record });
        store('heads').put({ id, revision, name, writer: WRITER });
        answer(true);
      };
      if (!head || head.writer === WRITER || head.revision < revision) return write();
      store('mirror').get(id).onsuccess = ({ target: { result: seen } }) => {
        if (seen && seen.record !== record) store('aside').add(seen);
        write();
      };
    };
  }), null).then(Boolean);
}

// Everything, for the file that a user downloads when the app has stopped.
export async function everything() {
  return await limited(run(['mirror', 'aside'], 'readonly', (store, answer) => {
    const found = {};
    answer(found);
    for (const name of ['mirror', 'aside']) store(name).getAll().onsuccess = event => { found[name] = event.target.result; };
  }), null) ?? {};
}

// The app calls these by name.
window.planerkaMirror = { get, put, lost: () => lost };

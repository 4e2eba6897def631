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
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      const db = request.result;
      if (oldVersion < 1) {
        db.createObjectStore('mirror', { keyPath: 'id' }); // { id, record }
        db.createObjectStore('heads', { keyPath: 'id' }); // { id, revision, name, writer }: small, read at every start
        db.createObjectStore('aside', { autoIncrement: true }); // { id, record, pieces }: what a put would have written over unseen
      }
      // The pieces of large workbooks, text under [id, name]. Never changed, so a put adds the new ones and drops the old.
      if (oldVersion < 2) db.createObjectStore('pieces');
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

// The pieces a record lists: none when it holds a text (src/platform/slots/pieces.rs).
const MANIFEST = /^PLANERKA1[^\n]*\nPIECES1(?=\n|$)/;
const listed = record => (MANIFEST.test(record ?? '') ? record.split('\n').slice(2) : []);
const all = id => IDBKeyRange.bound([id], [id, []]);

// Pieces that were read for the app, by workbook: it asks for them while it opens one, and lets them go then.
const held = new Map();
function hold(store, id) {
  const found = { keys: [], values: [] };
  store('pieces').getAllKeys(all(id)).onsuccess = event => { found.keys = event.target.result; };
  store('pieces').getAll(all(id)).onsuccess = event => {
    found.values = event.target.result;
    held.set(id, new Map(found.keys.map(([, name], i) => [name, found.values[i]])));
  };
}

// Workbooks that stand here and no longer in localStorage: [{ id, name, record }]. Filled by `arrive`.
let lost = [];

// Resolves when it is known which workbooks the browser has lost, or cannot be known in time.
export async function arrive() {
  const gone = id => ['A', 'B'].every(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`) === null);
  lost = await limited(run(['heads', 'mirror', 'pieces'], 'readonly', (store, answer) => {
    const found = [];
    answer(found);
    store('heads').getAll().onsuccess = event => {
      for (const { id, name } of event.target.result) {
        if (!gone(id)) continue;
        store('mirror').get(id).onsuccess = event => {
          if (!event.target.result) return;
          found.push({ name, ...event.target.result });
          if (listed(event.target.result.record).length) hold(store, id);
        };
      }
    };
  }), null) ?? [];
}

// The record of a workbook, or null. Its pieces are held until the app has asked for them.
export function get(id) {
  held.delete(id);
  return limited(run(['mirror', 'pieces'], 'readonly', (store, answer) => {
    store('mirror').get(id).onsuccess = event => {
      const record = event.target.result?.record ?? null;
      if (listed(record).length) hold(store, id);
      answer(record);
    };
  }), null).then(record => record ?? null);
}

// Names of the pieces that this page put here with its last record of a workbook, { revision, names }: as long as nobody has
// written since, the store need not be asked for a thousand keys on every save.
const known = new Map();

// Keeps a record (by default the one under `key` of localStorage) with the pieces it lists, and resolves with true when all
// of it is on disk. A record that is no older and that another page wrote has not been seen by this one: it is put aside with
// its pieces, never thrown away.
export function put(id, revision, name, key, record = localStorage.getItem(key)) {
  return limited(run(['mirror', 'heads', 'aside', 'pieces'], 'readwrite', (store, answer) => {
    const wanted = listed(record);
    store('heads').get(id).onsuccess = ({ target: { result: head, transaction } }) => {
      const write = () => {
        store('mirror').put({ id, record });
        store('heads').put({ id, revision, name, writer: WRITER });
        const differ = there => {
          const names = new Set(wanted);
          for (const name of names) {
            if (there.has(name)) continue;
            const piece = localStorage.getItem(`planerka/ws/${id}/p/${name}`);
            // A later save has removed it, and keeps its own record here in a moment; this one is not whole any more.
            if (piece === null) return transaction.abort();
            store('pieces').put(piece, [id, name]);
          }
          for (const name of there) if (!names.has(name)) store('pieces').delete([id, name]);
          transaction.addEventListener('complete', () => known.set(id, { revision, names }));
          answer(true);
        };
        const last = known.get(id);
        known.delete(id); // until this one is complete
        if (last && head?.writer === WRITER && head.revision === last.revision) return differ(last.names);
        store('pieces').getAllKeys(all(id)).onsuccess = ({ target: { result: keys } }) => differ(new Set(keys.map(([, name]) => name)));
      };
      if (!head || head.writer === WRITER || head.revision < revision) return write();
      store('mirror').get(id).onsuccess = ({ target: { result: seen } }) => {
        if (!seen || seen.record === record) return write();
        const pieces = {}, names = listed(seen.record);
        let left = names.length;
        const keep = () => { store('aside').add(names.length ? { ...seen, pieces } : seen); write(); };
        if (!left) return keep();
        for (const name of names) {
          store('pieces').get([id, name]).onsuccess = ({ target: { result: piece } }) => {
            pieces[name] = piece ?? null;
            if (--left === 0) keep();
          };
        }
      };
    };
  }), null).then(done => {
    // What the journal (journal.js) has of it may go.
    if (done) dispatchEvent(new CustomEvent('planerka:kept', { detail: `${id} ${revision}` }));
    return Boolean(done);
  });
}

// Everything, for the file that a user downloads when the app has stopped.
export async function everything() {
  return await limited(run(['mirror', 'aside', 'pieces'], 'readonly', (store, answer) => {
    const found = { pieces: {} };
    answer(found);
    for (const name of ['mirror', 'aside']) store(name).getAll().onsuccess = event => { found[name] = event.target.result; };
    store('pieces').openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      found.pieces[cursor.key.join('/p/')] = cursor.value;
      cursor.continue();
    };
  }), null) ?? {};
}

// A piece that `get` or `arrive` read, or null.
const piece = (id, name) => held.get(id)?.get(name) ?? null;

// The app calls these by name.
window.planerkaMirror = { get, put, piece, drop: id => held.delete(id), lost: () => lost };

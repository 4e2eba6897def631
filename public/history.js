// Versions of workbooks, in a database of their own: whatever happens here, the text one is writing is not in it. Comes with
// the second part of the program; the app calls it by name (src/platform/history.rs). Every call answers null when it failed.
import { database } from './database.js';

// Versions nobody has named, kept for each workbook: of one's own work, and those handed out or taken in, which joining needs.
const KEEP = 20;
const OUTSIDE = ['handed', 'joined'];

const run = database('planerka-history', ['versions', 'texts'], 5000, db => {
  // { n, book, kind, name, at, tag }: small, for the list. `at` is local time.
  db.createObjectStore('versions', { keyPath: 'n', autoIncrement: true }).createIndex('book', 'book');
  // { n, text } or { n, packed }: the file text, deflated where the browser can.
  db.createObjectStore('texts', { keyPath: 'n' });
}, { durability: 'strict' });

const through = (data, stream) => new Response(new Blob([data]).stream().pipeThrough(stream));

// Bytes deflated at once: the page does it itself, and two million of them would make a key wait.
const AT_ONCE = 1 << 15;
const pause = () => new Promise(done => ('requestIdleCallback' in window ? requestIdleCallback(done, { timeout: 50 }) : setTimeout(done)));

async function pack(bytes) {
  const text = () => ({ text: new TextDecoder().decode(bytes) });
  if (!('CompressionStream' in window)) return text();
  try {
    const { readable, writable } = new CompressionStream('deflate-raw'), writer = writable.getWriter();
    const packed = new Response(readable).arrayBuffer();
    for (let at = 0; at < bytes.length; at += AT_ONCE) {
      if (at) await pause();
      await writer.write(bytes.subarray(at, at + AT_ONCE));
    }
    await writer.close();
    return { packed: await packed };
  } catch {
    return text();
  }
}

// The versions of a workbook, newest first.
function list(book) {
  return run('readonly', (store, answer) => {
    store('versions').index('book').getAll(book).onsuccess = event => answer(event.target.result.reverse());
  });
}

// The file text of a version.
async function text(n) {
  const found = await run('readonly', (store, answer) => {
    store('texts').get(n).onsuccess = event => answer(event.target.result);
  });
  if (!found) return null;
  try {
    return found.text ?? await through(found.packed, new DecompressionStream('deflate-raw')).text();
  } catch {
    return null;
  }
}

// Keeps a version and answers its number. The same content twice in a row is one version, under the name or
// the reason that says more. The text comes as bytes.
async function keep(book, kind, name, at, tag, bytes) {
  const body = await pack(bytes);
  return run('readwrite', (store, answer) => {
    const versions = store('versions');
    versions.index('book').getAll(book).onsuccess = event => {
      const all = event.target.result, last = all.at(-1);
      if (last?.tag === tag) {
        const outside = OUTSIDE.includes(last.kind), says = last.kind === 'session' && kind !== 'session';
        if (name || says || (OUTSIDE.includes(kind) && !outside)) {
          versions.put({ ...last, name: name || last.name, kind: outside ? last.kind : kind, at });
        }
        return answer(last.n);
      }
      versions.add({ book, kind, name, at, tag }).onsuccess = event => {
        const n = event.target.result;
        store('texts').put({ n, ...body });
        answer(n);
      };
      const same = all.filter(one => !one.name && OUTSIDE.includes(one.kind) === OUTSIDE.includes(kind));
      for (const { n } of same.slice(0, Math.max(0, same.length + 1 - KEEP))) {
        versions.delete(n);
        store('texts').delete(n);
      }
    };
  });
}

// Gives a version another name; without one it goes with the others when its time comes.
function rename(n, name) {
  return run('readwrite', (store, answer) => {
    store('versions').get(n).onsuccess = event => {
      if (!event.target.result) return;
      store('versions').put({ ...event.target.result, name });
      answer(true);
    };
  });
}

// Writes a text, reads it back and deletes it: does the browser keep what it is given?
async function check(text) {
  const n = -1;
  if (await run('readwrite', (store, answer) => { store('texts').put({ n, text }).onsuccess = () => answer(true); }) !== true) return null;
  const found = await run('readwrite', (store, answer) => {
    store('texts').get(n).onsuccess = event => { answer(event.target.result?.text); store('texts').delete(n); };
  });
  return found === text || null;
}

window.planerkaHistory = { list, text, keep, rename, check };

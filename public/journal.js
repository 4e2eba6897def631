// What was typed last, field by field, in a database of its own. It needs no WebAssembly, so that it still knows the words of
// the last moments when the app has stopped. An edit stays until a save that holds it stands on disk in the mirror; what is
// left of a page that has ended is offered to the user (src/ui/session/journal.rs), who decides. Whatever fails here fails
// quietly: saving needs none of it.
import { database } from './database.js';

const PAUSE = 300;
// Fields of one page that are kept: the ones typed into last.
const KEEP = 50;
// This page, from its loading to its end.
const RUN = Math.random().toString(36).slice(2, 12);
const FIELD = /^[a-z_]+(\.\w+)+$/;
const BUILD = new URL(import.meta.url).search.slice(3);
let timer, stopped = false, adopted = 0;

// The workbook in the address.
export const place = () => location.hash.match(/^#\/(\w{8})(?=[/?]|$)/)?.[1] ?? '';

const run = database('planerka-journal', ['edits'], 2000, db => {
  // { run, book, field, text, at, build, after }: `at` is local time; saves above the revision `after` hold the edit.
  db.createObjectStore('edits', { keyPath: ['run', 'book', 'field'] });
});

// Edits of this page that no save holds yet, the newest last; and which saves they have to do with: by workbook, the revision
// of the newest save, and the one that what is typed now comes after.
const edits = new Map(), marks = new Map();
// Writes that are due, by key: an edit, or null for one that goes.
let due = new Map();

function plan(edit, gone = false) {
  const key = [edit.run, edit.book, edit.field];
  due.set(key.join(' '), { key, edit: gone ? null : edit });
  timer ??= setTimeout(flush, PAUSE);
}

function note(book, field, text) {
  const name = `${book} ${field}`;
  edits.delete(name);
  const edit = { run: RUN, book, field, text, at: '', build: BUILD, after: marks.get(book)?.after ?? null };
  edits.set(name, edit);
  plan(edit);
  if (edits.size > KEEP) drop(edits.keys().next().value);
}

function drop(name) {
  plan(edits.get(name), true);
  edits.delete(name);
}

function local() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function flush() {
  clearTimeout(timer);
  timer = undefined;
  if (!due.size) return null;
  const writes = due, at = local();
  due = new Map();
  return run('readwrite', store => {
    const table = store('edits');
    for (const { key, edit } of writes.values()) {
      if (edit) table.put(Object.assign(edit, { at: edit.at || at }));
      else table.delete(key);
    }
    // The page may be on its way out: nothing more is to come.
    table.transaction.commit?.();
  });
}

// Only what is typed: a choice is made again with one click.
addEventListener('input', ({ target }) => {
  if (stopped || target.tagName !== 'TEXTAREA' && target.type !== 'text' || !FIELD.test(target.name)) return;
  const book = place();
  if (book) note(book, target.name, target.value);
}, true);
addEventListener('pagehide', flush);
document.addEventListener('visibilitychange', flush);

// When does a save hold an edit? The app says when it takes the text of a save (whatever was typed before is in it), and under
// which revision it then wrote it; the mirror says when that is on disk.
addEventListener('planerka:taken', ({ detail: book }) => {
  const mark = marks.get(book);
  if (!mark) return;
  for (const edit of edits.values()) if (edit.book === book && edit.after > mark.saved) edit.after = mark.saved;
  mark.after = mark.saved + 1;
});
function saved(book, revision) {
  const mark = marks.get(book);
  if (!mark || mark.saved >= revision) return;
  // Typed since the text was taken: not in this save, whatever its number.
  for (const edit of edits.values()) {
    if (edit.book !== book || !(edit.after > mark.saved) || edit.after === revision) continue;
    edit.after = revision;
    plan(edit);
  }
  mark.saved = mark.after = revision;
}
const told = act => ({ detail }) => { const [book, revision] = detail.split(' '); act(book, Number(revision)); };
addEventListener('planerka:saved', told(saved));
addEventListener('planerka:kept', told((book, revision) => {
  saved(book, revision);
  for (const [name, edit] of edits) if (edit.book === book && edit.after !== null && edit.after < revision) drop(name);
}));

// The app has opened a workbook at a revision. Answers what other pages have left of it that no save up to `holds` has: these
// stay until they are settled, whatever is saved from now on.
function left(book, revision, holds) {
  if (!(marks.get(book)?.saved >= revision)) marks.set(book, { saved: revision, after: revision });
  return run('readwrite', (store, answer) => {
    const table = store('edits');
    table.getAll().onsuccess = ({ target: { result } }) => {
      const found = result.filter(edit => edit.run !== RUN && edit.book === book).filter(edit => {
        const covered = edit.after !== null && edit.after < holds;
        if (covered) table.delete([edit.run, edit.book, edit.field]);
        else if (edit.after !== null) table.put({ ...edit, after: null });
        return !covered;
      });
      answer(found.sort((a, b) => a.at.localeCompare(b.at)));
    };
  });
}

// The user has decided: the edit goes. With a text, it was put back and is an edit of this page until it is saved.
function settle(run, book, field, text) {
  plan({ run, book, field }, true);
  if (text !== null) note(book, field, text);
  flush();
}

// Takes in an edit as one that another page has left: from a rescue file, for a workbook that was just made from it, or
// because the user takes back having left it.
function adopt(book, field, text, at) {
  plan({ run: `${RUN}-${adopted++}`, book, field, text, at, build: BUILD, after: null });
  flush();
}

// A workbook has gone for good, and what was typed into it goes too.
function forget(book) {
  for (const [name, edit] of edits) if (edit.book === book) drop(name);
  flush();
  run('readwrite', store => {
    store('edits').openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (cursor.value.book === book) cursor.delete();
      cursor.continue();
    };
  });
}

// The app has stopped: from here on nothing is typed. Answers what this page has that no save holds.
export function stop() {
  stopped = true;
  flush();
  return [...edits.values()].filter(({ book, after }) => after === null || after >= (marks.get(book)?.saved ?? 0));
}

// Everything, for the rescue file. Where there is no database, what this page knows.
export async function journal() {
  await flush();
  return await run('readonly', (store, answer) => { store('edits').getAll().onsuccess = event => answer(event.target.result); }) ?? [...edits.values()];
}

// The app calls these by name.
window.planerkaJournal = { left, settle, adopt, forget };

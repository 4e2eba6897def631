// What a person does in the app, as functions: open an example, go to a module, wait until it is saved.
import assert from 'node:assert/strict';
import { unpacked } from './large-book.mjs';
import { ready, until } from './support.mjs';

export const MODULES = ['frame', 'brief', 'competitors', 'audience', 'goals', 'channels', 'content'];

/** The views inside modules that have several. */
export const VIEWS = ['content/topics', 'content/posts', 'content/calendar'];

/** Id of the workbook in the address. */
export async function book(page) {
  const hash = await page.evaluate(() => location.hash);
  return hash.match(/^#\/([a-z0-9]{8})/)?.[1];
}

/** Makes a new workbook and waits for its first page. */
export async function start(page) {
  await page.locator('[data-command=new]').click();
  await page.locator('.page--frame h1').waitFor();
  await drawn(page);
  return book(page);
}

/** Opens an example as a workbook of its own. */
export async function example(page, name = 'coffee') {
  await page.locator(`[data-example=${name}]`).click();
  await page.locator('.page--hub h1').waitFor();
  return book(page);
}

/** Waits until all parts of the page are drawn; a document of hundreds of pages takes its time before the browser has a pause. */
export async function drawn(page) {
  await page.locator('body:not([data-drawing])').waitFor({ state: 'attached', timeout: 120_000 });
}

/** Goes to a page of the open workbook: '' is the hub. */
export async function go(page, where) {
  const id = await book(page);
  await page.evaluate(hash => { location.hash = hash; }, `/${id}/${where}`);
  const [slug] = where.split(/[/?]/);
  await page.locator(slug === '' ? '.page--hub h1' : slug === 'document' ? '.page--document .paper' : `.page--${slug} h1`).first().waitFor();
  await drawn(page);
}

/** Waits until the header says that everything is saved. */
export async function saved(page) {
  await page.locator('[data-saving=saved]').waitFor({ state: 'attached' });
}

/** The workbook as stored: the newest of its two records, put together from its pieces when it is large. */
export async function record(page) {
  await saved(page);
  const id = await book(page);
  const texts = await page.evaluate(id => ['A', 'B'].map(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`)), id);
  const newest = texts.filter(Boolean).map(text => {
    const [header, body] = [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n') + 1)];
    return { revision: Number(header.split(' ')[1]), body };
  }).sort((a, b) => b.revision - a.revision)[0];
  assert.ok(newest, 'the workbook is not stored');
  return newest.body.startsWith('PIECES1') ? unpacked(page, id) : JSON.parse(newest.body);
}

/** The mirror's record of a workbook, or null; with `text`, writes that in its place. */
export async function mirror(page, id, text) {
  return page.evaluate(([id, text]) => new Promise((resolve, reject) => {
    const request = indexedDB.open('planerka');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction(['mirror'], 'readwrite'), store = transaction.objectStore('mirror');
      let found = null;
      store.get(id).onsuccess = event => {
        found = event.target.result?.record ?? null;
        if (text !== undefined) store.put({ id, record: text });
      };
      transaction.oncomplete = () => { request.result.close(); resolve(found); };
      transaction.onabort = () => reject(transaction.error);
    };
  }), [id, text]);
}

/** What the journal of fields has on disk. */
export async function journal(page) {
  return page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('planerka-journal');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.transaction('edits').objectStore('edits').getAll().onsuccess = event => { request.result.close(); resolve(event.target.result); };
    };
  }));
}

/**
 * Makes the app trap at the n-th time it asks for the time from now on. The call comes from the middle of its own work and
 * never returns, as after a panic. It asks when a letter is taken in, when a save is planned, and before and after it is made.
 */
export const trapAt = n => {
  let left = n;
  const now = Date.now;
  Date.now = () => {
    if (--left === 0) {
      window.trapped = performance.now();
      throw new WebAssembly.RuntimeError('unreachable');
    }
    return now();
  };
};

/** Every named control of the page, as [name, type]; file inputs and our own switches left out. */
export async function controls(page) {
  return page.evaluate(() => [...document.querySelectorAll('main [name]')]
    .filter(e => /^[a-z_]+(\.\d+|\.[a-z_]+)+$/.test(e.name) && e.type !== 'file' && !/^(done|show)\./.test(e.name))
    .map(e => [e.name, e.tagName === 'TEXTAREA' ? 'textarea' : e.tagName === 'SELECT' ? 'select' : e.type]));
}

/** Opens every folded part of the page. */
export async function unfold(page) {
  await page.evaluate(() => { for (const d of document.querySelectorAll('main details:not(.menu)')) d.open = true; });
  // They hear of it with the next frame; what they then make may wait for its turn.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  await drawn(page);
}

/** Value of a control by name. */
export async function value(page, name) {
  return until(page, name => {
    const e = document.querySelector(`[name="${name}"]`);
    return e && { value: e.type === 'checkbox' ? e.checked : e.value };
  }, name).then(found => found.value);
}

/** A second tab of the same browser, on the same address. */
export async function another(page, context) {
  const second = await context.newPage();
  await second.goto(page.url());
  await ready(second);
  return second;
}

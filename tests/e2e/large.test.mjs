// Large workbooks: stored in pieces, of which a save writes only the ones that changed.
import assert from 'node:assert/strict';
import { openApp, ready, test, until } from './support.mjs';
import { book, example, saved } from './steps.mjs';
import { POST_BODY } from './bench-typing.mjs';
import { largeBook, openWorkbook, room, unpacked } from './large-book.mjs';

const POSTS = 5000;

/** Waits until the workbook stands in pieces and is saved. */
async function stored(page) {
  const id = await book(page);
  await until(page, id => Object.keys(localStorage).some(key => key.startsWith(`planerka/ws/${id}/p/`)), id, { timeout: 60_000 });
  await page.locator('[data-saving=saved]').waitFor({ state: 'attached', timeout: 60_000 });
  return id;
}

async function openFirstPost(page) {
  const field = page.locator(POST_BODY).first();
  if (!(await field.isVisible())) await page.locator('tr[data-row]').first().click();
  await field.waitFor({ timeout: 60_000 });
  return field;
}

test(`${POSTS} posts of a thousand characters are saved, come back, and a letter writes few pieces`, async t => {
  const text = largeBook(POSTS);
  const { page } = await openWorkbook(text);
  await openFirstPost(page);
  const id = await stored(page);
  const before = await room(page, id);
  t.diagnostic(`${before.units} units in ${before.names.length} pieces`);
  assert.ok(before.units < 2_600_000, `${before.units} units`);
  await page.reload();
  await ready(page);
  const field = await openFirstPost(page);
  assert.equal((await field.inputValue()).length, 1000);
  await field.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Ё');
  await saved(page);
  const after = await room(page, id);
  const fresh = after.names.filter(name => !before.names.includes(name));
  assert.ok(fresh.length >= 1 && fresh.length <= 3, `${fresh.length} new pieces`);
  await page.reload();
  await ready(page);
  assert.ok((await (await openFirstPost(page)).inputValue()).endsWith('Ё'));
  // What the pieces hold is what was imported, and nothing else.
  const wanted = JSON.parse(text).modules.content.posts.map(post => post.body);
  const found = await page.evaluate(async () => {
    const request = indexedDB.open('planerka');
    const db = await new Promise(done => { request.onsuccess = () => done(request.result); });
    const count = await new Promise(done => { const r = db.transaction('pieces').objectStore('pieces').count(); r.onsuccess = () => done(r.result); });
    db.close();
    return count;
  });
  assert.ok(found >= after.names.length - 6, `${found} pieces in the mirror`);
  const got = (await unpacked(page, id)).modules.content.posts.map(post => post.body);
  const changed = got.map((body, i) => body !== wanted[i]).filter(Boolean).length;
  assert.equal(got.length, POSTS);
  assert.equal(changed, 1);
});

test('a piece that localStorage has lost comes back from the mirror, and so does all of it', async () => {
  const { page } = await openWorkbook(largeBook(300));
  const field = await openFirstPost(page);
  const id = await stored(page);
  await field.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Ж');
  await until(page, () => document.querySelector('[data-saving=saved]'));
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  const whole = await room(page, id);
  assert.ok(whole.listed.length > 5);
  await page.evaluate(([first, second]) => { localStorage.removeItem(first); localStorage.setItem(second, 'обрывок'); }, whole.listed);
  await page.evaluate(id => { location.hash = `/${id}/content/posts`; }, id);
  await page.locator('.toast').waitFor();
  assert.ok((await (await openFirstPost(page)).inputValue()).endsWith('Ж'));
  await saved(page);
  for (const name of whole.listed) assert.equal(await page.evaluate(name => (localStorage.getItem(name) ?? '').length > 10, name), true);
  const aside = await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('quarantine')).map(key => localStorage.getItem(key)));
  assert.deepEqual(aside, ['обрывок']);
  // The whole workbook gone: it is put back at the next start.
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('planerka/ws/')) localStorage.removeItem(key); });
  await page.reload();
  await ready(page);
  await page.evaluate(id => { location.hash = `/${id}/content/posts`; }, id);
  assert.ok((await (await openFirstPost(page)).inputValue()).endsWith('Ж'));
  assert.deepEqual((await room(page, id)).listed, whole.listed);
});

test('a full store keeps a large workbook on the page and in the mirror', async () => {
  const { page } = await openWorkbook(largeBook(300));
  const field = await openFirstPost(page);
  const id = await stored(page);
  const before = await room(page, id);
  await page.evaluate(() => {
    window.ownSetItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await field.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Щ');
  await page.locator('[data-saving=failed]').waitFor();
  assert.deepEqual(await room(page, id), before);
  await until(page, id => new Promise(resolve => {
    const request = indexedDB.open('planerka');
    request.onsuccess = () => {
      request.result.transaction('mirror').objectStore('mirror').get(id).onsuccess = event => {
        request.result.close();
        resolve(event.target.result?.record.includes('Щ'));
      };
    };
  }), id);
  await page.reload();
  await ready(page);
  assert.ok((await (await openFirstPost(page)).inputValue()).endsWith('Щ'));
  await saved(page);
  assert.notDeepEqual((await room(page, id)).names, before.names);
});

test('a mirror of the version before takes in pieces and keeps what it has', async () => {
  // As the version before left it: a database of version 1 with a workbook that localStorage has lost.
  const old = await openApp();
  const id = await example(old.page);
  await saved(old.page);
  const record = await old.page.evaluate(id => localStorage.getItem(`planerka/ws/${id}/A`) ?? localStorage.getItem(`planerka/ws/${id}/B`), id);
  const { page } = await openApp({ allow: [/favicon\.ico/] }); // a bare picture names no icon of its own

  await page.goto('about:blank');
  await page.goto(old.url + 'favicon.svg');
  await page.evaluate(async record => {
    await new Promise((resolve, reject) => { const r = indexedDB.deleteDatabase('planerka'); r.onsuccess = resolve; r.onerror = reject; });
    const request = indexedDB.open('planerka', 1);
    request.onupgradeneeded = () => {
      for (const name of ['mirror', 'heads']) request.result.createObjectStore(name, { keyPath: 'id' });
      request.result.createObjectStore('aside', { autoIncrement: true });
    };
    await new Promise(done => { request.onsuccess = done; });
    const transaction = request.result.transaction(['mirror', 'heads'], 'readwrite');
    transaction.objectStore('mirror').put({ id: 'abcdefgh', record });
    transaction.objectStore('heads').put({ id: 'abcdefgh', revision: 1, name: 'Из прежней версии', writer: 'old' });
    await new Promise(done => { transaction.oncomplete = done; });
    request.result.close();
  }, record);
  await page.goto(old.url);
  await ready(page);
  await page.locator('.book__name').getByText('Из прежней версии').waitFor();
  await page.evaluate(() => { location.hash = '/abcdefgh/frame'; });
  await page.locator('[name="frame.author"]').fill('Дальше');
  await saved(page);
  const version = await page.evaluate(async () => {
    const request = indexedDB.open('planerka');
    await new Promise(done => { request.onsuccess = done; });
    const { version } = request.result;
    request.result.close();
    return version;
  });
  assert.equal(version, 2);
});

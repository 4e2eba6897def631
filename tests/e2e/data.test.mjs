// Where the data is: what is said about it, the check, and the reminder to download a copy.
import assert from 'node:assert/strict';
import { axeInPlace, download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';
import { book, example, go, mirror, saved, start } from './steps.mjs';

async function data(page) {
  await page.evaluate(() => { location.hash = '/data'; });
  await page.locator('.page--data h1').waitFor();
}
const checks = page => page.locator('.checked');

test('the check finds both copies of every workbook, and the one that is not there', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Проверяемая');
  await saved(page);
  await data(page);
  await page.locator('[data-command=check]').click();
  await checks(page).getByText('Проверяемая: обе копии совпадают').waitFor();
  assert.equal(await page.locator('.checked--bad').count(), 0);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter(k => k.endsWith('/check'))), []);
  await mirror(page, id, 'не зеркало');
  await page.locator('[data-command=check]').click();
  await page.locator('.checked--bad').getByText('Проверяемая').waitFor();
});

test('the check says so when a store does not keep what it is given', async () => {
  const { page } = await openApp({ init: () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) { if (!key.endsWith('/check')) set.call(this, key, value); };
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (name, version) => { if (name === 'planerka-history') throw new Error('none'); return open(name, version); };
  } });
  await data(page);
  await page.locator('[data-command=check]').click();
  await until(page, () => document.querySelectorAll('.checked--bad').length === 2);
});

test('records that were put aside are named and can be had', async () => {
  const { page } = await openApp({ storage: { 'planerka/quarantine/aaaaaaaa-1': 'обрывок первый', 'planerka/quarantine/aaaaaaaa-2': 'обрывок второй' } });
  await data(page);
  await page.getByText('Отложены 2 записи').waitFor();
  const file = await download(page, () => page.locator('[data-command=download-aside]').click());
  assert.match(file.text, /обрывок первый[\s\S]*обрывок второй/);
});

test('a storage that fills up is said on the hub and here', async () => {
  const { page } = await openApp();
  await start(page);
  await page.evaluate(() => localStorage.setItem('planerka/ws/zzzzzzzz/p/1', 'x'.repeat(4_100_000)));
  await go(page, '');
  await page.locator('[data-nudge=room]').getByText('меньше четверти').waitFor();
  await data(page);
  await page.locator('.page--data .alert').getByText('меньше четверти').waitFor();
});

test('a copy is downloaded from the data page, opens elsewhere, and the page remembers', async () => {
  const { page } = await openApp();
  await example(page);
  await saved(page);
  await data(page);
  const file = await download(page, () => page.locator('[data-command=download-copy]').click());
  assert.equal(JSON.parse(file.text).modules.content.posts.length, 44);
  await page.locator('.version__at').getByText('Копию скачали').waitFor();
  const other = await openApp();
  await other.page.locator('input[type=file][name=import]').setInputFiles({ name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.text) });
  await other.page.locator('[data-command=import]').click();
  await other.page.locator('.page--hub h1').waitFor();
});

test('after much work without a copy the hub reminds, quietly, and can be put off', async () => {
  const { page } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Много работы');
  await saved(page);
  await go(page, '');
  assert.equal(await page.locator('.nudge').count(), 0);
  const id = await book(page);
  const age = change => page.evaluate(([id, change]) => {
    const list = JSON.parse(localStorage.getItem('planerka/index'));
    Object.assign(list.find(one => one.id === id), change);
    localStorage.setItem('planerka/index', JSON.stringify(list));
  }, [id, change]);
  await age({ saves: 60 });
  await page.reload();
  await ready(page);
  await page.locator('[data-nudge=later]').click();
  await until(page, () => !document.querySelector('.nudge'));
  await page.reload();
  await ready(page);
  await page.locator('.page--hub h1').waitFor();
  assert.equal(await page.locator('.nudge').count(), 0, 'put off');
  await age({ put_off: '', copied: '2026-01-01' });
  await page.reload();
  await ready(page);
  await download(page, () => page.locator('[data-nudge=save]').click());
  await saved(page);
  await page.reload();
  await ready(page);
  await page.locator('.page--hub h1').waitFor();
  assert.equal(await page.locator('.nudge').count(), 0, 'a copy was just downloaded');
});

test('the data page fits a phone and passes axe', async () => {
  for (const [lang, theme] of [['en', 'dark'], ['ru', 'light']]) {
    const { page } = await openApp({ lang, theme, viewport: PHONE, touch: true });
    await example(page);
    await saved(page);
    await data(page);
    await page.locator('[data-command=check]').click();
    await until(page, () => document.querySelectorAll('.checked').length === 3);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    await page.screenshot({ path: `tests/results/data-${lang}-360.png`, fullPage: true });
  }
});

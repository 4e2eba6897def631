// The exporter: a worker that is loaded when somebody wants a heavy file, and what happens when it does not come.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { axeInPlace, download, openApp, overflow, PHONE, test, until } from './support.mjs';
import { example, go } from './steps.mjs';
import { openWorkbook, workbook } from './bench-typing.mjs';
import { ownSite } from './site.mjs';

const PARTS = /\/worker(_glue)?\.(js|wasm)/;
const way = (page, format) => page.locator(`[data-export=${format}]`);
const take = (page, format) => download(page, () => way(page, format).click());
const document = async page => { await example(page); await go(page, 'document'); };

/** Names of the parts of a zip archive whose checksums hold. */
function parts(bytes) {
  const read = 'import sys, io, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); assert z.testzip() is None; print("\\n".join(z.namelist()))';
  return execFileSync('python3', ['-c', read], { input: bytes, maxBuffer: 1 << 28 }).toString().trim().split('\n');
}

test('the exporter comes with the first heavy file, once, and writes one after another', async () => {
  const app = await openApp({ lang: 'ru' });
  const { page, server } = app;
  const from = server.log.length;
  const asked = () => server.log.slice(from).filter(entry => PARTS.test(entry.path)).map(entry => entry.file).sort();
  await document(page);
  assert.deepEqual(asked(), []);
  const sheets = await take(page, 'xlsx');
  assert.match(sheets.name, /\.xlsx$/);
  assert.ok(parts(sheets.bytes).includes('xl/worksheets/sheet7.xml'));
  const text = await take(page, 'docx');
  assert.ok(parts(text.bytes).includes('word/document.xml'));
  assert.deepEqual(asked(), ['worker.js', 'worker.wasm', 'worker_glue.js']);
  // Nothing is left of the message on the way.
  assert.equal(await page.locator('.making').count(), 0);
  // The same state at another time differs in its date only.
  const again = await take(page, 'docx');
  assert.equal(again.bytes.length, text.bytes.length);
});

test('a file on its way can be called off, and asked for again', async () => {
  let hold = true;
  const held = [];
  const route = context => context.route(/\/worker\.wasm/, handler => { if (hold) held.push(handler); else handler.continue(); });
  for (const [lang, viewport, theme] of [['ru', undefined, 'light'], ['en', PHONE, 'dark']]) {
    hold = true;
    const app = await openApp({ lang, theme, route, ...(viewport && { viewport, touch: true }) });
    const { page } = app;
    await document(page);
    await way(page, 'docx').focus();
    await page.keyboard.press('Enter');
    const bar = page.locator('.making progress');
    await bar.waitFor();
    await until(page, () => document.querySelector('[role=status] .making__words')?.textContent.length > 10);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    // While one is made, another is not begun.
    await way(page, 'xlsx').click();
    await page.locator('[data-making=stop]').focus();
    await page.keyboard.press('Enter');
    await bar.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.export), 'docx');
    hold = false;
    for (const handler of held.splice(0)) await handler.abort().catch(() => {});
    const file = await take(page, 'docx');
    assert.ok(parts(file.bytes).includes('word/document.xml'));
    await app.close();
  }
});

test('an exporter that does not come is said, with a way to try again', async () => {
  let down = true;
  const route = context => context.route(PARTS, handler => (down ? handler.abort() : handler.continue()));
  const { page } = await openApp({ lang: 'en', route, allow: [/worker/, /Failed to load resource/] });
  await document(page);
  await way(page, 'xlsx').click();
  const alert = page.locator('.making--failed');
  await alert.waitFor();
  assert.match(await alert.textContent(), /Excel \(XLSX\).*connection.*HTML page work without/s);
  assert.deepEqual(await axeInPlace(page), []);
  // The light ones need no worker.
  assert.match((await take(page, 'html')).text, /^<!DOCTYPE html>/);
  down = false;
  const file = await download(page, () => page.locator('[data-making=again]').click());
  assert.ok(parts(file.bytes).includes('xl/workbook.xml'));
  assert.equal(await alert.count(), 0);
});

test('a browser without workers is told, and keeps every other way', async () => {
  const { page } = await openApp({ lang: 'ru', init: () => { delete window.Worker; } });
  await document(page);
  await way(page, 'docx').click();
  await page.locator('.making--failed').waitFor();
  assert.match((await take(page, 'markdown')).text, /^# /);
});

test('a page never works with the exporter of another deploy', async t => {
  const site = await ownSite(t);
  site.edit('worker.js', bytes => String(bytes).replace(/(const BUILD = ')\w+/, '$1ffffffffffff'));
  const { page } = await openApp({ lang: 'ru', site });
  await document(page);
  await way(page, 'docx').click();
  const alert = page.locator('.making--failed');
  await alert.waitFor();
  assert.match(await alert.textContent(), /новая версия/);
});

test('a program that is not what the build names does not run', async t => {
  const site = await ownSite(t);
  site.edit('worker.wasm', bytes => { bytes[bytes.length - 9] ^= 1; return bytes; });
  const { page } = await openApp({ lang: 'ru', site, allow: [/integrity/] });
  await document(page);
  await way(page, 'docx').click();
  await page.locator('.making--failed').waitFor();
});

test('leaving the page ends what is under way', async () => {
  const route = context => context.route(/\/worker\.wasm/, () => {});
  const { page } = await openApp({ lang: 'ru', route });
  await document(page);
  await way(page, 'docx').click();
  await page.locator('.making progress').waitFor();
  assert.equal(page.workers().length, 1);
  await go(page, '');
  await until(page, () => !document.querySelector('.making'));
  for (let n = 0; page.workers().length && n < 50; n++) await new Promise(resolve => setTimeout(resolve, 50));
  assert.equal(page.workers().length, 0);
});

test('a plan of thousands of posts is exported without waiting for its pages', async () => {
  const { page } = await openWorkbook(workbook(1500), 'document', { lang: 'ru' });
  await page.locator('[data-nudge=pages]').waitFor();
  assert.equal(await page.locator('.preview .page-sheet').count(), 0);
  const file = await take(page, 'xlsx');
  assert.ok(parts(file.bytes).includes('xl/workbook.xml'));
  // What is printed are the pages: they come first.
  await way(page, 'print').click();
  await page.locator('.preview .page-sheet').first().waitFor({ timeout: 120_000 });
});

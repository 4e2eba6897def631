// Stops, missing memory, missing room, new versions under an open page: what the user has typed outlives them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs';
import { download, openApp, ready, server, stored, test, until } from './support.mjs';
import { ownSite } from './site.mjs';
import { book, go, mirror, record, saved, start, trapAt, value } from './steps.mjs';

const records = page => page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes('/ws/')).sort()));
const dialog = page => page.getByRole('dialog');

for (const [n, row, where] of [[1, 'C1', 'a letter is taken in'], [2, 'C2', 'the letter is told'], [3, 'C2', 'a save is planned'], [4, 'C2', 'a save is prepared'], [5, 'C2', 'a save is prepared'], [6, 'C2', 'a save is made'], [7, 'C2', 'a save is made']]) {
  test(`${row} a stop while ${where} (${n}) covers the page, writes no more, and gives out all that was typed`, async () => {
    const { page } = await openApp({ allow: [/unreachable/, /panicked/, /recursive use/, /closure invoked/] });
    await start(page);
    const field = page.locator('[name="frame.project"]');
    await field.fill('До остановки');
    await saved(page);
    await page.evaluate(trapAt, n);
    await field.press('End');
    await page.keyboard.insertText(' и чуть позже');
    await dialog(page).getByRole('heading', { name: 'Приложение остановилось' }).waitFor();
    assert.ok(await page.evaluate(() => performance.now() - window.trapped) < 3000);
    assert.equal(await page.evaluate(() => document.getElementById('app').inert), true);
    const before = await records(page);
    await page.evaluate(() => new Promise(done => setTimeout(done, 1500)));
    assert.equal(await records(page), before, 'nothing is written after the stop');
    const file = JSON.parse((await download(page, () => dialog(page).getByRole('button', { name: 'Скачать' }).click())).text);
    assert.ok(file.fields.some(one => one.name === 'frame.project' && one.value === 'До остановки и чуть позже'));
    await dialog(page).getByRole('button', { name: 'Обновить' }).click();
    await ready(page);
    const text = await until(page, () => document.querySelector('[name="frame.project"]')?.value);
    assert.match(text, /^До остановки( и чуть позже)?$/);
    assert.equal((await page.evaluate(() => Object.keys(localStorage))).filter(key => key.includes('quarantine')).length, 0);
  });
}

test('C3 a workbook that stops the app at each start is not started a fourth time, and leaves the others within reach', async () => {
  const { page } = await openApp({ allow: [/unreachable/, /panicked/], init: () => {
    const now = Date.now;
    // Only what opens a workbook asks for the time.
    let poison = false;
    try { poison = sessionStorage.getItem('poison'); } catch { /* a blank page on the way */ }
    if (poison) Date.now = () => { if (location.hash.length > 3) throw new WebAssembly.RuntimeError('unreachable'); return now(); };
  } });
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Отравленная');
  await saved(page);
  await page.evaluate(() => sessionStorage.setItem('poison', '1'));
  const before = await records(page);
  for (let n = 1; n <= 3; n += 1) {
    await page.reload();
    await dialog(page).getByRole('heading', { name: 'Приложение остановилось' }).waitFor();
  }
  await page.reload();
  await dialog(page).getByRole('heading', { name: 'трижды' }).waitFor();
  assert.equal(await page.locator('#shell').count(), 1, 'the app was not started');
  const file = JSON.parse((await download(page, () => dialog(page).getByRole('button', { name: 'Скачать' }).click())).text);
  assert.ok(Object.keys(file.entries).some(key => key.includes(id)));
  await dialog(page).getByRole('button', { name: 'На первую страницу' }).click();
  await ready(page);
  await page.locator('.book__name').getByText('Отравленная').waitFor();
  assert.equal(await records(page), before);
  // And when the cause is gone it starts again.
  await page.evaluate(() => sessionStorage.removeItem('poison'));
  await page.goto(`${page.url().split('#')[0]}#/${id}/frame`);
  await page.reload();
  if (await dialog(page).count()) await dialog(page).getByRole('button', { name: 'Запустить' }).click();
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Отравленная');
});

test('C3 starts that went well, and pages left at once, are not counted', async () => {
  const { page } = await openApp();
  for (let n = 0; n < 5; n += 1) await page.reload();
  await ready(page);
  assert.equal(await dialog(page).count(), 0);
});

/** The same program with a memory that may grow by only `pages` of 64 kB. */
function cramped(wasm, pages) {
  const read = at => { let value = 0, shift = 0, byte; do { byte = wasm[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128); return [value, at]; };
  const write = value => { const out = []; do { let byte = value & 127; value = Math.floor(value / 128); if (value) byte |= 128; out.push(byte); } while (value); return out; };
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at], [size, body] = read(at + 1);
    if (id === 5) {
      const [count, flags] = read(body), [least] = read(flags + 1);
      assert.deepEqual([count, wasm[flags]], [1, 0], 'one memory without a limit');
      const section = [1, 1, ...write(least), ...write(least + pages)];
      return Buffer.concat([wasm.subarray(0, at), Buffer.from([5, ...write(section.length), ...section]), wasm.subarray(body + size)]);
    }
    at = body + size;
  }
  throw new Error('no memory section');
}

test('C4 when the memory is used up the page says so and gives out the data', async t => {
  const site = await ownSite(t);
  site.deploy('app_bg.wasm', wasm => cramped(wasm, 64));
  const { page } = await openApp({ site, allow: [/unreachable/, /panicked/, /memory/, /out of bounds/] });
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Тесно');
  await saved(page);
  const before = await records(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  const huge = JSON.stringify({ format: 'planerka', schema: 1, modules: { brief: { market: 'б'.repeat(4_000_000) } } });
  await page.locator('input[type=file][name=import]').setInputFiles({ name: 'huge.json', mimeType: 'application/json', buffer: Buffer.from(huge) });
  await dialog(page).getByRole('heading', { name: 'Приложение остановилось' }).waitFor();
  assert.equal(await records(page), before);
  const file = JSON.parse((await download(page, () => dialog(page).getByRole('button', { name: 'Скачать' }).click())).text);
  assert.ok(Object.keys(file.entries).some(key => key.includes(id)));
});

test('C8 a page from before a deploy reloads itself once, and says what is missing when that does not help', async () => {
  const gone = pattern => ({ allow: [/404/, /app\.js|wasm/, /Failed to fetch/, /MIME/, PRELOAD], mounted: false, route: async context => {
    let pages = 0;
    await context.route(/\/$/, route => { pages += 1; return route.continue(); });
    await context.route(/(app\.js|app_bg\.wasm)/, route => (pattern(pages) ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  } });
  const once = await openApp(gone(pages => pages < 2));
  await ready(once.page);
  const never = await openApp(gone(() => true));
  await dialog(never.page).getByRole('heading', { name: 'Часть приложения не загрузилась' }).waitFor();
  await never.page.evaluate(() => new Promise(done => setTimeout(done, 1000)));
  assert.equal(await dialog(never.page).count(), 1);
});
const PRELOAD = /preload/;

test('C9 an old page never writes over what a newer version has written', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Старая версия');
  await saved(page);
  // As a later build would have left it, in both places.
  await page.evaluate(async id => {
    const crc = text => { let sum = ~0; for (const byte of new TextEncoder().encode(text)) { sum ^= byte; for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1)); } return (~sum >>> 0).toString(16).padStart(8, '0'); };
    const body = '{"format":"planerka","schema":99,"modules":{"frame":{"project":"Новая версия","later":"чего мы не знаем"}}}';
    const line = `PLANERKA1 500 ${new TextEncoder().encode(body).length} ${crc(`500 ${body}`)}`;
    for (const slot of ['A', 'B']) localStorage.setItem(`planerka/ws/${id}/${slot}`, `${line}\n${body}`);
  }, id);
  await page.locator('[name="frame.author"]').fill('Пишу в старой');
  await page.locator('[data-saving=readonly]').waitFor();
  assert.equal(await value(page, 'frame.project'), 'Новая версия');
  const left = await stored(page);
  assert.match(left[`planerka/ws/${id}/A`], /чего мы не знаем/);
  assert.match(left[`planerka/ws/${id}/B`], /чего мы не знаем/);
  assert.ok(Object.values(left).some(text => text.includes('Пишу в старой')), 'what was typed is a workbook of its own');
});

test('A2 a store that is full before we come is said, and everything but saving works', async () => {
  const { page } = await openApp({ init: () => {
    try {
      if (localStorage.getItem('neighbour')) return;
      localStorage.setItem('neighbour', 'x'.repeat(5_242_880 - 400 - localStorage.length * 64));
    } catch { /* as full as it gets */ }
    try { for (let i = 0; ; i++) localStorage.setItem(`n${i}`, 'x'.repeat(40)); } catch { /* full */ }
  } });
  await page.locator('[data-command=new]').click();
  await page.locator('.toast').getByText('место в браузере кончилось').waitFor();
  assert.equal(await page.locator('.book--example').count(), 5);
  assert.ok(await page.evaluate(() => localStorage.getItem('neighbour').length > 5_000_000), 'what is not ours stays');
});

test('E18 a file that does not fit leaves everything as it was', async () => {
  const { page } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Своя');
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  const before = await records(page);
  await page.evaluate(() => {
    const own = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) { if (value.length > 20_000) throw new DOMException('full', 'QuotaExceededError'); return own.call(this, key, value); };
  });
  const large = JSON.stringify({ format: 'planerka', schema: 1, modules: { brief: { market: 'слово '.repeat(8000) } } });
  await page.locator('input[type=file][name=import]').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(large) });
  await page.locator('[data-command=import]').click();
  await page.locator('.toast').getByText('место в браузере кончилось').waitFor();
  assert.equal(await records(page), before);
  assert.equal(await page.locator('.book:not(.book--example)').count(), 1);
});

test('A9 where site data is forbidden the app works in memory, says so, and hands everything over', async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-blocked-'));
  fs.mkdirSync(path.join(profile, 'Default'), { recursive: true });
  fs.writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const site = await server();
  const context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), args: CHROMIUM_ARGS, locale: 'ru-RU', acceptDownloads: true });
  try {
    context.setDefaultTimeout(15_000);
    const page = context.pages()[0] ?? await context.newPage();
    const panics = [];
    page.on('pageerror', error => panics.push(error.message));
    page.on('console', message => { if (message.type() === 'error') panics.push(message.text()); });
    await page.goto(site.url);
    await ready(page);
    assert.equal(await page.evaluate(() => { try { return !!localStorage; } catch { return false; } }), false, 'it is really forbidden');
    await page.locator('[data-alert=memory]').waitFor();
    await start(page);
    await page.locator('[name="frame.project"]').fill('Только в памяти');
    await page.locator('[data-saving=failed]').waitFor();
    await go(page, 'brief');
    await go(page, 'frame');
    assert.equal(await value(page, 'frame.project'), 'Только в памяти');
    await go(page, 'document');
    await page.locator('[data-alert=memory]').waitFor();
    const file = await download(page, () => page.locator('[data-export=json]').click());
    assert.equal(JSON.parse(file.text).modules.frame.project, 'Только в памяти');
    assert.deepEqual(panics, []);
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('A10 a browser without localStorage is treated alike', async () => {
  const { page } = await openApp({ lang: null, init: () => { Object.defineProperty(window, 'localStorage', { value: null }); } });
  await page.locator('[data-alert=memory]').waitFor();
  await page.locator('[data-command=new]').click();
  await page.locator('.page--frame h1').waitFor();
  assert.ok(await book(page));
});

test('the mirror is written anew when it is older than the records it stands for', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Раз');
  await saved(page);
  const old = await mirror(page, id);
  await page.locator('[name="frame.project"]').fill('Два');
  await saved(page);
  await mirror(page, id, old);
  await page.reload();
  await ready(page);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Два');
  for (let tries = 0; !(await mirror(page, id)).includes('Два'); tries += 1) {
    assert.ok(tries < 50, 'the mirror stays behind');
    await page.evaluate(() => new Promise(done => setTimeout(done, 100)));
  }
  assert.equal((await record(page)).modules.frame.project, 'Два');
});

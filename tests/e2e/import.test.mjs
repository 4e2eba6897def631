// What comes in as a file: dropped, chosen, broken off, twice, with hostile names. What is on the shelf stays as it was.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { download, openApp, overflow, PHONE, ready, stored, test, until } from './support.mjs';
import { book, example, go, record, saved, start, value } from './steps.mjs';

const JSON_FILE = 'application/json';
const workbook = frame => JSON.stringify({ format: 'planerka', schema: 1, modules: { frame } });
const put = (page, buffer, name = 'book.json', mimeType = JSON_FILE) => page.locator('input[type=file][name=import]').setInputFiles({ name, mimeType, buffer: Buffer.from(buffer) });
const records = async page => JSON.stringify(Object.entries(await stored(page)).filter(([key]) => /\/ws\/|\/index/.test(key)).sort());
const home = async page => {
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start h1').waitFor();
};
const question = page => page.locator('dialog[open]:has([data-command=import])');

/** Drops something from outside the browser, as the system does it. */
async function drop(page, context, selector, data) {
  const session = await context.newCDPSession(page);
  await page.locator(selector).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  const at = { x: x + Math.min(40, width / 2), y: y + Math.min(10, height / 2), data: { items: [], files: [], dragOperationsMask: 1, ...data } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}
function onDisk(name, text) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-drop-'));
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}

test('H6 words dragged into a field arrive there; beside one they lead nowhere', async () => {
  const { page, context } = await openApp();
  await start(page);
  const address = page.url();
  const words = { items: [{ mimeType: 'text/plain', data: 'перетащено' }] };
  await drop(page, context, '[name="frame.summary"]', words);
  await until(page, () => document.querySelector('[name="frame.summary"]')?.value === 'перетащено');
  assert.equal((await record(page)).modules.frame.summary, 'перетащено');
  await drop(page, context, 'main h1', words);
  await drop(page, context, 'main h1', { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }] });
  assert.equal(page.url(), address);
  assert.equal(await value(page, 'frame.summary'), 'перетащено');
});

test('H6 a file dropped on any page is asked about, and the page stays', async () => {
  const { page, context } = await openApp();
  const file = onDisk('книга.json', workbook({ project: 'Брошенная' }));
  await drop(page, context, 'main h1', { files: [file] });
  await question(page).getByText('Брошенная').waitFor();
  await question(page).locator('[data-command=import]').click();
  await page.locator('.page--hub h1').waitFor();
  const first = await book(page);
  await go(page, 'frame');
  await page.locator('[name="frame.author"]').fill('Недописанное');
  await page.locator('[name="frame.author"]').focus();
  const address = page.url();
  // On a field as well: a file is no text.
  await drop(page, context, '[name="frame.summary"]', { files: [file] });
  await question(page).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(page.url(), address);
  assert.equal(await value(page, 'frame.author'), 'Недописанное');
  assert.equal(await value(page, 'frame.summary'), '');
  await until(page, () => document.activeElement?.name === 'frame.author');
  await drop(page, context, 'main h1', { files: [onDisk('слова.txt', 'просто слова')] });
  await page.locator('.toast').getByText('повреждён').waitFor();
  assert.equal(page.url(), address);
  await drop(page, context, 'main h1', { files: [file] });
  await question(page).locator('[data-command=import]').click();
  await until(page, first => !location.hash.includes(first), first);
  assert.equal((await record(page)).modules.frame.project, 'Брошенная (копия)');
  assert.equal(await page.evaluate(() => 'drop' in document.documentElement.dataset), false);
});

test('H6 a copy of the open workbook that is dropped on it is offered to be joined', async () => {
  const { page, context } = await openApp();
  await example(page);
  await go(page, 'document');
  const copy = await download(page, () => page.locator('[data-export=json]').click());
  await go(page, 'brief');
  await drop(page, context, 'main h1', { files: [onDisk('копия.json', copy.text)] });
  await question(page).locator('[data-command=import-join]').click();
  await page.locator('.page--join h1').waitFor();
});

test('E14 the same file opened twice is two workbooks that can be told apart', async () => {
  const { page } = await openApp();
  const file = workbook({ project: 'Кофейня', summary: 'как в файле' });
  const ids = [];
  for (const name of ['Кофейня', 'Кофейня (копия)', 'Кофейня (копия) (копия)']) {
    await put(page, file);
    await page.locator('[data-command=import]').click();
    await page.locator('.page--hub h1').waitFor();
    const { project, summary } = (await record(page)).modules.frame;
    assert.deepEqual([project, summary], [name, 'как в файле']);
    ids.push(await book(page));
    await home(page);
    await page.locator('.book__name').getByText(name, { exact: true }).waitFor();
  }
  assert.equal(new Set(ids).size, 3);
});

test('E15 a picker that is closed, and a file that cannot be read, change nothing and leave the focus', async () => {
  const { page } = await openApp({ init: () => {
    const own = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () { return window.gone ? Promise.reject(new DOMException('gone', 'NotFoundError')) : own.call(this); };
  } });
  await start(page);
  await page.locator('[name="frame.project"]').fill('Своя');
  await saved(page);
  await home(page);
  const before = await records(page), input = page.locator('input[type=file][name=import]');
  const focused = () => until(page, () => document.activeElement?.name === 'import');
  await input.focus();
  await focused();
  const chooser = page.waitForEvent('filechooser');
  // After an answer of the page the browser knows as well that its picker is waited for.
  await focused();
  await page.keyboard.press('Space');
  await chooser;
  await input.evaluate(e => e.dispatchEvent(new Event('cancel', { bubbles: true })));
  await focused();
  await page.evaluate(() => { window.gone = true; });
  await put(page, workbook({ project: 'Пропала' }));
  await page.locator('main [role=alert]').getByText('не прочитался').waitFor();
  await focused();
  assert.equal(await records(page), before);
  await page.evaluate(() => { window.gone = false; });
  await put(page, workbook({ project: 'Нашлась' }));
  await question(page).getByText('Нашлась').waitFor();
  assert.equal(await page.locator('main [role=alert]').count(), 0);
  await page.keyboard.press('Escape');
  await focused();
  assert.equal(await records(page), before);
});

test('E9 E16 archives and office files are refused by their look, at once and without being unpacked', async () => {
  const { page } = await openApp();
  await put(page, workbook({ project: 'Чтобы всё загрузилось' }));
  await question(page).waitFor();
  await page.keyboard.press('Escape');
  const bomb = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(4_000_000, 0x20)]);
  for (const [name, body, word] of [['план.docx', bomb, 'ZIP'], ['план.xlsx', bomb, 'ZIP'], ['план.zip', bomb, 'ZIP'], ['план.doc', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(1000)]), 'DOC'], ['план.json', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(1000)]), 'GZIP']]) {
    const took = await page.evaluate(([name, bytes]) => new Promise(done => {
      const alert = () => document.querySelector('main [role=alert]')?.textContent ?? '';
      const before = alert(), data = new DataTransfer(), input = document.querySelector('input[name=import]');
      data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name));
      const start = performance.now();
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      const look = () => (performance.now() - start > 5000 || (alert() && (before !== alert() || !before || performance.now() - start > 300)) ? done(performance.now() - start) : setTimeout(look, 5));
      look();
    }), [name, body.toString('base64')]);
    await page.locator('main [role=alert]').getByText(`файл ${word}`).waitFor();
    assert.ok(took < 2000, `${name}: ${took} ms`);
  }
  await put(page, Buffer.alloc(50_000_000, 0x20));
  await page.locator('main [role=alert]').getByText('слишком большой').waitFor();
  assert.equal(await page.locator('.book:not(.book--example)').count(), 0);
});

for (const n of [1, 2, 3, 4]) {
  test(`E19 a stop at the ${n}. write of an import leaves the shelf whole, and the new workbook whole or not there`, async () => {
    const { page } = await openApp({ allow: [/unreachable/, /panicked/, /recursive use/, /closure invoked/] });
    const id = await start(page);
    await page.locator('[name="frame.project"]').fill('Своя');
    await saved(page);
    const before = (await record(page)).modules;
    await home(page);
    await put(page, workbook({ project: 'Пришлая', summary: 'слово '.repeat(3000) }));
    await question(page).waitFor();
    await page.evaluate(n => {
      const own = Storage.prototype.setItem;
      let left = n;
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith('planerka/') && --left === 0) throw new WebAssembly.RuntimeError('unreachable');
        // As after a killed process: nothing is written any more.
        if (left < 0) throw new DOMException('dead', 'InvalidStateError');
        return own.call(this, key, value);
      };
    }, n);
    await question(page).locator('[data-command=import]').click();
    await until(page, () => document.querySelector('.toast, .rescue, .page--hub h1'));
    await page.goto(page.url().split('#')[0]);
    await page.reload();
    await ready(page);
    const names = await page.locator('.book:not(.book--example) .book__name').allTextContents();
    assert.ok(names.includes('Своя') && names.length <= 2, names.join());
    for (const [i, name] of names.entries()) {
      await page.locator('.book:not(.book--example) .book__link').nth(i).click();
      await page.locator('.page--hub h1').waitFor();
      const { frame } = (await record(page)).modules;
      assert.equal(frame.project, name);
      if (await book(page) === id) assert.deepEqual((await record(page)).modules, before);
      else assert.equal(frame.summary, 'слово '.repeat(3000));
      await home(page);
    }
  });
}

test('E11 names with reversed, invisible and piled up characters spoof no file and no button, and the layout holds', async () => {
  const { page } = await openApp({ viewport: PHONE, touch: true });
  const names = ['отчёт\u202egpj.exe', '\u202e\u2066ничего\u200b\u200d\ufeff', `З${'\u0301'.repeat(10_000)}к`, 'а'.repeat(3000), '\u202d\u202c\u061c'];
  for (const name of names) {
    await put(page, workbook({ project: name }));
    await page.locator('[data-command=import]').click();
    await page.locator('.page--hub h1').waitFor();
    assert.equal((await record(page)).modules.frame.project, name, 'kept as it is');
    assert.deepEqual(await overflow(page), []);
    await go(page, 'document');
    assert.deepEqual(await overflow(page), []);
    const file = await download(page, () => page.locator('[data-export=html]').click());
    assert.match(file.name, /^[\p{L}\p{N}\p{Mn}+()_ -]+ \d{4}-\d\d-\d\d\.html$/u);
    assert.ok(file.name.length < 90);
    await home(page);
    assert.deepEqual(await overflow(page), []);
  }
  // The words around a name read as they are written: nothing of the name reaches beyond it.
  for (const text of await page.locator('.book summary').evaluateAll(all => all.map(e => e.getAttribute('aria-label') ?? e.textContent))) {
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
  }
  // A pile of marks covers no other button.
  for (const card of await page.locator('.book:not(.book--example)').all()) {
    await card.locator('summary').click();
    await card.getByRole('button', { name: 'Переименовать' }).click();
    await page.locator('dialog[open] [name=rename]').waitFor();
    await page.keyboard.press('Escape');
  }
});

test('a table whose reader does not come is not called unreadable, and is taken up once it has come', async () => {
  let gone = true;
  const { page } = await openApp({
    route: context => context.route(/papers\.wasm/, route => (gone ? route.abort() : route.continue())),
    allow: [/papers\.wasm/, /Failed to fetch/, /ERR_FAILED/],
  });
  const before = await records(page);
  const table = 'Дата;Тема\n01.12.2026;Первый\n';
  await put(page, table, 'план.csv', 'text/csv');
  await page.getByRole('alert').getByText('Часть приложения, которая читает такие файлы, не загрузилась').waitFor();
  // A file that is no table needs no other part to be refused.
  await put(page, '{"a": 1,', 'broken.json');
  await page.getByRole('alert').getByText('Часть приложения').waitFor({ state: 'detached' });
  await page.getByRole('alert').waitFor();
  assert.equal(await records(page), before);
  gone = false;
  await put(page, table, 'план.csv', 'text/csv');
  await page.getByRole('dialog').getByText('Похоже на контент-план').waitFor();
});

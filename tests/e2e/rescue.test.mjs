// What was typed in the last moment before a stop, and the file that is offered then: both come back.
import assert from 'node:assert/strict';
import { axeInPlace, download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';
import { another, book, journal, record, saved, start, trapAt, value } from './steps.mjs';
import { largeBook, openWorkbook, unpacked } from './large-book.mjs';

const STOP = [/unreachable/, /panicked/, /recursive use/, /closure invoked/];
const notice = page => page.locator('[data-unsaved]');
const dialog = page => page.getByRole('dialog');
const button = (page, command) => page.locator(`[data-unsaved] [data-command=${command}]`);

/** Types into fields in one breath; the app stops as it takes in the last of them. */
async function typeAndStop(page, ...fields) {
  await page.evaluate(fields => {
    for (const [i, [name, text]] of fields.entries()) {
      if (i === fields.length - 1) Date.now = () => { throw new WebAssembly.RuntimeError('unreachable'); };
      const field = document.querySelector(`[name="${name}"]`);
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, fields);
  await page.locator('dialog.rescue').waitFor();
}

/** Waits until the journal has as many edits on disk. */
async function held(page, count) {
  for (let tries = 0; ; tries += 1) {
    const edits = await journal(page);
    if (edits.length === count) return edits;
    assert.ok(tries < 60, `${count} edits in the journal are waited for, not ${JSON.stringify(edits)}`);
    await page.evaluate(() => new Promise(done => setTimeout(done, 50)));
  }
}

/** Puts edits into the journal as a page that has ended left them. */
async function leave(page, ...edits) {
  await page.evaluate(edits => new Promise((resolve, reject) => {
    const request = indexedDB.open('planerka-journal');
    request.onsuccess = () => {
      const transaction = request.result.transaction('edits', 'readwrite');
      for (const edit of edits) transaction.objectStore('edits').put({ run: 'old', at: '2026-03-08T18:04', build: '', after: null, ...edit });
      transaction.oncomplete = () => { request.result.close(); resolve(); };
      transaction.onabort = () => reject(transaction.error);
    };
  }), edits);
}

/** Goes to the start page and picks a file there. */
async function pick(page, text, name = 'planerka-rescue.json') {
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.locator('input[type=file][name=import]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function reload(page) {
  await page.reload();
  await ready(page);
  await page.locator('.page h1').first().waitFor();
}

test('C1 what was typed before a stop is shown, offered after it, put back to the letter and taken back by undo', async () => {
  const { page } = await openApp({ allow: STOP });
  await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.fill('До остановки');
  await saved(page);
  await held(page, 0);
  await page.evaluate(trapAt, 1);
  await field.press('End');
  await page.keyboard.insertText(' — и «чуть» позже 👩‍🚀');
  const list = dialog(page).locator('.rescue__typed');
  await list.getByText('До остановки — и «чуть» позже 👩‍🚀').waitFor();
  assert.equal(await list.locator('dt').innerText(), 'Название проекта');
  await held(page, 1);
  await dialog(page).getByRole('button', { name: 'Обновить' }).click();
  await ready(page);
  await notice(page).getByText('До остановки — и «чуть» позже 👩‍🚀').waitFor();
  assert.equal(await value(page, 'frame.project'), 'До остановки', 'nothing is put back by itself');
  await button(page, 'put-back').click();
  await until(page, () => document.querySelector('[name="frame.project"]').value === 'До остановки — и «чуть» позже 👩‍🚀');
  await notice(page).waitFor({ state: 'detached' });
  await saved(page);
  assert.equal((await record(page)).modules.frame.project, 'До остановки — и «чуть» позже 👩‍🚀');
  await held(page, 0);
  await page.locator('[data-command=undo]').click();
  await until(page, () => document.querySelector('[name="frame.project"]').value === 'До остановки');
  await saved(page);
  await reload(page);
  assert.equal(await notice(page).count(), 0, 'what was decided is not asked again');
});

test('C1 several fields are one step, stay offered until they are decided, and fit a phone', async () => {
  const { page } = await openApp({ lang: 'en', theme: 'dark', viewport: PHONE, touch: true, allow: STOP });
  await start(page);
  await saved(page);
  await held(page, 0);
  const long = 'A long thought that was never saved. '.repeat(30);
  await typeAndStop(page, ['frame.project', 'A name'], ['frame.risks', 'A risk\nAnother'], ['frame.author', long]);
  assert.deepEqual(await axeInPlace(page), []);
  assert.deepEqual(await overflow(page), []);
  await held(page, 3);
  await reload(page);
  await notice(page).getByText('A risk').waitFor();
  assert.equal(await notice(page).locator('.unsaved__item').count(), 3);
  assert.deepEqual(await axeInPlace(page), []);
  assert.deepEqual(await overflow(page), []);
  // Saved since, and opened again: it is still to be decided.
  await page.locator('[name="frame.project"]').fill('Another name');
  await saved(page);
  await reload(page);
  await notice(page).getByText('A risk').waitFor();
  assert.equal(await notice(page).locator('.unsaved__item').count(), 3);
  await button(page, 'put-all').click();
  await until(page, () => document.querySelector('[name="frame.risks"]')?.value === 'A risk\nAnother');
  assert.equal(await value(page, 'frame.project'), 'A name');
  assert.equal(await value(page, 'frame.author'), long);
  await page.locator('[data-command=undo]').first().click();
  await until(page, () => document.querySelector('[name="frame.risks"]')?.value === '');
  assert.equal(await value(page, 'frame.project'), 'Another name');
  await saved(page);
  await held(page, 0);
});

test('C1 what is left stays left, and leaving can be taken back', async () => {
  const { page } = await openApp({ allow: STOP });
  await start(page);
  await saved(page);
  await typeAndStop(page, ['frame.project', 'Раздумали']);
  await reload(page);
  await button(page, 'leave').click();
  await notice(page).waitFor({ state: 'detached' });
  await page.locator('.toast').getByRole('button', { name: 'Отменить' }).click();
  await notice(page).getByText('Раздумали').waitFor();
  await held(page, 1);
  await button(page, 'leave').click();
  await notice(page).waitFor({ state: 'detached' });
  await held(page, 0);
  await reload(page);
  assert.equal(await value(page, 'frame.project'), '');
  assert.equal(await notice(page).count(), 0);
});

test('C1 a field that is gone is shown with its text to copy', async () => {
  const { page, context } = await openApp({ allow: STOP });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await start(page);
  await saved(page);
  await leave(page, { book: id, field: 'audience.personas.5.name', text: 'Имя <b>удалённой</b> персоны' });
  await reload(page);
  await notice(page).getByText('Имя <b>удалённой</b> персоны').waitFor();
  await notice(page).getByText('Этого поля в книге больше нет').waitFor();
  assert.equal(await button(page, 'put-back').count(), 0);
  await button(page, 'copy-typed').click();
  await page.locator('.toast').getByText('Скопировано').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Имя <b>удалённой</b> персоны');
});

test('C1 a page that is left while somebody types offers nothing: what it has is saved', async () => {
  const { page } = await openApp();
  await start(page);
  const field = page.locator('[name="frame.project"]');
  for (let n = 1; n <= 5; n += 1) {
    await field.fill(`Текст ${n}`);
    // In the middle of the pause before the save, and of the one before the journal is written.
    await page.evaluate(n => new Promise(done => setTimeout(done, n)), n * 100);
    await field.fill(`Слово ${n}`);
    await reload(page);
    await until(page, n => document.querySelector('[name="frame.project"]')?.value === `Слово ${n}`, n);
    await held(page, 0);
    assert.equal(await notice(page).count(), 0);
  }
});

test('C1 only what no save has held is offered: text that was deleted since does not come back', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Нынешнее');
  await saved(page);
  await held(page, 0);
  const revision = await page.evaluate(id => Math.max(...['A', 'B'].map(slot => Number(localStorage.getItem(`planerka/ws/${id}/${slot}`)?.split(' ')[1] ?? 0))), id);
  await leave(page,
    { book: id, field: 'frame.project', text: 'Удалённое', after: revision - 1 },
    { book: id, field: 'frame.author', text: 'Не сохранённое', after: revision },
    { book: id, field: 'frame.project', run: 'older', text: 'Нынешнее', after: revision },
    { book: 'abcdefgh', field: 'frame.project', text: 'Из другой книги', after: 0 });
  await reload(page);
  await notice(page).getByText('Не сохранённое').waitFor();
  assert.equal(await notice(page).locator('.unsaved__item').count(), 1);
  const left = await held(page, 2);
  assert.deepEqual(left.map(edit => edit.text).sort(), ['Из другой книги', 'Не сохранённое']);
});

test('C1 a tab that only reads offers nothing of the tab that writes', async () => {
  const { page, context } = await openApp();
  await start(page);
  await saved(page);
  await held(page, 0);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    window.planerkaMirror.put = async () => false;
  });
  await page.locator('[name="frame.project"]').fill('Ещё пишу');
  const [before] = await held(page, 1);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  assert.equal(await notice(second).count(), 0);
  assert.deepEqual(await journal(second), [before]);
});

test('C1 the journal keeps typed fields of the workbook only, and the last fifty', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await saved(page);
  await held(page, 0);
  // No save gets through.
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    window.planerkaMirror.put = async () => false;
  });
  await page.locator('[data-command=search]').click();
  await page.locator('[name=search]').fill('тайна');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    for (let n = 0; n < 60; n++) {
      const field = document.createElement('textarea');
      field.name = `brief.later_${n}`;
      document.querySelector('main').append(field);
      field.value = 'набрано';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.remove();
    }
    for (const [name, type] of [['frame.project', 'password'], ['done.brief', 'checkbox'], ['frame.x', 'file'], ['version', 'text']]) {
      const field = Object.assign(document.createElement('input'), { name, type });
      document.querySelector('main').append(field);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.remove();
    }
  });
  await page.locator('[name="frame.author"]').fill('Автор');
  const edits = await held(page, 50);
  assert.ok(edits.every(one => one.book === id && /^(brief\.later_|frame\.author$)/.test(one.field) && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(one.at)), JSON.stringify(edits));
  assert.ok(edits.some(one => one.field === 'frame.author' && one.text === 'Автор'));
});

for (const size of ['small', 'large']) {
  test(`A5, E14 the file from the stop screen opens elsewhere, letter for letter, and twice: a ${size} workbook`, async () => {
    const { page } = size === 'small' ? await openApp({ allow: STOP }) : await openWorkbook(largeBook(300), 'frame', { allow: STOP });
    if (size === 'small') {
      await start(page);
      await page.locator('[name="frame.project"]').fill('Кофейня «У дома» — 2026 ☕️');
    }
    await page.locator('[name="frame.author"]').waitFor();
    await saved(page);
    const id = await book(page);
    const whole = page => (size === 'small' ? record(page) : book(page).then(id => unpacked(page, id)));
    const before = await whole(page);
    await typeAndStop(page, ['frame.author', 'Не успел']);
    const file = (await download(page, () => dialog(page).getByRole('button', { name: 'Скачать' }).click())).text;
    assert.equal(JSON.parse(file).journal.find(edit => edit.book === id).text, 'Не успел');
    const other = await openApp({ lang: 'en' });
    await pick(other.page, file);
    await dialog(other.page).getByText('1 field with unsaved text').waitFor();
    assert.deepEqual(await axeInPlace(other.page), []);
    await other.page.locator('[data-command=rescue]').click();
    await other.page.locator('.page--hub h1').waitFor();
    assert.notEqual(await book(other.page), id);
    await saved(other.page);
    const { modules } = await whole(other.page);
    assert.deepEqual({ ...modules, desk: null }, { ...before.modules, desk: null });
    await button(other.page, 'put-back').click();
    await saved(other.page);
    assert.equal((await whole(other.page)).modules.frame.author, 'Не успел');
    // Once more: another workbook beside it, with words that tell them apart.
    await pick(other.page, file);
    await other.page.locator('[data-command=rescue]').click();
    await other.page.locator('.page--hub h1').waitFor();
    await other.page.locator('.top__name').getByText(`${before.modules.frame.project} (from a rescue file)`).waitFor();
    assert.deepEqual(other.problems, []);
  });
}

test('A5 several workbooks of a file are opened at once; damaged ones are named', async () => {
  const { page } = await openApp({ allow: STOP });
  const ids = [];
  for (const name of ['Первая', 'Вторая', 'Третья']) {
    ids.push(await start(page));
    await page.locator('[name="frame.project"]').fill(name);
    await saved(page);
    await page.evaluate(() => { location.hash = '/'; });
    await page.locator('.page--start').waitFor();
  }
  await page.evaluate(() => dispatchEvent(new CustomEvent('planerka:panic', { detail: 'test' })));
  const file = JSON.parse((await download(page, () => dialog(page).getByRole('button', { name: 'Скачать' }).click())).text);
  for (const key of Object.keys(file.entries).filter(key => key.includes(ids[1]))) file.entries[key] = file.entries[key].slice(0, 50);
  for (const one of file.mirror.filter(one => one.id === ids[1])) one.record = one.record.slice(0, 60);
  const other = await openApp({ viewport: PHONE });
  await pick(other.page, JSON.stringify(file));
  await dialog(other.page).getByText('Прочитать не удалось: Вторая').waitFor();
  assert.equal(await dialog(other.page).getByRole('checkbox').count(), 2);
  assert.deepEqual(await overflow(other.page), []);
  assert.deepEqual(await axeInPlace(other.page), []);
  await other.page.locator('[data-command=rescue]').click();
  await other.page.locator('.toast').getByText('К вашим добавлены 2 книги').waitFor();
  assert.deepEqual((await other.page.locator('.book:not(.book--example) .book__name').allInnerTexts()).sort(), ['Первая', 'Третья']);
});

test('A5 a file without a readable workbook is said beside the field, and its text can be copied and saved', async () => {
  const { page } = await openApp();
  const rescue = more => JSON.stringify({ app: 'planerka', kind: 'rescue', ...more });
  const alert = page.locator('.hero [role=alert]');
  const hostile = [
    rescue({}),
    rescue({ entries: [], mirror: {}, pieces: 5, aside: 'x', fields: null, journal: [[]] }),
    rescue({ entries: { 'planerka/ws/__proto__/A': 'PLANERKA1 1 2 3', 'planerka/ws/aaaaaaaa/A': 'ж'.repeat(2_500_000) }, mirror: [{ id: '__proto__', record: {} }] }),
    '{"app":"planerka","kind":"rescue","__proto__":{"x":1},"entries":{"__proto__":{"a":"b"},"planerka/ws/bbbbbbbb/A":"PLANERKA1 1 7 00000000\\nPIECES1"}}',
  ];
  for (const text of hostile) {
    await pick(page, text);
    await alert.getByText('нет ни одной книги').waitFor();
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.reload();
    await ready(page);
  }
  await pick(page, rescue({}).slice(0, 20));
  await alert.getByText('обрывается или повреждён').waitFor();
  await pick(page, rescue({ fields: [{ name: 'frame.project', value: '<img src=x onerror=alert(1)>' }, { name: 'чужое', value: 'слово' }, { name: 'frame.owner_role', value: 'agency' }] }));
  await alert.getByText('нет ни одной книги').waitFor();
  await dialog(page).getByText('<img src=x onerror=alert(1)>').waitFor();
  assert.deepEqual(await axeInPlace(page), []);
  const text = await download(page, () => page.locator('[data-command=loose-save]').click());
  assert.match(text.text, /Название проекта\n<img src=x onerror=alert\(1\)>\n\nчужое\nслово$/);
  assert.equal(await page.locator('.book:not(.book--example)').count(), 0);
});

// Saving: two records with checksums, honest words, nothing written over what could not be read.
import assert from 'node:assert/strict';
import { download, openApp, ready, test, until } from './support.mjs';
import { another, book, go, mirror, record, saved, start, value } from './steps.mjs';

const keys = (page, id) => page.evaluate(id => ['A', 'B'].map(s => localStorage.getItem(`planerka/ws/${id}/${s}`)), id);

test('what is typed is there after a reload', async () => {
  const { page } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').pressSequentially('Буква за буквой', { delay: 15 });
  await saved(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('[name="frame.project"]').inputValue(), 'Буква за буквой');
});

test('leaving at once saves what was typed', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Сразу ушли');
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.evaluate(id => { location.hash = `/${id}/frame`; }, id);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Сразу ушли');
});

test('A4 a damaged record gives way to the other one and is kept aside', async () => {
  // As in a browser without IndexedDB: with it the mirror would have the newer text.
  const { page } = await openApp({ init: () => { Object.defineProperty(window, 'indexedDB', { value: { open() { throw new Error('none'); } } }); } });
  const id = await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.fill('Первая запись');
  await saved(page);
  await field.fill('Вторая запись');
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  const damaged = await page.evaluate(id => {
    const slot = ['A', 'B'].map(s => `planerka/ws/${id}/${s}`).find(k => localStorage.getItem(k).includes('Вторая'));
    const bytes = localStorage.getItem(slot).replace('Вторая', 'втораЯ');
    localStorage.setItem(slot, bytes);
    return bytes;
  }, id);
  await page.evaluate(id => { location.hash = `/${id}/frame`; }, id);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Первая запись');
  await field.fill('Третья запись');
  await saved(page);
  const aside = await page.evaluate(() => Object.keys(localStorage).filter(k => k.includes('quarantine')).map(k => localStorage.getItem(k)));
  assert.deepEqual(aside, [damaged]);
});

test('A4 the mirror stands in for both records, and they are kept aside', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Есть в зеркале');
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.evaluate(id => { for (const s of ['A', 'B']) localStorage.setItem(`planerka/ws/${id}/${s}`, `обрывок ${s}`); }, id);
  await page.evaluate(id => { location.hash = `/${id}/frame`; }, id);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Есть в зеркале');
  await page.locator('.toast').waitFor();
  await page.locator('[name="frame.author"]').fill('Дальше');
  assert.equal((await record(page)).modules.frame.author, 'Дальше');
  await page.locator('[name="frame.author"]').fill('Ещё дальше');
  await until(page, () => Object.values(localStorage).some(text => text.includes('Ещё дальше')));
  const aside = await page.evaluate(() => Object.keys(localStorage).filter(k => k.includes('quarantine')).map(k => localStorage.getItem(k)).sort());
  assert.deepEqual(aside, ['обрывок A', 'обрывок B']);
});

test('A5 unreadable bytes are explained, offered for download and left alone', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.evaluate(id => { for (const s of ['A', 'B']) localStorage.setItem(`planerka/ws/${id}/${s}`, `обрывок ${s}`); }, id);
  await mirror(page, id, 'обрывок зеркала');
  await page.evaluate(id => { location.hash = `/${id}`; }, id);
  const file = await download(page, () => page.locator('main .button--primary').click());
  assert.match(file.text, /обрывок A[\s\S]*обрывок B[\s\S]*обрывок зеркала/);
  assert.deepEqual(await keys(page, id), ['обрывок A', 'обрывок B']);
  assert.equal(await mirror(page, id), 'обрывок зеркала');
});

test('A12 data cleared in another tab is written again, and the page says so', async () => {
  const { page, context } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Стёрли, а я есть');
  await saved(page);
  const second = await another(page, context);
  await second.evaluate(() => localStorage.clear());
  await page.locator('.toast').waitFor();
  await until(page, id => ['A', 'B'].some(s => localStorage.getItem(`planerka/ws/${id}/${s}`)?.includes('Стёрли, а я есть')), id);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.book__name').getByText('Стёрли, а я есть').waitFor();
});

test('A13 what localStorage has lost comes back from the mirror', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Не пропала');
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
  await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('planerka/') && !key.endsWith('prefs')) localStorage.removeItem(key); });
  await page.reload();
  await ready(page);
  await page.locator('.toast').waitFor();
  await page.locator('.book__name').getByText('Не пропала').click();
  await until(page, () => location.hash.length > 2);
  assert.equal(await book(page), id);
  await go(page, 'frame');
  assert.equal(await value(page, 'frame.project'), 'Не пропала');
});

for (const [row, name, init] of [
  ['A14', 'cannot be opened', () => { Object.defineProperty(window, 'indexedDB', { value: { open() { const r = {}; setTimeout(() => r.onerror?.()); return r; } } }); }],
  ['A15', 'never answers', () => { Object.defineProperty(window, 'indexedDB', { value: { open() { return {}; } } }); }],
]) {
  test(`${row} an IndexedDB that ${name} takes nothing but a copy away`, async () => {
    const { page } = await openApp({ init });
    await start(page);
    await page.locator('[name="frame.project"]').fill('Без зеркала');
    await saved(page);
    await page.reload();
    await ready(page);
    await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Без зеркала');
  });
}

test('A1 a full store says so, keeps the text on the page and in the mirror, and recovers', async () => {
  const { page } = await openApp({
    init: () => {
      const own = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (window.full) throw new DOMException('full', 'QuotaExceededError');
        return own.call(this, key, value);
      };
    },
  });
  const id = await start(page);
  await saved(page);
  const before = await keys(page, id);
  await page.evaluate(() => { window.full = true; });
  const field = page.locator('[name="frame.project"]');
  await field.fill('Не помещается');
  await page.locator('[data-saving=failed]').waitFor();
  assert.equal(await page.locator('[data-saving=failed]').getAttribute('role'), 'alert');
  assert.equal(await field.inputValue(), 'Не помещается');
  assert.deepEqual(await keys(page, id), before);
  const file = await download(page, () => page.locator('[data-saving=failed] button').last().click());
  assert.match(file.text, /Не помещается/);
  assert.match(await mirror(page, id), /Не помещается/);
  await page.evaluate(() => { window.full = false; });
  await page.locator('[data-saving=failed] button').first().click();
  assert.equal((await record(page)).modules.frame.project, 'Не помещается');
  // Closed while nothing could be written: the mirror has what the records have not.
  await page.evaluate(() => { window.full = true; });
  await field.fill('Только в зеркале');
  await until(page, () => document.querySelector('[data-saving=failed]'));
  await until(page, () => new Promise(resolve => {
    const request = indexedDB.open('planerka');
    request.onsuccess = () => {
      request.result.transaction('mirror').objectStore('mirror').getAll().onsuccess = event => {
        request.result.close();
        resolve(event.target.result.some(one => one.record.includes('Только в зеркале')));
      };
    };
  }));
  await page.reload();
  await ready(page);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Только в зеркале');
  await page.locator('.toast').waitFor();
  assert.equal((await record(page)).modules.frame.project, 'Только в зеркале');
});

test('files that are no workbook are named and change nothing', async () => {
  const { page } = await openApp();
  const before = await page.evaluate(() => localStorage.length);
  for (const [name, body, words] of [
    ['a.png', Buffer.from('89504e470d0a1a0a00', 'hex'), 'PNG'],
    ['a.json', Buffer.from('{"dependencies":{}}'), 'PACKAGE'],
    ['a.json', Buffer.from(''), 'пустой'],
    ['a.json', Buffer.from('{"format":"planerka","modules":{'), 'обрывается'],
    ['a.html', Buffer.from('<!DOCTYPE html><p>'), 'HTML'],
  ]) {
    await page.locator('input[name=import]').setInputFiles({ name, mimeType: 'application/json', buffer: body });
    await page.locator('.hero .alert').getByText(words).waitFor();
  }
  assert.equal(await page.evaluate(() => localStorage.length), before);
  assert.equal(await book(page), undefined);
});

test('saving moves neither focus, caret nor scroll, and stays quiet for readers', async () => {
  const { page } = await openApp();
  await start(page);
  await go(page, 'brief');
  const field = page.locator('[name="brief.business"]');
  await field.fill('Кофе и булочки');
  await field.evaluate(e => e.setSelectionRange(4, 4));
  const scroll = await page.evaluate(() => {
    window.said = 0;
    for (const e of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
      new MutationObserver(() => { window.said += 1; }).observe(e, { childList: true, subtree: true, characterData: true });
    }
    return scrollY;
  });
  await page.keyboard.type('a'.repeat(60), { delay: 10 });
  await saved(page);
  assert.equal(await page.evaluate(() => document.activeElement.name), 'brief.business');
  assert.equal(await field.evaluate(e => e.selectionStart), 64);
  assert.equal(await page.evaluate(() => scrollY), scroll);
  assert.ok(await page.evaluate(() => window.said) <= 1);
});

test('B1 a second tab reads, and goes on where the first stood when it is told to', async () => {
  const { page, context } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Первая вкладка');
  await saved(page);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  assert.equal(await second.locator('.page--frame').getAttribute('inert'), '');
  assert.equal(await value(second, 'frame.project'), 'Первая вкладка');
  let [writer, reader] = [page, second];
  for (let round = 1; round <= 12; round += 1) {
    // Typed a moment before the other tab takes over: the first must save it while it steps back.
    await writer.locator('[name="frame.author"]').fill(`Раунд ${round}`);
    await reader.locator('[data-command=here]').click();
    await writer.locator('[data-saving=other]').waitFor();
    await reader.locator('[data-saving=other]').waitFor({ state: 'detached' });
    assert.equal(await value(reader, 'frame.author'), `Раунд ${round}`);
    assert.equal(await writer.locator('.page--frame').getAttribute('inert'), '');
    [writer, reader] = [reader, writer];
  }
  assert.equal((await record(writer)).modules.frame.author, 'Раунд 12');
  // The one that stepped back has steps in its memory; none of them may be taken there.
  await reader.locator('h1').click({ force: true });
  await reader.keyboard.press('Control+z');
  await reader.locator('[data-saving=other]').waitFor();
  assert.equal(await value(reader, 'frame.author'), 'Раунд 12');
});

test('B1 a tab that reads shows what the other one writes, and stays where it is', async () => {
  const { page, context } = await openApp();
  await start(page);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  await second.evaluate(() => scrollTo(0, 120));
  await page.locator('[name="frame.project"]').fill('Видно обеим');
  await until(second, () => document.querySelector('[name="frame.project"]').value === 'Видно обеим');
  await page.locator('[data-add="frame.reviews"]:visible').click();
  await until(second, () => document.querySelectorAll('[name^="frame.reviews."]').length > 0);
  assert.equal(await second.evaluate(() => scrollY), 120);
});

test('B3 a tab that does not answer loses the pen after a while', async () => {
  const { page, context } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Замёрзла');
  await saved(page);
  // As a frozen tab would: it hears nothing.
  await page.evaluate(() => { BroadcastChannel.prototype.postMessage = () => {}; });
  const second = await context.newPage();
  await second.addInitScript(() => { BroadcastChannel.prototype.postMessage = () => {}; });
  await second.goto(page.url());
  await ready(second);
  // It has text that it could not write.
  await page.evaluate(() => {
    window.ownSetItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.locator('[name="frame.project"]').fill('Только на экране');
  await page.locator('[data-saving=failed]').waitFor();
  await page.evaluate(() => { Storage.prototype.setItem = window.ownSetItem; });
  await second.locator('[data-command=here]').click();
  await second.locator('[data-saving=other]').waitFor({ state: 'detached' });
  await page.locator('[data-saving=other]').waitFor();
  await until(second, () => Object.values(localStorage).some(text => text.includes('Только на экране (копия)')));
  await second.locator('[name="frame.project"]').fill('Отобрано');
  await saved(second);
  assert.equal((await record(second)).modules.frame.project, 'Отобрано');
});

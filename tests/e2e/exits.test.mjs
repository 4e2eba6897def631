// The ways out: what is handed over reaches the user although a download may vanish, and the page claims no more than it knows.
import assert from 'node:assert/strict';
import { axeInPlace, download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';
import { example, go, record, saved, start } from './steps.mjs';

const TELEGRAM = 'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36 Telegram-Android/11.4.2 (Samsung SM-A546E; Android 14; SDK 34; HIGH)';
const INSIDE = [
  TELEGRAM,
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 330.0.3.29.91 (iPhone14,5; iOS 17_5; ru_RU)',
  'Mozilla/5.0 (Linux; Android 13; M2101K6G; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 VKAndroidApp/8.52',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
];
const BROWSERS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 YaBrowser/24.12 Safari/537.36',
];
const called = userAgent => `Object.defineProperty(navigator, 'userAgent', { get: () => ${JSON.stringify(userAgent)} });`;

/** A share sheet that answers as `window.sheet` says and notes what it was given. */
const SHEET = `
  window.sheet = 'take';
  window.given = [];
  navigator.canShare = data => data.files.length > 0;
  navigator.share = async ({ files: [file] }) => {
    window.given.push({ name: file.name, type: file.type, text: await file.text() });
    if (window.sheet !== 'take') throw new DOMException('no', window.sheet);
  };`;
const given = page => page.evaluate(() => window.given);
const answer = (page, word) => page.evaluate(word => { window.sheet = word; }, word);
/** A browser without a clipboard. */
const NO_CLIPBOARD = `Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;`;
/** The clipboard notes what it is given. */
const CLIPBOARD = `Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.clip = text; } } });`;

const exits = page => page.locator('dialog[open]:has([data-exit])');
const toast = (page, words) => page.locator('.toast').getByText(words);
async function named(page, name = 'Для вывоза') {
  await start(page);
  await page.locator('[name="frame.project"]').fill(name);
  await saved(page);
}

test('F13 after a download the page claims nothing, and every other way is one press away', async () => {
  const { page } = await openApp({ init: SHEET + CLIPBOARD });
  await named(page);
  await go(page, 'document');
  const file = await download(page, () => page.locator('[data-export=json]').click());
  await toast(page, 'ищите его в загрузках').waitFor();
  await page.locator('[data-toast=other]').click();
  await exits(page).waitFor();
  assert.equal(await exits(page).locator('[name=exit]').inputValue(), file.text);
  await exits(page).locator('[data-exit=share]').click();
  await exits(page).getByText('Файл передан').waitFor();
  await exits(page).locator('[data-exit=copy]').click();
  await exits(page).getByText('Скопировано').waitFor();
  assert.equal(await page.evaluate(() => window.clip), file.text);
  const again = await download(page, () => exits(page).locator('[data-exit=save]').click());
  assert.deepEqual([again.name, again.text], [file.name, file.text]);
  assert.deepEqual(await given(page), [{ name: file.name, type: 'application/json', text: file.text }]);
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('[data-exit]'));
});

test('F13 every place that hands out a file has the other ways', async () => {
  const { page } = await openApp({ init: CLIPBOARD });
  await example(page);
  await saved(page);
  const offers = async (where, selector, ready) => {
    await go(page, where);
    await page.locator(ready ?? selector).first().waitFor();
    const file = await download(page, () => page.locator(selector).first().click());
    await page.locator('[data-toast=other]').click();
    await exits(page).locator('[data-exit=copy]').click();
    await until(page, text => window.clip === text, file.text);
    await page.keyboard.press('Escape');
    await until(page, () => !document.querySelector('[data-exit]'));
    return file;
  };
  for (const format of ['html', 'markdown', 'json', 'ics', 'csv']) await offers('document', `[data-export=${format}]`);
  assert.match((await offers('brief', '[data-command=client-form]')).name, /\.html$/);
  await go(page, 'versions');
  await page.locator('.version').first().waitFor();
  await page.evaluate(() => { location.hash = '/data'; });
  await page.locator('.page--data h1').waitFor();
  const file = await download(page, () => page.locator('[data-command=download-copy]').click());
  await page.locator('[data-toast=other]').click();
  assert.equal(await exits(page).locator('[name=exit]').inputValue(), file.text);
});

test('F13 what was copied as text opens again', async () => {
  const { page } = await openApp({ init: CLIPBOARD });
  await named(page, 'Через буфер обмена');
  await go(page, 'document');
  await download(page, () => page.locator('[data-export=json]').click());
  await page.locator('[data-toast=other]').click();
  await exits(page).locator('[data-exit=copy]').click();
  const text = await until(page, () => window.clip);
  const other = await openApp();
  await other.page.locator('[data-command=paste]').click();
  await other.page.locator('[name=import-text]').fill(text);
  await other.page.locator('[data-command=pasted]').click();
  await other.page.locator('[data-command=import]').click();
  await other.page.locator('.page--hub h1').waitFor();
  assert.equal((await record(other.page)).modules.frame.project, 'Через буфер обмена');
  await other.page.evaluate(() => { location.hash = '/'; });
  await other.page.locator('[data-command=paste]').click();
  await other.page.locator('[name=import-text]').fill('просто слова');
  await other.page.locator('[data-command=pasted]').click();
  await other.page.locator('main [role=alert]').waitFor();
});

test('F14 a share sheet that is closed says nothing; one that refuses is tried again as a text file', async () => {
  const { page } = await openApp({ init: SHEET });
  await named(page);
  await go(page, 'document');
  await download(page, () => page.locator('[data-export=json]').click());
  await page.locator('[data-toast=other]').click();
  const share = exits(page).locator('[data-exit=share]'), said = exits(page).locator('.exits__said');
  const press = async word => {
    await answer(page, word);
    const before = (await given(page)).length;
    await share.click();
    await until(page, before => window.given.length > before, before);
  };
  await press('AbortError');
  assert.equal(await said.textContent(), '');
  await press('NotAllowedError');
  await said.getByText('Нажмите ещё раз').waitFor();
  await press('NotAllowedError');
  await said.getByText('Скопируйте текст').waitFor();
  await press('take');
  await said.getByText('Файл передан').waitFor();
  const types = (await given(page)).map(file => [file.name.replace(/^.*2\d{3}-\d\d-\d\d/, ''), file.type]);
  assert.deepEqual(types, [['.json', 'application/json'], ['.json', 'application/json'], ['.json.txt', 'text/plain'], ['.json.txt', 'text/plain']]);
  await page.keyboard.press('Escape');
  // From the page itself: silence, or the dialog with the retry.
  await answer(page, 'AbortError');
  await page.locator('[data-export=share]').click();
  await until(page, () => window.given.length === 5);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await answer(page, 'NotAllowedError');
  await page.locator('[data-export=share]').click();
  await said.getByText('Нажмите ещё раз').waitFor();
  await answer(page, 'take');
  await share.click();
  await said.getByText('Файл передан').waitFor();
  assert.match((await given(page)).at(-1).name, /\.html\.txt$/);
});

test('F13 without share sheet and clipboard the whole text stands there to be selected', async () => {
  const { page } = await openApp({ init: `delete Navigator.prototype.canShare;${NO_CLIPBOARD}` });
  await named(page);
  await go(page, 'document');
  assert.equal(await page.locator('[data-export=share]').count(), 0);
  await page.locator('[data-export=copy]').click();
  await exits(page).getByText('выделите текст ниже').waitFor();
  assert.equal(await exits(page).locator('[data-exit=share]').count(), 0);
  const area = exits(page).locator('[name=exit]');
  await area.focus();
  const [chosen, whole] = await area.evaluate(e => [e.selectionEnd - e.selectionStart, e.value.length]);
  assert.ok(whole > 100 && chosen === whole);
  assert.match(await area.inputValue(), /Для вывоза/);
  await page.keyboard.press('Escape');
  await until(page, () => document.activeElement?.dataset.export === 'copy');
});

test('F13 I3 in a window of another app the other ways come first, and a copy counts only when it was taken', async () => {
  const { page } = await openApp({ init: called(TELEGRAM) + SHEET + CLIPBOARD, viewport: PHONE, touch: true });
  await named(page);
  await go(page, 'document');
  let started = 0;
  page.on('download', () => { started += 1; });
  await page.locator('[data-export=json]').click();
  await exits(page).waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);
  const copied = () => page.evaluate(() => JSON.parse(localStorage.getItem('planerka/index'))[0].copied ?? '');
  assert.equal(await copied(), '', 'nothing was taken yet');
  await answer(page, 'AbortError');
  await exits(page).locator('[data-exit=share]').click();
  await until(page, () => window.given.length === 1);
  assert.equal(await copied(), '');
  await answer(page, 'take');
  await exits(page).locator('[data-exit=share]').click();
  await exits(page).getByText('Файл передан').waitFor();
  assert.notEqual(await copied(), '');
  assert.equal(started, 0, 'no download that nobody would see');
});

test('I3 a window of another app is named on every page, calmly, and real browsers are not', async () => {
  for (const [i, userAgent] of INSIDE.entries()) {
    const { page } = await openApp({ init: called(userAgent) + CLIPBOARD, viewport: PHONE, touch: true, lang: i % 2 ? 'en' : 'ru', theme: i > 1 ? 'dark' : 'light' });
    const notice = page.locator('[data-alert=inside]');
    await notice.waitFor();
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    await notice.locator('[data-command=copy-address]').click();
    const address = await until(page, () => window.clip);
    assert.equal(address, page.url().split('#')[0]);
    await notice.locator('summary').click();
    await start(page);
    assert.equal(await notice.count(), 1);
    assert.equal(await notice.evaluate(e => e.open), false, 'folded it stays folded');
  }
  for (const userAgent of BROWSERS) {
    const { page } = await openApp({ init: called(userAgent) });
    assert.equal(await page.locator('[data-alert=inside]').count(), 0, userAgent);
  }
});

test('F13 the rescue screen has the other ways too', async () => {
  const { page } = await openApp({ init: SHEET + CLIPBOARD });
  await named(page);
  await page.evaluate(() => dispatchEvent(new CustomEvent('planerka:panic', { detail: 'test' })));
  const dialog = page.getByRole('dialog');
  const file = await download(page, () => dialog.getByRole('button', { name: 'Скачать' }).click());
  await dialog.getByText('другие способы').waitFor();
  await dialog.getByRole('button', { name: 'Скопировать' }).click();
  await dialog.getByText('Скопировано').waitFor();
  assert.equal(await page.evaluate(() => window.clip), file.text);
  await answer(page, 'NotAllowedError');
  await dialog.getByRole('button', { name: 'Поделиться' }).click();
  await dialog.getByText('Нажмите ещё раз').waitFor();
  await answer(page, 'take');
  await dialog.getByRole('button', { name: 'Поделиться' }).click();
  await until(page, () => window.given.length === 2);
  assert.deepEqual((await given(page)).map(one => one.type), ['application/json', 'text/plain']);
  assert.equal((await given(page))[1].text, file.text);
});

test('F15 what is handed out while nothing can be saved is what stands on the screen', async () => {
  const { page } = await openApp();
  await named(page, 'Сохранено раньше');
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await page.locator('[name="frame.project"]').fill('Только на экране');
  await page.locator('[data-saving=failed]').waitFor();
  const inHeader = await download(page, () => page.locator('[data-saving=failed] button').last().click());
  assert.equal(JSON.parse(inHeader.text).modules.frame.project, 'Только на экране');
  await go(page, 'document');
  for (const format of ['json', 'html', 'markdown']) {
    const file = await download(page, () => page.locator(`[data-export=${format}]`).click());
    assert.match(file.text, /Только на экране/, format);
  }
});

for (const [what, answers, words] of [
  ['agrees', 'async () => (window.asked = (window.asked ?? 0) + 1, window.kept = true)', 'обещал не стирать'],
  ['declines', 'async () => (window.asked = (window.asked ?? 0) + 1, false)', 'пока не обещал'],
  ['fails', 'async () => { window.asked = (window.asked ?? 0) + 1; throw new TypeError("no"); }', 'пока не обещал'],
  ['never answers', '() => { window.asked = (window.asked ?? 0) + 1; return new Promise(() => {}); }', 'пока не обещал'],
]) {
  test(`A19 a browser that ${what} when it is asked to keep the data is asked once, and no more is claimed`, async () => {
    const { page } = await openApp({ init: `if (navigator.storage) { navigator.storage.persist = ${answers}; navigator.storage.persisted = async () => window.kept === true; }` });
    assert.equal(await page.evaluate(() => window.asked ?? 0), 0, 'not before there is something to keep');
    await named(page);
    await until(page, () => window.asked === 1);
    await page.locator('[name="frame.author"]').fill('Ещё правка');
    await saved(page);
    await page.evaluate(() => { location.hash = '/data'; });
    await page.locator('.promise').getByText(words).waitFor();
    await page.reload();
    await ready(page);
    await page.locator('.page--data h1').waitFor();
    assert.equal(await page.evaluate(() => window.asked ?? 0), 0, 'once for all');
    if (what === 'agrees') return;
    await page.locator('[data-command=persist]').click();
    await page.locator('.promise').getByText(what === 'declines' ? 'ответил отказом' : 'не отвечает').waitFor();
    assert.deepEqual(await axeInPlace(page), []);
  });
}

test('A19 a browser that has no such promise says so', async () => {
  const { page } = await openApp({ init: `Object.defineProperty(navigator, 'storage', { value: undefined });` });
  await named(page);
  await page.evaluate(() => { location.hash = '/data'; });
  await page.locator('.promise').getByText('не отвечает').waitFor();
  // A11: what cannot be known is said to be so.
  await page.getByText('Страница не может узнать, в таком ли она окне').waitFor();
});

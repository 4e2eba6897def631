// A content plan out of a table: opened, pasted or dropped, its columns told apart, what is unknown asked about, everything that has
// no place named, and all of it added as one step.
import assert from 'node:assert/strict';
import { axeInPlace, download, openApp, overflow, PHONE, test, until } from './support.mjs';
import { book, example, go, record, saved, start } from './steps.mjs';

const OLD = ' ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—�™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬­®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'.slice(1);
const windows1251 = text => Buffer.from([...text].map(c => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : 128 + OLD.indexOf(c))));

/** What people really keep: a heading over all columns, empty rows, weeks, one date for several rows, nicknames of channels. */
const MESSY = [
  ';;КОНТЕНТ-ПЛАН ДЕКАБРЬ 2026;;;;;;;;;',
  ';;;;;;;;;;;',
  'Дата;День;Время;Где;Рубрика;Тема;Текст поста;Формат;Статус;Кто делает;Хэштеги;Бюджет',
  'НЕДЕЛЯ 1;;;;;;;;;;;',
  '1 дек;вт;10:00;ВК;Польза;Зимнее меню;"Встречаем зиму.\nТри новых напитка; все тёплые";пост;готово;Аня;#зима;500',
  ';;18-30;инста;Польза;Зимнее меню: рилс;=СУММ(A1:A9);рилс;в работе;Аня;#зима;',
  ';;;;;;;;;;;',
  '3 дек;чт;утром;ТГ;Розыгрыш;"Конкурс «Кружка»";;голосование;идея;;;1 200',
  '4 дек;пт;;;;;;;;;;',
  'скоро;;;Пикабу;;Пост без дня;;мем;;;;',
].join('\r\n');

const chosen = (page, bytes, name = 'план.csv') => page.locator('input[type=file][name=table]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
const open = async page => {
  const id = await book(page);
  await page.evaluate(hash => { location.hash = hash; }, `/${id}/plan-import`);
  await page.locator('.page--plan-import h1').waitFor();
};
const column = (page, at) => page.locator(`[name="show.column.${at}"]`);
const add = page => page.locator('[data-command=add-plan]');
const posts = async page => (await record(page)).modules.content?.posts ?? [];
/** The texts of what is told, opened. */
const told = async page => {
  await page.locator('[data-part=problems] summary').first().waitFor();
  for (const summary of await page.locator('.plan-in__told > summary').all()) await summary.click();
  await until(page, () => [...document.querySelectorAll('.plan-in__items')].every(list => list.children.length > 0));
  return page.locator('.plan-in__told').allInnerTexts().then(all => all.join('\n'));
};

test('a messy table from real life becomes posts, and each cell that has no place is told with its row', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await start(page);
  await go(page, 'content/posts');
  await page.locator('[data-command=plan-import]').click();
  await page.locator('.page--plan-import h1').waitFor();
  await chosen(page, windows1251(MESSY));
  await column(page, 0).waitFor();
  await until(page, () => document.activeElement?.id === 'plan-in-columns');
  assert.equal(await page.locator('[name="show.encoding"]').inputValue(), 'Windows-1251');
  assert.equal(await page.locator('[name="show.separator"]').inputValue(), ';');
  assert.equal(await page.locator('[name="show.head"]').inputValue(), '2');
  const found = await page.locator('[name^="show.column."]').evaluateAll(all => all.map(e => e.value));
  assert.deepEqual(found, ['date', '', 'time', 'channel', 'rubric', 'title', 'body', 'format', 'status', 'owner', 'hashtags', '']);
  // As they are, commas and line breaks included.
  assert.match(await page.locator('.plan-in__table').first().innerText(), /Три новых напитка; все тёплые/);
  assert.equal((await add(page).innerText()).trim(), 'Добавить 4 поста');
  const texts = await told(page);
  for (const words of ['строка 5: «вт»', 'строка 5: «500»', 'строка 9: «утром»', 'строка 11: «Пикабу»', 'строка 11: «мем»', 'строка 11: «скоро»', 'строка 4: «НЕДЕЛЯ 1»', 'строка 10: «4 дек · пт»']) assert.ok(texts.includes(words), `${words} in ${texts}`);
  // One date for two rows.
  await page.locator('[name="show.repeat"]').check();
  // Channels are made of their nicknames, and what is no channel stays empty.
  const names = page.locator('.plan-in__names label');
  assert.deepEqual(await names.locator('.plan-in__name').allInnerTexts(), ['ВК', 'Польза', 'инста', 'ТГ', 'Розыгрыш', 'Пикабу']);
  await page.locator('[name="show.make"]').check();
  await page.locator('[name="show.missing.5"]').selectOption('');
  await until(page, () => document.querySelector('.plan-in__facts').textContent.includes('Instagram*: 1'));
  assert.match(await page.locator('.plan-in__facts').innerText(), /1\sдекабря\s2026\sг\.\s—\s3\sдекабря\s2026\sг\./);
  await add(page).click();
  await page.locator('.calendar').waitFor();
  await page.locator('.toast').getByText('Добавлено 4 поста').waitFor();
  await until(page, () => document.querySelector('#cal-month').textContent.toLowerCase().includes('декабрь 2026'));
  await saved(page);
  const all = await posts(page);
  assert.deepEqual(all.map(p => [p.date, p.time ?? '', p.title]), [['2026-12-01', '10:00', 'Зимнее меню'], ['2026-12-01', '18:30', 'Зимнее меню: рилс'], ['2026-12-03', 'утром', 'Конкурс «Кружка»'], ['скоро', '', 'Пост без дня']]);
  assert.equal(all[0].body, 'Встречаем зиму.\nТри новых напитка; все тёплые');
  assert.equal(all[1].body, '=СУММ(A1:A9)');
  const { channels, content } = (await record(page)).modules;
  assert.deepEqual(channels.channels.slice(-3).map(c => c.platform), ['vk', 'instagram', 'telegram']);
  assert.deepEqual(content.rubrics.map(r => r.name).filter(Boolean), ['Польза', 'Розыгрыш']);
  assert.equal(all[0].rubric, all[1].rubric);
  // One step takes it back, channels and rubrics too.
  await page.locator('[data-toast=undo]').click();
  await saved(page);
  assert.equal((await posts(page)).filter(p => p.title).length, 0);
  assert.equal((await record(page)).modules.content?.rubrics?.filter(r => r.name).length ?? 0, 0);
});

test('a table is pasted, its columns are told otherwise, and the order of its dates is asked for once', async () => {
  const { page } = await openApp({ lang: 'en' });
  await start(page);
  await open(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const rows = ['03/04/2026\tHello, yard\tnote one\tFriends', '05/04/2026\tLater\tnote two\tFriends'].join('\n');
  await page.evaluate(text => navigator.clipboard.writeText(text), rows);
  await page.locator('[name=table-text]').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await column(page, 3).waitFor();
  assert.equal(await page.locator('[name="show.separator"]').inputValue(), '\t');
  assert.equal(await page.locator('[name="show.head"]').inputValue(), '0');
  for (const [at, id] of [[1, 'title'], [2, 'asset'], [3, 'personas']]) await column(page, at).selectOption(id);
  // A field that takes one column leaves the other one.
  await column(page, 2).selectOption('owner');
  await column(page, 3).selectOption('owner');
  assert.equal(await column(page, 2).inputValue(), '');
  await column(page, 3).selectOption('personas');
  await column(page, 2).selectOption('asset');
  // Unanswered, the button leads to the question and adds nothing.
  await add(page).click();
  await until(page, () => document.activeElement?.name === 'show.order');
  await page.locator('#plan-in-order').getByText('which the month').waitFor();
  await page.locator('[name="show.order"][value=month]').check();
  await page.locator('.plan-in__facts').getByText('4 March 2026 – 4 May 2026').waitFor();
  await page.locator('[name="show.order"][value=day]').check();
  await page.locator('.plan-in__facts').getByText('3 April 2026 – 5 April 2026').waitFor();
  await page.locator('[name="show.missing.0"]').selectOption('make');
  await add(page).click();
  await page.locator('.toast').getByText('Added 2 posts').waitFor();
  const all = await posts(page);
  assert.deepEqual(all.map(p => [p.date, p.title, p.asset]), [['2026-04-03', 'Hello, yard', 'note one'], ['2026-04-05', 'Later', 'note two']]);
  const [persona] = (await record(page)).modules.audience.personas.filter(p => p.name === 'Friends');
  assert.deepEqual(all.map(p => p.personas), [[persona.id], [persona.id]]);
});

test('our own plan comes back into an empty copy, and a second time it is left out unless that is wanted', async () => {
  for (const lang of ['ru', 'en']) {
    const app = await openApp({ lang });
    const { page } = app;
    await example(page);
    await go(page, 'document');
    const file = await download(page, () => page.locator('[data-export=csv]').click());
    const before = await posts(page);
    await open(page);
    await chosen(page, file.bytes);
    await page.locator('.plan-in__twice').waitFor();
    assert.equal(await add(page).count(), 0);
    await page.locator('[name="show.duplicates"]').check();
    assert.match(await add(page).innerText(), new RegExp(`${before.length}`));
    await add(page).click();
    await page.locator('.toast').waitFor();
    await saved(page);
    const plain = all => all.map(({ id, ...rest }) => rest);
    const after = await posts(page);
    assert.equal(after.length, 2 * before.length);
    const key = p => JSON.stringify(p, Object.keys(p).sort());
    assert.deepEqual(plain(after.slice(before.length)).map(key).sort(), plain(before).map(key).sort());
    await page.locator('[data-toast=undo]').click();
    await saved(page);
    assert.deepEqual(await posts(page), before);
    await app.close();
  }
});

test('what is no table, too much, or full of markup is said and harms nothing', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await start(page);
  await open(page);
  const alert = words => page.locator('.page--plan-import [role=alert]').getByText(words).waitFor();
  await chosen(page, Buffer.from('PK\x03\x04rest'), 'план.xlsx');
  await alert('Сохраните нужный лист как CSV');
  await chosen(page, Buffer.alloc(8_100_000, 'a,'));
  await alert('больше 8 МБ');
  await chosen(page, Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02', 'latin1'));
  await alert('не текст');
  await chosen(page, '');
  await alert('нет ни одной строки');
  const hostile = '<img src=x onerror=alert(1)>', formula = "=HYPERLINK(\"http://x\")";
  const cell = text => `"${text.replaceAll('"', '""')}"`;
  const lines = [`Дата;Тема;Канал;${cell(hostile)}`, `01.12.2026;${cell(hostile)};${cell('</select><script>alert(2)</script>')};${'ы'.repeat(30000)}`, `02.12.2026;${cell(formula)};javascript:alert(1);\u0000`, ...Array.from({ length: 5010 }, (_, i) => `03.12.2026;Пост ${i};;`)];
  await chosen(page, lines.join('\n'));
  await column(page, 3).waitFor();
  await page.locator('.alert').getByText('13 строк не прочитано').waitFor();
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.deepEqual(await overflow(page), []);
  await page.locator('[name="show.missing.0"]').selectOption('make');
  await add(page).click();
  await page.locator('.toast').waitFor();
  const all = await posts(page);
  // The row of names is one of the five thousand.
  assert.equal(all.length, 4999);
  assert.deepEqual(all.slice(0, 2).map(p => p.title), [hostile, formula]);
  assert.equal(await page.locator('main img, main script').count(), 0);
});

test('a table opened where workbooks are opened is led to the right one', async () => {
  const { page } = await openApp({ lang: 'ru' });
  const csv = 'Дата;Тема\n01.12.2026;Первый\n';
  const put = name => page.locator('input[type=file][name=import]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await put('план.csv');
  await page.locator('[data-command=plan-into-new]').click();
  await page.locator('.page--plan-import h1').waitFor();
  await column(page, 1).waitFor();
  await add(page).click();
  await page.locator('.toast').getByText('Добавлен 1 пост').waitFor();
  const id = await book(page);
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start h1').waitFor();
  await put('план.csv');
  await page.locator('[data-command=plan-into]').first().click();
  await page.locator('.plan-in__twice').waitFor();
  assert.equal(await book(page), id);
  // Dropped on a page of the workbook; on the page itself another table takes the place of the first.
  const drop = text => page.evaluate(text => dispatchEvent(new CustomEvent('planerka:file', { detail: new File([text], 'план.csv') })), text);
  await go(page, 'brief');
  await drop(csv);
  await page.locator('.plan-in__twice').waitFor();
  await drop('Дата,Тема\n02.12.2026,Второй\n');
  await page.locator('.plan-in__facts').getByText('2 декабря 2026').waitFor();
  // Read in another way when the guess was wrong.
  await page.locator('[name="show.separator"]').selectOption(';');
  await until(page, () => document.querySelectorAll('[name^="show.column."]').length === 1);
  await until(page, () => document.activeElement?.name === 'show.separator');
  await page.locator('[data-command=another-table]').click();
  await until(page, () => document.activeElement?.name === 'table');
});

test('the page fits a phone and has no fault of access, in both languages and themes', async () => {
  for (const [lang, theme, width] of [['ru', 'light', 320], ['en', 'dark', 360], ['ru', 'dark', 1280]]) {
    const app = await openApp({ lang, theme, viewport: { ...PHONE, width } });
    const { page } = app;
    await example(page);
    await open(page);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    await chosen(page, MESSY.replace('1 дек;', '03/04/2026;'));
    await column(page, 11).waitFor();
    await told(page);
    await page.locator('[name="show.order"]').first().waitFor();
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    await app.close();
  }
});

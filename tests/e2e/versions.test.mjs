// Versions: kept by themselves and on request, compared in words, brought back without losing the present.
import assert from 'node:assert/strict';
import { axeInPlace, download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';
import { go, record, saved, start, value } from './steps.mjs';

const versions = page => page.locator('.version');

async function write(page, name, text) {
  await page.locator(`[name="${name}"]`).fill(text);
  await saved(page);
}

test('a version is kept on request, told from the present in words, and brought back; what was there meanwhile stays', async () => {
  const { page } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Было');
  await go(page, 'versions');
  await page.locator('[name="version"]').fill('Отправлено клиенту');
  await page.locator('[data-command=keep-version]').click();
  await versions(page).first().getByText('Отправлено клиенту').waitFor();
  await go(page, 'frame');
  await write(page, 'frame.project', 'Стало');
  await go(page, 'versions');
  const sent = versions(page).filter({ hasText: 'Отправлено клиенту' });
  await sent.locator('[data-command=compare]').click();
  await sent.locator('.summary').getByText('«Было» → «Стало»').waitFor();
  const file = await download(page, () => sent.locator('[data-summary=markdown]').click());
  assert.match(file.text, /«Было» → «Стало»/);
  assert.match(file.text, /По сравнению с версией: Отправлено клиенту/);
  await sent.locator('[name="summary-language"]').selectOption('en');
  await sent.locator('.summary [lang=en]').getByText('Project').first().waitFor();

  await sent.locator('[data-command=restore]').click();
  await page.locator('.toast').getByText('снова такая').waitFor();
  assert.equal((await record(page)).modules.frame.project, 'Было');
  assert.equal(await versions(page).count(), 2, 'the present was kept before');
  await page.locator('[data-toast=undo]').click();
  await saved(page);
  assert.equal((await record(page)).modules.frame.project, 'Стало');
  // The same way back through the version that was kept.
  await sent.locator('[data-command=restore]').click();
  await page.locator('.toast').getByText('снова такая').waitFor();
  await go(page, 'frame');
  assert.equal(await value(page, 'frame.project'), 'Было');
});

test('the document tells what has changed since a version, when asked to', async () => {
  const { page } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Сначала');
  await go(page, 'versions');
  await page.locator('[data-command=keep-version]').click();
  await versions(page).first().waitFor();
  await go(page, 'frame');
  await write(page, 'frame.project', 'Потом');
  await go(page, 'document');
  await page.locator('.arrange summary').click();
  await page.locator('[name=since]').selectOption({ index: 1 });
  await page.locator('.preview').getByText('«Сначала» → «Потом»').first().waitFor();
  for (const way of ['html', 'markdown']) {
    const file = await download(page, () => page.locator(`[data-export=${way}]`).click());
    assert.match(file.text, /«Сначала» → «Потом»/, way);
  }
  await page.locator('[name=since]').selectOption('');
  const file = await download(page, () => page.locator('[data-export=markdown]').click());
  assert.doesNotMatch(file.text, /Сначала/);
});

test('a workbook that is opened again is a version by itself, once for each content', async () => {
  const { page } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Первый день');
  for (let visit = 0; visit < 3; visit += 1) {
    await page.reload();
    await ready(page);
    await until(page, async () => (await window.planerkaHistory?.list(location.hash.slice(2, 10)))?.length === 1);
  }
  await write(page, 'frame.project', 'Второй день');
  await page.reload();
  await ready(page);
  await until(page, async () => (await window.planerkaHistory?.list(location.hash.slice(2, 10)))?.length === 2);
  await go(page, 'versions');
  await until(page, () => document.querySelectorAll('.version').length === 2);
});

test('only the last twenty versions without a name stay, and all with one', async () => {
  const { page } = await openApp();
  const id = await start(page);
  await until(page, () => window.planerkaHistory);
  const left = await page.evaluate(async id => {
    const { list, text } = window.planerkaHistory;
    const keep = (...version) => window.planerkaHistory.keep(...version.slice(0, -1), new TextEncoder().encode(version.at(-1)));
    await keep(id, 'asked', 'Названная', '2026-01-01T10:00', 'tag-named', 'текст с именем');
    for (let i = 0; i < 25; i++) await keep(id, 'session', '', '2026-01-01T10:00', `tag-${i}`, `текст ${i}`);
    await keep(id, 'handed', '', '2026-01-01T10:00', 'tag-out', 'отдано');
    await keep('otherone', 'session', '', '2026-01-01T10:00', 'tag-other', 'чужая');
    const all = await list(id);
    return { tags: all.map(one => one.tag), texts: await Promise.all(all.map(one => text(one.n))), other: (await list('otherone')).length };
  }, id);
  assert.equal(left.tags.length, 22);
  assert.deepEqual([left.tags[0], left.tags[1], left.tags.at(-1)], ['tag-out', 'tag-24', 'tag-named']);
  assert.deepEqual([left.texts[1], left.texts.at(-1), left.other], ['текст 24', 'текст с именем', 1]);
});

test('without a database for versions the page says so, and the workbook works', async () => {
  const { page } = await openApp({ init: () => {
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (name, version) => { if (name === 'planerka-history') throw new Error('none'); return open(name, version); };
  } });
  await start(page);
  await write(page, 'frame.project', 'Живёт');
  await go(page, 'versions');
  await page.locator('.page--versions .alert').waitFor();
  await page.locator('[data-command=keep-version]').click();
  await page.locator('.toast').waitFor();
  await go(page, 'frame');
  assert.equal(await value(page, 'frame.project'), 'Живёт');
});

test('the versions page fits a phone and passes axe', async () => {
  const { page } = await openApp({ lang: 'en', theme: 'dark', viewport: PHONE, touch: true });
  await page.locator('[data-example=coffee]').click();
  await until(page, () => location.hash.length > 3);
  await go(page, 'versions');
  await page.locator('[name="version"]').fill('A rather long name that somebody gives to a version before a meeting with the client');
  await page.locator('[data-command=keep-version]').click();
  await page.locator('.toast button').click();
  await versions(page).first().locator('[data-command=compare]').click();
  await page.locator('.summary__text').waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);
});

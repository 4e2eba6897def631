// Two people: the strategist hands out one file, the client decides in it offline, and the decisions come back.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { axe, axeInPlace, download, openApp, overflow, PHONE, screenshot, test, until } from './support.mjs';
import { book, example, go, record, saved } from './steps.mjs';

/** The strategist opens the part of the document page and takes the page for the client. */
async function handOut(page) {
  await go(page, 'document');
  await page.locator('[data-part=client] > summary').click();
  const file = await download(page, () => page.locator('[data-export=client]').click());
  await saved(page);
  return file;
}

/** The client opens the file where there is no Planerka and no network; answers the page and what it asked of the network. */
async function client(app, file, { lang = 'ru', viewport, touch = false, scheme = 'light', init } = {}) {
  const at = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-client-')), 'client.html');
  fs.writeFileSync(at, file.text);
  const context = await app.context.browser().newContext({ offline: true, viewport, hasTouch: touch, isMobile: touch, colorScheme: scheme, locale: lang, acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  const problems = [];
  await context.route(/^(http|ws)/, route => { problems.push(`request: ${route.request().url()}`); return route.abort(); });
  context.on('request', request => { if (!/^(file|blob):/.test(request.url())) problems.push(`request: ${request.url()}`); });
  context.on('console', message => problems.push(`console: ${message.text()}`));
  context.on('weberror', error => problems.push(`page error: ${error.error().message}`));
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  await page.goto(pathToFileURL(at).href);
  return { page, context, problems, close: () => context.close() };
}

const box = (page, subject) => page.locator(`.decide[data-subject="${subject}"]`);
const meter = page => page.locator('#meter').innerText();
const asFile = (text, name = 'decisions.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function home(page) {
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
}

/** Subjects of the first posts of the page. */
const postsOf = page => page.evaluate(() => [...document.querySelectorAll('.card .decide')].map(e => e.dataset.subject));
/** Those of them that nobody has approved yet. */
const openOf = (workbook, subjects) => subjects.filter(subject => ['idea', 'draft', 'review'].includes(status(workbook, subject)));
const row = subject => Number(subject.split('.').pop());
const status = (workbook, subject) => workbook.modules.content.posts.find(post => post.id === row(subject)).status;

test('a client decides offline by mouse, and the decisions become statuses and words, once, and can be undone', async () => {
  const app = await openApp({ lang: 'ru' });
  const { page } = app;
  const id = await example(page);
  const file = await handOut(page);
  assert.match(file.name, /\.html$/);
  const before = await record(page);

  const there = await client(app, file);
  const posts = await postsOf(there.page);
  const [first, third, fourth] = openOf(before, posts);
  const second = posts.find(subject => status(before, subject) === 'scheduled');
  const total = await there.page.locator('.decide').count();
  assert.equal(await meter(there.page), `Отвечено 0 из ${total}`);
  for (const subject of [first, third]) await box(there.page, subject).getByLabel('Согласовать').check();
  await box(there.page, second).getByLabel('Нужно изменить').check();
  await box(there.page, 'brief').getByLabel('Просто заметка').check();
  // Words are asked for where nobody could act without them.
  assert.equal(await meter(there.page), `Отвечено 2 из ${total}`);
  await there.page.locator('#save').click();
  await box(there.page, 'brief').locator('.error').waitFor();
  assert.equal(await there.page.evaluate(() => document.activeElement.name), 'c.brief');
  await box(there.page, 'brief').locator('textarea').fill('Адрес теперь другой');
  await box(there.page, second).locator('textarea').fill('Уберите цену <b>из текста</b>');
  await box(there.page, fourth).getByLabel('Согласовать').check();
  await box(there.page, fourth).locator('.undo').click();
  assert.equal(await meter(there.page), `Отвечено 4 из ${total}`);
  // Without a name nobody would know who decided.
  await there.page.locator('#save').click();
  await there.page.locator('#name-error').waitFor();
  await there.page.locator('#name').fill('Ольга');
  await there.page.locator('#whole').fill('В целом хорошо');
  // What was answered can be put aside.
  await there.page.locator('#open').check();
  assert.equal(await there.page.locator('.card:visible').count(), posts.length - 3);
  await there.page.locator('#open').uncheck();
  // The page remembers.
  await there.page.waitForTimeout(400);
  await there.page.reload();
  assert.equal(await meter(there.page), `Отвечено 4 из ${total}`);
  const decisions = await download(there.page, () => there.page.locator('#save').click());
  assert.match(decisions.name, /-decisions\.json$/);
  const json = JSON.parse(decisions.text);
  assert.deepEqual([json.format, json.version, json.name, json.decisions.length], ['planerka-decisions', 1, 'Ольга', 5]);
  assert.equal(json.origin, before.modules.desk.origin);
  assert.ok(before.modules.desk.lineage.includes(json.tag));
  assert.deepEqual(there.problems, []);
  await there.close();

  // Meanwhile the third post was rewritten.
  await go(page, `content/posts?field=${third}.body`);
  await page.locator(`[name="${third}.body"]`).fill('Совсем другой текст');
  await saved(page);
  // The file comes in where every file does.
  await home(page);
  await page.locator('input[type=file][name=import]').setInputFiles(asFile(decisions.text));
  await page.locator('[data-part=incoming]').waitFor();
  assert.equal(await book(page), id);
  assert.match(await page.locator('[data-part=sum]').innerText(), /1\sправка, 2\sзаметки и\s2\sсогласования/);
  assert.equal(await page.locator('[data-decision]').count(), 5);
  const changed = page.locator(`[data-decision="${third}"]`);
  await changed.locator('[data-fate=changed]').waitFor();
  assert.equal(await page.locator('[data-fate=changed]').count(), 1);
  assert.match(await page.locator(`[data-decision="${second}"]`).innerText(), /Уберите цену <b>из текста<\/b>/);
  await page.locator('[data-command=take-decisions]').click();
  await page.locator('.toast').getByText('Решения клиента в книге').waitFor();
  let now = await record(page);
  assert.deepEqual([first, second].map(s => status(now, s)), ['approved', 'draft']);
  assert.equal(status(now, third), status(before, third));
  assert.equal(now.modules.review.client.length, 5);

  // One step back, and once more forward.
  await page.locator('[data-toast=undo]').click();
  now = await record(page);
  assert.deepEqual(now.modules.review?.client ?? [], []);
  assert.deepEqual([first, second].map(s => status(now, s)), [first, second].map(s => status(before, s)));
  await page.locator('[data-command=redo]').click();
  assert.equal((await record(page)).modules.review.client.length, 5);

  // The same file once more changes nothing.
  await page.locator('input[name=decisions]').setInputFiles(asFile(decisions.text));
  await page.locator('[data-part=sum]').getByText('уже в книге').waitFor();
  assert.equal(await page.locator('[data-command=take-decisions]').count(), 0);
  await page.locator('[data-command=leave-decisions]').click();

  // The words stand where the work is done, and are dealt with there.
  const said = page.locator('[data-part=said] [data-said]');
  assert.equal(await said.count(), 3);
  await said.filter({ hasText: 'Уберите цену' }).locator('a').click();
  const here = page.locator('[data-post-editor] [data-part=said-here]');
  await here.getByText('Уберите цену').waitFor();
  await here.locator('input[type=checkbox]').check();
  await go(page, 'brief');
  await page.locator('[data-part=said-here]').getByText('Адрес теперь другой').waitFor();
  await go(page, 'review/client');
  await until(page, () => document.querySelectorAll('[data-part=said] [data-said]').length === 2);
  await page.locator('[name="show.said"]').nth(1).check();
  await until(page, () => document.querySelectorAll('[data-part=said] [data-said]').length === 3);
  now = await record(page);
  assert.equal(now.modules.review.client.find(one => one.subject === second).done, true);
});

test('a client decides by keyboard and sends text, and an approval of a changed post can be taken all the same', async () => {
  const app = await openApp({ lang: 'en', theme: 'dark', viewport: PHONE, touch: true });
  const { page } = app;
  await example(page);
  const file = await handOut(page);
  const before = await record(page);
  const there = await client(app, file, { lang: 'en', viewport: PHONE, touch: true, scheme: 'dark' });
  const keys = there.page.keyboard;
  const [first] = openOf(before, await postsOf(there.page));
  // The first stop of the keyboard leads over the head; then to the first question.
  await keys.press('Tab');
  assert.equal(await there.page.evaluate(() => document.activeElement.className), 'skip');
  await there.page.locator('#next').focus();
  await keys.press('Enter');
  const subject = () => there.page.evaluate(() => document.activeElement.closest('.decide')?.dataset.subject);
  assert.equal(await subject(), 'summary');
  await keys.press('Space');
  assert.equal(await box(there.page, 'summary').getAttribute('data-verdict'), 'approve');
  // An arrow goes on to the next choice, Tab to its words.
  await keys.press('ArrowRight');
  assert.equal(await box(there.page, 'summary').getAttribute('data-verdict'), 'change');
  await keys.press('Tab');
  await keys.type('Say what it costs');
  assert.match(await meter(there.page), /^Answered: 1 of/);
  await box(there.page, first).locator('input').first().focus();
  await keys.press('Space');
  // Nothing that has the focus lies under the bar.
  const hidden = await there.page.evaluate(() => document.activeElement.getBoundingClientRect().bottom > document.querySelector('.bar').getBoundingClientRect().top);
  assert.equal(hidden, false);
  await there.page.locator('#name').focus();
  await keys.type('Olga');
  await there.page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
  await there.page.locator('#copy').focus();
  await keys.press('Enter');
  await there.page.locator('#plain').waitFor();
  const text = await there.page.locator('#plain').inputValue();
  assert.equal(JSON.parse(text).decisions.length, 2);
  assert.deepEqual(await overflow(there.page), []);
  assert.deepEqual(await axe(there.page), []);
  assert.deepEqual(there.problems, []);
  await screenshot(there.page, 'client-page-360');
  await there.close();

  assert.notEqual(status(before, first), 'approved');
  await go(page, `content/posts?field=${first}.title`);
  await page.locator(`[name="${first}.title"]`).first().fill('Quite another title');
  await saved(page);
  await go(page, 'review/client');
  await page.locator('.said-paste > summary').click();
  await page.locator('[name="show.decisions"]').fill(text);
  await page.locator('[data-command=paste-decisions]').click();
  const changed = page.locator(`[data-decision="${first}"]`);
  await changed.getByText('Quite another title').waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);
  await screenshot(page, 'client-incoming-360', { fullPage: true });
  await changed.locator('input[type=checkbox]').check();
  await page.locator('[data-command=take-decisions]').click();
  await until(page, () => document.querySelector('[data-part=said] [data-said]'));
  assert.equal(status(await record(page), first), 'approved');
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);
});

test('the page is a document without scripts, is printed with its answers, and warns where nothing is kept', async () => {
  const app = await openApp({ lang: 'ru' });
  const { page } = app;
  await example(page);
  const file = await handOut(page);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);

  const at = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-client-')), 'plain.html');
  fs.writeFileSync(at, file.text);
  const plain = await app.context.browser().newContext({ javaScriptEnabled: false, offline: true });
  const reading = await plain.newPage();
  await reading.goto(pathToFileURL(at).href);
  assert.ok(await reading.locator('noscript').count() === 1 && await reading.locator('.card').count() > 20);
  assert.equal(await reading.locator('.decide:visible, .bar:visible, .end:visible, .filter:visible').count(), 0);
  await plain.close();

  const there = await client(app, file, {
    viewport: { width: 1280, height: 900 },
    init: () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); },
  });
  await there.page.locator('#nokeep').waitFor();
  assert.deepEqual(await axe(there.page), []);
  const [first, second] = await postsOf(there.page);
  await box(there.page, first).getByLabel('Согласовать').check();
  await box(there.page, second).getByLabel('Нужно изменить').check();
  await box(there.page, second).locator('textarea').fill('Другой день');
  // Leaving would lose it.
  const asked = there.page.waitForEvent('dialog');
  const closing = there.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await closing;
  await there.page.emulateMedia({ media: 'print' });
  assert.equal(await there.page.locator('.decide:visible').count(), 2);
  assert.equal(await there.page.locator('.bar:visible, .option:visible').count(), 2);
  await there.page.emulateMedia({ media: 'screen' });
  await there.page.locator('#name').fill('Ольга');
  await download(there.page, () => there.page.locator('#save').click());
  assert.deepEqual(there.problems, []);
  await there.close();
});

test('files that are no decisions, or of another workbook, are said to be so', async () => {
  const { page } = await openApp({ lang: 'ru' });
  const other = JSON.stringify({ format: 'planerka-decisions', version: 1, origin: 'zzzzzzzz', tag: 'x', project: 'Чужая', name: 'Ольга', date: '2026-11-28', decisions: [
    { subject: 'brief', title: 'Бриф', verdict: 'approve', comment: '', shown: 'x', date: '2026-11-28', time: '10:00' },
    { subject: 'content.posts.777777', title: 'Пост, которого нет', verdict: 'change', comment: 'Иначе', shown: 'x', date: '2026-11-28', time: '10:01' },
    { subject: 'galaxy', title: 'Раздел будущего', verdict: 'comment', comment: 'Мысль', shown: 'x', date: '2026-11-28', time: '10:02' },
  ] });
  await page.locator('input[type=file][name=import]').setInputFiles(asFile(other));
  await page.locator('.alert').getByText('Чужая').waitFor();
  await example(page);
  await go(page, 'review/client');
  const open = text => page.locator('input[name=decisions]').setInputFiles(asFile(text));
  const problem = words => page.locator('.said-door .alert').getByText(words).waitFor();
  await open('{"format":"planerka-decisions","version":2,"decisions":[]}');
  await problem('более новой версией');
  await open('{"format":"planerka"}');
  await problem('не решения клиента');
  await open(`{"format":"planerka-decisions","x":${'['.repeat(2000)}${']'.repeat(2000)}}`);
  await problem('больше, чем может');
  await open(other);
  await page.locator('[data-part=incoming] .alert').getByText('Чужая').waitFor();
  await page.locator('[data-decision="content.posts.777777"] [data-fate=gone]').waitFor();
  await page.locator('[data-decision=galaxy] [data-fate=unknown]').waitFor();
  await page.locator('[data-command=take-decisions]').click();
  await until(page, () => document.querySelectorAll('[data-part=said] [data-said]').length === 2);
  assert.equal((await record(page)).modules.review.client.length, 3);
});

test('with two copies of a workbook it is asked which one the decisions are about', async () => {
  const app = await openApp({ lang: 'ru' });
  const { page } = app;
  const id = await example(page);
  const file = await handOut(page);
  const there = await client(app, file);
  await box(there.page, 'goals').getByLabel('Согласовать').check();
  await there.page.locator('#name').fill('Ольга');
  const decisions = await download(there.page, () => there.page.locator('#save').click());
  await there.close();
  const copy = await download(page, () => page.locator('[data-export=json]').click());
  await saved(page);
  await home(page);
  const choose = text => page.locator('input[type=file][name=import]').setInputFiles(asFile(text));
  await choose(copy.text);
  await page.locator('[data-command=import]').click();
  await page.locator('.page--hub').waitFor();
  assert.notEqual(await book(page), id);
  await home(page);
  await choose(decisions.text);
  const books = page.locator('[data-command=decisions-of]');
  await books.first().waitFor();
  assert.equal(await books.count(), 2);
  await books.first().click();
  await page.locator('[data-part=incoming]').waitFor();
});

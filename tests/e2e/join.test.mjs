// Two people edit copies of one workbook; what each of them did comes together.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { axeInPlace, download, openApp, overflow, PHONE, test, until } from './support.mjs';
import { book, go, record, saved, start, value } from './steps.mjs';

async function write(page, name, text) {
  await page.locator(`[name="${name}"]`).fill(text);
  await saved(page);
}

async function handOut(page) {
  await go(page, 'document');
  const file = await download(page, () => page.locator('[data-export=json]').click());
  await saved(page);
  return file;
}

async function choose(page, file) {
  await page.locator('input[type=file][name=import]').setInputFiles({ name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.text) });
}

async function home(page) {
  await page.evaluate(() => { location.hash = '/'; });
  await page.locator('.page--start').waitFor();
}

test('a copy that a colleague edited is joined: both sides stay, and only what both changed is asked', async () => {
  const mine = await openApp(), theirs = await openApp();
  const id = await start(mine.page);
  await write(mine.page, 'frame.project', 'Север');
  await write(mine.page, 'frame.author', 'Анна');
  const sent = await handOut(mine.page);

  // The colleague opens it, changes two things and sends it back.
  await choose(theirs.page, sent);
  await theirs.page.locator('[data-command=import]').click();
  await until(theirs.page, () => location.hash.length > 3);
  await go(theirs.page, 'frame');
  await write(theirs.page, 'frame.project', 'Север и юг');
  await write(theirs.page, 'frame.risks', 'Тверь');
  const back = await handOut(theirs.page);

  // Meanwhile we changed the name too, and something of our own.
  await go(mine.page, 'frame');
  await write(mine.page, 'frame.project', 'Север, зима');
  await write(mine.page, 'frame.author', 'Анна и Борис');
  await home(mine.page);
  await choose(mine.page, back);
  await mine.page.locator('[data-command=import-join]').click();
  await mine.page.locator('[data-join=incoming]').getByText('Тверь').waitFor();
  assert.equal(await book(mine.page), id);
  const asked = mine.page.locator('.asked__item');
  assert.equal(await asked.count(), 1);
  assert.match(await asked.innerText(), /Север, зима[\s\S]*Север и юг/);
  await asked.getByLabel('В копии').check();
  await mine.page.locator('[data-command=join]').click();
  await mine.page.locator('.toast').getByText('Копия соединена').waitFor();
  const frame = (await record(mine.page)).modules.frame;
  assert.deepEqual([frame.project, frame.author, frame.risks], ['Север и юг', 'Анна и Борис', ['Тверь']]);

  // One step back, and it is as before; once more forward.
  await mine.page.locator('[data-toast=undo]').click();
  await saved(mine.page);
  assert.equal((await record(mine.page)).modules.frame.project, 'Север, зима');
  await mine.page.locator('[data-command=redo]').click();

  // The colleague goes on from there: nothing is asked a second time.
  await go(theirs.page, 'frame');
  await write(theirs.page, 'frame.risks', 'Тверь и Клин');
  const again = await handOut(theirs.page);
  await saved(mine.page);
  await home(mine.page);
  await choose(mine.page, again);
  await mine.page.locator('[data-command=import-join]').click();
  await mine.page.locator('[data-join=incoming]').getByText('Тверь и Клин').waitFor();
  assert.equal(await mine.page.locator('.asked__item').count(), 0);
  await mine.page.locator('[data-command=join]').click();
  await mine.page.locator('.toast').getByText('Копия соединена').waitFor();
  assert.deepEqual((await record(mine.page)).modules.frame.risks, ['Тверь и Клин']);
  // And what there was before stands among the versions.
  await go(mine.page, 'versions');
  await mine.page.locator('.version').filter({ hasText: 'Перед соединением' }).first().waitFor();
});

test('a copy without changes has nothing to join, and a file of another workbook is called one', async () => {
  const { page } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Одна');
  const sent = await handOut(page);
  await go(page, 'join');
  const open = async text => page.locator('input[name=copy]').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await open(sent.text);
  await page.locator('.page--join .empty').waitFor();
  const other = JSON.parse(sent.text);
  other.modules.desk = { origin: 'zzzzzzzz' };
  other.modules.frame.project = 'Чужая';
  await open(JSON.stringify(other));
  await page.locator('.alert').getByText('Чужая').waitFor();
  await open('{"format":"plan');
  await page.locator('.page--join .alert').filter({ hasText: 'обрывается' }).waitFor();
  await go(page, 'frame');
  assert.equal(await value(page, 'frame.project'), 'Одна');
});

test('the questionnaire goes to the client and comes back through the same door', async () => {
  const { page, context } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Лампа');
  await go(page, 'brief');
  const html = await download(page, () => page.locator('[data-command=client-form]').click());
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-form-')), html.name);
  fs.writeFileSync(file, html.text);
  // The client fills it in where there is no Planerka.
  const form = await context.newPage();
  await form.goto(pathToFileURL(file).href);
  await form.locator('[name=company]').fill('Кофейня «Лампа»');
  await form.locator('[name=market]').fill('Тверь');
  const answers = await download(form, () => form.locator('#save').click());
  await form.close();
  // Meanwhile we have heard the name on the phone, and another one.
  await write(page, 'brief.company', 'Лампа и Ко');
  await page.locator('input[name=brief-answers]').setInputFiles({ name: answers.name, mimeType: 'application/json', buffer: Buffer.from(answers.text) });
  const asked = page.locator('.asked__item');
  await asked.waitFor();
  await asked.getByLabel('В копии').check();
  await page.locator('[data-command=join]').click();
  await page.locator('.toast').getByText('Копия соединена').waitFor();
  const { company, market, sources } = (await record(page)).modules.brief;
  assert.deepEqual([company, market], ['Кофейня «Лампа»', 'Тверь']);
  assert.deepEqual(sources.map(one => [one.field, one.source]).sort(), [['company', 'client'], ['market', 'client']]);
});

test('the same copy handed out twice is the same file', async () => {
  const { page } = await openApp();
  await start(page);
  await write(page, 'frame.project', 'Дважды');
  const first = await handOut(page);
  const second = await handOut(page);
  assert.equal(first.text, second.text);
});

test('the join page fits a phone and passes axe', async () => {
  const { page } = await openApp({ lang: 'en', theme: 'dark', viewport: PHONE, touch: true });
  await page.locator('[data-example=coffee]').click();
  await until(page, () => location.hash.length > 3);
  const sent = JSON.parse((await handOut(page)).text);
  sent.modules.brief.company = 'A very different company with an_unbreakable_name_that_goes_on_and_on_and_on';
  sent.modules.content.posts.splice(3, 2);
  sent.modules.content.posts[0].title = 'Quite another title';
  await go(page, 'brief');
  await page.locator('[name="brief.company"]').fill('Our own new name');
  await saved(page);
  await go(page, 'join');
  await page.locator('input[name=copy]').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(sent)) });
  await page.locator('.asked__item').first().waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axeInPlace(page), []);
  await page.screenshot({ path: 'tests/results/join-360.png', fullPage: true });
});

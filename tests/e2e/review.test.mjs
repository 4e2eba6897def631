// The reviewer: remarks beside the fields, fixes that mend, muting with a reason, the verdict, the review as a file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { axeInPlace, DIST, DESKTOP, download, openApp, overflow, PHONE, test, until } from './support.mjs';
import { workbook } from './bench-typing.mjs';
import { example, go, saved } from './steps.mjs';

/** The coffee shop with faults planted: money, links, shares, a placeholder. */
function broken(lang) {
  const file = JSON.parse(fs.readFileSync(path.join(DIST, `examples/coffee.${lang}.json`), 'utf8'));
  const { brief, content, channels, desk } = file.modules;
  delete desk.example;
  brief.promised_leads = '2000';
  brief.usp = 'TODO';
  content.rubrics[0].share = '60';
  content.rubrics[1].goals = [];
  channels.channels[0].deputy = '';
  for (const post of content.posts) post.personas = [content.posts[0].personas[0]];
  return Buffer.from(JSON.stringify(file));
}

async function bring(page, lang) {
  await page.locator('input[name=import]').setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: broken(lang) });
  await page.locator('[data-command=import]').click();
  await page.locator('.page--hub h1').waitFor();
}

const remark = (page, code) => page.locator(`[data-part=remarks] [data-remark=${code}]`);

test('a broken strategy is stopped, and every remark leads to its place', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await bring(page, 'ru');
  await page.locator('.toc .mark-count').first().waitFor();
  await go(page, 'review');
  await page.locator('[data-verdict=blocked]').waitFor();
  for (const code of ['H1', 'C1', 'C2', 'E1', 'E4', 'G6', 'J16']) await remark(page, code).first().waitFor();
  assert.match(await remark(page, 'H1').locator('.remark__words').textContent(), /2\s000/);
  await remark(page, 'J16').locator('.remark__place').first().click();
  await page.locator('[name="brief.usp"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), 'brief.usp');
  assert.equal(await page.locator('[data-mark]', { has: page.locator('[name="brief.usp"]') }).last().getAttribute('data-mark'), 'error');
  // Mended by hand, it goes.
  await page.locator('[name="brief.usp"]').fill('Кофе за четыре минуты по имени');
  await until(page, () => !document.querySelector('[data-mark=error] [name="brief.usp"]'));
  await page.locator('[data-margin=remarks]').click();
  await page.locator('.margin [data-remark=H1]').waitFor();
  assert.equal(await page.locator('.margin [data-remark=J16]').count(), 0);
});

test('a fix is shown before it is made, mends its remark and is one step back', async () => {
  const { page } = await openApp({ lang: 'en' });
  await bring(page, 'en');
  await go(page, 'review');
  const fix = remark(page, 'E1').locator('.remark__fix');
  await fix.locator('summary').click();
  await fix.locator('.remark__edits li').first().waitFor();
  await fix.locator('[data-command=mend]').click();
  await until(page, () => !document.querySelector('[data-part=remarks] [data-remark=E1]'));
  await page.locator('.toast', { hasText: 'Mended' }).waitFor();
  await page.locator('.page__title').click();
  await page.keyboard.press('Control+z');
  await remark(page, 'E1').waitFor();
  await go(page, 'content/rubrics');
  const field = page.locator('[name^="content.rubrics."][name$=".share"]').first();
  await field.waitFor();
  assert.equal(await field.inputValue(), '60');
});

test('a remark is muted only with a reason, and comes back', async () => {
  const { page } = await openApp({ lang: 'en' });
  await bring(page, 'en');
  await go(page, 'review');
  const one = remark(page, 'G6').first();
  await one.locator('.remark__more > summary').click();
  await one.locator('[data-command=mute]').click();
  await one.locator('.field__error span').waitFor();
  await one.locator('.remark__mute input[type=text]').fill('One person on purpose: a test channel');
  await one.locator('[data-command=mute]').click();
  await until(page, () => !document.querySelector('[data-part=remarks] [data-remark=G6]'));
  await saved(page);
  await page.reload();
  await page.locator('.review__more', { hasText: 'Muted' }).locator('summary').click();
  const row = page.locator('.waiting', { hasText: 'on purpose' });
  await row.waitFor();
  await row.locator('[data-command=unmute]').click();
  await remark(page, 'G6').first().waitFor();
});

test('a limit of one’s own changes what is found', async () => {
  const { page } = await openApp({ lang: 'en' });
  await bring(page, 'en');
  await go(page, 'review');
  await remark(page, 'C2').first().waitFor();
  await page.locator('.review__more', { hasText: 'Limits' }).locator('summary').click();
  const limit = page.locator('[name="limit-C2-points"]');
  await limit.fill('hundred');
  await limit.blur();
  await page.locator('[id="limit-C2-points-error"] span').waitFor();
  await limit.fill('100');
  await limit.blur();
  await until(page, () => !document.querySelector('[data-part=remarks] [data-remark=C2]'));
  assert.equal(await limit.inputValue(), '100');
});

test('the review is handed out, and the document page says what stands in the way', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await bring(page, 'ru');
  await go(page, 'review');
  await page.locator('[data-verdict=blocked]').waitFor();
  const json = await download(page, () => page.locator('[data-review=json]').click());
  const review = JSON.parse(json.text);
  assert.equal(review.verdict, 'blocked');
  assert.ok(review.rules.find(r => r.code === 'H1').findings.length === 1);
  const html = await download(page, () => page.locator('[data-review=html]').click());
  assert.match(html.text, /Отдавать нельзя/);
  assert.match(html.name, /проверка/);
  await go(page, 'document');
  await page.locator('[data-nudge=veto] a').click();
  await page.locator('.page--review').waitFor();
});

test('the example may be handed over, and a letter typed brings a remark', async () => {
  const { page } = await openApp({ lang: 'en' });
  await example(page);
  await go(page, 'review');
  await page.locator('.verdict--ship').waitFor();
  await go(page, 'brief');
  await page.locator('[name="brief.promised_leads"]').fill('90000');
  await page.locator('[data-mark=veto] [name="brief.promised_leads"]').waitFor();
});

test('the words of a remark are underlined where they stand, and the line goes while one types', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await go(page, 'content/posts');
  await page.locator('tr[data-row], [name$=".body"]').first().waitFor();
  const body = page.locator('[name^="content.posts."][name$=".body"]').first();
  if (!(await body.isVisible())) await page.locator('tr[data-row]').first().click();
  await body.fill('Мы лучшая кофейня города. Ставьте лайк и делайте репост');
  const words = page.locator('.inked', { has: body }).locator('.ink__word');
  await words.filter({ hasText: 'лучшая' }).waitFor({ state: 'attached' });
  // The line lies under the very word: as far from the field's edge as the word is in a copy of the text.
  const apart = await words.filter({ hasText: 'лучшая' }).evaluate(mark => {
    const field = mark.closest('.inked').querySelector('textarea'), style = getComputedStyle(field);
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const want = field.getBoundingClientRect().left + parseFloat(style.paddingLeft) + 1 + canvas.measureText('Мы ').width;
    return Math.abs(mark.getBoundingClientRect().left - want);
  });
  assert.ok(apart < 1.5, `${apart} px beside the word`);
  // While one types, no line lies under other words than its own, in no frame.
  const before = await words.allTextContents();
  await page.evaluate(() => {
    const seen = window.inked = new Set();
    const look = () => { for (const mark of document.querySelectorAll('.ink .ink__word')) seen.add(mark.textContent); requestAnimationFrame(look); };
    look();
  });
  await body.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('И да, ', { delay: 60 });
  await words.filter({ hasText: 'лучшая' }).waitFor({ state: 'attached' });
  assert.deepEqual([...await page.evaluate(() => [...window.inked])].sort(), [...new Set(before)].sort());
  // Beside the remark the words stand in their sentence.
  await go(page, 'review');
  await remark(page, 'L1').locator('.remark__quote mark', { hasText: 'лучшая' }).first().waitFor();
  // On the calendar the post has a sign with a word.
  await go(page, 'content/calendar');
  const sign = page.locator('.plan-post[data-mark] .plan-post__mark').first();
  await sign.waitFor();
  assert.equal(await sign.getAttribute('title'), 'Предупреждение');
});

test('what was chosen without a word becomes a decision, and the question goes', async () => {
  const { page } = await openApp({ lang: 'en' });
  await example(page);
  await go(page, 'review');
  const silent = page.locator('[data-silent=goals]');
  await silent.waitFor();
  const before = await page.locator('[data-table="review.decisions"] tbody tr').count();
  await silent.locator('[data-command=decide]').click();
  await until(page, () => document.activeElement?.getAttribute('name')?.endsWith('.because'));
  await page.keyboard.type('The site is not ours to change');
  await silent.waitFor({ state: 'detached' });
  assert.equal(await page.locator('[data-table="review.decisions"] tbody tr').count(), before + 1);
  await saved(page);
  await go(page, 'document');
  await page.locator('.paper').getByText('The site is not ours to change').first().waitFor();
  await go(page, 'review');
  await page.locator('.page__title').click();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+z');
  await silent.waitFor();
});

test('the review tells what became of its remarks since a version, and closes the document when asked', async () => {
  const { page } = await openApp({ lang: 'en' });
  await bring(page, 'en');
  await go(page, 'versions');
  await page.locator('[name=version]').fill('Before the client');
  await page.locator('[data-command=keep-version]').click();
  await page.locator('.version').first().waitFor();
  await go(page, 'review');
  await page.locator('[data-since=same]').waitFor();
  await go(page, 'brief');
  await page.locator('[name="brief.usp"]').fill('Your usual in four minutes, by name');
  await go(page, 'frame');
  await page.locator('[name="frame.project"]').fill('TODO');
  await saved(page);
  await go(page, 'review');
  const since = page.locator('[data-since=changed]');
  await since.locator('summary').click();
  assert.match(await since.locator('summary').textContent(), /Before the client.*1 remark gone, 1 new remark/);
  assert.match(await since.locator('.since__gone').textContent(), /J16/);
  await since.locator('.since__new a').click();
  await until(page, () => document.activeElement?.name === 'frame.project');
  await go(page, 'document');
  assert.equal(await page.locator('.paper').getByText('Not to be handed over').count(), 0);
  await page.locator('.arrange__summary').click();
  await page.locator('[name="desk.with_review"]').check();
  await page.locator('.paper').getByText('Not to be handed over').first().waitFor();
  const html = await download(page, () => page.locator('[data-export=html]').click());
  assert.match(html.text, /Not to be handed over/);
});

test('a large plan is compared with its version only when somebody asks', async () => {
  const { page } = await openApp({ lang: 'en' });
  const buffer = Buffer.from(workbook(301, 'coffee.en'));
  await page.locator('input[name=import]').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
  await page.locator('[data-command=import]').click();
  await page.locator('.page--hub h1').waitFor();
  await go(page, 'versions');
  await page.locator('[data-command=keep-version]').click();
  await page.locator('.version').first().waitFor();
  await go(page, 'review');
  await page.locator('[data-command=since]').click();
  await page.locator('[data-since=same]').waitFor();
  assert.equal(await page.locator('[data-command=since]').count(), 0);
});

test('the review counts what the plan covers, and shows promises that no post keeps', async () => {
  const { page } = await openApp({ lang: 'en' });
  await bring(page, 'en');
  await go(page, 'review');
  const tables = page.locator('[data-part=coverage] .coverage');
  await tables.first().waitFor();
  assert.equal(await tables.count(), 3);
  // All posts were given to one persona: the others are promised something at every stage that has a goal.
  const first = tables.first();
  assert.ok(Number(await first.getAttribute('data-holes')) >= 6);
  assert.equal(await first.locator('.coverage__hole').count(), Number(await first.getAttribute('data-holes')));
  const sum = (await first.locator('tbody td').allTextContents()).reduce((n, text) => n + (Number(text) || 0), 0);
  const posts = JSON.parse(broken('en')).modules.content.posts;
  assert.equal(sum, posts.filter(post => post.status !== 'dropped').length);
  await first.locator('tbody th a').first().click();
  await until(page, () => /^audience\.personas\.\d+\.name$/.test(document.activeElement?.getAttribute('name') ?? ''));
});

test('the review fits a phone and passes axe in both themes', async () => {
  for (const [lang, theme, viewport] of [['ru', 'light', PHONE], ['en', 'dark', PHONE], ['ru', 'dark', DESKTOP]]) {
    const { page } = await openApp({ lang, theme, viewport, touch: viewport === PHONE });
    await bring(page, lang);
    await go(page, 'review');
    await page.locator('[data-verdict=blocked]').waitFor();
    for (const more of await page.locator('.page--review details > summary').all()) await more.click();
    assert.deepEqual(await overflow(page), [], `${lang} ${theme}`);
    assert.deepEqual(await axeInPlace(page), [], `${lang} ${theme}`);
    await page.screenshot({ path: `tests/results/review-${lang}-${theme}-${viewport.width}.png`, fullPage: true });
  }
});

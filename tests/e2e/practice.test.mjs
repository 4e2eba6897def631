// Practice: twelve mistakes are looked for while the reviewer is silent, named, and compared with what was planted.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { axeInPlace, DESKTOP, DIST, openApp, overflow, PHONE, test, until } from './support.mjs';
import { book, go, record, saved } from './steps.mjs';

/** Opens a strategy to train on from the start page. */
async function train(page, name) {
  await page.locator(`[data-example=practice-${name}]`).click();
  await page.locator('[data-practice=count]').waitFor();
  return book(page);
}

/** Names a mistake on the practice page. */
async function name(page, module, place, why) {
  const n = await page.locator('[data-guess]').count();
  await page.locator('[name=practice-module]').selectOption(module);
  await page.locator('[name=practice-place]').selectOption(place);
  await page.locator('[name=practice-why]').fill(why);
  await page.locator('[data-command=name]').click();
  await page.locator('[data-guess]').nth(n).waitFor();
}

const state = (page, code) => page.locator(`[data-mistake=${code}]`).getAttribute('data-state');

test('two of three guesses are right: two found, ten missed, one false alarm', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await train(page, 'salon');
  await name(page, 'brief', 'brief.budget', 'Части не сходятся с общим бюджетом');
  await name(page, 'content', 'content.posts.12', 'На чужие снимки нет согласия');
  await name(page, 'audience', 'audience.personas.1', 'Слишком узкая персона');
  assert.match(await page.locator('[data-practice=count]').innerText(), /3\D+12/);
  // Nothing tells whether they are right, here or anywhere.
  for (const where of ['', 'brief', 'content/posts', 'document']) {
    await go(page, where);
    await page.locator('[data-practice=on]').waitFor();
    assert.equal(await page.locator('.mark-count, [data-mark], [data-remark], [data-nudge=veto]').count(), 0, where || 'hub');
  }
  await go(page, 'review');
  await page.locator('[data-command=compare]').waitFor();
  assert.equal(await page.locator('[data-verdict], [data-remark], .review__modules').count(), 0);
  await saved(page);
  await page.reload();
  await page.locator('.page--review h1').waitFor();
  await go(page, 'review/practice');
  assert.equal(await page.locator('[data-guess]').count(), 3);
  await page.locator('[data-command=compare]').click();
  await page.locator('[data-mistake]').nth(11).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'practice-result');
  assert.deepEqual([await page.locator('[data-state=found]').count(), await page.locator('[data-state=missed]').count()], [2, 10]);
  assert.deepEqual([await state(page, 'A11'), await state(page, 'F15'), await state(page, 'L1')], ['found', 'found', 'missed']);
  assert.match(await page.locator('[data-mistake=A11]').innerText(), /Части не сходятся с общим бюджетом/);
  assert.equal(await page.locator('[data-alarm]').count(), 1);
  // The reviewer speaks again, here and at the fields.
  await page.locator('[data-alarm="audience.personas.1"]', { hasText: 'ничего не находит' }).waitFor();
  await page.locator('.toc .mark-count').first().waitFor();
  await page.locator('[data-mistake=L1] .remark__place').click();
  await page.locator('[data-mark] [name="content.posts.9.hook"]').first().waitFor();
  assert.equal(await page.locator('[data-practice=on]').count(), 0);
  await go(page, 'review');
  await page.locator('[data-verdict=blocked]').waitFor();
  assert.equal(await page.locator('[data-part=remarks] [data-severity=veto]').count(), 3);
});

test('every mistake of every strategy is found by naming its row or its field', async () => {
  for (const [set, lang] of [['coffee', 'ru'], ['school', 'en'], ['salon', 'en']]) {
    const { page } = await openApp({ lang });
    await train(page, set);
    const list = JSON.parse(fs.readFileSync(path.join(DIST, `practice/${set}.json`), 'utf8'));
    for (const { places: [place], code } of list) {
      const parts = place.split('.');
      await name(page, parts[0], parts.slice(0, 3).join('.'), `Wrong: ${code}`);
    }
    await page.locator('[data-command=compare]').click();
    await page.locator('[data-mistake]').nth(11).waitFor();
    assert.equal(await page.locator('[data-state=found]').count(), 12, set);
    for (const { code } of list) {
      assert.match(await page.locator(`[data-mistake=${code}] td[data-label]`).innerText(), new RegExp(`: ${code}$`), set);
    }
    assert.equal(await page.locator('[data-alarm]').count(), 0, set);
  }
}, { timeout: 240_000 });

test('a mistake can be named, mended in words and compared with the keyboard alone', async () => {
  const { page } = await openApp({ lang: 'en' });
  await page.locator('[data-example=practice-salon]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-practice=count]').waitFor();
  // A guess needs a place and a reason.
  await page.locator('[data-command=name]').focus();
  await page.keyboard.press('Enter');
  await page.locator('#practice-error span', { hasText: 'Choose a field' }).waitFor();
  await page.locator('#practice-module').focus();
  await page.keyboard.type('Goals');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ER');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#practice-error span', { hasText: 'Say what is wrong' }).waitFor();
  await page.keyboard.type('Three times the best rival');
  await page.keyboard.press('Enter');
  await page.locator('[data-guess="goals.kpis.9"]').waitFor();
  await page.locator('#practice-error span').waitFor({ state: 'detached' });
  // On to the link of the guess, its words, its button.
  const at = () => page.evaluate(() => document.activeElement.getAttribute('name') ?? document.activeElement.getAttribute('data-command') ?? document.activeElement.className);
  const seen = [];
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('Tab');
    seen.push(await at());
    if (seen.at(-1) === 'compare') break;
  }
  assert.equal(seen[0], 'name');
  assert.match(seen[1], /remark__place/);
  assert.match(seen[2], /^review\.guesses\.\d+\.why$/);
  assert.equal(seen.at(-1), 'compare');
  await page.keyboard.press('Enter');
  await page.locator('[data-mistake=B5][data-state=found]').waitFor();
  await until(page, () => document.activeElement.id === 'practice-result');
  // Back to looking: the step is taken back, the reviewer falls silent.
  await page.keyboard.press('Control+z');
  await page.locator('[data-guess]').waitFor();
  await until(page, () => !document.querySelector('.mark-count'));
});

test('the field one was at last is offered, and one can start over', async () => {
  const { page } = await openApp({ lang: 'en' });
  await train(page, 'coffee');
  await go(page, 'brief');
  await page.locator('[name="brief.promised_leads"]').focus();
  await page.locator('[data-practice=on] a').click();
  await page.locator('[data-practice=count]').waitFor();
  assert.equal(await page.locator('[name=practice-place]').inputValue(), 'brief.promised_leads');
  await page.locator('[name=practice-why]').fill('600 at most');
  await page.keyboard.press('Enter');
  await page.locator('[data-guess]').waitFor();
  const file = await record(page);
  assert.deepEqual(file.modules.review.guesses.map(g => [g.place, g.why]), [['brief.promised_leads', '600 at most']]);
  await page.locator('[data-guess] .button--icon').click();
  await page.locator('[data-guess]').waitFor({ state: 'detached' });
  await page.locator('.toast button', { hasText: 'Undo' }).click();
  await page.locator('[data-guess]').waitFor();
  await page.locator('[data-command=compare]').click();
  await page.locator('[data-state=found]').waitFor();
  await page.locator('[data-command=restart]').click();
  await page.locator('[data-practice=count]').waitFor();
  assert.equal(await page.locator('[data-guess]').count(), 0);
  // The document knows nothing of it.
  await go(page, 'document');
  assert.doesNotMatch(await page.locator('.paper').first().innerText(), /600 at most/);
});

test('a list that does not load is said so and asked for again', async () => {
  let broken = true;
  const { page } = await openApp({
    lang: 'en',
    allow: [/Failed to load resource/], // The list is refused on purpose.
    route: async page => page.route('**/practice/salon.json*', route => (broken ? route.abort() : route.continue())),
  });
  await train(page, 'salon');
  await page.locator('[data-command=compare]').click();
  await page.locator('.practice .alert').waitFor();
  broken = false;
  await page.locator('.practice .alert + .buttons button').click();
  await page.locator('[data-mistake]').nth(11).waitFor();
});

test('practice fits a phone and passes axe in both themes', async () => {
  for (const [lang, theme, viewport] of [['ru', 'light', PHONE], ['en', 'dark', PHONE], ['ru', 'dark', DESKTOP], ['en', 'light', DESKTOP]]) {
    const { page } = await openApp({ lang, theme, viewport, touch: viewport === PHONE });
    const fits = async where => {
      assert.deepEqual(await overflow(page), [], `${where} ${lang} ${theme}`);
      assert.deepEqual(await axeInPlace(page), [], `${where} ${lang} ${theme}`);
    };
    await fits('start');
    await train(page, 'school');
    await name(page, 'content', 'content.posts.8', 'Too many posts this week for one pair of hands');
    await name(page, 'audience', 'audience.personas.1', '-');
    await fits('guesses');
    await go(page, 'review');
    await page.locator('[data-command=compare]').waitFor();
    await fits('review');
    await go(page, '');
    await fits('hub');
    await go(page, 'review/practice');
    await page.locator('[data-command=compare]').click();
    await page.locator('[data-mistake]').nth(11).waitFor();
    await fits('result');
  }
}, { timeout: 240_000 });

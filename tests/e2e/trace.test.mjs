// Chains: from a row to its chain and along it, the picker by keyboard, what deleting breaks, and a deletion from there.
import assert from 'node:assert/strict';
import { axeInPlace, DESKTOP, openApp, overflow, PHONE, test, until } from './support.mjs';
import { example, go } from './steps.mjs';

const title = page => page.locator('#trace-title');
const part = (page, id) => page.locator(`[data-part=trace] [data-part=${id}]`);

/** Opens the chain of the first rubric from its own card. */
async function rubric(page) {
  await go(page, 'content');
  await page.locator('[data-chain=rubrics]').first().click();
  await page.locator('.trace__head').waitFor();
  return title(page).textContent();
}

test('a post leads to the brief, step by step and by links, and back leads back', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await go(page, 'content/posts');
  await page.locator('.posts__open').first().click();
  await page.locator('[data-chain=posts]').click();
  await page.locator('.trace__state[data-whole=true]').waitFor();
  const post = await title(page).textContent();
  const up = part(page, 'up');
  assert.ok(await up.locator('a[href*="at=content.rubrics."]').count() > 0);
  assert.ok(await up.locator('a[href*="at=brief.business_goal"]').count() > 0);
  assert.ok(await page.locator('.trace__line li').count() >= 4);
  const goal = up.locator('a[href*="at=goals.goals."]').first();
  const name = await goal.textContent();
  await goal.click();
  await until(page, name => document.querySelector('#trace-title')?.textContent === name, name);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'trace-title');
  assert.ok(await part(page, 'down').locator('a').count() > 0);
  assert.ok(await part(page, 'graph').locator('.trace__node[aria-current]').count() === 1);
  await page.goBack();
  await until(page, name => document.querySelector('#trace-title')?.textContent === name, post);
  // The field itself is one link away.
  await page.locator('.trace__head a').first().click();
  await page.locator('[data-post-editor]').waitFor();
});

test('the subject is picked by keyboard, and a name that nobody has is told', async () => {
  const { page } = await openApp({ lang: 'en' });
  await example(page);
  await go(page, 'review/trace');
  await page.locator('.trace__picker[open]').waitFor();
  assert.ok(await page.locator('.trace__holes li').count() > 0 || await page.locator('[data-part=trace] .group p').count() > 0);
  const search = page.locator('[name="show.trace"]');
  await search.fill('zzzz');
  await page.locator('.trace__picker [role=status]', { hasText: 'Nothing was found' }).waitFor();
  await search.fill('');
  await until(page, () => document.querySelectorAll('.trace__offers a').length > 20);
  await search.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const name = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(name, await page.locator('.trace__offers a').first().textContent());
  await page.keyboard.press('Enter');
  await until(page, name => document.querySelector('#trace-title')?.textContent === name, name);
  assert.equal(await page.locator('.trace__picker[open]').count(), 0);
  // Enter in the search takes the first.
  await page.locator('.trace__picker summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('revenue');
  await until(page, () => document.querySelectorAll('.trace__offers a').length < 20);
  const first = await page.locator('.trace__offers a').first().textContent();
  await page.keyboard.press('Enter');
  await until(page, name => document.querySelector('#trace-title')?.textContent === name, first);
});

test('what breaks is told before, the usual question follows, and undo brings it back', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  const name = await rubric(page);
  const breaks = part(page, 'breaks');
  await breaks.locator('.trace__fact').first().waitFor();
  const told = await breaks.textContent();
  assert.match(told, /Связь потеря[ею]т \d+\sпол[еяй]/);
  assert.match(told, /Останется без нужной связи: .*\d+\sпост/);
  assert.match(told, /Появ[ия]тся \d+\sзамечани/);
  await breaks.locator('[data-command=delete]').click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.button--danger').click();
  await until(page, () => !document.querySelector('.trace__head'));
  await page.keyboard.press('Control+z');
  await until(page, name => document.querySelector('#trace-title')?.textContent === name, name);
});

for (const [lang, theme, viewport] of [['ru', 'light', PHONE], ['ru', 'dark', DESKTOP], ['en', 'dark', PHONE], ['en', 'light', DESKTOP]]) {
  test(`the chain fits and passes axe, ${lang} ${theme} ${viewport.width}`, async () => {
    const { page } = await openApp({ lang, theme, viewport, touch: viewport === PHONE });
    await example(page);
    await go(page, 'review/trace');
    await page.locator('.trace__offers a').first().waitFor();
    assert.deepEqual(await axeInPlace(page), [], 'picker');
    await rubric(page);
    await part(page, 'breaks').locator('.trace__fact').first().waitFor();
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    const order = await page.evaluate(() => [...document.querySelectorAll('[data-part=up], [data-part=graph]')].map(e => e.dataset.part));
    assert.deepEqual(order, viewport === PHONE ? ['up', 'graph'] : ['graph', 'up']);
  });
}

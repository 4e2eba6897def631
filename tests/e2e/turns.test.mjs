// Long pages are drawn part after part in the pauses of the browser: what is asked of a part that is still on its way.
import assert from 'node:assert/strict';
import { openApp, pdf, test, until } from './support.mjs';
import { book, example, go, saved, value } from './steps.mjs';

/** Pauses come late, or not at all while `window.held` is a list. */
const pauses = () => {
  const own = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (act, options) => {
    if (window.held) window.held.push(act);
    else own(act, options);
  };
};
/** Goes to the brief, of which only the beginning is drawn. */
async function begin(page) {
  await page.evaluate(() => { window.held = []; });
  await page.evaluate(hash => { location.hash = hash; }, `/${await book(page)}/brief`);
  await page.locator('[name="brief.business"]').waitFor();
  assert.equal(await page.locator('[name="brief.inn"], [name="done.brief"]').count(), 0);
}
/** Lets the pauses come again. */
const go_on = page => page.evaluate(() => {
  const { held } = window;
  window.held = undefined;
  for (const act of held) requestIdleCallback(act);
});

test('an address leads to a field that is drawn late', async () => {
  const slow = () => {
    const own = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (act, options) => setTimeout(() => own(act, options), 80);
  };
  const { page } = await openApp({ init: slow });
  await example(page);
  await page.evaluate(hash => { location.hash = hash; }, `/${await book(page)}/brief?field=brief.inn`);
  await until(page, () => document.activeElement?.name === 'brief.inn');
  await page.locator('[name="done.brief"]').waitFor({ state: 'attached' });
  const seen = await page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return document.activeElement.name === 'brief.inn' && top > 0 && bottom < innerHeight;
  });
  assert.ok(seen, 'what is drawn below it moves it nowhere');
});

test('the contents of the brief lead to a block that is not drawn yet', async () => {
  const { page } = await openApp({ init: pauses });
  await example(page);
  await begin(page);
  const last = page.locator('.brief__link').last();
  await last.click();
  const heading = `brief-block-${await last.getAttribute('data-block')}`;
  await until(page, id => document.activeElement?.id === id, heading);
  assert.equal(await page.locator('[name="brief.inn"]').count(), 1);
});

test('what is typed while the rest is drawn stays, with the cursor', async () => {
  const { page } = await openApp({ init: pauses });
  await example(page);
  await begin(page);
  await page.locator('[name="brief.business"]').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' Рано.');
  await go_on(page);
  await page.locator('[name="done.brief"]').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement.name), 'brief.business');
  await page.keyboard.insertText(' И дальше.');
  await saved(page);
  await go(page, '');
  await go(page, 'brief');
  assert.match(await value(page, 'brief.business'), / Рано\. И дальше\.$/);
});

test('print has what is not drawn yet', async () => {
  const { page } = await openApp({ init: pauses });
  await example(page);
  await begin(page);
  const last = await page.locator('.brief__link span').nth(-2).textContent();
  assert.equal(await page.locator('h2', { hasText: last }).count(), 0);
  const { text } = await pdf(page, 'print-early');
  assert.equal(await page.locator('h2', { hasText: last }).count(), 1);
  assert.ok(text.includes(last), 'the last block is on paper');
});

test('a page that is left while it is drawn leaves nothing to the next one', async () => {
  const { page } = await openApp({ init: pauses });
  await example(page);
  await begin(page);
  await page.evaluate(hash => { location.hash = hash; }, `/${await book(page)}/frame`);
  await page.locator('.page--frame h1').waitFor();
  await go_on(page);
  await page.locator('[name="done.frame"]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('[name^="brief."]').count(), 0);
});

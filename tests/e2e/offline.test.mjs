// The site without a network, a new build under an open page, files that do not belong to the build.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { axe, DIST, download, openApp, overflow, PHONE, ready, stored, test, until } from './support.mjs';
import { another, book, example, go, record, saved, start, value } from './steps.mjs';
import { ownSite } from './site.mjs';

// What the browser says of a request that has no host to go to.
const NO_HOST = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|Failed to fetch/;
const dialog = page => page.getByRole('dialog');
const build = page => page.evaluate(() => document.documentElement.dataset.build);
const notice = page => page.locator('[data-update=ready]');

/** Opens the app and waits until the whole site is in the browser. */
async function installed(t, { base, ...options } = {}) {
  const site = await ownSite(t, base);
  const app = await openApp({ site, worker: true, ...options });
  await held(app.page);
  return { ...app, site };
}
const held = page => until(page, () => navigator.serviceWorker.controller?.state === 'activated');
const caches = page => page.evaluate(async () => (await window.caches.keys()).map(name => name.split(' ').at(-1)));
/** Has the browser look for a new build, as it does when somebody comes, and waits for what becomes of it. */
const look = page => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return 'none';
  while (!['installed', 'activated', 'redundant'].includes(worker.state)) await new Promise(done => worker.addEventListener('statechange', done, { once: true }));
  return worker.state;
});
const newLesson = text => text.toString().replace(/^# .*/m, '# Новый урок');
const lessonTitle = page => page.locator('.lesson h2, .lesson h1, .margin h2').first();

for (const base of ['/', '/sub/dir/']) {
  test(`C11 the app starts offline with all it has, at ${base}`, async t => {
    const { page, site } = await installed(t, { base, allow: [NO_HOST] });
    await site.down();
    await page.reload();
    await ready(page);
    await example(page);
    for (const slug of ['brief', 'content']) {
      await go(page, slug);
      await page.locator('.lesson > *').nth(1).waitFor();
    }
    await page.locator('[name="content.note"], main [name]').first().waitFor();
    assert.equal(await page.evaluate(async () => (await Promise.all(['400 1em Golos', '400 1em Literata'].map(face => document.fonts.load(face, 'Яz')))).flat().length), 4);
    await page.reload();
    await ready(page);
    await page.locator('.page--content h1').waitFor();
    // In the other language too, which was never looked at while there was a network.
    await page.locator('[data-command=language]').click();
    await page.locator('html[lang=en] .lesson > *').nth(1).waitFor();
    await page.evaluate(() => { location.hash = '/'; });
    await example(page, 'school');
  });
}

test('C11 the network goes in the middle of the first visit, and the work goes on', async t => {
  const { page, context } = await installed(t, { allow: [NO_HOST] });
  await context.setOffline(true);
  await start(page);
  await page.locator('[name="frame.project"]').fill('Без сети');
  await saved(page);
  await page.locator('.lesson > *').nth(1).waitFor();
  await go(page, 'document');
  const file = await download(page, () => page.locator('[data-export=json]').click());
  assert.equal(JSON.parse(file.text).modules.frame.project, 'Без сети');
  await page.reload();
  await ready(page);
  await page.locator('.page-sheet').getByText('Без сети').first().waitFor();
});

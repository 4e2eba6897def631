// The site without a network, a new build under an open page, files that do not belong to the build.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { axe, DIST, download, openApp, overflow, PHONE, ready, stored, test, until } from './support.mjs';
import { another, book, example, go, record, saved, start, value } from './steps.mjs';
import { ownSite } from './site.mjs';

// What the browser says of a request that has no host to go to.
const NO_HOST = /ERR_CONNECTION_REFUSED|ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to fetch/;
// A file that was asked for ahead stays unused when the app is not started.
const PRELOAD = /preload/;
const dialog = page => page.getByRole('dialog');
const build = page => page.evaluate(() => document.documentElement.dataset.build);
/** Waits until the page is that of a build, and its app stands. */
async function arrived(page, build) {
  await page.locator(`html[data-build="${build}"]`).waitFor();
  await ready(page);
}
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
const newLesson = text => text.toString().replace(/^title: .*/m, 'title: Новый урок');

for (const base of ['/', '/sub/dir/']) {
  test(`C11 the app starts offline with all it has, at ${base}`, async t => {
    const { page, site } = await installed(t, { base, allow: [NO_HOST] });
    await site.down();
    await page.reload();
    await ready(page);
    await example(page);
    for (const slug of ['brief', 'content']) {
      await go(page, slug);
      await page.locator('.lesson__title').waitFor();
    }
    assert.equal(await page.evaluate(async () => (await Promise.all(['400 1em Golos', '400 1em Literata'].map(face => document.fonts.load(face, 'Яz')))).flat().length), 4);
    await page.reload();
    await ready(page);
    await page.locator('.page--content h1').waitFor();
    // In the other language too, which was never looked at while there was a network.
    await page.locator('[data-command=language]').click();
    await page.locator('html[lang=en] .lesson__title').waitFor();
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
  await page.locator('.lesson__title').waitFor();
  await go(page, 'document');
  const file = await download(page, () => page.locator('[data-export=json]').click());
  assert.equal(JSON.parse(file.text).modules.frame.project, 'Без сети');
  await page.reload();
  await ready(page);
  await page.locator('.page-sheet').getByText('Без сети').first().waitFor();
});

test('C10 a new build comes while somebody types: nothing is loaded by itself, and the update keeps every letter', async t => {
  const { page, site } = await installed(t);
  await start(page);
  const old = await build(page);
  const field = page.locator('[name="frame.project"]');
  await field.pressSequentially('Пишу ');
  await page.evaluate(() => { window.mine = true; });
  const next = site.deploy('content/ru/brief.md', newLesson);
  assert.notEqual(next, old);
  const found = look(page);
  for (const letter of 'дальше, пока она ставится') await page.keyboard.type(letter);
  assert.equal(await found, 'installed');
  await notice(page).waitFor();
  assert.equal(await page.locator('p[role=status].visually-hidden').innerText(), 'Готова новая версия.', 'it is read out');
  await page.keyboard.type(' и после');
  assert.ok(await page.evaluate(() => window.mine), 'not loaded anew');
  assert.equal(await field.evaluate(field => field === document.activeElement), true, 'the cursor stays where it was');
  assert.equal(await build(page), old);
  // What is asked for now still belongs to the build that runs.
  await go(page, 'brief');
  await page.locator('.lesson__title').waitFor();
  assert.notEqual(await page.locator('.lesson__title').innerText(), 'Новый урок');
  assert.deepEqual(await axe(page), []);
  const company = page.locator('[name="brief.company"]');
  await company.pressSequentially('Ни буквы');
  await page.locator('[data-command=update]').click();
  await arrived(page, next);
  assert.ok(await page.evaluate(() => !window.mine));
  assert.equal(await value(page, 'brief.company'), 'Ни буквы');
  assert.equal((await record(page)).modules.frame.project, 'Пишу дальше, пока она ставится и после');
  await page.locator('.lesson__title').getByText('Новый урок').waitFor();
  assert.equal(await notice(page).count(), 0);
  await until(page, async () => (await window.caches.keys()).length === 1);
  assert.deepEqual(await caches(page), [next], 'the build of before is gone');
});

test('C10 an update can be put off, is offered again at the next start, and comes by itself when no page is open', async t => {
  const { page, context, site } = await installed(t, { lang: 'en', viewport: PHONE });
  const old = await build(page);
  const next = site.deploy('content/en/brief.md', newLesson);
  await look(page);
  await notice(page).waitFor();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axe(page), []);
  await page.locator('[data-command=update-later]').click();
  await notice(page).waitFor({ state: 'detached' });
  await page.reload();
  await ready(page);
  assert.equal(await build(page), old);
  await notice(page).waitFor();
  const url = page.url();
  await page.goto('about:blank');
  const second = await context.newPage();
  for (let tries = 0; ; tries += 1) {
    await second.goto(url);
    await ready(second);
    if (await build(second) === next) break;
    assert.ok(tries < 20, 'the new build never came');
    await second.goto('about:blank');
  }
  assert.equal(await notice(second).count(), 0);
});

test('C10 the other tabs live through an update of one, with all files of their own build', async t => {
  const { page, context, site } = await installed(t);
  await start(page);
  await page.locator('[name="frame.project"]').fill('Первая вкладка');
  await saved(page);
  const second = await context.newPage();
  await second.goto(site.url);
  await ready(second);
  const old = await build(page);
  await second.evaluate(() => { window.mine = true; });
  // The host now has another program and another lesson, and nothing of before.
  site.edit('content/ru/brief.md', newLesson);
  const next = site.deploy('book.js', text => `${text}\n// new\n`);
  await look(page);
  await page.locator('[data-command=update]').click();
  await arrived(page, next);
  await until(second, next => navigator.serviceWorker.controller?.state === 'activated');
  // The second part of the program and a lesson were never asked for in this tab.
  await second.locator('.book__name').first().click();
  await second.locator('.page--hub h1').waitFor();
  await go(second, 'brief');
  await second.locator('.lesson__title').waitFor();
  assert.notEqual(await second.locator('.lesson__title').innerText(), 'Новый урок');
  assert.ok(await second.evaluate(() => window.mine), 'not loaded anew');
  assert.equal(await build(second), old);
  assert.deepEqual((await caches(second)).sort(), [old, next].sort(), 'both builds are kept while both live');
  // It is told as well, and its own update needs no worker any more.
  await second.locator('[data-command=update]').click();
  await arrived(second, next);
  await until(second, async () => (await window.caches.keys()).length === 1);
  assert.equal(await value(second, 'brief.company'), '');
});

test('C10 what could not be saved holds the update back', async t => {
  const { page, site } = await installed(t, { allow: [/QuotaExceeded/] });
  await start(page);
  await page.locator('[name="frame.project"]').fill('Есть');
  await saved(page);
  site.deploy('content/ru/brief.md', newLesson);
  await look(page);
  await page.evaluate(() => {
    window.mine = true;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.locator('[name="frame.project"]').fill('Есть только на экране');
  await page.locator('[data-command=update]').click();
  await page.locator('.toast').getByText('последние правки не сохранены').waitFor();
  assert.ok(await page.evaluate(() => window.mine));
  assert.equal(await value(page, 'frame.project'), 'Есть только на экране');
  await notice(page).waitFor();
});

test('C10 an install that fails half-way, or gets a page for a file, leaves the build of before at work', async t => {
  const { page, site } = await installed(t, { allow: [NO_HOST, /404/, /integrity/] });
  const old = await build(page);
  const lesson = fs.readFileSync(site.file('content/ru/goals.md'));
  // Late in the list: most of the new build has come when this one fails.
  const next = site.deploy('content/ru/goals.md', newLesson);
  const good = fs.readFileSync(site.file('content/ru/goals.md'));
  for (const wrong of [null, Buffer.from('<!DOCTYPE html><title>Not found</title>'), lesson]) {
    if (wrong) fs.writeFileSync(site.file('content/ru/goals.md'), wrong);
    else fs.rmSync(site.file('content/ru/goals.md'));
    assert.equal(await look(page), 'redundant');
    assert.equal(await notice(page).count(), 0);
  }
  await site.down();
  await page.reload();
  await ready(page);
  assert.equal(await build(page), old);
  await start(page);
  await go(page, 'goals');
  await page.locator('.lesson__title').waitFor();
  await site.up();
  fs.writeFileSync(site.file('content/ru/goals.md'), good);
  assert.equal(await look(page), 'installed');
  await page.locator('[data-command=update]').click();
  await arrived(page, next);
  await page.locator('.lesson__title').getByText('Новый урок').waitFor();
});

test('C10 the page is never the answer to a script or to data', async t => {
  const { page, site } = await installed(t, { allow: [NO_HOST, /404/] });
  const ask = name => page.evaluate(async name => {
    const answer = await fetch(name).catch(() => null);
    return answer && [answer.status, answer.headers.get('content-type')?.split(';')[0]];
  }, name);
  const v = `?v=${await build(page)}`;
  for (const host of ['up', 'down']) {
    if (host === 'down') await site.down();
    assert.deepEqual(await ask(`app.js${v}`), [200, 'text/javascript']);
    for (const name of ['book.wasm', 'papers.wasm']) assert.deepEqual(await ask(name + v), [200, 'application/wasm']);
    assert.deepEqual(await ask('examples/coffee.ru.json'), [200, 'application/json']);
    for (const name of ['no-such.js', `no-such.js${v}`, 'no-such.wasm?v=000000000000', 'content/ru/no-such.md', 'api/data.json']) {
      assert.deepEqual(await ask(name), host === 'up' ? [404, 'text/plain'] : null, name);
    }
    // Asked for with this word, the host answers and nobody else.
    const direct = await page.evaluate(() => fetch('./', { cache: 'no-store' }).then(answer => answer.status, () => 0));
    assert.equal(direct, host === 'up' ? 200 : 0);
  }
});

test('C10 a site that has taken its worker away is not served from the browser any more', async t => {
  const { page, site } = await installed(t, { allow: [/404/] });
  fs.rmSync(site.file('sw.js'));
  site.edit('index.html', text => text.toString().replace('<title>', '<title>Новая страница: '));
  await page.reload();
  await ready(page);
  await until(page, async () => !await navigator.serviceWorker.getRegistration());
  const [, answer] = await Promise.all([page.waitForLoadState(), page.reload()]);
  assert.equal(answer.fromServiceWorker(), false);
  assert.match(await answer.text(), /Новая страница/);
});

/** What becomes of a cache behind our back: the entries of one file are gone. */
const lose = (page, file) => page.evaluate(async file => {
  for (const name of await window.caches.keys()) {
    const cache = await window.caches.open(name);
    for (const request of await cache.keys()) if (request.url.includes(`/${file}?`)) await cache.delete(request);
  }
}, file);

test('C10 a file that the browser has lost comes from the host', async t => {
  const { page } = await installed(t);
  const old = await build(page);
  await lose(page, 'app.js');
  await page.reload();
  await ready(page);
  assert.equal(await build(page), old);
});

test('C10 a build that is not whole any more, and has left the host, gives way to the new one by itself', async t => {
  const { page, site } = await installed(t, { allow: [/integrity/, NO_HOST] });
  await lose(page, 'app.js');
  const next = site.deploy('app.js', text => `${text}\n// new\n`);
  await page.reload();
  await arrived(page, next);
  await held(page);
});

test('C7 a browser whose policy forbids WebAssembly is told so, and gives the data out', async () => {
  for (const lang of ['ru', 'en']) {
    const { page } = await openApp({
      lang, mounted: false, viewport: PHONE, storage: { 'planerka/test': 'три слова' }, allow: [/wasm-eval|unsafe-eval|WebAssembly|Content Security Policy/],
      // As a browser reads it that does not know the word for WebAssembly.
      route: context => context.route(/\/$/, async route => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace(" 'wasm-unsafe-eval'", '') });
      }),
    });
    await dialog(page).getByRole('heading', { name: lang === 'ru' ? 'не запускает WebAssembly' : 'does not run WebAssembly' }).waitFor();
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await overflow(page), []);
    const file = await download(page, () => dialog(page).getByRole('button', { name: lang === 'ru' ? 'Скачать' : 'Download' }).click());
    assert.equal(JSON.parse(file.text).entries['planerka/test'], 'три слова');
  }
});

test('C12 on a slow network the words come at once, and a field only with what it holds', async () => {
  const { page, context } = await openApp({ init: () => {
    window.came = performance.now();
    window.fields = [];
    // What anybody could see and type into, from the first frame on.
    requestAnimationFrame(function frame() {
      const field = document.querySelector('[name="frame.project"]');
      if (field && !field.disabled) window.fields.push(field.value);
      requestAnimationFrame(frame);
    });
  } });
  await start(page);
  await page.locator('[name="frame.project"]').fill('Давно записано');
  await saved(page);
  const slow = await context.newPage();
  const session = await context.newCDPSession(slow);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  // The "Slow 3G" of the developer tools.
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 2000, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  const address = page.url();
  await page.close();
  await slow.goto(address, { waitUntil: 'commit' });
  await slow.locator('.shell__lead:visible').waitFor();
  const waited = await until(slow, () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return paint && paint.startTime - window.came;
  });
  assert.ok(waited < 2000, `${waited} ms to the first words`);
  assert.equal(await slow.locator('#app > *').count(), 0, 'the app is still on its way');
  await slow.locator('[name="frame.project"]').waitFor({ timeout: 90_000 });
  await slow.locator('[name="frame.project"]').press('End');
  await slow.keyboard.type(', и дальше');
  await saved(slow);
  assert.equal((await record(slow)).modules.frame.project, 'Давно записано, и дальше');
  assert.deepEqual(await slow.evaluate(() => window.fields.slice(0, 1)), ['Давно записано']);
});

// Without the first ones nothing at all can be said; the page itself then says it.
const FIRST = ['boot.js', 'database.js', 'drop.js', 'exits.js', 'journal.js', 'live.js', 'mirror.js', 'offline.js', 'persist.js', 'tabs.js'];
for (const name of [...FIRST, 'app.js', 'book.js', 'history.js', 'app_bg.wasm', 'style.css']) {
  test(`G14 ${name} with one other byte is refused, not run`, async t => {
    const site = await ownSite(t);
    const allow = [/integrity/, /Failed to fetch/, PRELOAD];
    // Of a text the last line break, without which it is as good as before.
    site.edit(name, bytes => {
      bytes[name.endsWith('.wasm') ? bytes.length >> 1 : bytes.lastIndexOf('\n')] ^= 0b101010;
      return bytes;
    });
    const { page } = await openApp({ site, allow, mounted: false });
    if (FIRST.includes(name)) await page.locator('.shell__lost:visible').waitFor();
    else await dialog(page).getByRole('heading', { name: 'Часть приложения не загрузилась' }).waitFor();
    assert.equal(await page.locator('#app > *').count(), 0, 'nothing was started');
    assert.deepEqual(await axe(page), []);
  });
}

test('G14 a second part with one other byte is refused, and what is stored stays as it was', async t => {
  const site = await ownSite(t);
  const { page } = await openApp({ site, allow: [/integrity/, /Failed to fetch/] });
  await start(page);
  await page.locator('[name="frame.project"]').fill('Записано');
  await saved(page);
  const before = await stored(page);
  site.edit('book.wasm', bytes => { bytes[bytes.length >> 1] ^= 1; return bytes; });
  await page.reload();
  await dialog(page).getByRole('heading', { name: 'Часть приложения не загрузилась' }).waitFor();
  assert.equal(await page.locator('[name="frame.project"]').count(), 0);
  assert.deepEqual(await stored(page), before);
});

test('G14 a third part with one other byte is refused, and the rest goes on', async t => {
  const site = await ownSite(t);
  site.edit('papers.wasm', bytes => { bytes[bytes.length >> 1] ^= 1; return bytes; });
  const { page } = await openApp({ site, allow: [/integrity/, /Failed to fetch/] });
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('Записано');
  await saved(page);
  await page.goto(`${site.url}#/${id}/document`);
  await page.reload();
  await page.getByRole('heading', { name: 'Эта часть приложения не загрузилась' }).waitFor();
  assert.equal(await page.locator('.page--document').count(), 0);
  await go(page, 'frame');
  await page.locator('[name="frame.project"]').fill('Записано и дальше');
  assert.equal((await record(page)).modules.frame.project, 'Записано и дальше');
});

test('the installed app has its name and an icon for every system', async () => {
  const { page, url } = await openApp();
  const manifest = await page.evaluate(() => fetch(document.querySelector('link[rel=manifest]').href).then(answer => answer.json()));
  assert.equal(manifest.display, 'standalone');
  const touch = await page.locator('link[rel=apple-touch-icon]').getAttribute('href');
  for (const { src, sizes, type } of [...manifest.icons, { src: touch, sizes: '180x180', type: 'image/png' }]) {
    const seen = await page.evaluate(async src => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight].join('x');
    }, new URL(src, url).href);
    if (type === 'image/png') assert.equal(seen, sizes, src);
  }
  assert.deepEqual(manifest.icons.filter(icon => icon.type === 'image/png').map(icon => `${icon.sizes} ${icon.purpose}`),
    ['192x192 any', '512x512 any', '512x512 maskable']);
  const session = await page.context().newCDPSession(page);
  assert.deepEqual((await session.send('Page.getInstallabilityErrors')).installabilityErrors.map(one => one.errorId), ['in-incognito'], 'nothing but that a test is no profile');
});

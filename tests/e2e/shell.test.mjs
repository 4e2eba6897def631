// The page around the app: that it starts wherever it is served, and what it says when it cannot.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { go, saved, start } from './steps.mjs';
import { axe, DIST, download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';

const SAVED = { 'planerka/test': '{"text":"три слова"}' };
// A file that the page has asked for ahead of time stays unused when the app is not started.
const PRELOAD = /was preloaded using link preload but not used/;
const blockScripts = context => context.route(/\/(app\.js|app_bg\.wasm)/, () => {});

test('starts at the root of a host', async () => {
  const { page } = await openApp();
  assert.equal(await page.locator('#shell').count(), 0);
});

test('starts in a folder of a host', async () => {
  const { page, server: site } = await openApp({ base: '/sub/dir/' });
  assert.equal(await page.locator('#shell').count(), 0);
  assert.deepEqual(site.log.filter(entry => entry.status !== 200), []);
});

test('starts again from a reload with a hash', async () => {
  const { page } = await openApp({ hash: '#/nowhere' });
  await page.reload();
  await ready(page);
});

test('the second part comes with the first sign of a reader, and its loss is said', async () => {
  const asked = site => site.log.filter(entry => entry.path.includes('book.wasm')).length;
  const { page, server: site } = await openApp();
  const before = asked(site);
  // Nothing on the pages before a workbook may need it: no button or heading is left without words.
  for (const hash of ['#/', '#/help', '#/no/such/page']) {
    await page.evaluate(hash => { location.hash = hash; }, hash);
    await page.locator('main h1').waitFor();
    const mute = await page.evaluate(() => [...document.querySelectorAll('main :is(h1, h2, p, a, button, summary)')]
      .filter(e => e.checkVisibility() && !e.textContent.trim() && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 80)));
    assert.deepEqual(mute, [], hash);
  }
  assert.equal(asked(site), before, 'not asked for yet');
  await page.mouse.move(200, 200);
  await until(page, () => performance.getEntriesByType('resource').some(entry => entry.name.includes('book.wasm')));

  const broken = await openApp({
    route: context => context.route(/book\.wasm/, route => route.abort()), allow: [/book\.wasm/, /Failed to fetch/, /ERR_FAILED/],
  });
  await broken.page.locator('[data-command=new]').click();
  const dialog = broken.page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Часть приложения не загрузилась' }).waitFor();
  await dialog.getByRole('button', { name: 'Скачать мои данные' }).waitFor();
});

test('the third part comes in a pause after a workbook is open, and its loss is said where it is missed', async () => {
  const { page } = await openApp();
  const asked = name => page.evaluate(name => performance.getEntriesByType('resource').filter(entry => entry.name.includes(name)).length, name);
  await page.mouse.move(200, 200);
  await until(page, () => performance.getEntriesByType('resource').some(entry => entry.name.includes('book.wasm')));
  assert.equal(await asked('papers.wasm'), 0, 'not asked for yet');
  await start(page);
  // Nobody goes to a page that needs it.
  await until(page, () => performance.getEntriesByType('resource').some(entry => entry.name.includes('papers.wasm')));
  await go(page, 'document');
  assert.equal(await asked('papers.wasm'), 1, 'what came ahead is used');

  let lost = 0, gone = true;
  const { page: broken } = await openApp({
    route: context => context.route(/papers\.wasm/, route => { if (!gone) return route.continue(); lost += 1; return route.abort(); }),
    allow: [/papers\.wasm/, /Failed to fetch/, /ERR_FAILED/],
  });
  const more = async than => {
    for (let waited = 0; lost <= than && waited < 200; waited += 1) await broken.evaluate(() => new Promise(done => setTimeout(done, 50)));
    assert.ok(lost > than, 'it was asked for');
  };
  const id = await start(broken);
  await more(0); // in the pause
  const title = broken.getByRole('heading', { name: 'Эта часть приложения не загрузилась' });
  for (const where of ['document', 'review', 'versions', 'join', 'plan-import']) {
    const before = lost;
    await broken.evaluate(hash => { location.hash = hash; }, `/${id}/${where}`);
    await title.waitFor();
    await until(broken, () => document.activeElement?.tagName === 'H1');
    assert.ok(lost > before, `${where} has asked once more`);
    // Everything else goes on.
    await go(broken, 'frame');
    await broken.locator('[name="frame.project"]').fill(where);
    await saved(broken);
  }
  await broken.evaluate(hash => { location.hash = hash; }, `/${id}/document`);
  await title.waitFor();
  assert.equal(await broken.title(), 'Документ – plan-import – Планёрка');
  assert.deepEqual(await axe(broken), []);
  const again = broken.getByRole('button', { name: 'Попробовать ещё раз' }), before = lost;
  await again.click();
  await more(before);
  await title.waitFor();
  gone = false;
  await again.click();
  await broken.locator('.page--document h1').waitFor();
  await until(broken, () => document.activeElement?.textContent === 'Документ');
  assert.equal(await title.count(), 0);
});

test('every file of one build carries the same version', async () => {
  const { page, server: site } = await openApp();
  const build = await page.evaluate(() => document.documentElement.dataset.build);
  assert.match(build, /^[0-9a-f]{12}$/);
  const unversioned = site.log.map(entry => entry.path).filter(name => /\.(js|css|wasm)/.test(name) && !name.endsWith(`?v=${build}`));
  assert.deepEqual(unversioned, []);
  const twice = site.log.map(entry => entry.path).filter(name => name.includes('app_bg'));
  assert.equal(new Set(twice).size, 1);
});

test('names no host and no absolute path', () => {
  const html = fs.readFileSync(path.join(DIST, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /(?:href|src)="(?:\/|https?:)/);
  assert.doesNotMatch(html, /<!--|data-trunk|\sstyle=|\son\w+=/);
  const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  const inline = [...html.matchAll(/<(style|script)(?: type="importmap")?>([\s\S]*?)<\/\1>/g)];
  assert.equal(inline.length, 4, 'the sheet and the script of the first paint, the checksums, and the script that asks for the rest');
  for (const [, , text] of inline) assert.ok(policy.includes(`'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`), 'named by its hash');
  assert.equal(policy.match(/sha256-/g).length, 4);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!'wasm-unsafe-eval')/);
  assert.match(html, /^<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta http-equiv="Content-Security-Policy"/);
});

for (const [lang, locale, promise, other] of [
  ['ru', 'ru-RU', 'Стратегия SMM', 'An SMM strategy'],
  ['en', 'en-GB', 'An SMM strategy', 'Стратегия SMM'],
]) {
  test(`shows readable text before the app arrives, ${lang}`, async () => {
    for (const viewport of [undefined, PHONE]) {
      for (const theme of ['light', 'dark']) {
        const { page } = await openApp({ lang, theme, locale, viewport, mounted: false, route: blockScripts });
        await page.getByText(promise).waitFor();
        assert.equal(await page.getByText(other).isVisible(), false);
        assert.equal(await page.locator('html').getAttribute('lang'), lang);
        assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
        await page.locator('.shell__note:visible').waitFor();
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(await overflow(page), []);
        await page.unrouteAll();
      }
    }
  });

  test(`says what is wrong without WebAssembly and gives the data out, ${lang}`, async () => {
    const { page } = await openApp({
      lang, mounted: false, storage: SAVED, allow: [PRELOAD], init: () => { delete globalThis.WebAssembly; },
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: lang === 'ru' ? /выключен WebAssembly/ : /WebAssembly is turned off/ }).waitFor();
    const save = dialog.getByRole('button', { name: lang === 'ru' ? 'Скачать мои данные' : 'Download my data' });
    assert.equal(await save.evaluate(node => node === document.activeElement), true, 'the data comes first');
    assert.deepEqual(await axe(page), []);
    await save.focus();
    const file = await download(page, () => page.keyboard.press('Enter'));
    assert.match(file.name, /^planerka-rescue-\d{4}-\d\d-\d\d\.json$/);
    assert.deepEqual(JSON.parse(file.text).entries['planerka/test'], SAVED['planerka/test']);
    assert.equal('e2e' in JSON.parse(file.text).entries, false);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor();
  });

  test(`says when a file of the app is missing, ${lang}`, async () => {
    for (const name of ['app_bg.wasm', 'app.js']) {
      const { page } = await openApp({
        lang, mounted: false, viewport: PHONE, allow: [/404/, /Failed to load resource/, /integrity/, PRELOAD],
        route: context => context.route(`**/${name}*`, route => route.fulfill({ status: 404, body: 'not found' })),
      });
      await page.getByRole('dialog').getByRole('heading', { name: lang === 'ru' ? /не загрузилась/ : /did not load/ }).waitFor();
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await overflow(page), []);
    }
  });
}

test('chooses the language of the reader when none is stored', async () => {
  for (const [locale, lang] of [['ru-RU', 'ru'], ['be-BY', 'ru'], ['kk-KZ', 'ru'], ['en-GB', 'en'], ['de-DE', 'en']]) {
    const { page } = await openApp({ lang: null, locale, mounted: false, route: blockScripts });
    assert.equal(await page.locator('html').getAttribute('lang'), lang, locale);
    await page.unrouteAll();
  }
});

test('broken preferences do not stop the page', async () => {
  for (const prefs of ['', '{', 'null', '7', '{"lang":"<b>","theme":"pink"}']) {
    const { page } = await openApp({ lang: null, locale: 'en-GB', storage: { 'planerka/prefs': prefs }, mounted: false, route: blockScripts });
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'system');
    await page.unrouteAll();
  }
});

test('paints dark from the first frame when dark is chosen', async () => {
  const { page } = await openApp({ theme: 'dark', colorScheme: 'light', mounted: false, route: blockScripts });
  const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const [red] = background.match(/\d+/g).map(Number);
  assert.ok(red < 60, background);
  await page.unrouteAll();
});

test('a stop of the app offers the data and the unsaved words', async () => {
  const { page } = await openApp({ lang: 'en', storage: SAVED });
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.name = 'a.b';
    field.value = 'typed a moment ago';
    document.getElementById('app').append(field);
    window.dispatchEvent(new CustomEvent('planerka:panic', { detail: 'panicked at the test' }));
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: /has stopped/ }).waitFor();
  assert.equal(await page.evaluate(() => document.getElementById('app').inert), true);
  await dialog.getByText('What happened').click();
  await dialog.getByText('panicked at the test').waitFor();
  assert.deepEqual(await axe(page), []);
  const file = JSON.parse((await download(page, () => dialog.getByRole('button', { name: 'Download my data' }).click())).text);
  assert.equal(file.entries['planerka/test'], SAVED['planerka/test']);
  assert.ok(file.fields.some(field => field.name === 'a.b' && field.value === 'typed a moment ago'));
  await dialog.getByRole('button', { name: 'Reload the page' }).click();
  await ready(page);
});

test('a trap without a message is noticed too', async () => {
  const { page } = await openApp({ allow: [/unreachable/] });
  // A module of one function that does nothing but trap.
  await page.evaluate(() => {
    const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    setTimeout(exports.f);
  });
  await page.getByRole('dialog').getByRole('heading', { name: /остановилось/ }).waitFor();
});

test('refuses to run inside a frame and offers its own tab', async () => {
  const { page, url } = await openApp({ allow: [PRELOAD] });
  await page.route('**/frame.html', route => route.fulfill({
    contentType: 'text/html', body: '<!DOCTYPE html><html lang="en"><title>A host page</title><iframe src="./"></iframe>',
  }));
  await page.goto(`${url}frame.html`);
  const frame = page.frameLocator('iframe');
  const link = frame.getByRole('link', { name: 'Открыть в своей вкладке' });
  await link.waitFor();
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.equal(await frame.getByRole('button').count(), 0);
});

test('tells readers without JavaScript why the page stays empty', async () => {
  const { page } = await openApp({ javaScript: false, mounted: false, viewport: PHONE, allow: [PRELOAD] });
  // By its tag: a search by text passes over <noscript>.
  const said = await page.locator('noscript').innerText();
  assert.match(said, /Планёрке нужен JavaScript/);
  assert.match(said, /Planerka needs JavaScript/);
  assert.equal(await page.locator('.shell__note').first().isVisible(), false);
});

test('the fonts hold every letter and sign of Russian text', async () => {
  const { page } = await openApp({ mounted: false, route: blockScripts });
  await until(page, () => document.querySelector('link[rel=stylesheet]')?.sheet);
  const missing = await until(page, async () => {
    const text = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№«»—–…•₽©€×−';
    const lost = [];
    for (const family of ['Golos', 'Literata']) {
      await document.fonts.load(`400 16px ${family}`, text);
      for (const char of text) {
        const point = char.codePointAt(0);
        const covered = [...document.fonts].some(face => face.family.replaceAll('"', '') === family && face.status === 'loaded'
          && face.unicodeRange.split(',').some(range => {
            const [first, last] = range.trim().slice(2).split('-').map(hex => parseInt(hex, 16));
            return point >= first && point <= (last ?? first);
          }));
        if (!covered) lost.push(`${family} ${char}`);
      }
    }
    return { lost };
  });
  assert.deepEqual(missing.lost, []);
  await page.unrouteAll();
});

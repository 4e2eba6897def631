// What every browser test stands on: a server, a browser, an opened app, and guards that fail the test when the page misbehaves.
// How to write a test: tests/README.md.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test as nodeTest } from 'node:test';
import { chromium } from 'playwright-core';
import AxeBuilder from '@axe-core/playwright';
import { serve } from '../../.ci/serve.mjs';
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const DIST = process.env.DIST ? path.resolve(process.env.DIST) : path.join(ROOT, 'dist');
export const RESULTS = path.join(ROOT, 'tests/results');

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

// -- THE SERVER AND THE BROWSER: one of each for a test file --

const servers = new Map();
let browser;

/** The server of the built site under a base path: `/` or `/sub/dir/`. */
export async function server(base = '/') {
  if (!servers.has(base)) servers.set(base, await serve({ dir: DIST, base }));
  return servers.get(base);
}

export async function launch(args = []) {
  return chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS, ...args] });
}

/** Closes what `server` and `openApp` have started; tests do it by themselves. */
export async function closeAll() {
  await browser?.close();
  await Promise.all([...servers.values()].map(each => each.close()));
  browser = undefined;
  servers.clear();
}

let ending = false;

// -- THE APP --

let opened = [];

/**
 * Opens the app in a browser context of its own, so that its storage starts empty, and resolves when the app has mounted.
 *
 * base        `/` or `/sub/dir/`
 * site        a site of its own instead (site.mjs)
 * worker      true: the service worker may do its work, as it does for everybody; otherwise each test would fetch the whole site
 * lang        `ru` or `en`: the stored choice; null leaves the choice to the page
 * theme       `light`, `dark` or `system`: the stored choice
 * locale      the browser's own language, `ru-RU` or `en-GB` by default after `lang`
 * colorScheme what the system asks for, after `theme` by default
 * viewport, touch, timezoneId, reducedMotion, forcedColors, javaScript: the browser's settings
 * hash        where to start: `#/…`
 * storage     entries for localStorage, put there before the app first starts: { key: string }
 * init        a function or a string that runs in the page before its own scripts
 * route       a function (context) that may set up routes before the page is opened
 * mounted     false: do not wait for the app (for pages on which it cannot start)
 * allow       list of RegExp: messages that the guards shall let pass in this test, each with a reason beside it
 *
 * The answer: { page, context, server, url, problems, close }.
 */
export async function openApp({
  base = '/', site, worker = false, lang = 'ru', theme = 'light', locale = lang === 'en' ? 'en-GB' : 'ru-RU', colorScheme = theme === 'dark' ? 'dark' : 'light',
  viewport = DESKTOP, touch = false, timezoneId = 'Europe/Moscow', reducedMotion = 'no-preference', forcedColors = 'none', javaScript = true,
  hash = '', storage = {}, init, route, mounted = true, allow = [],
} = {}) {
  browser ??= await launch();
  site ??= await server(base);
  const context = await browser.newContext({
    locale, colorScheme, viewport, hasTouch: touch, isMobile: touch, timezoneId, reducedMotion, forcedColors,
    javaScriptEnabled: javaScript, acceptDownloads: true, serviceWorkers: worker ? 'allow' : 'block',
  });
  context.setDefaultTimeout(15_000);
  const problems = guard(context, site.url, allow);
  await context.addInitScript(({ lang, theme, storage }) => {
    // The first start only: afterwards what the app itself has stored must stand.
    document.addEventListener('securitypolicyviolation', event => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
    try {
      if (localStorage.getItem('e2e')) return;
      localStorage.setItem('e2e', '1');
      if (lang) localStorage.setItem('planerka/prefs', JSON.stringify({ lang, theme }));
      for (const [key, value] of Object.entries(storage)) localStorage.setItem(key, value);
    } catch { /* a frame or a page without storage */ }
  }, { lang, theme, storage });
  if (init) await context.addInitScript(init);
  if (route) await route(context);
  const page = await context.newPage();
  const app = { page, context, server: site, url: site.url, problems, close: () => context.close() };
  opened.push(app);
  // The first visit waits for the server to pack the app at full strength.
  await page.goto(site.url + hash, { timeout: 90_000 });
  if (mounted) await ready(page);
  return app;
}

/** Waits until the app has mounted and taken the shell away. */
export async function ready(page) {
  await page.locator('#app > *').first().waitFor({ state: 'attached' });
  await page.locator('#shell').waitFor({ state: 'detached' });
}

const WITHOUT_WORKER = 'Service Worker registration blocked by Playwright';

function guard(context, url, allow) {
  const problems = [];
  const origin = new URL(url).origin;
  const note = text => { if (!allow.some(pattern => pattern.test(text))) problems.push(text); };
  context.on('weberror', error => note(`page error: ${error.error().message}`));
  // Those of the service worker too.
  context.on('console', message => {
    if (message.type() !== 'error' && message.type() !== 'warning' || message.text() === WITHOUT_WORKER) return;
    note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('request', request => {
    const target = new URL(request.url());
    if (target.protocol.startsWith('http') && target.origin !== origin) note(`request to a foreign origin: ${request.url()}`);
  });
  context.on('response', response => { if (response.status() >= 400) note(`${response.status()} for ${response.url()}`); });
  return problems;
}

/** Prints the page into tests/results and reads it back with poppler: { text, pages, size }. */
export async function pdf(page, name) {
  fs.mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { maxBuffer: 1e9 }).toString();
  const info = execFileSync('pdfinfo', [file]).toString();
  return { text, pages: Number(info.match(/Pages:\s+(\d+)/)[1]), size: info.match(/Page size:\s+(.+)/)[1] };
}

// -- TESTS --

/**
 * A test of node:test with our guards: after the body every app it opened must have stayed quiet; all of them are then closed.
 * When it fails, a picture of each page is left in tests/results.
 */
export function test(name, body, { timeout = 180_000, ...options } = {}) {
  if (!ending) after(closeAll);
  ending = true;
  return nodeTest(name, { timeout, ...options }, async t => {
    opened = [];
    try {
      await body(t);
      for (const app of opened) assert.deepEqual(app.problems, [], 'the page must stay free of errors, warnings and foreign requests');
    } catch (error) {
      const file = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
      for (const [i, app] of opened.entries()) {
        for (const page of app.context.pages()) {
          await page.screenshot({ path: path.join(RESULTS, `failed-${file}-${i}.png`), timeout: 5000 }).catch(() => {});
        }
        if (app.problems.length) error.message += `\nseen by the guards: ${app.problems.join('\n')}`;
      }
      throw error;
    } finally {
      await Promise.all(opened.map(app => app.close().catch(() => {})));
    }
  });
}

// -- HELPERS --

/** Accessibility violations as short lines; an empty list is the wish. */
export async function axe(page, { exclude = [] } = {}) {
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  for (const selector of exclude) builder.exclude(selector);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`));
}

/** axe, less one remark: a field that happens to lie half under the bar of the phone is whole after the next scroll. */
export async function axeInPlace(page) {
  return (await axe(page)).filter(line => !/^target-size: .* partially obscured/.test(line));
}

/** What sticks out of the page at the right; an empty list is the wish. Parts inside an own scroller are left out. */
export async function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    const inScroller = node => {
      for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    const name = node => node.tagName.toLowerCase() + (node.id ? `#${node.id}` : '') + [...node.classList].map(one => `.${one}`).join('');
    const found = [...document.body.querySelectorAll('*')]
      .filter(node => node.getBoundingClientRect().right > innerWidth + 0.5 && !inScroller(node))
      .map(node => `${name(node)} ends at ${Math.round(node.getBoundingClientRect().right)} of ${innerWidth}`);
    return found.length ? found : [`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`];
  });
}

/** A picture in tests/results; answers its path. */
export async function screenshot(page, name, options = {}) {
  fs.mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name}.png`);
  await page.screenshot({ path: file, ...options });
  return file;
}

/**
 * Asks the page until the answer is truthy, and answers it.
 * Use this and not page.waitForFunction: that one needs `eval`, which our content security policy forbids.
 */
export async function until(page, question, argument, { timeout = 10_000 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await page.evaluate(question, argument);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain for ${question}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Runs an action that starts a download; answers { name, text, bytes }. */
export async function download(page, action) {
  const [started] = await Promise.all([page.waitForEvent('download'), action()]);
  const bytes = fs.readFileSync(await started.path());
  return { name: started.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** All entries of localStorage whose key starts with `planerka/`. */
export async function stored(page) {
  return page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('planerka/'))));
}

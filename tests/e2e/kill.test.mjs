// The browser is killed while somebody types, again and again: what was called saved is back, and of the rest at most a second is gone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs';
import { ready, server, test, until } from './support.mjs';
import { book, saved, start } from './steps.mjs';

const ROUNDS = Number(process.env.KILLS ?? 20);
const LETTERS = 'съешь ещё этих мягких французских булок, да выпей чаю ';

/** A browser with a profile on disk, which outlives it. */
async function open(profile, url) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(), args: CHROMIUM_ARGS, locale: 'ru-RU', serviceWorkers: 'block',
  });
  context.setDefaultTimeout(15_000);
  const page = context.pages()[0] ?? await context.newPage();
  const seen = { acknowledged: '', typed: [] };
  await page.exposeFunction('e2eSeen', (kind, text) => {
    if (kind === 'saved') seen.acknowledged = text;
    else seen.typed.push({ at: Date.now(), text });
  });
  await page.goto(url);
  await ready(page);
  return { context, page, seen };
}

/** Ends the processes of a profile at once, as a crash or an empty battery would. */
function kill(profile) {
  for (const pid of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    let line = '';
    try { line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { /* gone meanwhile */ }
    if (line.includes(profile)) try { process.kill(Number(pid), 'SIGKILL'); } catch { /* gone meanwhile */ }
  }
}

test(`A3 the browser is killed ${ROUNDS} times while somebody types`, async t => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-kill-'));
  const site = await server();
  let { context, page, seen } = await open(profile, site.url);
  let lost = 0, longest = 0, recovered = 0;
  try {
    const id = await start(page);
    await saved(page);
    const address = `${site.url}#/${id}/frame`;
    let before = '';
    for (let round = 1; round <= ROUNDS; round += 1) {
      const field = page.locator('[name="frame.project"]');
      await field.click();
      await page.keyboard.press('Control+End');
      await page.evaluate(() => {
        const field = document.querySelector('[name="frame.project"]'), place = document.querySelector('.top__saving');
        field.addEventListener('input', () => window.e2eSeen('typed', field.value));
        new MutationObserver(() => { if (place.querySelector('[data-saving=saved]')) window.e2eSeen('saved', field.value); })
          .observe(place, { childList: true, subtree: true, attributes: true });
      });
      Object.assign(seen, { acknowledged: before, typed: [] });
      // Sometimes in the middle of a word, sometimes in a pause after the save.
      const keys = 3 + Math.floor(Math.random() * 60);
      for (let i = 0; i < keys; i += 1) {
        await page.keyboard.insertText(LETTERS[(round + i) % LETTERS.length]);
        await new Promise(resolve => setTimeout(resolve, Math.random() < 0.05 ? 400 : 15 + Math.random() * 45));
      }
      await new Promise(resolve => setTimeout(resolve, Math.random() * 700));
      const killed = Date.now();
      kill(profile);
      await context.close().catch(() => {});
      const known = { ...seen };
      ({ context, page, seen } = await open(profile, address));
      const text = await until(page, () => document.querySelector('[name="frame.project"]')?.value);
      if (await page.locator('.toast').count()) recovered += 1;
      assert.equal(await book(page), id);
      assert.ok(text.startsWith(known.acknowledged), `round ${round}: saved was «${known.acknowledged}», back came «${text}»`);
      const missing = known.typed.filter(one => one.text.length > text.length);
      const age = missing.length ? killed - missing[0].at : 0;
      lost += missing.length;
      longest = Math.max(longest, age);
      assert.ok(age <= 1000, `round ${round}: typing of the last ${age} ms is gone`);
      before = text;
    }
    t.diagnostic(`${ROUNDS} kills: 0 saved letters lost; ${lost} not yet saved, the oldest ${longest} ms before the kill; ${recovered} times brought back from the mirror`);
  } finally {
    await context.close().catch(() => {});
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}, { timeout: 600_000 });

// The whole review as a program of its own in the browser, compiled as the app is: no saves, no views. A report, never a test.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve } from '../../.ci/serve.mjs';
import { optimise, run, target } from '../../.ci/wasm.mjs';
import { percentile } from './bench-typing.mjs';
import { anotherBook } from './large-book.mjs';

/** Compiles the program into a new folder, with a page to load it from. */
export function build() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-speed-'));
  run('cargo', 'build', '--quiet', '--locked', '--release', '--bin', 'speed', '--no-default-features', '--features', 'bench', '--target', 'wasm32-unknown-unknown');
  run('wasm-bindgen', '--target', 'web', '--no-typescript', '--out-dir', folder, '--out-name', 'speed', path.join(target(), 'wasm32-unknown-unknown/release/speed.wasm'));
  optimise(path.join(folder, 'speed_bg.wasm'), '-Oz');
  fs.writeFileSync(path.join(folder, 'index.html'), '<!DOCTYPE html><title>Speed</title>');
  return folder;
}

/**
 * Milliseconds of a whole review of `posts` posts of 200 characters: `first`, in a program that has just started and runs code and
 * reads texts for the first time; `unread`, in one that is warm, of workbooks whose texts it has never met (median and largest of
 * `times`); `again`, of the last of them (the same).
 */
export async function wholeReviews(browser, folder, posts, times = 9) {
  const site = await serve({ dir: folder });
  const page = await browser.newPage();
  try {
    await page.goto(site.url);
    await page.evaluate(async () => {
      const speed = await import('./speed.js');
      await speed.default();
      window.timed = text => {
        if (text) window.opened = speed.open(new TextEncoder().encode(text));
        const start = performance.now();
        const found = speed.whole_review(window.opened);
        return { ms: performance.now() - start, found };
      };
    });
    const timed = text => page.evaluate(text => window.timed(text), text);
    const first = await timed(anotherBook(posts, 0));
    // The browser compiles what runs often once more, faster, a while later.
    for (let i = 0; i < 12; i++) await timed();
    await new Promise(done => setTimeout(done, 1000));
    const [unread, again] = [[], []];
    for (let i = 1; i <= times; i++) unread.push(await timed(anotherBook(posts, i)));
    for (let i = 0; i < times; i++) again.push(await timed());
    if (!first.found || unread.some(one => !one.found)) throw new Error('a review without a remark is none');
    const of = all => ({ median: percentile(all.map(one => one.ms), 0.5), max: Math.max(...all.map(one => one.ms)) });
    return { first: first.ms, unread: of(unread), again: of(again) };
  } finally {
    await page.close();
    site.close();
  }
}

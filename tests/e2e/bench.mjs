// Measures the built site: size of the first load, first paint against a bare page, typing, large plans, the reviewer.
// Prints tables, writes nothing.
//   node tests/e2e/bench.mjs [--reps 5] [--posts 500] [--runs 5] [--only size|paint|typing|large|review|export]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotli, serve } from '../../.ci/serve.mjs';
import { typing, typingInPosts, percentile } from './bench-typing.mjs';
import { large } from './bench-large.mjs';
import { documents, installed, sheets } from './bench-export.mjs';
import { reviewing } from './bench-review.mjs';
import { build, wholeReviews } from './bench-speed.mjs';
import { closeAll, DESKTOP, DIST, launch, until } from './support.mjs';
import { firstLoad, sum, table } from './weight.mjs';

const option = (name, otherwise) => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? otherwise : process.argv[at + 1]; };
const REPS = Number(option('reps', 5));
const POSTS = Number(option('posts', 500));
const RUNS = Number(option('runs', 5));
const only = option('only', '');
const wanted = part => !only || only === part;

// The floor: the words of the shell and a field, without a style sheet or a script.
const BARE = `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bare</title></head><body><h1>Планёрка</h1><p>Стратегия SMM, которую не стыдно отдать клиенту: модуль за модулем, с проверкой и готовым документом.</p>
<label>Text <textarea rows="8" cols="60"></textarea></label></body></html>`;

const ms = value => (Number.isFinite(value) ? value.toFixed(0) : '-');
const median = values => percentile(values, 0.5);
function print(head, rows) {
  const all = [head, ...rows].map(row => row.map(String));
  const widths = head.map((_, i) => Math.max(...all.map(row => row[i].length)));
  console.log(all.map(row => row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ')).join('\n'));
}

async function paint(browser, url, slow, isApp) {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'ru-RU', serviceWorkers: 'block' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (slow) {
    // Lighthouse's slow 4G: 1.475 Mbit/s and 562.5 ms for each request.
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 562.5, downloadThroughput: 1474.56 * 128, uploadThroughput: 675 * 128 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(() => {
    window.bench = { mounted: 0, shift: 0 };
    new PerformanceObserver(list => { for (const entry of list.getEntries()) window.bench.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver((_, self) => {
      if (!document.querySelector('#app > *') || document.getElementById('shell')) return;
      self.disconnect();
      requestAnimationFrame(() => setTimeout(() => { window.bench.mounted = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await until(page, isApp => performance.getEntriesByName('first-contentful-paint').length && (!isApp || window.bench.mounted), isApp, { timeout: 60_000 });
  const result = await page.evaluate(() => ({ text: performance.getEntriesByName('first-contentful-paint')[0].startTime, ...window.bench }));
  await context.close();
  return result;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-bench-'));
fs.writeFileSync(path.join(folder, 'index.html'), BARE);
const bare = await serve({ dir: folder });
const app = await serve({ dir: DIST, quality: 11 });
const browser = await launch();

try {
  if (wanted('size')) {
    const files = await firstLoad();
    console.log(`\nFirst load, bytes\n${table(files)}`);
    for (const [name, when] of [['book.wasm', 'with the first step into a workbook'], ['papers.wasm', 'in a pause after it']]) {
      const part = fs.readFileSync(path.join(DIST, name));
      console.log(`${name}, ${when}: ${part.length}, brotli ${brotli(part).length}`);
    }
    console.log(`wasm, js, css and html: ${sum(files, ['wasm', 'js', 'css', 'html'])}; fonts: ${sum(files, ['fonts'])}`);
  }

  if (wanted('paint')) {
    const rows = [];
    for (const slow of [false, true]) {
      const seen = { bare: [], app: [] };
      // One round to warm the server's compressed copies, then in turns, so that a noisy machine hits both alike.
      for (let i = -1; i < REPS; i++) {
        for (const name of i % 2 ? ['bare', 'app'] : ['app', 'bare']) {
          const result = await paint(browser, name === 'app' ? app.url : bare.url, slow, name === 'app');
          if (i >= 0) seen[name].push(result);
        }
      }
      const [floor, ours] = [seen.bare, seen.app].map(list => median(list.map(one => one.text)));
      const name = slow ? 'slow 4G, CPU 4x' : 'plain';
      rows.push([name, ms(floor), ms(ours), (ours / floor).toFixed(2), ms(median(seen.app.map(one => one.mounted))), median(seen.app.map(one => one.shift)).toFixed(3)]);
    }
    console.log(`\nFirst paint, ms, median of ${REPS}`);
    print(['conditions', 'bare page', 'app', 'ratio', 'app mounted', 'layout shift'], rows);
  }

  if (wanted('typing')) {
    const rows = [];
    const row = (name, seen) => rows.push([name, ...[seen.p50, seen.p95, seen.max].map(value => value.toFixed(1)), seen.long, seen.keys]);
    const page = await browser.newPage({ viewport: DESKTOP });
    await page.goto(bare.url);
    row('bare field', await typing(page, 'textarea'));
    await page.close();
    try {
      // A single run swings with the machine by a third: all are printed, and the middle one counts.
      const runs = [];
      for (let i = 0; i < RUNS; i++) runs.push(await typingInPosts(POSTS));
      runs.sort((a, b) => a.p95 - b.p95);
      runs.forEach((seen, i) => row(`post, ${POSTS} posts${i === RUNS >> 1 ? ', median' : ''}`, seen));
    } catch (error) {
      console.log(`\ntyping in a post could not be measured: ${error.message.split('\n')[0]}`);
      process.exitCode = 1;
    }
    console.log('\nKey to paint, ms, 200 keys, CPU 4x');
    print(['field', 'p50', 'p95', 'max', 'long tasks', 'keys'], rows);
  }
  if (wanted('large')) {
    const rows = [];
    for (const posts of [100, 1000, 5000]) {
      const { joined, imported, units, pieces, block, saved, keys } = await large(posts);
      rows.push([posts, units, pieces, ms(imported), ms(saved), ...[block.p50, block.p95, block.max, keys.p95].map(value => value.toFixed(1)), ms(joined.shown), ms(joined.done)]);
    }
    console.log('\nPosts of 1,000 characters. Saves of one letter and keys to paint at CPU 4x, ms');
    print(['posts', 'units', 'pieces', 'import', 'letter to saved', 'block p50', 'p95', 'max', 'key p95', 'copy looked at', 'joined'], rows);
  }
  if (wanted('review')) {
    const program = build(), alone = [];
    for (const posts of [2000, 20_000]) {
      const { first, unread, again } = await wholeReviews(browser, program, posts);
      alone.push([posts, first, unread.median, unread.max, again.median, again.max]);
    }
    fs.rmSync(program, { recursive: true });
    console.log('\nThe whole review of posts of 200 characters alone: of a program that has just started; of texts that it never met, warm; of the same once more, ms');
    print(['posts', 'just started', 'new texts, median', 'max', 'the same, median', 'max'], alone.map(([posts, ...times]) => [posts, ...times.map(time => time.toFixed(1))]));
    const times = column => (alone[1][column] / alone[0][column]).toFixed(1);
    console.log(`From 2,000 to 20,000 posts: just started x${times(1)}, new texts x${times(2)}, the same x${times(4)}`);
    const [rows, seen] = [[], {}];
    for (const [posts, rate] of [[100, 1], [2000, 1], [2000, 4], [20_000, 1]]) {
      const { opening, cold, warm, edit } = await reviewing(posts, { rate });
      if (rate === 1) seen[posts] = { cold, warm };
      const times = [opening.longest, cold.whole, cold.longest, warm.whole, warm.longest, edit.p95, edit.max];
      const tasks = [cold, warm, edit].map(({ tasks }) => (tasks.length ? `${tasks.length} to ${Math.max(...tasks)}` : '0'));
      rows.push([posts, `${rate}x`, ...times.map(time => time.toFixed(1)), ...tasks]);
    }
    console.log('\nThe whole review of posts of 200 characters, and the steps that follow a letter in the brief (its save included), ms');
    print(['posts', 'CPU', 'longest step of opening', 'first review', 'longest step', 'next review', 'longest step', 'step after a letter p95', 'max', 'tasks of 50 ms at the first', 'next', 'letter'], rows);
    const grown = (when, what) => (seen[20_000][when][what] / seen[2000][when][what]).toFixed(1);
    console.log(`From 2,000 to 20,000 posts: first review x${grown('cold', 'whole')}, its longest step x${grown('cold', 'longest')}; next review x${grown('warm', 'whole')}, its longest step x${grown('warm', 'longest')}`);
  }
  if (wanted('export') && installed()) {
    const number = ({ ours, theirs, ratio, bytes }) => [ours.toFixed(0), theirs.toFixed(0), ratio.toFixed(2), ...bytes];
    const word = await documents();
    const excel = await sheets();
    console.log(`\nA strategy of ${word.pages} pages for Word against \`docx\`, 10,000 posts for Excel against SheetJS with ${excel.columns} columns, medians, ms`);
    print(['file', 'ours', 'theirs', 'ratio', 'bytes', 'theirs'], [['docx', ...number(word)], ['xlsx', ...number(excel)]]);
    console.log(`10,000 posts from the press of the button to the download: ${excel.pressed} ms, longest task of the page ${excel.longest.toFixed(0)} ms`);
  }
} finally {
  await browser.close();
  await bare.close();
  await app.close();
  await closeAll();
  fs.rmSync(folder, { recursive: true, force: true });
}

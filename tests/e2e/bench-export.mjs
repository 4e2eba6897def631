// What our exporter costs beside the npm libraries for the same work, in one page of one browser. A report, never a test.
// The libraries are those of tests/bench, which `make bench` installs.
import fs from 'node:fs';
import path from 'node:path';
import { largeBook, openWorkbook } from './large-book.mjs';
import { percentile } from './bench-typing.mjs';
import { DIST, download, openApp, until } from './support.mjs';

const LIBRARIES = path.resolve(import.meta.dirname, '../bench/node_modules');
/** Are the libraries there? */
export const installed = () => fs.existsSync(path.join(LIBRARIES, 'docx'));

// The policy of the page lets scripts of its own host run only.
const library = context => context.route(/\/bench-(docx|xlsx)\.js$/, route => {
  const file = { docx: 'docx/dist/index.iife.js', xlsx: 'xlsx/dist/xlsx.full.min.js' }[route.request().url().match(/bench-(\w+)\.js/)[1]];
  return route.fulfill({ path: path.join(LIBRARIES, file), contentType: 'text/javascript' });
});
const add = (page, name) => page.evaluate(name => new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = `bench-${name}.js`;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
}), name);

/** Our exporter with the worker running already: the times of `runs` files in ms, and the bytes of the last. */
const ours = (page, job, book, runs) => page.evaluate(async ({ job, book, runs }) => {
  // As the page has it ready; the bytes are gone after each job.
  const text = new TextEncoder().encode(book);
  let copy = text.slice();
  const make = () => window.planerkaExporter.make(job, copy, new Uint8Array(), null);
  await make();
  const times = [];
  let bytes = 0;
  for (let i = 0; i < runs; i++) {
    copy = text.slice();
    const start = performance.now(), file = await make();
    times.push(performance.now() - start);
    if (file.failed) throw new Error(`${file.failed} ${file.why}`);
    bytes = file.bytes.length;
  }
  return { times, bytes };
}, { job, book, runs });

const row = (mine, theirs) => {
  const median = values => percentile(values, 0.5);
  return { ours: median(mine.times), theirs: median(theirs.times), ratio: median(mine.times) / median(theirs.times), bytes: [mine.bytes, theirs.bytes] };
};

/** The document of an example, its plan twice as long, for Word: ours and the library `docx`, which is given the blocks ready-made. */
export async function documents({ runs = 7, name = 'coffee.ru' } = {}) {
  const app = await openApp({ lang: 'ru', route: library });
  try {
    const { page } = app;
    await page.locator('[data-example=coffee]').click();
    await page.locator('.page--hub h1').waitFor();
    await page.evaluate(() => { location.hash = location.hash.match(/^#\/[a-z0-9]{8}/)[0] + '/document'; });
    await page.locator('.page--document .paper').waitFor();
    const pages = await page.locator('.paper > .page-sheet').count();
    const { text } = await download(page, () => page.locator('[data-export=html]').click());
    await add(page, 'docx');
    await until(page, () => window.planerkaExporter && window.docx);
    const theirs = await page.evaluate(async ({ text, runs }) => {
      const { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = window.docx;
      const blocks = [];
      for (const node of new DOMParser().parseFromString(text, 'text/html').querySelectorAll('h1,h2,h3,h4,p,li,dt,dd,table')) {
        if (node.closest('table') && node.tagName !== 'TABLE' || node.closest('figure') || node.closest('nav')) continue;
        if (node.tagName === 'TABLE') blocks.push([...node.rows].map(row => [...row.cells].map(cell => cell.textContent)));
        else blocks.push([node.tagName, node.textContent]);
      }
      const make = async () => {
        const children = blocks.map(block => {
          if (Array.isArray(block[0])) {
            return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: block.map((cells, i) => new TableRow({ tableHeader: i === 0,
              children: cells.map(cell => new TableCell({ children: [new Paragraph({ children: [new TextRun({ text: cell, bold: i === 0 })] })] })) })) });
          }
          const heading = { H1: HeadingLevel.TITLE, H2: HeadingLevel.HEADING_1, H3: HeadingLevel.HEADING_2, H4: HeadingLevel.HEADING_3 }[block[0]];
          return new Paragraph({ heading, bullet: block[0] === 'LI' ? { level: 0 } : undefined, children: [new TextRun(block[1])] });
        });
        return new Uint8Array(await (await Packer.toBlob(new Document({ sections: [{ children }] }))).arrayBuffer());
      };
      await make();
      const times = [];
      let bytes = 0;
      for (let i = 0; i < runs; i++) {
        const start = performance.now();
        bytes = (await make()).length;
        times.push(performance.now() - start);
      }
      return { times, bytes };
    }, { text, runs });
    const book = fs.readFileSync(path.join(DIST, 'examples', `${name}.json`), 'utf8');
    const mine = await ours(page, 'docx\n2026-11-28\n09:00:00\n', book, runs);
    return { pages, ...row(mine, theirs) };
  } finally {
    await app.close();
  }
}

/**
 * A plan of so many posts as a spreadsheet: ours, with every sheet, column, list and formula there is, and SheetJS writing twelve
 * columns of the same posts. `longest` is the longest task of the page while the button's way is gone, pressed to saved, ms.
 */
export async function sheets({ posts = 10_000, runs = 3 } = {}) {
  const book = largeBook(posts, 200);
  const app = await openWorkbook(book, 'content/posts', { route: library });
  try {
    const { page } = app;
    await page.locator('[data-saving=saved]').waitFor({ state: 'attached', timeout: 120_000 });
    await page.evaluate(() => { location.hash = location.hash.match(/^#\/[a-z0-9]{8}/)[0] + '/document'; });
    await page.locator('[data-export=xlsx]').waitFor({ timeout: 120_000 });
    await page.evaluate(() => {
      window.benchTasks = [];
      new PerformanceObserver(list => { for (const entry of list.getEntries()) window.benchTasks.push(entry.duration); }).observe({ type: 'longtask' });
    });
    await page.waitForTimeout(3000);
    await page.evaluate(() => { window.benchTasks = []; });
    const start = Date.now();
    page.setDefaultTimeout(120_000);
    await download(page, () => page.locator('[data-export=xlsx]').click());
    const pressed = Date.now() - start;
    await page.waitForTimeout(500);
    const tasks = await page.evaluate(() => window.benchTasks);
    await add(page, 'xlsx');
    const theirs = await page.evaluate(({ book, runs }) => {
      const { XLSX } = window;
      const { posts } = JSON.parse(book).modules.content;
      const columns = [...new Set(posts.flatMap(post => Object.keys(post)))].slice(0, 12);
      const rows = [columns, ...posts.map((post, i) => columns.map(column => (Array.isArray(post[column]) ? post[column].join(', ') : post[column] ?? `${column} ${i}`)))];
      const make = () => {
        const file = XLSX.utils.book_new();
        XLSX.utils.book_append_sheet(file, XLSX.utils.aoa_to_sheet(rows), 'Posts');
        return XLSX.write(file, { type: 'array', bookType: 'xlsx', compression: true }).byteLength;
      };
      make();
      const times = [];
      let bytes = 0;
      for (let i = 0; i < runs; i++) {
        const start = performance.now();
        bytes = make();
        times.push(performance.now() - start);
      }
      return { times, bytes, columns: columns.length };
    }, { book, runs });
    const mine = await ours(page, 'xlsx\n2026-11-28\n09:00:00\n', book, runs);
    return { columns: theirs.columns, pressed, longest: Math.max(0, ...tasks), ...row(mine, theirs) };
  } finally {
    await app.close();
  }
}

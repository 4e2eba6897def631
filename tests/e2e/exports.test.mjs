// The document and the plan in the formats of other programs, as a user takes them from the document page. That the programs read
// them is tested in tests/export.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { axeInPlace, download, openApp, overflow, test, until } from './support.mjs';
import { example, go, saved } from './steps.mjs';

const take = (page, format) => download(page, () => page.locator(`[data-export=${format}]`).click());

/** A part of a zip archive, read by Python. */
function part(bytes, name) {
  const read = 'import sys, io, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); assert z.testzip() is None; sys.stdout.buffer.write(z.read(sys.argv[1]))';
  return execFileSync('python3', ['-c', read, name], { input: bytes, maxBuffer: 1 << 28 }).toString('utf8');
}

const plain = xml => xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

test('the Word file has the sections of the preview in their order, in the language of the document', async () => {
  for (const lang of ['ru', 'en']) {
    const app = await openApp({ lang });
    const { page } = app;
    await example(page);
    await go(page, 'document');
    await page.locator('.preview h2').first().waitFor();
    const titles = await page.locator('.preview h2').allTextContents();
    const file = await take(page, 'docx');
    assert.match(file.name, /\.docx$/);
    const document = part(file.bytes, 'word/document.xml');
    const lines = plain(document).split('\n').map(line => line.trim());
    assert.ok(titles.length > 5, `${titles.length} titles`);
    let at = -1;
    for (const title of titles.map(t => t.replace(/^[\d.]+\s*/, '').trim())) {
      // After the contents, which name them as well.
      at = lines.findIndex((line, i) => i > at && line.replace(/^[\d.]+\s*/, '') === title);
      assert.ok(at > 0, `${lang}: ${title}`);
    }
    assert.match(part(file.bytes, 'word/styles.xml'), new RegExp(`w:val="${lang === 'ru' ? 'ru-RU' : 'en-GB'}"`));
    // Bytes are nothing to copy: the other ways offer to save and to share only.
    await page.locator('[data-toast=other]').click();
    await page.locator('[data-exit=save]').waitFor();
    assert.equal(await page.locator('[data-exit=copy], [name=exit]').count(), 0);
    await app.close();
  }
});

test('a calendar taken again changes its events instead of adding others', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await saved(page);
  await go(page, 'document');
  const events = text => text.split('BEGIN:VEVENT').slice(1).map(event => {
    const unfolded = event.replace(/\r\n[ \t]/g, '');
    const of = name => unfolded.match(new RegExp(`^${name}[^:]*:(.*)\r$`, 'm'))?.[1];
    return { uid: of('UID'), sequence: Number(of('SEQUENCE')), summary: of('SUMMARY') };
  });
  const before = events((await take(page, 'ics')).text);
  assert.ok(before.length > 40, `${before.length} events`);
  assert.equal(new Set(before.map(event => event.uid)).size, before.length);
  await go(page, 'content/posts?field=content.posts.3.title');
  const title = page.locator('[name="content.posts.3.title"]').first();
  await title.fill('Другой заголовок');
  await title.blur();
  await saved(page);
  await go(page, 'document');
  const after = events((await take(page, 'ics')).text);
  assert.deepEqual(after.map(event => event.uid).sort(), before.map(event => event.uid).sort());
  assert.ok(after.every(event => event.sequence > before[0].sequence));
  assert.equal(after.filter(event => event.summary?.includes('Другой заголовок')).length, 1);
});

test('the plan as a table has a row for each post and opens in a spreadsheet of its language', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await go(page, 'document');
  const { bytes, name } = await take(page, 'csv');
  assert.match(name, /\.csv$/);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const read = 'import sys, csv, io, json; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline=""), delimiter=";"))))';
  const rows = JSON.parse(execFileSync('python3', ['-c', read], { input: bytes }).toString());
  const posts = await page.evaluate(async () => (await (await fetch('./examples/coffee.ru.json')).json()).modules.content.posts.length);
  assert.equal(rows.length, posts + 1);
  assert.ok(rows.every(row => row.length === rows[0].length));
  await until(page, () => document.querySelector('.toast'));
});

test('a file for a scheduling tool is told about before it is taken, and leaves out what the tool cannot publish', async () => {
  for (const [lang, theme, width] of [['ru', 'light', 1280], ['en', 'dark', 360]]) {
    const app = await openApp({ lang, theme, viewport: { width, height: 900 } });
    const { page } = app;
    await example(page);
    await go(page, 'document');
    await page.locator('.schedulers:not([data-part]) summary').click();
    const choose = id => page.locator('[name="show.program"]').selectOption(id);
    await choose('notion');
    const notion = await download(page, () => page.locator('[data-command=scheduler-file]').first().click());
    const parse = 'import sys, csv, io, json; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline="")))))';
    const rows = JSON.parse(execFileSync('python3', ['-c', parse], { input: notion.bytes }).toString());
    const plan = await page.evaluate(async lang => (await (await fetch(`./examples/coffee.${lang}.json`)).json()).modules.content.posts, lang);
    assert.equal(rows.length - 1, plan.filter(post => post.status !== 'dropped' && post.date).length);
    // A tool that publishes takes only posts that are ready and to come, each channel in a file of its own.
    await choose('buffer');
    await page.locator('[data-part=told] li').first().waitFor();
    const told = await page.locator('[data-part=told]').innerText();
    assert.match(told, lang === 'ru' ? /не согласован/ : /not approved/i);
    const posts = () => [...document.querySelectorAll('.schedulers__files .note')].reduce((sum, note) => sum + parseInt(note.textContent), 0);
    const before = await page.evaluate(posts);
    await page.locator('[name="show.ready"]').uncheck();
    await until(page, n => [...document.querySelectorAll('.schedulers__files .note')].reduce((sum, note) => sum + parseInt(note.textContent), 0) > n, before);
    // A bad hour is said beside the field and stays as it was typed.
    await page.locator('[name="show.hour"]').fill('полдень');
    await page.locator('#scheduler-hour-error').waitFor();
    assert.equal(await page.locator('[name="show.hour"]').inputValue(), 'полдень');
    await page.locator('[name="show.hour"]').fill('12:30');
    await until(page, () => !document.querySelector('#scheduler-hour-error'));
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axeInPlace(page), []);
    await app.close();
  }
});

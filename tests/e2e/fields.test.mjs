// Every control of every page: its name is its address, it has a label, what is typed comes back after a reload,
// in the file and in the document, and hostile text stays text.
import assert from 'node:assert/strict';
import { download, openApp, pdf, ready, test } from './support.mjs';
import { controls, example, go, MODULES, record, saved, unfold, VIEWS } from './steps.mjs';

const HOSTILE = '"«\'<script>window.pwn=1</script><img src=x onerror="window.pwn=1"> javascript:alert(1) 👩‍👩‍👧 ' + 'ж'.repeat(2000);

/** Where a control's value stands in the stored workbook. */
function stored(json, name) {
  const parts = name.split('.');
  const module = json.modules[parts[0]] ?? {};
  if (parts.length === 2) return module[parts[1]];
  return (module[parts[1]] ?? []).find(row => String(row.id) === parts[2])?.[parts[3]];
}

test('every control has an address that exists and a name a reader can say', async () => {
  const { page } = await openApp();
  await example(page);
  let count = 0;
  for (const where of [...MODULES, ...VIEWS]) {
    await go(page, where);
    await unfold(page);
    const nameless = await page.evaluate(() => [...document.querySelectorAll('main input:not([type=file], [type=hidden], .date__picker), main textarea, main select')]
      .filter(e => !e.name || !(e.labels?.length || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')))
      .map(e => `${e.tagName} ${e.name || e.id || e.className}`));
    assert.deepEqual(nameless, [], where);
    const twice = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('main [id]')].map(e => e.id);
      return ids.filter((id, i) => ids.indexOf(id) !== i);
    });
    assert.deepEqual(twice, [], `${where}: ids twice`);
    count += (await controls(page)).length;
  }
  assert.ok(count > 300, `${count} controls`);
});

test('hostile text in every text field stays text and comes back', async () => {
  const { page } = await openApp();
  await example(page);
  const written = [];
  for (const where of [...MODULES, ...VIEWS]) {
    await go(page, where);
    await unfold(page);
    const names = (await controls(page)).filter(([, type]) => type === 'text' || type === 'textarea').map(([name]) => name);
    // Typing goes the way of the browser's own events; doing it in one task keeps hundreds of fields quick.
    await page.evaluate(({ names, text }) => {
      for (const name of names) {
        const e = document.querySelector(`[name="${name}"]`);
        if (!e) continue;
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, text);
        e.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, { names, text: HOSTILE });
    await saved(page);
    written.push(...names);
  }
  assert.ok(written.length > 200, `${written.length} text fields`);
  const json = await record(page);
  for (const name of written) {
    const found = stored(json, name);
    assert.equal(Array.isArray(found) ? found.join('\n') : found, HOSTILE, name);
  }
  await page.reload();
  await ready(page);
  for (const where of MODULES) {
    await go(page, where);
    await unfold(page);
    const wrong = await page.evaluate(({ names, text }) => names.filter(name => {
      const e = document.querySelector(`[name="${name}"]`);
      return e && e.value !== text;
    }), { names: written.filter(n => n.startsWith(`${where}.`)), text: HOSTILE });
    assert.deepEqual(wrong, [], where);
  }
  await go(page, 'document');
  const html = await download(page, () => page.locator('[data-export=html]').click());
  assert.doesNotMatch(html.text, /<script|<img/);
  assert.ok(html.text.includes('&lt;script&gt;window.pwn=1&lt;/script&gt;'));
  // On paper too: every letter, although a row of such cells is higher than a page.
  await page.locator('.paper > .page-sheet').first().waitFor({ timeout: 120_000 });
  // The foot of each page cuts the title, and figures cut their labels: what they stand for is said elsewhere.
  const drawn = await page.evaluate(() => [...document.querySelectorAll('.paper .page-sheet__body, .paper .doc__cover')].map(body => {
    const seen = body.cloneNode(true);
    for (const e of seen.querySelectorAll('svg, .doc__data')) e.remove();
    return seen.textContent;
  }).join('').match(/ж/g).length);
  const printed = await pdf(page, 'print-hostile');
  const onPaper = printed.text.match(/ж/g).length;
  assert.ok(onPaper >= drawn, `${onPaper} of ${drawn} letters on paper`);
  assert.ok(drawn > 2000 * 150, `${drawn} letters drawn`);
  const markdown = await download(page, () => page.locator('[data-export=markdown]').click());
  assert.doesNotMatch(markdown.text, /(^|[^\\])<script/);
  assert.ok((await page.locator('.page-sheet').allTextContents()).join('').includes('<script>window.pwn=1</script>'));
  assert.equal(await page.evaluate(() => window.pwn), undefined);
}, { timeout: 400_000 });

test('two thousand letters are kept, shown and handed over whole', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'brief');
  const long = 'Очень длинный ответ. '.repeat(100).trim();
  for (const name of ['brief.business', 'brief.usp', 'brief.geography']) await page.locator(`[name="${name}"]`).fill(long);
  const json = await record(page);
  assert.equal(json.modules.brief.geography, long);
  await go(page, 'document');
  await page.locator('.page-sheet').getByText(long).first().waitFor();
  const html = await download(page, () => page.locator('[data-export=html]').click());
  assert.equal(html.text.split(long).length - 1, 3);
});

test('choices, marks and links come back after a reload', async () => {
  const { page } = await openApp();
  await example(page);
  const before = new Map();
  const read = () => page.evaluate(() => [...document.querySelectorAll('main select[name*="."], main input[type=radio][name*="."], main input[type=checkbox][name*="."]')]
    .map(e => [`${e.name}=${e.type === 'select-one' ? '' : e.value}`, e.type === 'select-one' ? e.value : e.checked]));
  for (const where of MODULES) {
    await go(page, where);
    await unfold(page);
    before.set(where, await read());
  }
  await page.reload();
  await ready(page);
  for (const where of MODULES) {
    await go(page, where);
    await unfold(page);
    assert.deepEqual(await read(), before.get(where), where);
  }
  const chosen = [...before.values()].flat().filter(([, v]) => v && v !== '').length;
  assert.ok(chosen > 100, `${chosen} choices made`);
});

test('bad input stays as typed, with a message beside it', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'brief');
  for (const [name, bad, good, shown] of [
    ['brief.average_check', 'много', '1234,5', '1\u00a0234,50\u00a0₽'],
    ['brief.deadline', '31.02.2026', '8.3.2026', '08.03.2026'],
    ['brief.margin', 'a lot', '62,5', '62,5'],
  ]) {
    const field = page.locator(`[name="${name}"]`);
    await field.fill(bad);
    await field.blur();
    assert.equal(await field.inputValue(), bad);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const error = page.locator(`#${name.replaceAll('.', '-')}-error`);
    assert.ok((await error.textContent()).trim().length > 10);
    await field.fill(good);
    await field.blur();
    assert.equal(await field.inputValue(), shown);
    assert.equal(await field.getAttribute('aria-invalid'), null);
    await field.focus();
    assert.equal(await field.inputValue(), good);
  }
});

test('deleting a row that others use says what breaks, relinks, and comes back whole', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'audience');
  const before = await record(page);
  const [one, two] = before.modules.audience.personas.filter(p => !p.anti);
  await unfold(page);
  await page.locator(`[name="audience.personas.${one.id}.name"]`).focus();
  await page.getByRole('button', { name: `Удалить: ${one.name}` }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText(/ссыла/).waitFor();
  await dialog.locator('[name=relink]').selectOption(String(two.id));
  await dialog.locator('.button--danger').click();
  const after = await record(page);
  assert.ok(!JSON.stringify(after.modules.content.posts).includes(`[${one.id}]`));
  assert.equal(after.modules.audience.personas.length, before.modules.audience.personas.length - 1);
  await page.locator('[data-toast=undo]').click();
  await page.locator('[data-saving=dirty]').waitFor({ state: 'detached' });
  const again = await record(page);
  assert.deepEqual(again.modules.audience, before.modules.audience);
  assert.deepEqual(again.modules.content, before.modules.content);
});

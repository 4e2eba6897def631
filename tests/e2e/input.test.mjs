// What comes between the keys and the text: input methods, other programs, odd characters, clocks and zones, undo.
import assert from 'node:assert/strict';
import { openApp, overflow, ready, test, until } from './support.mjs';
import { example, go, MODULES, record, saved, start, value, VIEWS } from './steps.mjs';

test('H1 translators are told to keep off, on every page and in every part of it', async () => {
  const { page } = await openApp();
  await example(page);
  for (const where of ['', ...MODULES, ...VIEWS, 'document', 'versions', 'join']) {
    await go(page, where);
    const open = await page.evaluate(() => [document.documentElement.getAttribute('translate'), document.querySelector('meta[name=google]')?.content,
      document.querySelectorAll('[translate=yes]').length]);
    assert.deepEqual(open, ['no', 'notranslate', 0], where);
  }
});

test('H2 what an input method composes arrives once, in every kind of field', async () => {
  const { page, context } = await openApp();
  await start(page);
  const session = await context.newCDPSession(page);
  const compose = async (name, rest = '') => {
    const field = page.locator(`[name="${name}"]`);
    await field.focus();
    for (const text of ['k', 'か', 'かn', 'かな']) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await session.send('Input.insertText', { text: '仮名' });
    await page.keyboard.insertText(rest);
    assert.equal(await field.inputValue(), `仮名${rest}`, name);
    await field.blur();
  };
  await compose('frame.project', ' дальше');
  await compose('frame.summary', '\nвторая строка');
  await compose('frame.risks', '\nвторой риск');
  await compose('frame.start');
  await go(page, 'brief');
  await compose('brief.average_check');
  const { frame, brief } = (await record(page)).modules;
  assert.deepEqual([frame.project, frame.summary, frame.risks, frame.start, brief.average_check],
    ['仮名 дальше', '仮名\nвторая строка', ['仮名', 'второй риск'], '仮名', '仮名']);
});

test('H3 what a password manager, dictation or a script puts in is saved like typing', async () => {
  const { page } = await openApp();
  await start(page);
  for (const [name, text, events] of [['frame.project', 'Вставлено', ['input']], ['frame.author', 'Надиктовано', ['input', 'change']]]) {
    await page.evaluate(([name, text, events]) => {
      const field = document.querySelector(`[name="${name}"]`);
      field.value = text;
      for (const event of events) field.dispatchEvent(new Event(event, { bubbles: true }));
    }, [name, text, events]);
  }
  const { project, author } = (await record(page)).modules.frame;
  assert.deepEqual([project, author], ['Вставлено', 'Надиктовано']);
});

test('H4 H5 an extension that wraps, marks and removes things stops neither typing nor saving', async () => {
  const { page } = await openApp();
  await start(page);
  await page.evaluate(() => {
    for (const field of document.querySelectorAll('main textarea')) {
      field.setAttribute('data-gramm', 'true');
      field.after(document.createElement('grammarly-extension'));
      const wrap = document.createElement('div');
      field.replaceWith(wrap);
      wrap.append(field);
    }
    document.querySelector('.app__footer').remove();
  });
  await page.locator('[name="frame.project"]').fill('Обёрнутое поле');
  assert.equal((await record(page)).modules.frame.project, 'Обёрнутое поле');
  await go(page, 'brief');
  await page.locator('[name="brief.company"]').fill('И на другой странице');
  assert.equal((await record(page)).modules.brief.company, 'И на другой странице');
});

test('H7 a button pressed three times in a row does what three presses mean, and undo takes each back', async () => {
  const { page } = await openApp();
  await start(page);
  await go(page, 'audience');
  const add = page.locator('[data-add="audience.personas"]:visible').first();
  const count = async () => (await record(page)).modules.audience?.personas?.length ?? 0;
  // The page moves under a mouse; the presses themselves are what counts.
  await add.evaluate(button => { button.click(); button.click(); button.click(); });
  assert.equal(await count(), 3);
  for (let left = 2; left >= 0; left -= 1) {
    await page.locator('[data-command=undo]').click();
    await saved(page);
    assert.equal(await count(), left);
  }
});

test('H8 H9 a key held down loses no letter and moves no caret', async () => {
  const { page } = await openApp();
  await start(page);
  const field = page.locator('[name="frame.summary"]');
  await field.fill('начало конец');
  await field.evaluate(e => e.setSelectionRange(7, 7));
  for (let i = 0; i < 300; i += 1) await page.keyboard.down('o');
  await page.keyboard.up('o');
  assert.equal(await field.inputValue(), `начало ${'o'.repeat(300)}конец`);
  assert.equal(await field.evaluate(e => e.selectionStart), 307);
  assert.equal((await record(page)).modules.frame.summary, `начало ${'o'.repeat(300)}конец`);
});

test('H10 Enter, Backspace and a stray form lead nowhere', async () => {
  const { page } = await openApp();
  await start(page);
  const address = page.url();
  await page.locator('[name="frame.project"]').press('Enter');
  await page.locator('[name="frame.start"]').press('Enter');
  await page.locator('h1').focus();
  await page.keyboard.press('Backspace');
  assert.equal(page.url(), address);
  assert.equal(await value(page, 'frame.project'), '');
});

test('H11 E20 emoji, right-to-left text and a hundred thousand pasted letters stay as they are', async () => {
  const { page } = await openApp();
  await start(page);
  const odd = '👩‍👩‍👧‍👦 семья, שלום עולם, e\u0301, 𝕏';
  await page.locator('[name="frame.project"]').fill(odd);
  // Pasted from a page: a field takes the words and leaves the rest.
  await page.locator('[name="frame.risks"]').focus();
  await page.evaluate(text => {
    const data = new DataTransfer();
    data.setData('text/html', '<b onclick="alert(1)">Первый</b><br>второй');
    data.setData('text/plain', text);
    const field = document.activeElement;
    if (field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))) document.execCommand('insertText', false, text);
  }, 'Первый\nвторой');
  await go(page, 'brief');
  const long = 'вставлено сто тысяч букв '.repeat(4000);
  await page.locator('[name="brief.market"]').fill(long);
  const { frame, brief } = (await record(page)).modules;
  assert.equal(frame.project, odd);
  assert.deepEqual(frame.risks, ['Первый', 'второй']);
  assert.equal(brief.market, long);
});

test('H12 at 400 % of zoom nothing sticks out and everything can be reached', async () => {
  const { page } = await openApp({ viewport: { width: 320, height: 256 } });
  await example(page);
  for (const where of ['', ...MODULES, ...VIEWS, 'versions', 'join']) {
    await go(page, where);
    assert.deepEqual(await overflow(page), [], where);
  }
});

test('G4 G5 G7 G12 addresses, questions, messages and preferences from elsewhere change nothing', async () => {
  const { page } = await openApp({ storage: { 'planerka/prefs': '{"lang":"<script>","theme":{"a":1},"margin":7}', 'planerka/index': '[{"id":5}]' } });
  await start(page);
  await page.locator('[name="frame.project"]').fill('На месте');
  await saved(page);
  const before = (await record(page)).modules;
  for (const hash of ['#/<img src=x onerror=alert(1)>', '#/../../etc', `#/${'a'.repeat(100_000)}`, '#/%00', '#json={"format":"planerka"}', '#/help?field=<b>', '#javascript:alert(1)']) {
    await page.evaluate(hash => { location.hash = hash; }, hash);
    await page.locator('main h1').first().waitFor();
    assert.equal(await page.locator('main img, main script').count(), 0, hash.slice(0, 40));
  }
  await page.evaluate(() => {
    for (const junk of [null, 7, 'x', { ask: 'yield?' }, { saved: '../..', revision: 'x' }, { __proto__: { saved: 'y' } }]) {
      window.postMessage(junk, '*');
      new BroadcastChannel('planerka-writer').postMessage(junk);
    }
    dispatchEvent(new StorageEvent('storage', { key: 'planerka/ws/none/A', newValue: '{}' }));
  });
  await page.goBack();
  await page.goto(`${page.url().split('#')[0]}?lang=<script>alert(1)</script>&theme=dark#/`);
  await ready(page);
  await page.locator('.book__name').getByText('На месте').click();
  await page.locator('.page--hub h1').waitFor();
  assert.deepEqual((await record(page)).modules, before);
});

test('G8 G10 links out are sealed, and the address and the title tell no answer', async () => {
  const { page } = await openApp();
  await example(page);
  for (const where of ['', ...MODULES, ...VIEWS, 'document']) {
    await go(page, where);
    const open = await page.evaluate(() => [...document.querySelectorAll('a[target=_blank]')].filter(a => !/noopener/.test(a.rel)).map(a => a.href));
    assert.deepEqual(open, [], where);
  }
  await go(page, 'brief');
  await page.locator('[name="brief.company"]').fill('Тайное имя клиента');
  await saved(page);
  assert.ok(!page.url().includes('%D0') && !/Тайное/.test(page.url() + await page.title()));
});

test('D6 a clock that is ten years late or early, or jumps, loses no save', async () => {
  const { page } = await openApp();
  await page.clock.setFixedTime('2016-03-01T10:00:00');
  await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.fill('В прошлом');
  await saved(page);
  await page.clock.setFixedTime('2036-03-01T10:00:00');
  await field.fill('В будущем');
  await saved(page);
  await page.clock.setFixedTime('2006-03-01T10:00:00');
  await field.fill('И снова в прошлом');
  await saved(page);
  await page.reload();
  await ready(page);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'И снова в прошлом');
});

test('D7 the days of a plan are the same from Kiritimati to New York', async () => {
  const seen = [];
  for (const timezoneId of ['Europe/Moscow', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu']) {
    const { page } = await openApp({ timezoneId });
    await example(page);
    await go(page, 'content/posts');
    const rows = await page.locator('tr[data-row]').allInnerTexts();
    await go(page, 'document');
    const paper = await page.locator('.paper').innerText();
    const dates = (await record(page)).modules.content.posts.map(post => post.date);
    // The day of printing is the reader's own day.
    seen.push({ rows, dates, paper: paper.match(/\d{1,2}\s(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?!\s\d{4}\sг\.)/g) });
  }
  assert.ok(seen[0].dates.length > 40 && seen[0].rows.length > 10 && seen[0].paper.length > 10);
  for (const other of seen.slice(1)) assert.deepEqual(other, seen[0]);
});

test('D8 switching the language in the middle of a word changes no text', async () => {
  const { page } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').focus();
  await page.keyboard.type('Недописанн');
  await page.locator('[name="frame.start"]').fill('8.3.2026');
  await page.locator('[data-command=language]').click();
  await until(page, () => document.documentElement.lang === 'en');
  assert.equal(await value(page, 'frame.project'), 'Недописанн');
  const { project, start: day } = (await record(page)).modules.frame;
  assert.deepEqual([project, day], ['Недописанн', '8.3.2026']);
});

test('D10 D11 undo takes back the one named change, also a deletion and an order, and is empty after a reload', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'goals');
  const before = (await record(page)).modules;
  await go(page, 'audience');
  const remove = page.locator('.row-actions button:has(.icon)').last();
  await remove.click();
  if (await page.locator('dialog[open] .button--danger').count()) await page.locator('dialog[open] .button--danger').click();
  await until(page, () => document.querySelector('.toast'));
  assert.notDeepEqual((await record(page)).modules.audience, before.audience);
  await page.locator('h1').focus();
  await page.keyboard.press('Control+z');
  await page.locator('.toast').getByText('Отменено: удаление').waitFor();
  assert.deepEqual((await record(page)).modules.audience, before.audience);
  assert.deepEqual((await record(page)).modules.content, before.content);
  await page.reload();
  await ready(page);
  await page.locator('.page--audience h1').waitFor();
  assert.equal(await page.locator('[data-command=undo]').isDisabled(), true);
});

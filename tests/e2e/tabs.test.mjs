// Tabs and their ends: two at once, taken over, crashed, killed, left and come back to.
import assert from 'node:assert/strict';
import { openApp, ready, test, until } from './support.mjs';
import { another, book, go, record, saved, start, value } from './steps.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 200), RELOADS = Number(process.env.RELOADS ?? 50);

test(`B1 B2 B10 two tabs type in turns, ${ROUNDS} rounds, and no edit is lost`, async t => {
  const { page, context } = await openApp();
  await start(page);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  let [writer, reader] = [page, second];
  const began = Date.now();
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Typed at the moment the other tab takes over: the first must save it while it steps back, the second must show it
    // before it takes a letter.
    const field = round % 2 ? 'frame.author' : 'frame.risks';
    await writer.evaluate(([name, text]) => {
      const field = document.querySelector(`[name="${name}"]`);
      field.value += text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, [field, `${round};`]);
    await reader.locator('[data-command=here]').evaluate(button => button.click());
    await until(reader, () => !document.querySelector('[data-saving=other]'), null, { timeout: 20_000 });
    [writer, reader] = [reader, writer];
    await until(reader, () => document.querySelector('[data-command=here]'), null, { timeout: 20_000 });
  }
  const { author, risks } = (await record(writer)).modules.frame;
  const expected = odd => Array.from({ length: ROUNDS }, (_, i) => i + 1).filter(n => n % 2 === odd).map(n => `${n};`).join('');
  assert.equal(author, expected(1));
  assert.deepEqual(risks, [expected(0)]);
  t.diagnostic(`${ROUNDS} rounds in ${Math.round((Date.now() - began) / 1000)} s`);
}, { timeout: 300_000 });

test('B4 when the tab that writes crashes, the other one can go on at once, with all that was saved', async () => {
  const { page, context } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('До падения');
  await saved(page);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => {});
  await page.waitForEvent('crash');
  const began = Date.now();
  await second.locator('[data-command=here]').click();
  await until(second, () => !document.querySelector('[data-saving=other]'));
  assert.ok(Date.now() - began < 2500, 'nobody is waited for');
  assert.equal(await value(second, 'frame.project'), 'До падения');
  await second.locator('[name="frame.author"]').fill('После падения');
  const { project, author } = (await record(second)).modules.frame;
  assert.deepEqual([project, author], ['До падения', 'После падения']);
});

test('B5 a megabyte and a half handed over 30 times keeps every edit', async () => {
  const { page, context } = await openApp();
  // In a module that is not on the page: setting it there would take the browser a minute.
  const large = 'съешь ещё этих булок '.repeat(72_000).slice(0, 1_500_000);
  const file = JSON.stringify({ format: 'planerka', schema: 1, modules: { brief: { market: large } } });
  await page.locator('input[type=file][name=import]').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await page.locator('[data-command=import]').click();
  await page.locator('.page--hub h1').waitFor();
  await go(page, 'frame');
  await saved(page);
  const second = await another(page, context);
  await second.locator('[data-saving=other]').waitFor();
  let [writer, reader] = [page, second];
  for (let round = 1; round <= 30; round += 1) {
    await writer.evaluate(text => {
      const field = document.querySelector('[name="frame.author"]');
      field.value += text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, `${round};`);
    await reader.locator('[data-command=here]').evaluate(button => button.click());
    await until(reader, () => !document.querySelector('[data-saving=other]'), null, { timeout: 20_000 });
    [writer, reader] = [reader, writer];
    await until(reader, () => document.querySelector('[data-command=here]'), null, { timeout: 20_000 });
  }
  await saved(writer);
  assert.equal(await value(writer, 'frame.author'), Array.from({ length: 30 }, (_, i) => `${i + 1};`).join(''));
  assert.equal((await record(writer)).modules.brief.market, large);
});

test('B7 a tab that the browser threw away is back where it was', async () => {
  const { page, context } = await openApp();
  await start(page);
  await go(page, 'brief');
  await page.locator('[name="brief.company"]').fill('Выброшенная вкладка');
  await saved(page);
  const session = await context.newCDPSession(page);
  const address = page.url(), crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  // The browser opens the same address anew when the tab is looked at again.
  const again = await context.newPage();
  await again.goto(address);
  await ready(again);
  await again.locator('.page--brief h1').waitFor();
  assert.equal(await value(again, 'brief.company'), 'Выброшенная вкладка');
  await again.locator('[name="brief.market"]').fill('И дальше');
  assert.equal((await record(again)).modules.brief.market, 'И дальше');
});

test('B8 a page that one comes back to shows what was written meanwhile and writes over none of it', async () => {
  const { page, context, url } = await openApp();
  const id = await start(page);
  await page.locator('[name="frame.project"]').fill('До ухода');
  await saved(page);
  await page.goto('about:blank');
  const second = await context.newPage();
  await second.goto(`${url}#/${id}/frame`);
  await ready(second);
  await second.locator('[name="frame.project"]').fill('Пока не было');
  await saved(second);
  await second.close();
  await page.goBack();
  await ready(page);
  await until(page, () => document.querySelector('[name="frame.project"]')?.value === 'Пока не было');
  await page.locator('[name="frame.author"]').fill('Вернулся');
  const { project, author } = (await record(page)).modules.frame;
  assert.deepEqual([project, author], ['Пока не было', 'Вернулся']);
});

test('B9 leaving is noticed by either of its two signs', async () => {
  for (const sign of ['pagehide', 'visibilitychange']) {
    const { page } = await openApp();
    const id = await start(page);
    await saved(page);
    const text = await page.evaluate(([id, sign]) => {
      const field = document.querySelector('[name="frame.project"]');
      field.value = `Уходим по ${sign}`;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      dispatchEvent(new Event(sign));
      // Within the event: there may be no later.
      return ['A', 'B'].map(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`)).join();
    }, [id, sign]);
    assert.match(text, new RegExp(`Уходим по ${sign}`));
  }
});

test('B11 a workbook that was deleted in the other tab is still whole here, and comes back from the shelf', async () => {
  const { page, context, url } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Удалят');
  await saved(page);
  const second = await context.newPage();
  await second.goto(url);
  await ready(second);
  await second.locator('.book .menu summary').click();
  await second.locator('.menu__item').getByText('Удалить').click();
  await second.locator('.toast').waitFor();
  await page.locator('[name="frame.author"]').fill('А я пишу');
  assert.equal((await record(page)).modules.frame.author, 'А я пишу');
  await second.reload();
  await ready(second);
  await second.locator('.shelf--quiet > summary').last().click();
  await second.locator('.book .menu summary').click();
  await second.locator('.menu__item').getByText('Вернуть').click();
  await second.locator('.book__name').getByText('Удалят').waitFor();
});

test(`B12 after ${RELOADS} reloads in the middle of typing every letter is there`, async () => {
  const { page } = await openApp();
  await start(page);
  let expected = '';
  for (let n = 0; n < RELOADS; n += 1) {
    const field = page.locator('[name="frame.project"]');
    await field.focus();
    await page.keyboard.press('Control+End');
    for (const letter of 'съешь'.slice(0, 1 + (n % 5))) {
      await page.keyboard.insertText(letter);
      expected += letter;
    }
    await page.reload();
    await ready(page);
    assert.equal(await until(page, () => document.querySelector('[name="frame.project"]')?.value), expected);
  }
}, { timeout: 300_000 });

test('B13 a computer that sleeps for eight hours wakes to a saved text', async () => {
  const { page } = await openApp();
  await page.clock.install();
  await page.reload();
  await ready(page);
  await page.locator('[data-command=new]').click();
  await page.clock.runFor(2000);
  await page.locator('.page--frame h1').waitFor();
  await page.locator('[name="frame.project"]').fill('Перед сном');
  await page.clock.fastForward('08:00:00');
  await page.clock.resume();
  assert.equal((await record(page)).modules.frame.project, 'Перед сном');
  await page.locator('[name="frame.author"]').fill('После сна');
  assert.equal((await record(page)).modules.frame.author, 'После сна');
  assert.ok(await book(page));
});

// The main job: from an empty page to a document in the hand, wherever the app is served.
import assert from 'node:assert/strict';
import { download, openApp, overflow, PHONE, ready, test, until } from './support.mjs';
import { book, example, go, MODULES, record, saved, start, value, VIEWS } from './steps.mjs';

for (const base of ['/', '/sub/dir/']) {
  for (const lang of ['ru', 'en']) {
    test(`from an empty page to a document, ${lang} at ${base}`, async () => {
      const { page } = await openApp({ base, lang, worker: true });
      await start(page);
      await page.locator('[name="frame.project"]').fill('Кофейня «Угол»');
      await page.locator('[name="frame.author"]').fill('Анна');
      await go(page, 'brief');
      await page.locator('[name="brief.company"]').fill('Угол');
      await page.locator('[name="brief.business_goal"]').fill('Довести выручку до 900 000 ₽ к 31 мая');
      await page.locator('[name="brief.budget"]').fill('40 000');
      await go(page, 'audience');
      await page.locator('[data-add="audience.personas"]').first().click();
      await page.locator('[name^="audience.personas."][name$=".name"]').first().fill('Мария');
      await go(page, 'document');
      const sheets = page.locator('.page-sheet');
      for (const text of ['Кофейня «Угол»', 'Угол', 'Довести выручку', 'Мария']) {
        await sheets.getByText(text).first().waitFor();
      }
      // The document is in the language one started in; money as that language writes it.
      await sheets.getByText(lang === 'ru' ? '40 000 ₽' : '₽40,000').first().waitFor();
      await sheets.getByText(lang === 'ru' ? 'пока не заполнено' : 'not filled in yet').first().waitFor();
      const html = await download(page, () => page.locator('[data-export=html]').click());
      assert.match(html.name, /^Кофейня Угол \d{4}-\d\d-\d\d\.html$/);
      assert.match(html.text, /Довести выручку до 900 000 ₽ к 31 мая/);
      const markdown = await download(page, () => page.locator('[data-export=markdown]').click());
      assert.match(markdown.text, /^# Кофейня «Угол»/);
      await saved(page);
      await page.reload();
      await ready(page);
      await page.locator('.page-sheet').getByText('Мария').first().waitFor();
    });
  }
}

test('every page of an example is drawn, in both languages', async () => {
  for (const lang of ['ru', 'en']) {
    for (const name of ['coffee', 'school']) {
      const { page } = await openApp({ lang });
      await example(page, name);
      const titles = new Set([await page.title()]);
      for (const where of [...MODULES, ...VIEWS, 'document']) {
        await go(page, where);
        assert.deepEqual(await overflow(page), [], where);
        assert.equal(await page.locator('main h1').count(), 1, where);
        titles.add(await page.title());
      }
      assert.ok(titles.size >= MODULES.length + 2, 'titles tell pages apart');
    }
  }
});

test('the example is a workbook of its own and leaves the others alone', async () => {
  const { page } = await openApp();
  const mine = await start(page);
  await page.locator('[name="frame.project"]').fill('Моё');
  const before = await record(page);
  await page.goto(page.url().split('#')[0] + '#/');
  await page.locator('[data-example=coffee]').waitFor();
  const theirs = await example(page);
  assert.notEqual(mine, theirs);
  await page.locator('.top .badge').getByText('Пример').waitFor();
  await page.evaluate(id => { location.hash = `/${id}/frame`; }, mine);
  await page.locator('.page--frame').waitFor();
  assert.equal(await value(page, 'frame.project'), 'Моё');
  assert.deepEqual(await record(page), before);
});

test('an export opens as the same workbook', async () => {
  for (const name of ['coffee', 'school']) {
    const { page } = await openApp({ lang: 'en' });
    await example(page, name);
    await go(page, 'document');
    const first = await download(page, () => page.locator('[data-export=json]').click());
    // Beside the workbook that it came from it would be called a copy.
    const { page: other } = await openApp({ lang: 'en' });
    await other.locator('input[name=import]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(first.text) });
    await other.locator('[data-command=import]').click();
    await other.locator('.page--hub h1').waitFor();
    await go(other, 'document');
    const second = await download(other, () => other.locator('[data-export=json]').click());
    assert.equal(second.text, first.text);
  }
});

test('the shelf: rename, duplicate, archive, delete and take back', async () => {
  const { page } = await openApp();
  await start(page);
  await page.locator('[name="frame.project"]').fill('Первая');
  await saved(page);
  await page.evaluate(() => { location.hash = '/'; });
  const books = page.locator('.shelf').first().locator('.book');
  const act = async (n, words) => {
    await books.nth(n).locator('.menu > summary').click();
    await books.nth(n).getByRole('button', { name: words, exact: true }).click();
  };
  await page.getByText('Первая').waitFor();
  await act(0, 'Сделать копию');
  await page.getByText('Первая (копия)').waitFor();
  assert.equal(await books.count(), 2);
  await act(0, 'Переименовать');
  await page.locator('dialog[open] [name=rename]').fill('Вторая');
  await page.locator('dialog[open] [type=submit]').click();
  await page.getByText('Вторая').waitFor();
  await act(0, 'Удалить');
  await until(page, () => document.querySelectorAll('section.shelf:first-of-type .book').length === 1);
  await page.locator('[data-toast=undo]').click();
  await until(page, () => document.querySelectorAll('section.shelf:first-of-type .book').length === 2);
  await act(0, 'В архив');
  await page.locator('details.shelf--quiet').first().waitFor();
  await page.reload();
  await ready(page);
  assert.equal(await books.count(), 1);
});

test('undo and redo take back and repeat, also on the Russian layout', async () => {
  const { page } = await openApp();
  await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.fill('Один');
  await page.locator('[name="frame.author"]').fill('Автор');
  await page.locator('h1').click();
  const press = keys => page.evaluate(k => dispatchEvent(new KeyboardEvent('keydown', { ...k, ctrlKey: true, bubbles: true, cancelable: true })), keys);
  await press({ key: 'я', code: 'KeyZ' });
  assert.equal(await value(page, 'frame.author'), '');
  assert.equal(await value(page, 'frame.project'), 'Один');
  await press({ key: 'я', code: 'KeyZ' });
  assert.equal(await value(page, 'frame.project'), '');
  await press({ key: 'Я', code: 'KeyZ', shiftKey: true });
  await page.locator('[data-command=redo]').click();
  assert.equal(await value(page, 'frame.author'), 'Автор');
  const stored = await record(page);
  assert.equal(stored.modules.frame.author, 'Автор');
});

test('native undo answers inside a field', async () => {
  const { page } = await openApp();
  await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.pressSequentially('Кофе');
  await page.keyboard.press('Control+z');
  assert.notEqual(await field.inputValue(), 'Кофе');
  await saved(page);
  const stored = await record(page);
  assert.equal(stored.modules.frame.project ?? '', await field.inputValue());
});

test('typing in the middle keeps the caret', async () => {
  const { page } = await openApp();
  await start(page);
  const field = page.locator('[name="frame.project"]');
  await field.fill('Кофе рядом');
  await field.evaluate(e => e.setSelectionRange(4, 4));
  await page.keyboard.type(', чай', { delay: 30 });
  assert.equal(await field.inputValue(), 'Кофе, чай рядом');
  assert.equal(await field.evaluate(e => e.selectionStart), 9);
});

test('back and forward walk the pages, and each takes the focus to its heading', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'brief');
  await go(page, 'goals');
  await until(page, () => document.activeElement?.tagName === 'H1');
  await page.goBack();
  await page.locator('.page--brief').waitFor();
  await page.goForward();
  await page.locator('.page--goals').waitFor();
  assert.match(await page.title(), /^Цели и KPI – Кофейня/);
});

test('an address leads to its field, from a link and after a reload', async () => {
  const { page } = await openApp();
  await example(page);
  const at = () => until(page, () => document.activeElement?.name ?? '');
  await go(page, 'brief?field=brief.usp');
  assert.equal(await at(), 'brief.usp');
  await page.reload();
  await ready(page);
  assert.equal(await at(), 'brief.usp');
  await go(page, 'document');
  const change = page.locator('.doc__change').nth(3);
  const target = (await change.getAttribute('href')).split('field=')[1];
  await change.focus();
  await page.keyboard.press('Enter');
  await until(page, name => document.activeElement?.name === name, target);
  await page.goBack();
  await page.locator('.paper').waitFor();
});

test('strange addresses get a page that helps and change nothing', async () => {
  const { page } = await openApp();
  await example(page);
  const before = await record(page);
  const home = await book(page);
  for (const hash of ['/<img src=x onerror=alert(1)>', '/../../', `/${'x'.repeat(100_000)}`, '/%00', '/json={}', '/zzzzzzzz/brief', '/zzzzzzzz/nothing/at/all']) {
    await page.evaluate(h => { location.hash = h; }, hash);
    await page.locator('main a[href="#/"]').waitFor();
  }
  await page.evaluate(id => { location.hash = `/${id}`; }, home);
  await page.locator('.page--hub').waitFor();
  assert.deepEqual(await record(page), before);
});

test('the palette finds modules, questions and one’s own words in either language', async () => {
  const { page } = await openApp();
  await example(page);
  const find = async (words, expected) => {
    await page.keyboard.press('Control+k');
    await page.locator('[name=search]').fill(words);
    await page.locator('.palette__item').first().getByText(expected).first().waitFor();
  };
  await find('competitors', 'Конкуренты');
  await page.keyboard.press('Escape');
  await find('средний чек', 'Средний чек');
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement?.name === 'brief.average_check');
  // Another field of the same page.
  await find('география', 'География');
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement?.name === 'brief.geography');
  await page.keyboard.press('Control+k');
  await page.locator('[name=search]').fill('тёмная');
  await page.keyboard.press('Enter');
  await until(page, () => document.documentElement.dataset.theme === 'dark');
});

test('language and theme switch everywhere and are remembered', async () => {
  const { page } = await openApp();
  await example(page);
  await page.locator('[data-command=language]').click();
  await page.locator('.toc').getByText('Competitors').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  // The document keeps its own language.
  await go(page, 'document');
  await page.locator('.page-sheet').getByText('Содержание').first().waitFor();
  await page.reload();
  await ready(page);
  await page.locator('.toc').getByText('Competitors').waitFor();
});

test('document: sections are hidden, moved, and the language is its own', async () => {
  const { page } = await openApp();
  await example(page);
  await go(page, 'document');
  const contents = () => page.locator('.doc__contents-title').allTextContents();
  const before = await contents();
  await page.locator('.arrange > summary').click();
  await page.locator('[name="show.audience"]').uncheck();
  await until(page, n => document.querySelectorAll('.doc__contents-title').length === n, before.length - 1);
  assert.ok(!(await contents()).includes('Аудитория'));
  await page.locator('.arrange__item').nth(1).getByRole('button', { name: /^Ниже/ }).click();
  await until(page, first => document.querySelectorAll('.doc__contents-title')[1]?.textContent !== first, before[1]);
  await page.locator('[name="desk.language"]').selectOption('en');
  await page.locator('.page-sheet').getByText('Contents').first().waitFor();
  const stored = await record(page);
  assert.deepEqual(stored.modules.desk.hidden, ['audience']);
  assert.equal(stored.modules.desk.language, 'en');
  assert.equal(stored.modules.frame.language, 'ru');
});

test('by tap alone at 360 px', async () => {
  const { page } = await openApp({ viewport: PHONE, touch: true });
  await page.locator('[data-command=new]').tap();
  await page.locator('.page--frame').waitFor();
  await page.locator('[name="frame.project"]').tap();
  await page.keyboard.type('С телефона');
  await page.locator('h1').tap();
  await page.locator('.bottom a').first().tap();
  await page.locator('.page--hub').getByText('С телефона').first().waitFor();
  await page.locator('.task__link').nth(3).tap();
  await page.locator('.page--audience').waitFor();
  await page.locator('[data-add="audience.segments"]').first().tap();
  await page.locator('[name^="audience.segments."][name$=".name"]:focus').waitFor();
  await page.keyboard.type('Соседи');
  await page.locator('h1').tap();
  await page.locator('.bottom a').last().tap();
  await page.locator('.page-sheet').getByText('Соседи').first().waitFor();
  await page.locator('[data-export=print]').waitFor();
  assert.deepEqual(await overflow(page), []);
  const stored = await record(page);
  assert.equal(stored.modules.audience.segments[0].name, 'Соседи');
});

test('by keyboard alone', async () => {
  const { page } = await openApp();
  const tab = async (goal, most = 80) => {
    for (let i = 0; i < most; i += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(selector => document.activeElement?.matches(selector), goal)) return;
    }
    throw new Error(`Tab does not reach ${goal}`);
  };
  await page.keyboard.press('Tab');
  await until(page, () => document.activeElement?.classList.contains('skip'));
  await tab('[data-command=new]');
  await page.keyboard.press('Enter');
  await page.locator('.page--frame').waitFor();
  await tab('[name="frame.project"]');
  await page.keyboard.type('С клавиатуры');
  await page.keyboard.press('Control+k');
  await page.locator('[name=search]').waitFor();
  await page.keyboard.type('каналы');
  await page.locator('.palette__item').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.page--channels, .page--audience').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('документ');
  await page.keyboard.press('Enter');
  await page.locator('.page-sheet').getByText('С клавиатуры').first().waitFor();
  await tab('[data-export=html]');
  const file = await download(page, () => page.keyboard.press('Enter'));
  assert.match(file.text, /С клавиатуры/);
  assert.equal((await record(page)).modules.frame.project, 'С клавиатуры');
});

test('pages of the third part open by their address, with their title and the focus on their heading', async () => {
  const { page } = await openApp();
  const id = await example(page);
  for (const [where, drawn, title] of [
    ['document', '.page--document .paper', 'Документ'],
    ['review', '.page--review .review', 'Проверка'],
    ['review/trace', '.page--review .trace', 'Проверка'],
    ['versions', '.page--versions', 'Версии'],
    ['join', '.page--join', 'Соединить'],
    ['plan-import', '.page--plan-import', 'План из таблицы'],
  ]) {
    await page.goto(`${page.url().split('#')[0]}#/${id}/${where}`);
    await page.reload();
    await page.locator(drawn).first().waitFor();
    assert.ok((await page.title()).startsWith(title), await page.title());
    assert.equal(await page.locator('main h1').count(), 1);
    await go(page, '');
    await page.evaluate(hash => { location.hash = hash; }, `/${id}/${where}`);
    await page.locator(drawn).first().waitFor();
    await until(page, () => document.activeElement?.tagName === 'H1');
  }
});

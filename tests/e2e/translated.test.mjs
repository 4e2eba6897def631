// H1, second half: a translator that does not listen puts a <font> in the place of every text. What the page says of numbers,
// saving and states must be true all the same.
import assert from 'node:assert/strict';
import { openApp, test, until } from './support.mjs';
import { example, go, MODULES, record, saved, VIEWS } from './steps.mjs';

/** As a translator does: every text of the page gives way to a <font> with other words, now and as it changes. */
const TRANSLATOR = () => {
  const skip = 'script, style, textarea, input, select, option, svg, font';
  window.swapped = 0;
  window.translate = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement?.closest(skip)) texts.push(walker.currentNode);
    for (const text of texts) {
      const outer = document.createElement('font'), inner = document.createElement('font');
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
      window.swapped += 1;
    }
  };
};
const translate = page => page.evaluate(() => window.translate(document.getElementById('app')));

/** What a reader sees on the page, line by line. */
const seen = page => page.evaluate(() => document.getElementById('app').innerText.split('\n').map(line => line.trim()).filter(Boolean));

/** Waits until the page has nothing more to tell and answers what it says. */
async function settled(page) {
  await saved(page);
  let last = '', same = 0;
  for (;;) {
    const now = JSON.stringify(await seen(page));
    same = now === last ? same + 1 : 0;
    last = now;
    if (same > 8) return JSON.parse(now);
    await page.evaluate(() => new Promise(done => setTimeout(done, 50)));
  }
}

/** Changes whatever can be typed on a page, ticks every mark and takes the last option of every choice. */
const change = page => page.evaluate(() => {
  const fields = [...document.querySelectorAll('main [name]')].filter(e => /^[a-z_]+(\.\d+|\.[a-z_]+)+$/.test(e.name) && e.type !== 'file').slice(0, 60);
  for (const name of new Set(fields.map(e => e.name))) {
    const e = document.querySelector(`[name="${name}"]`);
    if (!e || e.disabled || e.closest('[inert]')) continue;
    if (e.type === 'checkbox') e.click();
    else if (e.tagName === 'SELECT') {
      e.selectedIndex = e.options.length - 1;
      e.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (e.type === 'text' || e.tagName === 'TEXTAREA') {
      const proto = Object.getPrototypeOf(e);
      Object.getOwnPropertyDescriptor(proto, 'value').set.call(e, /^[\d\s,.]+$/.test(e.value) ? '7' : 'Новое слово');
      e.dispatchEvent(new Event('input', { bubbles: true }));
      e.dispatchEvent(new FocusEvent('blur'));
      e.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    }
  }
});

for (const where of ['', ...MODULES, ...VIEWS, 'document']) {
  test(`H1 under a translator that does not listen the page "${where || 'hub'}" says after every change what it would say without one`, async () => {
    const said = [];
    for (const translated of [false, true]) {
      const { page } = await openApp({ init: TRANSLATOR });
      await page.clock.install({ time: '2026-11-24T10:00:00' });
      await example(page);
      await go(page, where || 'frame');
      await settled(page);
      if (translated) await translate(page);
      if (where === '' || where === 'document') {
        if (where === '') { await page.evaluate(() => { location.hash = location.hash.replace(/\/frame$/, '/'); }); await page.locator('.page--hub h1').waitFor(); if (translated) await translate(page); }
        await page.evaluate(() => document.querySelector('[data-command=undo]')?.click());
      } else {
        await change(page);
      }
      const first = await settled(page);
      if (translated) await translate(page);
      await page.evaluate(() => { for (let n = 0; n < 3; n += 1) document.querySelector('[data-command=undo]').click(); });
      const second = await settled(page);
      if (translated) assert.ok(await page.evaluate(() => window.swapped) > 20, 'it was translated');
      said.push({ first, second, modules: (await record(page)).modules });
    }
    const [plain, foreign] = said;
    delete plain.modules.desk;
    delete foreign.modules.desk;
    assert.deepEqual(foreign.first, plain.first, 'after the first change');
    assert.deepEqual(foreign.second, plain.second, 'after it was taken back');
  });
}

test('H1 saved state, readiness and key numbers stay true while a translator takes every text it sees', async () => {
  const { page } = await openApp({ init: TRANSLATOR });
  await example(page);
  await go(page, 'brief');
  await translate(page);
  // From here on as translators do it: whatever changes is taken too.
  await page.evaluate(() => new MutationObserver(records => {
    for (const { target, addedNodes } of records) if (addedNodes.length && target.isConnected) queueMicrotask(() => target.isConnected && window.translate(target));
  }).observe(document.getElementById('app'), { childList: true, subtree: true }));
  const count = () => page.locator('.toc__link[href$="/brief"] .toc__count').textContent().catch(() => '');
  const before = await page.locator('.toc__link[href$="/brief"] .toc__mark').textContent();
  await page.locator('[name="brief.company"]').fill('');
  await page.locator('[name="brief.business"]').fill('');
  await until(page, before => document.querySelector('.toc__link[href$="/brief"] .toc__mark').textContent !== before, before);
  await saved(page);
  const { brief } = (await record(page)).modules;
  assert.equal(brief.company ?? '', '');
  const [done, of] = (await count()).split('/').map(Number);
  await page.locator('[name="brief.company"]').fill('Снова здесь');
  await until(page, want => document.querySelector('.toc__link[href$="/brief"] .toc__mark').textContent.trim() === want, `${done + 1}/${of}`);
  await page.locator('[data-saving=saved]').getByText('Сохранено').waitFor();
  // And a store that is full is said, not hidden behind an old word.
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await page.locator('[name="brief.company"]').fill('Не влезет');
  await page.locator('[data-saving=failed]').getByText('место в браузере кончилось').waitFor();
});

// What we export, as others read it: openpyxl, LibreOffice, icalendar and Python's csv.
//   python3 -m venv .tools/venv && .tools/venv/bin/pip install -r tests/export/requirements.txt
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { calc, convert, read, write } from './readers.mjs';

const BOOKS = ['coffee.ru', 'coffee.en', 'school.ru', 'school.en', 'half.ru', 'empty.en', 'hostile.ru', 'hostile.en'];
let folder;
const file = name => path.join(folder, name);
const workbook = name => JSON.parse(fs.readFileSync(file(`${name}.json`), 'utf8')).modules;
before(() => { folder = write(); });

/** Columns of a sheet by the names in its first row. */
function columns(sheet) {
  const out = {};
  for (const [where, cell] of Object.entries(sheet.cells)) {
    if (/^[A-Z]+1$/.test(where)) out[cell.value] = where.slice(0, -1);
  }
  return out;
}

test('openpyxl finds cells of the right kind', () => {
  for (const [name, posts, brief, dated, fee, date] of [
    ['coffee.ru', 'Посты', 'Бриф', 'Дата', 'Вознаграждение', 'dd\\.mm\\.yyyy'],
    ['coffee.en', 'Posts', 'Brief', 'Date', 'Fee', 'dd\\/mm\\/yyyy'],
  ]) {
    const { sheets, names } = read('xlsx', file(`${name}.xlsx`));
    const data = workbook(name);
    const sheet = sheets[posts];
    const at = columns(sheet);
    const sorted = [...data.content.posts].sort((a, b) => `${a.date} ${a.time}`.localeCompare(`${b.date} ${b.time}`));
    sorted.forEach((post, n) => {
      const cell = sheet.cells[`${at[dated]}${n + 2}`];
      assert.equal(cell.type, 'd', `${name}: ${post.title}`);
      assert.equal(cell.value.slice(0, 10), post.date);
      assert.equal(cell.format, date);
    });
    assert.equal(sheet.filter.startsWith('A1:'), true);
    assert.equal(sheet.frozen, 'B2');
    assert.ok(sheet.choices.some(c => c.type === 'list' && c.formula === 'list_status'));
    assert.ok(sheet.choices.some(c => c.formula === 'rows_content_rubrics'));
    assert.ok(sheet.choices.some(c => c.formula === 'rows_channels_channels'));
    for (const used of Object.values(sheets).flatMap(s => s.choices).map(c => c.formula)) {
      assert.ok(used.startsWith('"') || used in names, used);
    }
    const cells = Object.values(sheets[brief].cells);
    const money = cells.filter(c => c.type === 'n' && /₽|\$|£|€/.test(c.format)).map(c => c.value);
    for (const part of ['budget', 'budget_ads', 'budget_fee', 'average_check']) {
      assert.ok(money.includes(Number(data.brief[part].replace(/\s/g, '').replace(',', '.'))), `${name}: ${part} ${fee}`);
    }
    assert.ok(Object.values(sheets).some(s => s.state === 'hidden'));
    assert.ok(Object.values(sheets).reduce((n, s) => n + s.marks, 0) > 3);
  }
});

test('no text of the user is a formula, a number or a link', () => {
  for (const name of BOOKS) {
    const { sheets } = read('xlsx', file(`${name}.xlsx`));
    for (const [title, sheet] of Object.entries(sheets)) {
      for (const [where, cell] of Object.entries(sheet.cells)) {
        assert.ok(!cell.link, `${name} ${title} ${where} leads out`);
        if (cell.type === 'f') {
          assert.match(cell.value, /^=(SUM|SUMPRODUCT|IF|ROUND|INT|MEDIAN|'[^']+'!\$[A-Z]+\$\d)/, `${name} ${title} ${where}`);
          assert.doesNotMatch(cell.value, /cmd|HYPERLINK|brand/);
        }
        assert.notEqual(cell.type, 'e', `${name} ${title} ${where} is an error`);
      }
    }
    if (name.startsWith('hostile')) {
      const texts = Object.values(sheets).flatMap(s => Object.values(s.cells)).filter(c => c.type === 's').map(c => c.value);
      for (const text of ['=1+1', '@brand', '0012', '1E5', '_x0041_ _x000D_', "'apostrophe", 'https://example.com/?a=1&b=<2>']) {
        assert.ok(texts.includes(text), `${name}: ${text}`);
      }
    }
  }
});

test('LibreOffice computes what is stored', () => {
  const command = calc();
  assert.ok(command, 'no LibreOffice with Calc');
  const bare = file('bare');
  const out = file('computed');
  for (const dir of [bare, out]) fs.mkdirSync(dir, { recursive: true });
  const files = BOOKS.map(name => {
    read('bare', file(`${name}.xlsx`), path.join(bare, `${name}.xlsx`));
    return path.join(bare, `${name}.xlsx`);
  });
  assert.ok(convert(command, 'xlsx', out, files));
  for (const name of BOOKS) {
    const { formulas, wrong } = read('compare', file(`${name}.xlsx`), path.join(out, `${name}.xlsx`));
    assert.deepEqual(wrong, [], name);
    assert.ok(formulas > 60 || !name.match(/coffee|school/), `${name}: ${formulas}`);
  }
});

test('LibreOffice shows a plan for people as text', () => {
  const command = calc();
  assert.ok(command, 'no LibreOffice with Calc');
  const out = file('opened');
  fs.mkdirSync(out, { recursive: true });
  assert.ok(convert(command, 'xlsx', out, [file('hostile.ru.comma.csv')]));
  const { sheets } = read('xlsx', path.join(out, 'hostile.ru.comma.xlsx'));
  assert.ok(Object.values(sheets).every(s => Object.values(s.cells).every(c => c.type !== 'f')));
});

test('icalendar reads every post at its hour', () => {
  for (const name of BOOKS) {
    const { events, zones, errors } = read('ics', file(`${name}.ics`));
    const data = workbook(name);
    assert.deepEqual(errors, []);
    assert.deepEqual(events.flatMap(e => e.errors), []);
    assert.equal(new Set(events.map(e => e.uid)).size, events.length);
    assert.ok(events.every(e => e.sequence === 3));
    if (!/coffee|school/.test(name)) continue;
    const zone = data.frame.zone === 'yekaterinburg' ? ['Asia/Yekaterinburg', '+0500'] : undefined;
    assert.equal(zones.length, 1);
    for (const post of data.content.posts) {
      const event = events.find(e => e.uid === `posts-${post.id}@0f3a9c.planerka`);
      assert.ok(event.start.startsWith(post.time ? `${post.date}T${post.time}` : post.date), `${name}: ${post.title}`);
      if (zone && post.time) assert.deepEqual([event.zone, event.offset], zone);
      assert.ok(event.summary.startsWith(post.title));
      assert.ok(!post.body || event.description.includes(post.body.trim()));
      if (post.link) assert.equal(event.url, post.link);
    }
  }
});

test('every CSV is read by the rules', () => {
  for (const name of fs.readdirSync(folder).filter(f => f.endsWith('.csv'))) {
    const people = /\.(comma|semicolon)\.csv$/.test(name);
    const { mark, rows } = read('csv', file(name), name.endsWith('.semicolon.csv') ? ';' : ',');
    assert.equal(mark, people, name);
    assert.equal(new Set(rows.map(r => r.length)).size, 1, name);
    if (people) {
      const book = name.replace(/\.(comma|semicolon)\.csv$/, '');
      assert.equal(rows.length - 1, workbook(book).content?.posts?.length ?? 0, name);
      for (const cell of rows.flat()) assert.doesNotMatch(cell, /^\s*[=@]|^[\t\r]|^\s*[+-]\D*[A-Za-z(]/u, name);
    } else {
      const [, , posts] = name.match(/\.(\w+)\.\d+\.(\d+)\.csv$/);
      assert.equal(rows.length - (name.includes('.hootsuite.') ? 0 : 1), Number(posts), name);
    }
  }
});

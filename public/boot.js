// Starts the app, and stands in for it when it cannot start or has stopped.
// Plain JavaScript on purpose: this file must work where WebAssembly does not.

import './drop.js';
import * as exits from './exits.js';
import { journal, place, stop as last } from './journal.js';
import './live.js';
import { arrive, everything } from './mirror.js';
import { forget, keep, renew } from './offline.js';
import './persist.js';
import { claim } from './tabs.js';

const RU = document.documentElement.lang === 'ru';
// The build writes the version into our own address; we hand it on, so that one deploy is never mixed with another.
const VERSION = new URL(import.meta.url).search;

const TEXT = {
  frame: {
    title: RU ? 'Откройте Планёрку в отдельной вкладке' : 'Open Planerka in its own tab',
    body: RU ? 'Внутри чужой страницы браузер прячет сохранённое, и работа показалась бы потерянной.'
      : 'Inside another site the browser hides what you saved, and your work would look lost.',
  },
  nowasm: {
    title: RU ? 'В этом браузере выключен WebAssembly' : 'WebAssembly is turned off in this browser',
    body: RU ? 'Без него Планёрка не работает. На iPhone, iPad и Mac его выключает «Режим блокировки» (Lockdown Mode): сделайте для этого сайта исключение или откройте его в другом браузере. Сохранённое на месте, его можно скачать.'
      : 'Planerka cannot run without it. On iPhone, iPad and Mac, Lockdown Mode turns it off: make an exception for this site or use another browser. What you saved is still here and can be downloaded.',
  },
  forbidden: {
    title: RU ? 'Этот браузер не запускает WebAssembly на защищённых страницах' : 'This browser does not run WebAssembly on protected pages',
    body: RU ? 'Так бывает в старых версиях, например в Safari до 16-й. Обновите браузер или откройте сайт в другом. Сохранённое на месте, его можно скачать.'
      : 'Old versions do this, Safari before 16 for one. Update the browser or use another one. What you saved is still here and can be downloaded.',
  },
  missing: {
    title: RU ? 'Часть приложения не загрузилась' : 'A part of the app did not load',
    body: RU ? 'Возможно, пропала связь или как раз вышла новая версия. Обновите страницу. Сохранённое остаётся в этом браузере.'
      : 'The connection may have dropped, or a new version has just come out. Reload the page. What you saved stays in this browser.',
  },
  other: {
    title: RU ? 'Планёрка не запустилась' : 'Planerka did not start',
    body: RU ? 'Обновите страницу. Если не поможет, обновите браузер или откройте сайт в другом. Сохранённое остаётся здесь, его можно скачать.'
      : 'Reload the page. If that does not help, update the browser or use another one. What you saved stays here and can be downloaded.',
  },
  safe: {
    title: RU ? 'Планёрка трижды не смогла здесь запуститься' : 'Planerka has failed to start here three times',
    body: RU ? 'Чтобы ничего не испортить, мы больше не запускаем её сами. Скачайте данные. Если дело в одной книге, остальные откроются с первой страницы.'
      : 'To spoil nothing, we no longer start it by itself. Download your data. If one workbook is the cause, the others open from the start page.',
  },
  panic: {
    title: RU ? 'Приложение остановилось из-за ошибки' : 'The app has stopped because of an error',
    body: RU ? 'Сохранённое остаётся в этом браузере; последние набранные слова могли не успеть. Скачайте данные, это займёт секунду, и обновите страницу: работа продолжится с последнего сохранения.'
      : 'What was saved stays in this browser; the last words you typed may not have made it. Download your data, it takes a second, and reload the page to go on from the last save.',
  },
};

function element(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

// Everything the app has stored, and what stands in the fields now: after a stop the screen may know more than the storage.
async function download(status) {
  const entries = {}, fields = [];
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (key.startsWith('planerka/')) entries[key] = localStorage.getItem(key);
    }
  } catch { /* no access to the storage: the file then says so by being empty */ }
  for (const field of document.querySelectorAll('#app textarea, #app input')) {
    const chosen = field.checked || field.type !== 'radio' && field.type !== 'checkbox';
    if (field.value && field.type !== 'file' && chosen) fields.push({ name: field.name || field.id, value: field.value });
  }
  const now = new Date().toISOString();
  const [mirror, typed] = await Promise.all([everything().catch(() => ({})), journal().catch(() => [])]);
  const rescue = { app: 'planerka', kind: 'rescue', saved: now, build: VERSION.slice(3), entries, fields, journal: typed, ...mirror };
  const name = `planerka-rescue-${now.slice(0, 10)}.json`, text = JSON.stringify(rescue, null, 2);
  const taken = exits.save(name, JSON_FILE, text);
  // A large workbook has many pieces and is one record.
  const count = Object.keys(entries).filter(key => !key.includes('/p/')).length + (mirror.mirror?.length ?? 0);
  if (!count && !fields.length && !typed.length) {
    status.textContent = RU ? 'В этом браузере пока ничего не сохранено.' : 'Nothing is stored in this browser yet.';
    return;
  }
  status.textContent = taken
    ? (RU ? `Браузер взял файл ${name} (записей: ${count}). Если в загрузках его нет, есть другие способы:` : `Your browser took ${name} (records: ${count}). If it is not in your downloads, there are other ways:`)
    : (RU ? 'Браузер не взял файл. Есть другие способы:' : 'Your browser did not take the file. There are other ways:');
  others(status, name, text);
}

// Where a download vanishes without a word the file must be had in another way.
const JSON_FILE = 'application/json';
function others(status, name, text) {
  let plain = false;
  const ways = element('p', 'rescue__actions rescue__actions--other', '');
  const add = (words, act) => {
    const button = element('button', 'rescue__button', words);
    button.type = 'button';
    button.onclick = act;
    ways.append(button);
  };
  if (exits.canShare(name, JSON_FILE)) {
    add(RU ? 'Поделиться файлом…' : 'Share the file…', async () => {
      if (await exits.share(name, JSON_FILE, text, plain) !== 'refused') return;
      plain = true;
      status.textContent = RU ? 'Браузер не дал передать такой файл. Нажмите ещё раз: отправим его как текст, .txt.' : 'Your browser did not let this kind of file be shared. Press again: it will go as text, .txt.';
    });
  }
  add(RU ? 'Скопировать текст' : 'Copy the text', async () => {
    if (await exits.copy(text)) {
      status.textContent = RU ? 'Скопировано. Вставьте в письмо, заметку или чат с самим собой.' : 'Copied. Paste it into a letter, a note or a chat with yourself.';
      return;
    }
    status.textContent = RU ? 'Скопировать не вышло: выделите текст ниже и скопируйте сами.' : 'It could not be copied: select the text below and copy it yourself.';
    const area = element('textarea', 'rescue__area', '');
    area.setAttribute('aria-label', name);
    area.value = text;
    area.readOnly = true;
    area.onfocus = () => area.select();
    ways.parentElement.querySelector('.rescue__area')?.remove();
    ways.after(area);
  });
  status.parentElement.querySelector('.rescue__actions--other')?.remove();
  status.after(ways);
}

// Starts that did not come to a good end, in a row, in one tab and on one workbook. A page that was left in peace has not failed; one that
// was killed has. After three of them the app is not started there again by itself.
const STARTS = 'planerka/starts', CALM = 5000;
let started;
function failures() {
  try {
    const { at, count } = JSON.parse(sessionStorage.getItem(STARTS));
    return at === place() && Number(count) || 0;
  } catch {
    return 0; // none, or nothing can be kept
  }
}
function note(count) {
  try {
    if (count) sessionStorage.setItem(STARTS, JSON.stringify({ at: started, count }));
    else sessionStorage.removeItem(STARTS);
  } catch { /* then it is not counted */ }
}
function count() {
  const before = failures();
  started = place();
  note(before + 1);
  const well = () => { if (!shown) note(0); };
  setTimeout(well, CALM);
  addEventListener('pagehide', well);
}

let shown = false;

// The name of a field as the page shows it; the page still stands behind the dialog.
function label(name) {
  const field = document.querySelector(`[name="${name}"]`);
  return field?.getAttribute('aria-label') || field?.labels?.[0]?.firstChild?.textContent.trim() || name;
}

// What was typed and is in no save: to be seen, and copied, before anything else is done.
function unsaved(edits) {
  const part = element('section', 'rescue__typed', ''), list = element('dl', '', '');
  part.append(element('h2', '', RU ? 'Не успело сохраниться' : 'Not saved yet'), list);
  for (const { field, text } of edits) list.append(element('dt', '', label(field)), element('dd', '', text || (RU ? 'пусто' : 'empty')));
  part.append(element('p', '', RU ? 'Когда вы обновите страницу, этот текст можно будет вернуть. Он есть и в файле.'
    : 'After you reload the page you can put this text back. It is in the file, too.'));
  return part;
}

// A modal dialog: it lies above anything the app has opened, and makes the rest of the page inert.
function stop(kind, detail) {
  if (shown) return;
  shown = true;
  const typed = last();
  const text = TEXT[kind], dialog = document.createElement('dialog'), actions = element('p', 'rescue__actions', '');
  const title = element('h1', 'rescue__title', text.title), body = element('p', 'rescue__text', text.body);
  const status = element('p', 'rescue__status', '');
  dialog.className = 'rescue';
  dialog.setAttribute('aria-labelledby', title.id = 'rescue-title');
  dialog.setAttribute('aria-describedby', body.id = 'rescue-text');
  status.setAttribute('role', 'status');
  dialog.append(title, body, actions, status);
  if (typed.length) dialog.append(unsaved(typed));

  if (kind === 'frame') {
    const link = element('a', 'rescue__button rescue__button--main', RU ? 'Открыть в своей вкладке' : 'Open in its own tab');
    link.href = location.href;
    link.target = '_blank';
    link.rel = 'noopener';
    actions.append(link);
  } else {
    const save = element('button', 'rescue__button rescue__button--main', RU ? 'Скачать мои данные' : 'Download my data');
    const reload = element('button', 'rescue__button', RU ? 'Обновить страницу' : 'Reload the page');
    save.type = reload.type = 'button';
    save.onclick = () => download(status);
    // A build that stops may have a healed one waiting behind it.
    reload.onclick = renew;
    actions.append(save, reload);
    if (kind === 'safe') {
      reload.textContent = RU ? 'Запустить всё-таки' : 'Start it all the same';
      reload.onclick = () => { note(0); renew(); };
      if (place()) {
        const home = element('button', 'rescue__button', RU ? 'На первую страницу' : 'To the start page');
        home.type = 'button';
        home.onclick = () => { location.hash = '#/'; renew(); };
        actions.append(home);
      }
    }
    if (detail) {
      const more = element('details', 'rescue__details', '');
      more.append(element('summary', '', RU ? 'Что произошло' : 'What happened'), element('pre', '', detail));
      dialog.append(more);
    }
  }

  document.getElementById('app').inert = true;
  // What is half dead must not write any more (src/platform/browser.rs).
  document.documentElement.dataset.stopped = kind;
  // The shell may stay behind the dialog, but it has nothing more to wait for.
  for (const note of document.querySelectorAll('.shell__note')) note.remove();
  document.body.append(dialog);
  // Escape must not uncover an app that no longer answers.
  dialog.onkeydown = event => { if (event.key === 'Escape') event.preventDefault(); };
  dialog.oncancel = event => event.preventDefault();
  dialog.onclose = () => dialog.showModal();
  dialog.showModal();
}

// The panic hook of the app sends its message; without it a trap still shows up as an error of WebAssembly.
window.addEventListener('planerka:panic', event => stop('panic', String(event.detail)), true);
window.addEventListener('planerka:missing', () => stop('missing'), true);
const trapped = error => error instanceof Error && error.name === 'RuntimeError';
window.addEventListener('error', event => { if (trapped(event.error)) stop('panic', String(event.error)); });
window.addEventListener('unhandledrejection', event => { if (trapped(event.reason)) stop('panic', String(event.reason)); });

class Missing extends Error {}

// May a second look at the host help, and is this the first time? A file that is gone, or is not what this page expects, may
// belong to another build: then the page itself is old. Without a network nobody can tell, and what is here must stay.
async function again() {
  try {
    if (sessionStorage.getItem('planerka/outdated') === VERSION) return false;
    sessionStorage.setItem('planerka/outdated', VERSION);
    const answer = await fetch(new URL('./', document.baseURI), { method: 'HEAD', cache: 'no-store' });
    if (answer.ok) await forget();
    return answer.ok;
  } catch {
    return false;
  }
}

// The app must not be seen undressed.
function dressed() {
  return Promise.all([...document.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.sheet).map(link => new Promise((resolve, reject) => {
    const missing = () => reject(new Missing(link.href));
    if ('lost' in link.dataset) missing();
    link.onload = resolve;
    link.onerror = missing;
  })));
}

async function start() {
  // The page has asked for it already (.ci/later.js). Both at once: the second file is needed as soon as the first has come.
  const wasm = (window.planerkaWasm ?? fetch(new URL('app_bg.wasm', document.baseURI))).catch(error => error);
  const mirror = arrive().catch(() => {});
  const dress = dressed().then(() => {
    // The faces of the first page; the browser would ask for them only when it draws that.
    for (const face of ['1em Golos', '1em Literata']) document.fonts.load(face, 'Яz').catch(() => {});
  });
  dress.catch(() => {}); // awaited below
  const app = await import(new URL('app.js' + VERSION, document.baseURI)).catch(error => { throw new Missing(error.message); });
  const response = await wasm;
  await mirror;
  if (!response.ok) throw new Missing(response.message || `${response.status} ${response.url}`);
  // All at once it is read beside the page; the streaming way reads it in the page.
  const program = WebAssembly.compile(await response.arrayBuffer());
  program.catch(() => {}); // awaited below
  await dress;
  await claim();
  await app.default({ module_or_path: await program });
}

// The second part of the program is fetched ahead: with the first one when the address is a workbook's,
// otherwise at the first sign of somebody who is about to open one.
async function ahead() {
  const book = await import(new URL('book.js' + VERSION, document.baseURI));
  if (/^#\/(?!help)\w/.test(location.hash)) {
    // Its sums stand in faces of their own. One that comes when the page is drawn has all of it set anew.
    for (const face of ['1em Golos', '1em Literata']) document.fonts.load(face, '₽').catch(() => {});
    return book.ahead();
  }
  const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'];
  const once = () => {
    for (const sign of signs) removeEventListener(sign, once);
    book.ahead();
  };
  for (const sign of signs) addEventListener(sign, once, { passive: true });
}

// A policy that the browser does not understand forbids WebAssembly as a whole.
function forbidden() {
  try {
    return !new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return true;
  }
}

// A static host cannot forbid framing by a header, so the page does it itself.
if (window.top !== window.self) stop('frame');
else if (typeof WebAssembly !== 'object') stop('nowasm');
else if (forbidden()) stop('forbidden');
else if (failures() >= 3) stop('safe');
else {
  count();
  start().then(() => (window.requestIdleCallback ?? setTimeout)(() => keep(VERSION.slice(3)))).catch(async error => {
    // A new version may have come out between our page and this file: then the page itself is old, and a second look helps.
    if (error instanceof Missing) {
      note(0);
      if (await again()) return location.reload();
    }
    stop(error instanceof Missing ? 'missing' : trapped(error) ? 'panic' : 'other', String(error));
  });
  ahead().catch(() => {}); // whoever needs the part asks again, and then says so
}

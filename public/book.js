// Brings the second part of the program with its sheet: everything that works on an open workbook (src/ui/part.rs).
// The first part imports this file; boot.js asks it to fetch ahead. A build in one part never uses it.
import { initSync } from './app.js';
import './history.js';

// Asks for files; a page that never opens a workbook does without it.
const exporter = () => import('./exporter.js').catch(error => console.warn(error));

const FILE = new URL('book.wasm' + new URL(import.meta.url).search, import.meta.url);
const SHEET = new URL('book.css' + FILE.search, import.meta.url);
// What the files must be (.ci/stamp.mjs).
const SUM = '';
const SHEET_SUM = '';
let coming, ready, sheet;

// Redraws a picture as a logo; asked for when somebody chooses one (src/platform/logo.rs).
window.planerkaLogo = { png: async file => (await import('./logo.js')).png(file) };

// Resolves when the sheet is in force: nothing is drawn without it.
function dressed() {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.onload = resolve;
    link.onerror = () => { link.remove(); reject(new Error(`no ${SHEET}`)); };
    document.head.append(Object.assign(link, { rel: 'stylesheet', integrity: SHEET_SUM, href: SHEET.href }));
  });
}

// Counts the checksum beside the page where that can be had: the browser's own check of a file of this size holds the page up.
// Compiled all at once, it is read beside the page too; the streaming way reads it in the page.
async function program() {
  const digest = globalThis.crypto?.subtle;
  const response = await fetch(FILE, digest ? {} : { integrity: SUM });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const bytes = await response.arrayBuffer();
  if (digest && SUM) {
    const sum = new Uint8Array(await digest.digest('SHA-256', bytes));
    if (`sha256-${btoa(String.fromCharCode(...sum))}` !== SUM) throw new Error(`integrity: ${FILE} is not what this page expects`);
  }
  return WebAssembly.compile(bytes);
}

async function get() {
  const [module] = await Promise.all([program(), sheet ??= dressed()]);
  return module;
}

// Starts the download; a failure stays quiet here and is met by whoever needs the part.
export function ahead() {
  coming ??= get();
  sheet?.catch(() => { sheet = undefined; });
  coming.catch(() => { coming = undefined; });
}

async function join() {
  ahead();
  exporter();
  await WebAssembly.instantiate(await coming, { __wasm_split: initSync() });
}

// Called by the first part, which waits for the callback. Only success is remembered.
export async function __wasm_split_load_book(callback, data) {
  ready ??= join();
  const arrived = await ready.then(() => true, error => {
    console.warn(error);
    coming = ready = undefined;
    return false;
  });
  initSync().__indirect_function_table.get(callback)(data, arrived);
}

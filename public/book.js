// Brings the later parts of the program (src/ui/part.rs), the second with its sheet. The first part imports this file; boot.js
// asks it to fetch ahead. A build in one part never uses it.
import { initSync } from './app.js';
import './history.js';

// Asks for files; a page that never opens a workbook does without it.
const exporter = () => import('./exporter.js').catch(error => console.warn(error));

const { search } = new URL(import.meta.url), at = name => new URL(name + search, import.meta.url);
const SHEET = at('book.css');
// What the files must be (.ci/stamp.mjs).
const SUM = '';
const SHEET_SUM = '';
const PAPERS_SUM = '';
// How long the third part is left alone once the second has come, in milliseconds.
const CALM = 1000;
let sheet;

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

// The program in a file, compiled. The checksum is counted beside the page where that can be had: the browser's own check of a
// file of this size holds the page up. Compiled all at once, it is read beside the page too; the streaming way reads it in the page.
async function program(file, integrity) {
  const digest = globalThis.crypto?.subtle;
  const response = await fetch(file, digest ? {} : { integrity });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const bytes = await response.arrayBuffer();
  if (digest && integrity) {
    const sum = new Uint8Array(await digest.digest('SHA-256', bytes));
    if (`sha256-${btoa(String.fromCharCode(...sum))}` !== integrity) throw new Error(`integrity: ${file} is not what this page expects`);
  }
  return WebAssembly.compile(bytes);
}

// A part: brought ahead, where a failure stays quiet, then joined to the memory of the first. Only success is remembered. It
// comes together with what `beside` brings; `then` follows.
function part(name, integrity, beside, then) {
  let coming, ready;
  const get = async () => {
    const [module] = await Promise.all([program(at(name), integrity), beside?.()]);
    return module;
  };
  const ahead = () => {
    coming ??= get();
    coming.catch(() => { coming = undefined; });
  };
  const join = async () => {
    ahead();
    await WebAssembly.instantiate(await coming, { __wasm_split: initSync() });
    then?.();
  };
  // Called by the first part, which waits for the callback.
  const load = async (callback, data) => {
    ready ??= join();
    const arrived = await ready.then(() => true, error => {
      console.warn(error);
      coming = ready = undefined;
      return false;
    });
    initSync().__indirect_function_table.get(callback)(data, arrived);
  };
  return { ahead, load };
}

// In a pause after the workbook is drawn, so that whoever opens the document need not wait for its part.
const later = () => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(papers.ahead), CALM);
const papers = part('papers.wasm', PAPERS_SUM);
const book = part('book.wasm', SUM, () => sheet ??= dressed().catch(error => { sheet = undefined; throw error; }), later);

// An address of a page of the third part asks for both at once.
export function ahead() {
  book.ahead();
  if (/^#\/\w+\/(document|versions|join|plan-import|review)\b/.test(location.hash)) papers.ahead();
}

export const { load: __wasm_split_load_papers } = papers;
export function __wasm_split_load_book(...call) {
  exporter();
  book.load(...call);
}

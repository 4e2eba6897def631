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

// A part: fetched ahead, where a failure stays quiet, then joined to the memory of the first. Only success is remembered. It
// comes together with what `beside` brings; `then` follows.
function part(name, integrity, beside, then) {
  let coming, ready;
  const get = async () => {
    const [response] = await Promise.all([fetch(at(name), { integrity }), beside?.()]);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };
  const ahead = () => {
    coming ??= get();
    coming.catch(() => { coming = undefined; });
  };
  const join = async () => {
    ahead();
    const response = await coming, imports = { __wasm_split: initSync() };
    // Some hosts serve the file under another type, which the streaming way refuses.
    if (response.headers.get('content-type')?.startsWith('application/wasm')) await WebAssembly.instantiateStreaming(response, imports);
    else await WebAssembly.instantiate(await response.arrayBuffer(), imports);
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

export const { ahead } = book, { load: __wasm_split_load_papers } = papers;
export function __wasm_split_load_book(...call) {
  exporter();
  book.load(...call);
}

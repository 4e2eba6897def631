// Brings the second part of the program with its sheet: everything that works on an open workbook; and the third: the pages of a
// strategy that is written down (src/ui/part.rs). The first part imports this file; boot.js asks it to fetch ahead. A build in
// one part never uses it.
import { initSync } from './app.js';
import './history.js';

// Asks for files; a page that never opens a workbook does without it.
const exporter = () => import('./exporter.js').catch(error => console.warn(error));

const FILE = new URL('book.wasm' + new URL(import.meta.url).search, import.meta.url);
const SHEET = new URL('book.css' + FILE.search, import.meta.url);
// What the files must be (.ci/stamp.mjs).
const SUM = '';
const SHEET_SUM = '';
const PAPERS_SUM = '';
// How long the third part is left alone, in milliseconds.
const CALM = 1000;
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

async function get() {
  const [response] = await Promise.all([fetch(FILE, { integrity: SUM }), sheet ??= dressed()]);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}

// Starts the download; a failure stays quiet here and is met by whoever needs the part.
export function ahead() {
  coming ??= get();
  sheet?.catch(() => { sheet = undefined; });
  coming.catch(() => { coming = undefined; });
}

// Joins a part to the memory of the first.
async function link(response) {
  const imports = { __wasm_split: initSync() };
  // Some hosts serve the file under another type, which the streaming way refuses.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) await WebAssembly.instantiateStreaming(response, imports);
  else await WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

async function join() {
  ahead();
  exporter();
  await link(await coming);
  // In a pause after the workbook is drawn, so that whoever opens the document need not wait for its part.
  setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => papers.ahead()), CALM);
}

// The third part, which needs the second.
const papers = {
  coming: undefined,
  ready: undefined,
  // Here, too, a failure stays quiet until somebody needs the part.
  ahead() {
    this.coming ??= fetch(new URL('papers.wasm' + FILE.search, FILE), { integrity: PAPERS_SUM }).then(response => {
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      return response;
    });
    this.coming.catch(() => { this.coming = undefined; });
  },
  async join() {
    await ready;
    this.ahead();
    await link(await this.coming);
  },
};

// Waits for a part and tells the first one how it went; `forget` takes a failure back, because only success is remembered.
async function tell(part, forget, callback, data) {
  const arrived = await part.then(() => true, error => {
    console.warn(error);
    forget();
    return false;
  });
  initSync().__indirect_function_table.get(callback)(data, arrived);
}

// Called by the first part, which waits for the callback.
export async function __wasm_split_load_book(callback, data) {
  ready ??= join();
  await tell(ready, () => { coming = ready = undefined; }, callback, data);
}

export async function __wasm_split_load_papers(callback, data) {
  papers.ready ??= papers.join();
  await tell(papers.ready, () => { papers.coming = papers.ready = undefined; }, callback, data);
}

// Brings the second part of the program: everything that works on an open workbook (src/ui/part.rs).
// The first part imports this file; boot.js asks it to fetch ahead. A build in one part never uses it.
import { initSync } from './app.js';
import './history.js';

// Asks for files; a page that never opens a workbook does without it.
const exporter = () => import('./exporter.js').catch(error => console.warn(error));

const FILE = new URL('book.wasm' + new URL(import.meta.url).search, import.meta.url);
// What the file must be (.ci/stamp.mjs).
const SUM = '';
let coming, ready;

// Redraws a picture as a logo; asked for when somebody chooses one (src/platform/logo.rs).
window.planerkaLogo = { png: async file => (await import('./logo.js')).png(file) };

async function get() {
  const response = await fetch(FILE, { integrity: SUM });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}

// Starts the download; a failure stays quiet here and is met by whoever needs the part.
export function ahead() {
  coming ??= get();
  coming.catch(() => { coming = undefined; });
}

async function join() {
  ahead();
  exporter();
  const response = await coming, imports = { __wasm_split: initSync() };
  // Some hosts serve the file under another type, which the streaming way refuses.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) await WebAssembly.instantiateStreaming(response, imports);
  else await WebAssembly.instantiate(await response.arrayBuffer(), imports);
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

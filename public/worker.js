// The exporter's worker: brings the program that writes heavy files (src/worker.rs) and has it write one after another.
// Asked by exporter.js, which names the build of the page: files of two deploys never work together.
import start, { fonts, write } from './worker_glue.js';

// Both filled in by .ci/stamp.mjs: the version, and what the program must be.
const BUILD = '';
const SUM = '';

async function get(name, options) {
  const response = await fetch(new URL(`${name}?v=${BUILD}`, import.meta.url), options);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.arrayBuffer();
}

async function bring() {
  await start({ module_or_path: await get('worker.wasm', { integrity: SUM }) });
  postMessage({ ready: true });
}

// Each font once; a failed attempt may be repeated.
const kept = new Map();
async function font(name) {
  if (!kept.has(name)) kept.set(name, new Uint8Array(await get(`fonts/${name}`)));
  return kept.get(name);
}

let ready;
addEventListener('message', async ({ data: { build, job, workbook, before } }) => {
  if (build !== BUILD) return postMessage({ failed: 'build', why: `${build} is not ${BUILD}` });
  let faces;
  try {
    await (ready ??= bring());
    faces = await Promise.all(fonts(job).split(' ').filter(Boolean).map(font));
  } catch (error) {
    return postMessage({ failed: 'start', why: String(error) });
  }
  try {
    const bytes = write(job, workbook, before, faces, stage => postMessage({ stage }));
    postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    postMessage({ failed: 'write', why: String(error) });
  }
});

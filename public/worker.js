// The exporter's worker: brings the program that writes heavy files (src/worker.rs) and has it write one after another.
// Asked by exporter.js, which names the build of the page: files of two deploys never work together.
import start, { write } from './worker_glue.js';

// Both filled in by .ci/stamp.mjs: the version, and what the program must be.
const BUILD = '';
const SUM = '';

async function bring() {
  const response = await fetch(new URL(`worker.wasm?v=${BUILD}`, import.meta.url), { integrity: SUM });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  await start({ module_or_path: await response.arrayBuffer() });
  postMessage({ ready: true });
}

let ready;
addEventListener('message', async ({ data: { build, job, workbook, before } }) => {
  if (build !== BUILD) return postMessage({ failed: 'build', why: `${build} is not ${BUILD}` });
  try {
    await (ready ??= bring());
  } catch (error) {
    return postMessage({ failed: 'start', why: String(error) });
  }
  try {
    const bytes = write(job, workbook.join(''), before, stage => postMessage({ stage }));
    postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    postMessage({ failed: 'write', why: String(error) });
  }
});

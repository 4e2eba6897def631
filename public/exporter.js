// The page's side of the exporter: starts its worker on the first request, passes a job to it, and ends it when it has had nothing
// to do for a while. The app calls it by name (src/platform/exporter.rs). One job at a time.
const ADDRESS = new URL('worker.js' + new URL(import.meta.url).search, import.meta.url);
const BUILD = ADDRESS.searchParams.get('v') ?? '';
// The program is a good megabyte on the wire; a worker that says nothing for so long will not come. Milliseconds.
const COMING = 90_000;
const IDLE = 30_000;

let worker, waiting, timer;

function end(outcome) {
  clearTimeout(timer);
  const answer = waiting;
  waiting = undefined;
  answer?.(outcome);
}

// Ends the worker, and the job it is at.
export function stop() {
  worker?.terminate();
  worker = undefined;
  end({ failed: 'stopped' });
}

function begin() {
  const begun = worker = new Worker(ADDRESS, { type: 'module' });
  // What comes late from a worker that was ended is nobody's.
  const mine = act => event => { if (worker === begun) act(event); };
  const lost = mine(event => {
    event.preventDefault?.();
    end({ failed: 'start', why: event.message ?? '' });
    stop();
  });
  begun.onerror = lost;
  begun.onmessageerror = lost;
  begun.onmessage = mine(({ data }) => {
    if (data.ready) return clearTimeout(timer);
    if (data.stage) return begun.told?.(data.stage);
    end(data);
    // After a fault its memory is not to be trusted.
    if (data.failed) return stop();
    timer = setTimeout(stop, IDLE);
  });
}

// Has a file written; the texts of the workbooks are bytes, and gone afterwards. Resolves with { bytes }, or with { failed, why }: `start`, `build`, `write`, `stopped`.
export function make(job, workbook, before, told) {
  if (waiting) stop();
  return new Promise(resolve => {
    clearTimeout(timer);
    waiting = resolve;
    try {
      if (!worker) {
        begin();
        timer = setTimeout(() => { end({ failed: 'start', why: 'no answer' }); stop(); }, COMING);
      }
      worker.told = told;
      worker.postMessage({ build: BUILD, job, workbook, before }, [workbook.buffer, before.buffer]);
    } catch (error) {
      end({ failed: 'start', why: String(error) });
      stop();
    }
  });
}

window.planerkaExporter = { make, stop };

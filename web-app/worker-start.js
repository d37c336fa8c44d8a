// Starts the engine in a worker. scripts/finish-build.mjs puts the final name of the glue in here.
import run from './trustlens-engine.js';

// The page sends the compiled engine first. It listens only once it runs: messages that come
// before are kept for it.
const early = [];

async function start(program) {
  try {
    await run({ module_or_path: program });
    removeEventListener('message', take);
    for (const { data, ports } of early) {
      dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
    }
  } catch (problem) {
    // Fires the `error` event of the Worker object in the page.
    reportError(problem);
  }
}

function take(event) {
  if (event.data instanceof WebAssembly.Module) {
    start(event.data);
  } else {
    early.push(event);
  }
}

addEventListener('message', take);

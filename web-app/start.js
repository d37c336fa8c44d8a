// Starts the page: loads the program that Trunk built for it and runs it, or says why it cannot, in the
// element #start-message. The program takes the place of all that index.html has in its body.
//
// For the Rust side there is one function:
//
//   await globalThis.trustlensStartWorker()  ->  Worker
//
// It starts a new dedicated worker, which runs the engine (src/worker/main.rs). The engine is a program of its own,
// and is loaded and compiled at the first call only. Messages may be posted to the worker at once: those that come
// before the engine runs are kept for it. It throws when a part does not load, and the next call loads it anew; what
// goes wrong later fires the worker's `error` event.

// Trunk wrote the names of the files that belong together into the page.
const program = document.querySelector('meta[name="trustlens-program"]').dataset;
const address = (name) => new URL(name, document.baseURI).href;
const workerAddress = address(program.worker);

// Under Trusted Types a worker's address has to pass a policy. This one lets our own pass, no other.
const policy = globalThis.trustedTypes?.createPolicy('trustlens', {
  createScriptURL(wanted) {
    if (wanted !== workerAddress) {
      throw new TypeError(`Trustlens starts no scripts from ${wanted}`);
    }
    return wanted;
  },
});

// A promise of the compiled engine.
let engine;

globalThis.trustlensStartWorker = async () => {
  let worker;
  try {
    engine ??= compile(address(program.engine));
    // The worker's script loads while the engine does.
    worker = new Worker(policy ? policy.createScriptURL(workerAddress) : workerAddress, {
      type: 'module',
      name: 'trustlens',
    });
    const failure = new Promise((_, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
    });
    worker.postMessage(await Promise.race([engine, failure]));
    return worker;
  } catch (problem) {
    worker?.terminate();
    engine = undefined;
    throw problem;
  }
};

// While it loads, where the server says that it is WebAssembly; else when it is there.
async function compile(wasm) {
  const response = await fetch(wasm);
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText} for ${wasm}`);
  }
  if (response.headers.get('content-type')?.startsWith('application/wasm') && WebAssembly.compileStreaming) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

function sayProblem(sentence) {
  let place = document.getElementById('start-message');
  if (!place) {
    // The program failed after it had put itself in the place of the message.
    place = document.createElement('p');
    document.body.prepend(place);
  }
  place.setAttribute('role', 'alert');
  place.textContent = sentence;
}

async function start() {
  if (typeof WebAssembly !== 'object') {
    sayProblem('Trustlens needs WebAssembly, which this browser does not have or does not allow. Please use a current browser.');
    return;
  }
  try {
    const [glue, module] = await Promise.all([import(address(program.glue)), compile(address(program.wasm))]);
    await glue.default({ module_or_path: module });
  } catch (problem) {
    sayProblem(`Trustlens could not start. Please reload the page. The browser says: ${problem.message ?? problem}`);
    throw problem;
  }
}

start();

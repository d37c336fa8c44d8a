// Starts the page: loads the program that Trunk built and runs it, or says why it cannot, in the
// element #start-message. The program takes the place of all that index.html has in its body.
//
// For the Rust side there is one function:
//
//   globalThis.trustlensStartWorker()  ->  Worker
//
// It starts a new dedicated worker, which runs the same program (src/worker.rs in it) from the same
// compiled module, so that nothing is loaded twice. Messages may be posted to it at once: those that
// come before the program runs are kept for it. If it cannot start, the worker's `error` event fires.

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

let compiled;

globalThis.trustlensStartWorker = () => {
  const worker = new Worker(policy ? policy.createScriptURL(workerAddress) : workerAddress, {
    type: 'module',
    name: 'trustlens',
  });
  worker.postMessage(compiled);
  return worker;
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
    compiled = module;
    await glue.default({ module_or_path: module });
  } catch (problem) {
    sayProblem(`Trustlens could not start. Please reload the page. The browser says: ${problem.message ?? problem}`);
    throw problem;
  }
}

start();

// Starts the page: loads the program that Trunk built for it and runs it, or says why it cannot, in the
// element #start-message. The program takes the place of all that index.html has in its body.
//
// For the Rust side there is one function:
//
//   await globalThis.trustlensStartWorker(name)  ->  Worker
//
// It starts a new dedicated worker, which runs a program of its own: 'engine' (src/worker/main.rs) or 'lab'
// (src/lab_worker/main.rs). A program is loaded and compiled when it is first asked for. Messages may be posted to the
// worker at once: those that come before the program runs are kept for it. It throws when a part does not load, and the
// next call loads it anew; what goes wrong later fires the worker's `error` event.

// Trunk wrote the names of the files that belong together into the page.
const program = document.querySelector('meta[name="trustlens-program"]').dataset;
const address = (name) => new URL(name, document.baseURI).href;
// What workers run: the script that starts it, the program, and once it was asked for a promise of it, compiled.
const programs = {
  engine: { script: address(program.worker), wasm: address(program.engine) },
  lab: { script: address(program.labWorker), wasm: address(program.lab) },
};

// Under Trusted Types a worker's address has to pass a policy. This one lets our own pass, no others.
const policy = globalThis.trustedTypes?.createPolicy('trustlens', {
  createScriptURL(wanted) {
    if (!Object.values(programs).some(({ script }) => script === wanted)) {
      throw new TypeError(`Trustlens starts no scripts from ${wanted}`);
    }
    return wanted;
  },
});

globalThis.trustlensStartWorker = async (name) => {
  const wanted = programs[name];
  let worker;
  try {
    wanted.compiled ??= compile(wanted.wasm);
    // The worker's script loads while the program does.
    worker = new Worker(policy ? policy.createScriptURL(wanted.script) : wanted.script, {
      type: 'module',
      name: 'trustlens',
    });
    const failure = new Promise((_, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
    });
    worker.postMessage(await Promise.race([wanted.compiled, failure]));
    return worker;
  } catch (problem) {
    worker?.terminate();
    wanted.compiled = undefined;
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

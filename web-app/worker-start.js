// Starts a program in a worker. scripts/finish-build.mjs makes one such script for each program that workers run, and
// puts the final name of its glue in here.
//
// For the Rust side there is one function:
//
//   globalThis.trustlensStartAnother(name)  ->  Worker
//
// It starts another worker of the same program, under a name.
import run from './trustlens-engine.js';

// The page sends the compiled program first. It listens only once it runs: messages that come
// before are kept for it.
const early = [];
let compiled;
let policy;

async function start(program) {
  compiled = program;
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

globalThis.trustlensStartAnother = (name) => {
  const own = import.meta.url;
  // As in start.js: a worker's address has to pass a policy, and this one lets no other pass.
  policy ??= globalThis.trustedTypes?.createPolicy('trustlens', {
    createScriptURL(wanted) {
      if (wanted !== own) {
        throw new TypeError(`Trustlens starts no scripts from ${wanted}`);
      }
      return wanted;
    },
  });
  const worker = new Worker(policy ? policy.createScriptURL(own) : own, { type: 'module', name });
  worker.postMessage(compiled);
  return worker;
};

// The page starts as it is delivered: without errors, without foreign requests, under its policy,
// from any folder, and says so where it cannot start.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder, shoot, startRig, withPage } from './rig.mjs';

const started = (page) => page.waitForFunction(() => !document.getElementById('start-message'));

// Starts a worker with a program, and gives 'running' once it speaks, or why it does not.
const askWorker = (page, program) =>
  page.evaluate(async (name) => {
    try {
      const worker = await globalThis.trustlensStartWorker(name);
      return await new Promise((resolve) => {
        worker.onmessage = () => resolve('running');
        worker.onerror = (event) => resolve(`error: ${event.message}`);
      });
    } catch (problem) {
      return `error: ${problem.message}`;
    }
  }, program);

for (const { name, options } of [
  { name: 'from the root', options: {} },
  { name: 'from a folder', options: { prefix: '/some/folder/' } },
  { name: 'from a host that sends no security headers', options: { headers: false } },
]) {
  describe(name, () => {
    let rig;
    before(async () => {
      rig = await startRig(options);
    });
    after(() => rig?.close());

    test('the page starts without errors or foreign requests', () =>
      withPage(rig, async (page, watch) => {
        await started(page);
        assert.ok(watch.requests.length >= 5, 'The log of requests is too short to be true.');
        await shoot(page, 'smoke');
      }));

    for (const { program, script } of [
      { program: 'engine', script: /\/worker-start-[0-9a-f]+\.js$/ },
      { program: 'lab', script: /\/lab-start-[0-9a-f]+\.js$/ },
    ]) {
      test(`the worker of the ${program} starts`, () =>
        withPage(rig, async (page, watch) => {
          await started(page);
          assert.equal(await askWorker(page, program), 'running');
          assert.ok(watch.requests.some((address) => script.test(address)));
        }));
    }

    test('no other script can be started as a worker', () =>
      withPage(rig, async (page, watch) => {
        await started(page);
        const result = await page.evaluate(() => {
          try {
            new Worker('theme.js');
            return 'started';
          } catch (problem) {
            return problem.name;
          }
        });
        assert.equal(result, 'TypeError');
        watch.errors.length = 0;
      }));
  });
}

describe('the policy', () => {
  let rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig?.close());

  test('is sent, and forbids inline and evaluated scripts', async () => {
    const response = await fetch(rig.url);
    const policy = response.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(response.headers.get('cross-origin-opener-policy'), 'same-origin');
  });

  test('holds in the page itself', () =>
    withPage(rig, async (page, watch) => {
      await started(page);
      const result = await page.evaluate(async () => {
        const script = document.createElement('script');
        try {
          script.text = 'globalThis.injected = true';
          document.body.append(script);
        } catch {
          // Trusted Types refuse it already.
        }
        const asked = await fetch('https://example.com/').then(() => 'answered', () => 'refused');
        return { injected: Boolean(globalThis.injected), asked };
      });
      assert.deepEqual(result, { injected: false, asked: 'refused' });
      assert.ok(!watch.requests.some((address) => address.includes('example.com')));
      watch.errors.length = 0;
    }));

  test('finds nothing inline in the page', () => {
    const html = readFileSync(join(distFolder, 'index.html'), 'utf8');
    assert.doesNotMatch(html, /<style\b/i);
    assert.doesNotMatch(html, /\sstyle\s*=/i);
    assert.doesNotMatch(html, /\son[a-z]+\s*=/i);
    assert.doesNotMatch(html, /javascript:/i);
    for (const [tag] of html.matchAll(/<script\b[^>]*>/gi)) {
      assert.match(tag, /\ssrc=/, `This script is inline: ${tag}`);
    }
  });

  test('has relative addresses only', () => {
    const html = readFileSync(join(distFolder, 'index.html'), 'utf8');
    const addresses = [...html.matchAll(/\s(?:src|href|data-glue|data-wasm|data-worker|data-engine)="?([^\s">]+)/g)];
    assert.ok(addresses.length >= 9);
    for (const [, address] of addresses) {
      assert.match(address, /^\.\//, `This address is not relative: ${address}`);
    }
  });
});

describe('where it cannot start', () => {
  let rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig?.close());

  const sentence = (page, words) =>
    page.waitForFunction((text) => document.getElementById('start-message')?.textContent.includes(text), words);

  for (const { name, files } of [
    { name: 'the program', files: '**/trustlens-web-*_bg.wasm' },
    { name: "the program's script", files: '**/trustlens-web-*.js' },
    { name: 'the start script', files: /\/start-[0-9a-f]+\.js$/ },
  ]) {
    test(`the page says so when ${name} does not load`, () =>
      withPage(
        rig,
        async (page, watch) => {
          await page.route(files, (route) => route.abort());
          await page.goto(rig.url);
          await sentence(page, 'could not start');
          watch.errors.length = 0;
        },
        { open: false },
      ));
  }

  test('the page says so in a browser without WebAssembly', () =>
    withPage(
      rig,
      async (page) => {
        await page.addInitScript(() => delete globalThis.WebAssembly);
        await page.goto(rig.url);
        await sentence(page, 'needs WebAssembly');
      },
      { open: false },
    ));

  test('the page says so without scripts', () =>
    withPage(
      rig,
      async (page) => {
        assert.match(await page.locator('noscript').innerText(), /needs JavaScript/);
      },
      { javaScriptEnabled: false },
    ));

  test('the page says so when it is opened straight from its folder', () =>
    withPage(
      rig,
      async (page, watch) => {
        await page.goto(pathToFileURL(join(distFolder, 'index.html')).href);
        await sentence(page, 'from a web server');
        watch.errors.length = 0;
      },
      { open: false },
    ));
});

describe('the worker', () => {
  let rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig?.close());

  for (const { name, files } of [
    { name: 'its program', files: /\/trustlens-engine-[0-9a-f]+_bg\.wasm$/ },
    { name: "its program's script", files: /\/trustlens-engine-[0-9a-f]+\.js$/ },
    { name: 'its start script', files: /\/worker-start-[0-9a-f]+\.js$/ },
  ]) {
    test(`says so when ${name} does not load, and starts when it does`, () =>
      withPage(rig, async (page, watch) => {
        await started(page);
        await page.context().route(files, (route) => route.abort());
        assert.match(await askWorker(page, 'engine'), /^error/);
        await page.context().unroute(files);
        assert.equal(await askWorker(page, 'engine'), 'running');
        watch.errors.length = 0;
      }));
  }
});

describe('the programs', () => {
  const program = (start) => {
    const name = readdirSync(distFolder).find((file) => file.startsWith(start) && file.endsWith('.wasm'));
    return readFileSync(join(distFolder, name), 'latin1');
  };

  // Messages of a panic name the file of the source.
  test('are three: none carries what another is for', () => {
    for (const { library, carriers } of [
      { library: 'x509-parser', carriers: ['engine', 'lab'] },
      { library: 'crypto-bigint', carriers: ['engine', 'lab'] },
      { library: 'crate-core/src/case/', carriers: ['engine'] },
      { library: 'crypto-primes', carriers: ['lab'] },
      { library: 'crate-core/src/lab/', carriers: ['lab'] },
    ]) {
      for (const name of ['web', 'engine', 'lab']) {
        const carries = program(`trustlens-${name}-`).includes(library);
        assert.equal(carries, carriers.includes(name), `trustlens-${name} and ${library}`);
      }
    }
  });

  test('do not tell where they were built', () => {
    for (const start of ['trustlens-web-', 'trustlens-engine-', 'trustlens-lab-']) {
      assert.doesNotMatch(program(start), /\.cargo|\/registry\/|\/(root|home|Users)\//);
    }
  });
});

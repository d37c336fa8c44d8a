// The page starts as it is delivered: without errors, without foreign requests, under its policy,
// from any folder, and says so where it cannot start.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder, shoot, startRig, withPage } from './rig.mjs';

const started = (page) => page.waitForFunction(() => !document.getElementById('start-message'));

// Starts the worker, and gives 'running', or what its error event says.
const askWorker = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const worker = globalThis.trustlensStartWorker();
        worker.onerror = (event) => resolve(`error: ${event.message}`);
        setTimeout(() => resolve('running'), 1500);
      }),
  );

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

    test('the worker starts', () =>
      withPage(rig, async (page, watch) => {
        await started(page);
        assert.equal(await askWorker(page), 'running');
        assert.ok(watch.requests.some((address) => /\/worker-start-[0-9a-f]+\.js$/.test(address)));
      }));

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
    const addresses = [...html.matchAll(/\s(?:src|href|data-glue|data-wasm|data-worker)="?([^\s">]+)/g)];
    assert.ok(addresses.length >= 8);
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

test('the worker says so when its program does not load', async () => {
  const rig = await startRig();
  try {
    await withPage(rig, async (page, watch) => {
      await started(page);
      await page.context().route(/\/trustlens-(web|worker)-/, (route) => route.abort());
      assert.match(await askWorker(page), /^error/);
      watch.errors.length = 0;
    });
  } finally {
    await rig.close();
  }
});

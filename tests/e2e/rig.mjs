// The rig of the end-to-end tests: the built page from dist/, behind a server that sends what a
// careful static host sends, in headless Chromium.
//
//   const rig = await startRig({ prefix: '/', headers: true })
//       Starts the server on a free port and the browser. `prefix` is the folder that the page is
//       served from; `headers: false` sends no security headers, so that only the page's own hold.
//   rig.url            the page's address
//   rig.browser        Playwright's Browser
//   await rig.close()  stops both
//
//   await withPage(rig, async (page, watch) => { … }, options)
//       Opens a page in a fresh profile, goes to rig.url and calls the function. Afterwards it fails
//       when the page logged an error, threw one, broke the Content-Security-Policy, or asked for
//       anything outside its own origin. `options` go to Playwright's browser.newContext (viewport,
//       colorScheme, reducedMotion, locale …); { open: false } does not go to the page yet.
//   watch.errors       what was seen so far, as sentences; a test that provokes an error empties it:
//                      watch.errors.length = 0
//   watch.requests     the addresses of all requests so far
//
//   await shoot(page, 'name')
//       Writes target/screenshots/name.png of the whole page, and gives its path.
//
//   await accessibilityProblems(page)
//       What axe-core finds on the page as it is now, as sentences; an empty list is good.
//
//   distFolder         the path of dist/
//
// A test file:
//
//   import { after, before, test } from 'node:test';
//   import { startRig, withPage } from './rig.mjs';
//   let rig;
//   before(async () => { rig = await startRig(); });
//   after(() => rig?.close());
//   test('the page starts', () => withPage(rig, async (page) => { … }));
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const distFolder = join(project, 'dist');
const screenshots = join(project, 'target', 'screenshots');

// Chromium is to talk to our server alone, so it must not look for updates either. As root it runs
// only without its sandbox.
const browserOptions = {
  executablePath: '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export async function startRig({ prefix = '/', headers = true } = {}) {
  assert.ok(existsSync(join(distFolder, 'index.html')), 'The page is not built: make build');
  const server = await serve({ folder: distFolder, port: 0, prefix, headers });
  try {
    const browser = await chromium.launch(browserOptions);
    return {
      url: server.url,
      browser,
      async close() {
        await browser.close();
        await server.close();
      },
    };
  } catch (problem) {
    await server.close();
    throw problem;
  }
}

// In the page: Chromium logs a broken policy as an error, but not in every case.
function noteBrokenPolicies() {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`Content-Security-Policy: ${violatedDirective} forbids ${blockedURI}`);
  });
}

function startWatching(context, origin) {
  const watch = { errors: [], requests: [] };
  context.on('request', (request) => {
    const address = request.url();
    watch.requests.push(address);
    // What the page makes itself (blob:, data:) leaves nothing. blob: addresses carry the origin.
    if (!address.startsWith('data:') && new URL(address).origin !== origin) {
      watch.errors.push(`A request left the page's origin: ${address}`);
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error') {
      watch.errors.push(`The console says: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (problem) => {
    watch.errors.push(`The page threw: ${problem.error().stack ?? problem.error()}`);
  });
  return watch;
}

export async function withPage(rig, act, { open = true, ...options } = {}) {
  const context = await rig.browser.newContext(options);
  try {
    const watch = startWatching(context, new URL(rig.url).origin);
    await context.addInitScript(noteBrokenPolicies);
    const page = await context.newPage();
    if (open) {
      await page.goto(rig.url, { waitUntil: 'load' });
    }
    await act(page, watch);
    assert.deepEqual(watch.errors, []);
  } finally {
    await context.close();
  }
}

export async function shoot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

export async function accessibilityProblems(page) {
  // The debugger's evaluation is not subject to the page's policy.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target }) => target.flat().join(' ')).join(', ');
    return `${help} (${id}): ${places}`;
  });
}

// The engine is a program of its own. It is loaded once somebody is about to give something, and once only; where that
// fails, the page says so and can try again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { badList, choose, drop, goTo, goodList, judged, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const engineProgram = /\/trustlens-engine-[0-9a-f]+_bg\.wasm$/;
const engineGlue = /\/trustlens-engine-[0-9a-f]+\.js$/;
const workerScript = /\/worker-start-[0-9a-f]+\.js$/;
const ofEngine = (watch, wanted = /\/(trustlens-engine|worker-start)-/) => watch.requests.filter((address) => wanted.test(address));

test('nothing of the engine is asked for before something is given', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await goTo(page, '#/certificates');
    await page.waitForTimeout(1000);
    assert.deepEqual(ofEngine(watch), []);
    assert.equal(page.workers().length, 0);
    await drop(page, [goodList]);
    await judged(page);
    for (const wanted of [engineProgram, engineGlue, workerScript]) {
      assert.equal(ofEngine(watch, wanted).length, 1, `${wanted}`);
    }
  }));

test('a drag, a dialog or an example is a reason to load the engine', async () => {
  const signs = {
    'a drag': async (page) => {
      const session = await page.context().newCDPSession(page);
      const data = { items: [], files: [goodList], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver']) {
        await session.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
      }
    },
    'choosing files': (page) => page.getByRole('button', { name: 'Choose files' }).click(),
    'choosing a folder': (page) => page.getByRole('button', { name: 'Choose a folder' }).click(),
    'pasting text': (page) => page.getByRole('button', { name: 'Paste text' }).click(),
    'an example': (page) => page.locator('.example').first().click(),
  };
  for (const [name, sign] of Object.entries(signs)) {
    await withPage(rig, async (page) => {
      await started(page);
      // Nothing hangs on the browser's dialog.
      page.on('filechooser', () => {});
      const loaded = page.context().waitForEvent('request', { predicate: (request) => engineProgram.test(request.url()), timeout: 5000 });
      await sign(page);
      await loaded.catch(() => assert.fail(`${name} does not load the engine.`));
    });
  }
});

test('a new worker is not a reason to load or compile the engine again', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.evaluate(() => {
      globalThis.compiled = 0;
      for (const way of ['compile', 'compileStreaming']) {
        const compile = WebAssembly[way];
        WebAssembly[way] = (...given) => {
          globalThis.compiled += 1;
          return compile.apply(WebAssembly, given);
        };
      }
    });
    await drop(page, [goodList]);
    await judged(page);
    await page.getByRole('button', { name: 'Clear case' }).click();
    const fresh = page.waitForEvent('worker');
    await page.getByRole('dialog').getByRole('button', { name: 'Clear the case' }).click();
    await fresh;
    await drop(page, [badList]);
    await judged(page);
    assert.equal(await page.locator('.verdicts .verdict').count(), 1);
    assert.equal(ofEngine(watch, engineProgram).length, 1);
    assert.equal(await page.evaluate(() => globalThis.compiled), 1);
  }));

test('while the engine is being loaded the page says so', () =>
  withPage(rig, async (page) => {
    await started(page);
    let letGo;
    const held = new Promise((resolve) => {
      letGo = resolve;
    });
    await page.context().route(engineProgram, async (route) => {
      await held;
      await route.continue();
    });
    await drop(page, [goodList, badList]);
    await page.locator('.progress').getByText('Loading the part of Trustlens that reads files').waitFor();
    await page.locator('[role=status].visually-hidden').getByText('Loading the part').waitFor({ state: 'attached' });
    await shoot(page, 'page-engine-loading');
    letGo();
    await judged(page);
    assert.equal(await page.locator('.verdicts .verdict').count(), 2);
  }));

const refuse = (route) => route.abort();
const failures = [
  { name: 'its program is refused', part: engineProgram, answer: refuse },
  { name: 'its program is gone', part: engineProgram, answer: (route) => route.fulfill({ status: 404, body: 'gone' }), words: /404/ },
  { name: 'its program is damaged', part: engineProgram, answer: (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: 'no program' }) },
  { name: "its program's script is refused", part: engineGlue, answer: refuse },
  { name: "the worker's script is refused", part: workerScript, answer: refuse },
];
for (const { name, part, answer, words } of failures) {
  test(`when ${name}, the page says so and can try again`, () =>
    withPage(rig, async (page, watch) => {
      await started(page);
      await page.context().route(part, answer);
      await drop(page, [goodList]);
      const notice = page.locator('.notice[role=alert]');
      await notice.getByText('could not be loaded. Everything you gave is kept here.').waitFor();
      if (words) {
        assert.match(await notice.innerText(), words);
      }
      assert.equal(await page.locator('.progress').count(), 0);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.getByRole('button', { name: 'Try again' }).click();
      await notice.waitFor();
      await page.context().unroute(part);
      await page.getByRole('button', { name: 'Try again' }).click();
      await judged(page);
      assert.equal(await page.locator('.verdicts .verdict').count(), 1);
      assert.equal(await notice.count(), 0);
      watch.errors.length = 0;
    }));
}

test('without a network the page says that, and goes on when the network is back', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.context().setOffline(true);
    // Chosen, for the way in which `drop` drops makes the browser believe that it is online again.
    await choose(page, [{ name: 'a.tlv', bytes: readFileSync(goodList) }]);
    await page.locator('.notice').getByText('This browser is offline.').waitFor();
    await shoot(page, 'page-engine-offline');
    // What is given now is kept as well, and tried at once.
    await choose(page, [{ name: 'b.tlv', bytes: readFileSync(badList) }]);
    await page.locator('.notice').getByText('This browser is offline.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await judged(page);
    assert.equal(await page.locator('.verdicts .verdict').count(), 2);
    watch.errors.length = 0;
  }));

test('a file that is taken away again needs no engine', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.context().setOffline(true);
    await choose(page, [{ name: 'a.tlv', bytes: readFileSync(goodList) }]);
    await page.locator('.notice').getByText('This browser is offline.').waitFor();
    await page.getByRole('button', { name: 'Clear case' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clear the case' }).click();
    await started(page);
    assert.equal(await page.locator('.notice').count(), 0);
    watch.errors.length = 0;
  }));

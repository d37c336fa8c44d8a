// The lab's own program: loaded once it is opened, made of workers, and outlived by the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { goTo, started } from './page-kit.mjs';
import { startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

// Puts a script before that of every worker of the lab that starts from now on.
const poison = (context, script) =>
  context.route(/lab-start-[0-9a-f]+\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });

const make = (page) => page.getByRole('button', { name: 'Make the cluster', exact: true });

// A small cluster with short keys.
async function describe(page, seed) {
  await goTo(page, '#/lab');
  await page.getByLabel('Search faults').waitFor();
  for (const [label, text] of [['Number of nodes', '2'], ['Seed', seed]]) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(text);
    await field.press('Tab');
  }
  await page.getByLabel('Keys', { exact: true }).selectOption('rsa-1024');
}

async function makeIt(page) {
  await make(page).click();
  await page.getByRole('heading', { name: 'It is made' }).waitFor({ timeout: 60_000 });
}

async function madeZip(page) {
  await makeIt(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as zip' }).click();
  return readFileSync(await (await downloading).path());
}

// The zip of a page whose workers begin with a script.
async function zipOf(seed, script) {
  let bytes;
  await withPage(rig, async (page) => {
    await started(page);
    await poison(page.context(), script);
    await describe(page, seed);
    bytes = await madeZip(page);
  });
  return bytes;
}

test('nothing of the lab is loaded before it is opened', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.waitForLoadState('networkidle');
    const ofLab = () => watch.requests.filter((address) => /trustlens-lab|lab-start/.test(address));
    assert.deepEqual(ofLab(), []);
    await goTo(page, '#/lab');
    await page.getByLabel('Search faults').waitFor();
    assert.equal(ofLab().length, 3, 'a script, the glue and the program');
    assert.equal(watch.requests.filter((address) => /trustlens-engine/.test(address)).length, 0);
  }));

test('a seed gives the same bytes, whether further workers make the keys or the lab itself', async () => {
  const inWorkers = await zipOf('end to end', 'self.Worker = class extends Worker { constructor(...all) { super(...all); } };');
  const alone = await zipOf('end to end', 'self.Worker = undefined;');
  const afterFault = await zipOf('end to end', "if (self.name === 'trustlens-keys') { throw new Error('broken on purpose'); }");
  assert.equal(inWorkers.subarray(0, 2).toString(), 'PK');
  assert.ok(inWorkers.equals(alone));
  assert.ok(inWorkers.equals(afterFault));
  assert.ok(!inWorkers.equals(await zipOf('another', '')));
});

test('without a seed every cluster has other keys, also where the browser makes none', async () => {
  const noCryptography = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });";
  const all = [await zipOf('', ''), await zipOf('', noCryptography), await zipOf('', noCryptography)];
  for (const [place, bytes] of all.entries()) {
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    assert.ok(!all.slice(0, place).some((other) => other.equals(bytes)));
  }
});

test('a fault of the program gets a sentence, and making goes on afterwards', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await poison(
      page.context(),
      "SubtleCrypto.prototype.generateKey = () => { setTimeout(() => { throw new Error('broken on purpose'); }); return new Promise(() => {}); };",
    );
    await describe(page, '');
    await make(page).click();
    await page.getByRole('alert').getByText(/The lab stopped at a fault.*broken on purpose/).waitFor();
    watch.errors.length = 0;
    await page.context().unroute(/lab-start-[0-9a-f]+\.js/);
    await makeIt(page);
  }));

test('a lab that cannot be loaded gets a sentence, and is loaded anew', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await page.context().route(/trustlens-lab-[0-9a-f]+_bg\.wasm/, (route) => route.abort());
    await goTo(page, '#/lab');
    await page.getByRole('alert').getByText(/The lab could not be loaded/).waitFor();
    watch.errors.length = 0;
    await page.context().unroute(/trustlens-lab-[0-9a-f]+_bg\.wasm/);
    // Whatever is asked next loads it.
    await page.getByLabel('Mode', { exact: true }).selectOption('non-secure');
    await describe(page, '');
    await makeIt(page);
  }));

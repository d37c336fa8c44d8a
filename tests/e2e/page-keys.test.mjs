// What waits for a password is opened with it; and a private key that was given, alone or inside something else, is
// nowhere in the page: not in what it shows, not in its address, not in what the browser stores.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, judged, samples, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

const containers = join(samples, '..', 'containers');
const password = 'lab-password'; // make-containers.sh says so.
let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const openWith = async (page, text) => {
  await page.fill('#password', text);
  await page.keyboard.press('Enter');
};

test('a PKCS#12 file asks for its password, says when it is wrong, and opens with the right one', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [join(containers, 'pkcs12', 'rsa-modern.p12')]);
    await judged(page);
    const asks = page.locator('.asks');
    assert.match(await asks.innerText(), /rsa-modern\.p12 opens with a password only/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await openWith(page, 'not this one');
    await asks.locator('text=None that was given so far is right').waitFor();
    assert.equal(await page.inputValue('#password'), '', 'the field forgets what was typed');
    await shoot(page, 'password-1280-light');
    await openWith(page, password);
    await asks.waitFor({ state: 'detached' });
    await judged(page);
    await goTo(page, '#/inputs');
    await page.locator('.row .opener', { hasText: 'rsa-modern.p12' }).click();
    assert.match(await page.locator('.input-detail').innerText(), /private key, which is not kept/);
    await goTo(page, '#/certificates');
    assert.ok((await page.locator('.data-table tbody .row').count()) >= 1);
  }));

// Pieces of the private values, as openssl prints them, in the forms in which a page could hold them.
function pieces() {
  const lines = readFileSync(join(containers, 'keys', 'private-values.tsv'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const value = Buffer.from(line.split('\t')[2], 'hex');
    const found = [];
    for (let start = 0; start + 18 <= value.length; start += 16) {
      const part = value.subarray(start, start + 18);
      found.push(part.toString('hex'), [...part].join(','));
      // What stands before shifts the bits of base64.
      for (const shift of [0, 1, 2]) {
        found.push(part.subarray(shift, shift + 15).toString('base64'));
      }
    }
    return found;
  });
}

test('no private key is in the page, its address or what the browser stores', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    const files = ['keys/rsa-pkcs8.pem', 'keys/ec-sec1.der', 'keys-inside/all.zip', 'keys-inside/nested.zip', 'pkcs12/rsa-modern.p12'];
    await drop(page, files.map((file) => join(containers, file)));
    await judged(page);
    await openWith(page, password);
    await page.locator('.asks').waitFor({ state: 'detached' });
    await judged(page);

    const wanted = pieces();
    assert.ok(wanted.length > 200);
    const look = async (where) => {
      const all = await page.evaluate(async (secret) => {
        const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
        const bases = (await indexedDB.databases()).map((base) => base.name);
        const caches = await globalThis.caches.keys();
        const texts = [document.documentElement.outerHTML, location.href, document.cookie, JSON.stringify(history.state), ...stored];
        return { text: texts.join('\n'), bases, caches, hasPassword: texts.some((text) => text.includes(secret)) };
      }, password);
      assert.deepEqual([all.bases, all.caches, all.hasPassword], [[], [], false], where);
      const text = all.text.toLowerCase();
      assert.ok(!wanted.some((piece) => text.includes(piece.toLowerCase())), where);
    };
    for (const view of ['', 'inputs', 'certificates', 'findings']) {
      await goTo(page, `#/${view}`);
      await page.waitForTimeout(200);
      for (const opener of await page.locator('.view .opener').all()) {
        await opener.click();
      }
      await page.waitForTimeout(200);
      await look(`#/${view}`);
    }
    assert.ok(watch.requests.every((address) => address.startsWith(rig.url)));
  }));

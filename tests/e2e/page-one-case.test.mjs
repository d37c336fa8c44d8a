// One archive with a capture, a paste, a PKCS#7 bag and an ITL, dropped as a person would: each is found, and all
// are one case. And what waits for a password.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, judged, samples, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

const fixtures = join(samples, '..');
let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const names = (page) => page.locator('.data-table tbody .row .opener').allTextContents();

async function openCase(page) {
  await started(page);
  await drop(page, [join(fixtures, 'one-case', 'case.zip')]);
  await judged(page);
}

test('everything in one archive is found, with where it comes from', () =>
  withPage(rig, async (page) => {
    await openCase(page);
    await goTo(page, '#/inputs');
    await page.waitForSelector('.data-table');
    const found = (await names(page)).map((name) => name.trim());
    for (const wanted of [
      'case.zip',
      'boot.pcapng',
      'show itl.txt',
      'certificates.p7b',
      'tftp/ITLFile.tlv',
      'ITLSEP001122334455.tlv',
      'SEP001122334455.cnf.xml',
    ]) {
      assert.ok(found.includes(wanted), `${wanted} in ${found.join(', ')}`);
    }
    await page.locator('.row .opener', { hasText: 'ITLSEP001122334455.tlv' }).click();
    const detail = await page.locator('.input-detail').innerText();
    assert.match(detail, /Found inside boot\.pcapng, over HTTP, asked for by 10\.20\.1\.21, from 10\.20\.1\.5:6970/);
    assert.deepEqual(await accessibilityProblems(page), []);
  }));

test('the paste is joined with the file, and the capture leads to what the phone fetched', () =>
  withPage(rig, async (page) => {
    await openCase(page);
    await goTo(page, '#/lists');
    const paste = page.locator('.trust-list', { hasText: 'show itl.txt' }).first();
    await paste.waitFor();
    const text = await paste.innerText();
    assert.match(text, /from text/);
    assert.match(text, /Is the text whole\?\s+yes/);
    assert.match(text, /The same list as a file\s+tftp\/ITLFile\.tlv/);
    await shoot(page, 'one-case-lists-1280-light');

    await page.locator('#views a', { hasText: 'Captures' }).click();
    const capture = page.locator('.card', { hasText: 'boot.pcapng' });
    await capture.waitFor();
    assert.match(await capture.innerText(), /SIP over TLS/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, 'one-case-captures-1280-light');
    await capture.locator('a', { hasText: 'CTLFile.tlv' }).first().click();
    await page.waitForFunction(() => location.hash.startsWith('#/lists/'));

    await page.locator('#views a', { hasText: 'Phone configurations' }).click();
    assert.match(await page.locator('.card').first().innerText(), /SEP001122334455/);
  }));

test('the views of a case can be used on a small screen in the dark', () =>
  withPage(
    rig,
    async (page) => {
      await openCase(page);
      await goTo(page, '#/captures');
      await page.waitForSelector('.element-table');
      await shoot(page, 'one-case-captures-360-dark');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.deepEqual(await accessibilityProblems(page), []);
    },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  ));

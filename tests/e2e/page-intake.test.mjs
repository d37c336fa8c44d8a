// All the ways to give something, and to take it away again.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { badList, certificatePem, choose, drop, goTo, goodList, judged, paste, sample, started } from './page-kit.mjs';
import { startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const inputNames = async (page) => {
  await goTo(page, '#/inputs');
  await page.locator('.data-table').waitFor();
  return page.locator('.data-table .row th').allInnerTexts();
};

test('PEM text is pasted anywhere', () =>
  withPage(rig, async (page) => {
    await started(page);
    await paste(page, `some words before\n${certificatePem()}\nand after`);
    await judged(page);
    await goTo(page, '#/certificates');
    await page.getByRole('button', { name: 'Cisco Root CA M2' }).waitFor();
    assert.deepEqual(await inputNames(page), ['Pasted text 1']);
  }));

test('a trust list is pasted as base64', () =>
  withPage(rig, async (page) => {
    await started(page);
    await paste(page, readFileSync(goodList).toString('base64'));
    await judged(page);
    assert.match(await page.locator('.verdict').first().innerText(), /Signature good/);
  }));

test('text goes into the box, Escape closes it, and the button adds it', () =>
  withPage(rig, async (page) => {
    await started(page);
    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Paste text' }).click();
    const add = page.getByRole('button', { name: 'Add to the case' });
    await add.click();
    assert.equal(await page.locator('.case').count(), 0, 'There is nothing to add.');
    // What is pasted into a field stays in the field.
    await page.getByRole('textbox').focus();
    await paste(page, certificatePem());
    assert.equal(await page.locator('.case').count(), 0);
    await page.getByRole('textbox').fill(certificatePem());
    await add.click();
    await judged(page);
    await page.getByText('1 certificate').first().waitFor();
  }));

test('a folder is dropped with all that is in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustlens-'));
  try {
    mkdirSync(join(folder, 'case', 'publisher', 'certs'), { recursive: true });
    mkdirSync(join(folder, 'case', 'subscriber'));
    copyFileSync(goodList, join(folder, 'case', 'publisher', 'ITLFile.tlv'));
    copyFileSync(badList, join(folder, 'case', 'subscriber', 'ITLFile.tlv'));
    copyFileSync(sample('cisco-roots/crcam1.pem'), join(folder, 'case', 'publisher', 'certs', 'root.pem'));
    await withPage(rig, async (page) => {
      await started(page);
      await drop(page, [join(folder, 'case')]);
      await judged(page);
      assert.deepEqual(await inputNames(page), [
        'case/publisher/ITLFile.tlv',
        'case/publisher/certs/root.pem',
        'case/subscriber/ITLFile.tlv',
      ]);
    });
    await withPage(rig, async (page) => {
      await started(page);
      await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'case'));
      await judged(page);
      assert.equal((await inputNames(page)).length, 3);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('files are added to a case, and the same bytes twice are no harm', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    await drop(page, [goodList, badList]);
    await page.waitForFunction(() => document.querySelectorAll('.verdicts .verdict').length === 3);
    assert.equal((await inputNames(page)).length, 3);
  }));

test('an input is removed, and with the last one the case', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList, badList]);
    await judged(page);
    await goTo(page, '#/inputs');
    await page.getByRole('button', { name: 'Remove ITLFile-bad-signature.tlv' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.data-table .row').length === 1);
    await goTo(page, '#/');
    await page.waitForFunction(() => document.querySelectorAll('.verdicts .verdict').length === 1);
    assert.match(await page.locator('.verdict').first().innerText(), /Signature good/);
    await goTo(page, '#/inputs');
    await page.getByRole('button', { name: 'Remove ITLFile-cucm12style-sha1.tlv' }).click();
    await page.getByRole('heading', { name: 'See what a Cisco phone trusts, and why.' }).waitFor();
    // The same file can be given again.
    await drop(page, [goodList]);
    await judged(page);
  }));

test('the case is cleared after a question', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    await page.getByRole('button', { name: 'Clear case' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.case').count(), 1);
    await page.getByRole('button', { name: 'Clear case' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clear the case' }).click();
    await started(page);
    await drop(page, [badList]);
    await judged(page);
    assert.equal(await page.locator('.verdicts .verdict').count(), 1);
  }));

test('every example opens', () =>
  withPage(rig, async (page) => {
    await started(page);
    const examples = await page.locator('.example').count();
    assert.ok(examples >= 5 && examples <= 10, `There are ${examples} examples.`);
    for (let number = 0; number < examples; number += 1) {
      await page.locator('.example').nth(number).click();
      await judged(page);
      assert.equal(await page.locator('.failures').count(), 0);
      await page.getByRole('button', { name: 'Clear case' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Clear the case' }).click();
      await started(page);
    }
  }));

test('a chosen file may have any name and any content', () =>
  withPage(rig, async (page) => {
    await started(page);
    await choose(page, [
      { name: 'nothing', bytes: [] },
      { name: 'noise.tlv', bytes: Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256) },
      { name: '\u202egpj.tlv', bytes: [1, 0, 2, 1, 2] },
    ]);
    await judged(page);
    const names = await inputNames(page);
    assert.equal(names.length, 3);
    assert.match(names[2], /\\u\{202e\}gpj\.tlv/);
  }));

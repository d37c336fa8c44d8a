// Certificates, expiry, addresses, the theme, and saving.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { drop, goTo, goodList, judged, sample, started } from './page-kit.mjs';
import { startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const roots = ['crca2048', 'crcam1', 'crcam2', 'cmca', 'crca2099'].map((name) => sample(`cisco-roots/${name}.pem`));

const setDate = async (page, date) => {
  await page.getByLabel('Judge by date').fill(date);
  await page.getByLabel('Judge by date').press('Tab');
};

test('another date changes what has expired, and today brings it back', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, roots);
    await judged(page);
    await goTo(page, '#/expiry');
    await setDate(page, '2029-04-20');
    await page.getByText('Judged by 2029-04-20').waitFor();
    await page.getByRole('button', { name: '2 Within 30 days' }).waitFor();
    assert.match(await page.locator('.row:has-text("Cisco Root CA 2048")').innerText(), /expires in 24 days/);

    await setDate(page, '2031-06-01');
    await page.getByRole('button', { name: '2 Expired' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.row:not(.group)').length === 2);
    assert.match(await page.locator('.row:has-text("Cisco Root CA 2048")').innerText(), /expired 2 years ago/);
    // The worker judges by the date, too.
    await goTo(page, '#/findings');
    await page.locator('.finding:has-text("CRT-02")').first().waitFor();

    await page.getByRole('button', { name: 'Back to today' }).click();
    await page.waitForFunction(() => !document.body.textContent.includes('CRT-02'));
  }));

test('certificates are searched, filtered and sorted', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, roots);
    await judged(page);
    await goTo(page, '#/certificates');
    await page.locator('.row').first().waitFor();
    const names = () => page.locator('.data-table .row th').allInnerTexts();
    assert.deepEqual(await names(), [
      'Cisco Manufacturing CA', 'Cisco Root CA 2048', 'Cisco Root CA 2099', 'Cisco Root CA M1', 'Cisco Root CA M2',
    ]);
    await page.getByRole('button', { name: 'Name' }).click();
    assert.equal((await names())[0], 'Cisco Root CA M2');
    assert.equal(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort'), 'descending');
    await page.getByRole('button', { name: 'Validity' }).click();
    assert.match((await names())[0], /Manufacturing|2048/);
    await page.getByLabel('Search').fill('5F:F8:7B:28');
    assert.deepEqual(await names(), ['Cisco Root CA 2048']);
    await page.getByText('1 of 5 certificates').waitFor();
    await page.getByLabel('Search').fill('');
    await setDate(page, '2031-06-01');
    await page.getByLabel('Show').selectOption('expired');
    assert.equal((await names()).length, 2);
    await page.getByLabel('Show').selectOption('hide-expired');
    assert.equal((await names()).length, 3);
  }));

test('a certificate opens to all of it, and can be copied', () =>
  withPage(
    rig,
    async (page) => {
      await started(page);
      await drop(page, [roots[2]]);
      await judged(page);
      await goTo(page, '#/certificates');
      await page.getByRole('button', { name: 'Cisco Root CA M2' }).click();
      const opened = page.locator('.opened');
      await opened.getByRole('heading', { name: 'PEM' }).waitFor();
      const text = await opened.innerText();
      for (const expected of ['MD5 fingerprint', 'Certificate authority', '2.5.29.15', 'critical', 'Found in', 'crcam2.pem']) {
        assert.ok(text.includes(expected), `${expected} is missing`);
      }
      await opened.getByRole('button', { name: 'Copy the certificate as PEM' }).click();
      await opened.getByText('Copied').waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const base64 = (pem) => pem.replace(/-----[^-]+-----|\s/g, '');
      assert.equal(base64(copied), base64(readFileSync(roots[2], 'utf8')));
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ));

test('the report can be printed', () =>
  withPage(rig, async (page) => {
    await started(page);
    await page.evaluate(() => {
      globalThis.print = () => (globalThis.printed = true);
    });
    await drop(page, [goodList]);
    await judged(page);
    await page.getByRole('button', { name: /Print/ }).click();
    assert.equal(await page.evaluate(() => globalThis.printed), true);
  }));

test('the chosen theme is kept', () =>
  withPage(rig, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await started(page);
    const light = await ground();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    await started(page);
    assert.equal(await ground(), dark);
    assert.equal(await page.evaluate(() => localStorage.getItem('trustlens-theme')), 'dark');
    await page.getByRole('button', { name: 'Theme of the system' }).click();
    assert.equal(await ground(), light);
    assert.equal(await page.evaluate(() => localStorage.getItem('trustlens-theme')), null);
  }));

test('nothing of the case stands in the address but the fragment', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    const before = new URL(page.url());
    await drop(page, [goodList]);
    await judged(page);
    for (const link of ['Findings', 'Trust lists', 'Certificates', 'Expiry', 'Inputs', 'Overview']) {
      await page.getByRole('navigation').getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: link }).waitFor();
      assert.match(await page.title(), new RegExp(`^${link} · `));
    }
    const now = new URL(page.url());
    assert.equal(now.search, '');
    assert.equal(now.pathname, before.pathname);
    assert.ok(!watch.requests.some((address) => address.includes('ITLFile')));
  }));

test('the page works from a folder of another site', async () => {
  const nested = await startRig({ prefix: '/tools/trustlens/' });
  try {
    await withPage(nested, async (page) => {
      await started(page);
      await page.locator('.example').first().click();
      await judged(page);
      assert.match(await page.locator('.verdict').first().innerText(), /Signature good/);
    });
  } finally {
    await nested.close();
  }
});

// Trust lists side by side: which are compared, what differs in sentences, the matrix, and the list that a phone holds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { choose, drop, goTo, goodList, judged, sample, started, trustList } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const peers = ['peer/ITL-allroles-sha1.tlv', 'peer/CTL-sha1.tlv'].map(sample);

async function openComparison(page, files) {
  await started(page);
  await drop(page, files);
  await judged(page);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Compare/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
}

test('the view is there once there are two lists', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    const entry = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Compare/ });
    assert.equal(await entry.count(), 0);
    await goTo(page, '#/compare');
    await page.getByText('It takes two trust lists to compare them.').waitFor();
    await drop(page, peers);
    await entry.waitFor();
    await page.getByRole('table').waitFor();
  }));

test('sentences first, then a matrix that a screen reader can follow', () =>
  withPage(rig, async (page) => {
    await openComparison(page, [goodList, ...peers]);
    const matrix = page.getByRole('table');
    await matrix.waitFor();
    const [sentences, table] = await Promise.all([
      page.locator('.comparison-sentences').boundingBox(),
      page.locator('.list-matrix').boundingBox(),
    ]);
    assert.ok(sentences.y < table.y);
    assert.ok((await matrix.locator('caption').innerText()).length > 0);
    assert.equal(await matrix.locator('thead th[scope=col]').count(), 4);
    const rows = matrix.locator('tbody tr');
    assert.equal(await rows.count(), await rows.locator('th[scope=row]').count());
    // The mark is a word beside its icon.
    assert.match(await rows.first().locator('th').innerText(), /equal|differs|only in some|same name/);
    // A cell leads to its record.
    const cell = matrix.locator('tbody td a').first();
    assert.match(await cell.getAttribute('href'), /^#\/lists\/\d+\/records\/\d+$/);
    // The table scrolls in a box that the keyboard reaches.
    await page.getByRole('region', { name: 'Matrix' }).focus();
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, 'compare-1280-light');
  }));

test('a list that is not chosen has no column', () =>
  withPage(rig, async (page) => {
    await openComparison(page, [goodList, ...peers]);
    const heads = page.locator('.list-matrix thead th[scope=col]');
    await heads.nth(3).waitFor();
    await page.getByRole('checkbox', { name: /CTL-sha1\.tlv/ }).uncheck();
    await page.waitForFunction(() => document.querySelectorAll('.list-matrix thead th').length === 3);
    assert.doesNotMatch((await heads.allInnerTexts()).join(' '), /CTL-sha1/);
    await page.getByRole('checkbox', { name: /ITL-allroles/ }).uncheck();
    await page.getByText('It takes two trust lists to compare them.').waitFor();
    await page.getByRole('checkbox', { name: /CTL-sha1\.tlv/ }).check();
    await page.waitForFunction(() => document.querySelectorAll('.list-matrix thead th').length === 3);
  }));

test('the same list twice does not differ', () =>
  withPage(rig, async (page) => {
    await started(page);
    const bytes = readFileSync(goodList);
    await choose(page, [
      { name: 'a.tlv', bytes },
      { name: 'b.tlv', bytes },
    ]);
    await judged(page);
    await goTo(page, '#/compare');
    await page.getByText('All 2 lists are the same file.').waitFor();
    const words = await page.locator('.list-matrix tbody th').allInnerTexts();
    assert.ok(words.length > 0 && words.every((entry) => entry.includes('equal')), words.join('\n'));
  }));

test('a checksum finds the list that a phone holds', () =>
  withPage(rig, async (page) => {
    await openComparison(page, [goodList, ...peers]);
    const field = page.getByLabel(/^A checksum/);
    const answer = page.getByRole('status').filter({ hasNotText: 'Loading' });
    // formats.md, section 8.1.
    await field.fill('55:57:F3:39:20:A9:AD:6E:21:26:74:94:CD:D2:F3:84');
    await field.press('Enter');
    await page.getByText('This is the MD5 of ITLFile-cucm12style-sha1.tlv.').waitFor();
    await field.fill('0'.repeat(40));
    await page.getByRole('button', { name: 'Find the list' }).click();
    await page.getByText(/No list here has this SHA-1/).waitFor();
    await field.fill('<img src=x>');
    await field.press('Enter');
    await page.getByText(/This is no checksum/).waitFor();
    assert.ok((await answer.count()) > 0);
    assert.deepEqual(await accessibilityProblems(page), []);
  }));

test('names from files are text in the matrix', () =>
  withPage(rig, async (page) => {
    await started(page);
    const hostile = (subject) =>
      trustList({ signer: 'CN=signer', fileName: 'ITLFile.tlv', records: [{ subject, role: 0 }, { subject: 'CN=other', role: 21 }] });
    await choose(page, [
      { name: 'a.tlv', bytes: hostile('CN=<img src=x onerror=alert(1)>') },
      { name: 'b.tlv', bytes: hostile('CN=\u202Egnp.exe') },
    ]);
    await judged(page);
    await goTo(page, '#/compare');
    await page.locator('.list-matrix').waitFor();
    assert.equal(await page.locator('.list-matrix img').count(), 0);
    assert.doesNotMatch(await page.locator('main').innerText(), /\u202E/);
  }));

test('on a narrow page the matrix scrolls and the page does not', () =>
  withPage(
    rig,
    async (page) => {
      await started(page);
      await drop(page, [goodList, ...peers]);
      await judged(page);
      await goTo(page, '#/compare');
      await page.locator('.list-matrix').waitFor();
      const box = page.locator('.list-matrix-box');
      const [wide, shown] = await box.evaluate((element) => [element.scrollWidth, element.clientWidth]);
      assert.ok(wide > shown);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      // The first column stays where it is.
      const first = page.locator('.list-matrix tbody th').first();
      const before = await first.boundingBox();
      await box.evaluate((element) => element.scrollTo(element.scrollWidth, 0));
      const after = await first.boundingBox();
      assert.ok(Math.abs(before.x - after.x) < 2);
      await shoot(page, 'compare-390-dark');
    },
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  ));

// What ends when and by when to begin: the date is moved, and the list is saved as a calendar.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { drop, goTo, judged, sample, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const setDate = async (page, date) => {
  await page.getByLabel('Judge by date').fill(date);
  await page.getByLabel('Judge by date').press('Tab');
};

const save = (page) => page.getByRole('button', { name: 'Save as calendar (.ics)' });
const renewals = (page) => page.getByRole('table', { name: 'Next renewals' });

// A healthy cluster of the examples: its certificates were made on 2 March 2025 for five years.
async function openExample(page) {
  await started(page);
  await page.locator('.example', { hasText: /healthy|sound|right/i }).first().click();
  await judged(page);
  await goTo(page, '#/expiry');
  await renewals(page).waitFor();
}

async function savedCalendar(page) {
  const downloading = page.waitForEvent('download');
  await save(page).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'trustlens-renewals.ics');
  return readFileSync(await download.path(), 'utf8');
}

const unfolded = (text) => text.replaceAll('\r\n ', '');
const values = (text, name) =>
  unfolded(text).split('\r\n').filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));

test('the date is moved, and what is open becomes late and then ended', () =>
  withPage(rig, async (page) => {
    await openExample(page);
    const row = () => renewals(page).getByRole('row', { name: /CAPF-/ }).first();
    await setDate(page, '2028-11-23');
    await page.getByText('Judged by 2028-11-23').waitFor();
    await row().getByText(/^in \d+ months$/).first().waitFor();
    await setDate(page, '2029-12-03');
    await row().getByText('late', { exact: true }).waitFor();
    await setDate(page, '2030-04-01');
    await row().getByText('ended', { exact: true }).waitFor();
    // The backup that every plan begins with rests on IPsec up to release 13.
    await row().getByText('blocked', { exact: true }).waitFor();
    await row().getByText(/Disaster Recovery System/).first().waitFor();
  }));

test('a row tells what the days are for, what fails, and leads to the certificate and the plan', () =>
  withPage(rig, async (page) => {
    await openExample(page);
    await setDate(page, '2029-12-03');
    await page.getByText('Judged by 2029-12-03').waitFor();
    const row = renewals(page).getByRole('row', { name: /CAPF-/ }).first();
    await row.getByText('late', { exact: true }).waitFor();
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    await row.getByText(/every LSC is issued anew/).waitFor();
    await row.getByText(/advice of Trustlens/).waitFor();
    await row.getByRole('link', { name: 'P-CAPF' }).click();
    await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor();
    await page.getByRole('heading', { name: /CAPF/ }).first().waitFor();
  }));

test('the calendar is that of the date, and a later one keeps its events', () =>
  withPage(rig, async (page) => {
    await openExample(page);
    await setDate(page, '2029-06-04');
    await page.getByText('Judged by 2029-06-04').waitFor();
    await page.waitForFunction(() => !document.querySelector('.progress'));
    await page.getByRole('button', { name: 'Save as calendar (.ics)' }).waitFor();
    const first = await savedCalendar(page);
    assert.ok(first.startsWith('BEGIN:VCALENDAR\r\n') && first.endsWith('END:VCALENDAR\r\n'));
    assert.ok(first.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    assert.deepEqual([...new Set(values(first, 'DTSTAMP'))], ['20290604T000000Z']);
    const begins = values(first, 'SUMMARY').filter((summary) => summary.startsWith('Last day to begin: renew CAPF-'));
    assert.ok(begins.length >= 1, first);

    await setDate(page, '2029-06-05');
    await page.getByText('Judged by 2029-06-05').waitFor();
    await page.waitForFunction(() => !document.querySelector('.progress'));
    let second = await savedCalendar(page);
    for (let attempt = 0; attempt < 20 && !second.includes('20290605T'); attempt += 1) {
      await page.waitForTimeout(100);
      second = await savedCalendar(page);
    }
    assert.deepEqual([...new Set(values(second, 'DTSTAMP'))], ['20290605T000000Z']);
    assert.deepEqual(values(second, 'UID').sort(), values(first, 'UID').sort());
  }));

test('certificates that nobody holds have no renewal', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [sample('cisco-roots/crcam2.pem')]);
    await judged(page);
    await goTo(page, '#/expiry');
    await page.getByRole('heading', { name: 'Certificates by expiry' }).waitFor();
    assert.equal(await renewals(page).count(), 0);
  }));

test('the list is right for those who hear the page, and fits a narrow one', () =>
  withPage(rig, async (page) => {
    await openExample(page);
    await setDate(page, '2029-12-03');
    await renewals(page).getByText('late', { exact: true }).first().waitFor();
    await save(page).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, 'renewals');
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing reaches beyond the page');
    await shoot(page, 'renewals-narrow');
  }));

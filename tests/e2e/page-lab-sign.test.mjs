// The lab signs a list with the person's own keys: a new one, or one that was opened and changed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, goodList, judged, samples } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

const keyFile = join(samples, '..', 'containers', 'pkcs12', 'rsa-modern.p12');
const password = 'lab-password'; // make-containers.sh says so.
let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const records = (page) => page.getByRole('table', { name: 'Records of the list' }).locator('tbody tr');
const sign = (page) => page.getByRole('button', { name: 'Sign the list' });
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

// A person's own certificate and key, which wait for their password.
async function giveKeys(page) {
  await goTo(page, '#/lab');
  await page.getByRole('link', { name: 'Sign a list with your own keys' }).click();
  await page.locator('#choose-keys').setInputFiles(keyFile);
  await page.getByRole('alert').getByText(/rsa-modern\.p12/).waitFor();
  assert.ok(await sign(page).isDisabled());
  await page.getByLabel('Password, where a file has one').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: 'Certificates that were given' }).getByText('yes', { exact: true }).waitFor();
  assert.equal(await page.getByLabel('Password, where a file has one').inputValue(), '', 'the field forgets what was typed');
  assert.equal(await page.getByRole('alert').count(), 0);
}

async function signIt(page) {
  await sign(page).click();
  await page.getByRole('heading', { name: 'It is signed' }).waitFor();
}

test('a new list is signed with a key of PKCS#12, saved, and holds in the inspector', () =>
  withPage(rig, async (page) => {
    await giveKeys(page);
    await page.getByLabel('with the role').selectOption({ label: 'CCM+TFTP' });
    await press(page, 'Add the record');
    await page.waitForFunction(() => document.querySelectorAll('.lab-records tbody tr').length === 1);
    assert.deepEqual(await accessibilityProblems(page), []);
    await signIt(page);
    const downloading = page.waitForEvent('download');
    await press(page, 'Save the list');
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'ITLFile.tlv');
    // VERSION 1.2 stands first (formats.md, section 2).
    assert.deepEqual([...readFileSync(await download.path()).subarray(0, 5)], [1, 0, 2, 1, 2]);
    await press(page, 'Open in the inspector');
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await judged(page);
    await goTo(page, '#/');
    await page.locator('.verdicts .verdict').getByText(/signature holds|signed by/i).first().waitFor();
    await goTo(page, '#/lists');
    assert.match(await page.locator('.view').innerText(), /ITLFile\.tlv/);
  }));

test('a list is opened, its records changed and the last change taken back, and it is signed again', () =>
  withPage(rig, async (page) => {
    await giveKeys(page);
    await drop(page, [goodList]);
    await page.getByText('ITLFile-cucm12style-sha1.tlv, as it was opened and changed.').waitFor();
    await records(page).first().waitFor();
    const before = await records(page).count();
    assert.ok(before > 2);
    const serials = async () => (await records(page).allInnerTexts()).map((row) => row.split('\t').slice(2, 4).join(' '));
    const [first, second] = await serials();
    await press(page, 'Move record 1 down');
    await page.waitForFunction((text) => document.querySelector('.lab-records tbody tr:nth-child(2)').innerText.includes(text), first.split(' ').at(-1));
    assert.deepEqual((await serials()).slice(0, 2), [second, first]);
    await press(page, 'Remove record 3');
    await page.waitForFunction((count) => document.querySelectorAll('.lab-records tbody tr').length === count, before - 1);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'sign-list-heading');
    await press(page, 'Take the last change back');
    await page.waitForFunction((count) => document.querySelectorAll('.lab-records tbody tr').length === count, before);
    await page.getByLabel('Role of record 1', { exact: true }).selectOption({ label: 'TVS' });
    // The header of the list is where it came from, until it is written over.
    assert.equal(await page.getByLabel('Hash', { exact: true }).inputValue(), 'SHA-1');
    await page.getByLabel('VERSION', { exact: true }).fill('one');
    await page.getByText('1 problem to mend first:').waitFor();
    assert.ok(await sign(page).isDisabled());
    await page.getByLabel('VERSION', { exact: true }).fill('1.2');
    await page.getByLabel('Hash', { exact: true }).selectOption('SHA-512');
    await signIt(page);
    // What was signed is not what would be signed after a change.
    await page.getByLabel('Hash', { exact: true }).selectOption('SHA-256');
    await page.getByRole('heading', { name: 'It is signed' }).waitFor({ state: 'detached' });
    await press(page, 'Begin a new list');
    await page.getByText('It has no records.').waitFor();
  }));

test('what is no list gets a sentence, and forgotten keys are gone', () =>
  withPage(rig, async (page) => {
    await giveKeys(page);
    await page.locator('#choose-list').setInputFiles({ name: 'page.tlv', mimeType: 'text/html', buffer: Buffer.from('<html>404</html>') });
    await page.locator('.lab-obstacles').waitFor();
    assert.ok(await sign(page).isDisabled());
    await press(page, 'Begin a new list');
    await page.locator('.lab-obstacles').waitFor({ state: 'detached' });
    await press(page, 'Forget them');
    await page.getByText('Nothing is given yet.').waitFor();
    assert.ok(await sign(page).isDisabled());
  }));

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 800 },
]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`signing can be used at ${width} pixels in the ${colorScheme} theme`, () =>
      withPage(
        rig,
        async (page) => {
          await giveKeys(page);
          await drop(page, [goodList]);
          await records(page).first().waitFor();
          await signIt(page);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
          assert.deepEqual(await accessibilityProblems(page), []);
          await shoot(page, `lab-sign-${width}-${colorScheme}`);
        },
        { viewport: { width, height }, colorScheme },
      ));
  }
}

// What is known of the cluster: inferred with its reasons, given by the person, and back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { badList, drop, goTo, goodList, judged, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

async function openCluster(page, files = [goodList]) {
  await started(page);
  await drop(page, files);
  await judged(page);
  await goTo(page, '#/cluster');
  await page.getByRole('heading', { level: 1, name: 'Cluster' }).waitFor();
}

const card = (page, field) => page.locator(`#cluster-${field}`);

async function give(page, label, text) {
  await page.getByLabel(label).fill(text);
  await page.getByLabel(label).press('Tab');
}

test('the mode is inferred with its reason, given otherwise, and inferred again', () =>
  withPage(rig, async (page) => {
    await openCluster(page);
    await card(page, 'mode').getByText('inferred', { exact: true }).waitFor();
    await card(page, 'mode').getByText('non-secure mode').first().waitFor();
    // The reason, and what it rests on.
    await card(page, 'mode').getByRole('heading', { name: 'Why' }).waitFor();
    await card(page, 'mode').getByRole('link', { name: /ITLFile-cucm12style-sha1\.tlv/ }).first().waitFor();

    await page.getByLabel('The cluster’s security mode').selectOption('mixed');
    await card(page, 'mode').getByText('given', { exact: true }).waitFor();
    await card(page, 'mode').locator('strong', { hasText: 'mixed mode' }).waitFor();
    await page.locator('.cluster-summary').getByText('mixed given').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);

    await card(page, 'mode').getByRole('button', { name: 'Back to what the case tells' }).click();
    await card(page, 'mode').locator('strong', { hasText: 'non-secure mode' }).waitFor();
    await card(page, 'mode').getByText('inferred', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('The cluster’s security mode').inputValue(), '');
  }));

test('what is no release gets a sentence beside the field, and changes nothing', () =>
  withPage(rig, async (page) => {
    await openCluster(page);
    await give(page, 'The release of CUCM', '12.5(1)SU3');
    await card(page, 'release').locator('strong', { hasText: '12.5 SU3' }).waitFor();
    await give(page, 'The release of CUCM', 'twelve');
    await card(page, 'release').getByRole('alert').getByText('“twelve” is not a release of CUCM.').waitFor();
    const field = page.getByLabel('The release of CUCM');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.match(await field.getAttribute('aria-describedby'), /cluster-release-problem/);
    assert.match(await card(page, 'release').innerText(), /judged by: 12\.5 SU3[^]*what you said before/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await give(page, 'The release of CUCM', '14');
    await card(page, 'release').locator('strong', { hasText: /^14$/ }).waitFor();
    assert.equal(await card(page, 'release').getByRole('alert').count(), 0);
  }));

test('nodes are lines, and a table says what each runs', () =>
  withPage(rig, async (page) => {
    await openCluster(page);
    const nodes = page.getByLabel('The nodes, one a line');
    await nodes.fill('cucm-pub.example.com publisher TFTP\ncucm-sub1 tfpt');
    await page.getByRole('button', { name: 'Judge by these nodes' }).click();
    await card(page, 'nodes').getByRole('alert').getByText('Line 2: “tfpt”').waitFor();
    await nodes.fill('cucm-pub.example.com 10.0.0.1 publisher TFTP\ncucm-sub1 CallManager\ncucm-sub2');
    await nodes.press('Tab');
    await card(page, 'nodes').locator('strong', { hasText: '3 nodes' }).waitFor();
    const table = page.getByRole('table', { name: 'What each node runs' });
    const rows = await table.getByRole('row').allInnerTexts();
    assert.match(rows[1], /cucm-pub\.example\.com\s+10\.0\.0\.1\s+yes\s+no\s+yes\s+yes\s+no\s+no/);
    assert.match(rows[3], /cucm-sub2\s+–\s+(not known\s*){6}/);
    await shoot(page, 'cluster-1280-light');
  }));

test('what a check lacks leads to its field, and giving it decides the check', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList, badList]);
    await judged(page);
    await goTo(page, '#/findings');
    const undecided = page.locator('.undecided');
    await undecided.locator('summary').click();
    const number = await undecided.locator('li').count();
    await undecided.getByRole('link', { name: 'the release' }).first().click();
    await page.waitForFunction(() => document.activeElement.id === 'cluster-release-field');
    await give(page, 'The release of CUCM', '12.5');
    await card(page, 'release').getByText('given', { exact: true }).waitFor();
    await goTo(page, '#/findings');
    await page.waitForFunction((before) => document.querySelectorAll('.undecided li').length < before, number);
  }));

test('what was given survives the death of the worker, and not the end of the case', () =>
  withPage(rig, async (page, watch) => {
    await openCluster(page);
    await give(page, 'The release of CUCM', '11.5');
    await card(page, 'release').locator('strong', { hasText: '11.5' }).waitFor();
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('stopped from outside');
      });
    });
    await page.waitForEvent('worker');
    await drop(page, [badList]);
    await goTo(page, '#/inputs');
    await page.waitForFunction(() => document.querySelectorAll('.data-table .row').length === 2);
    await goTo(page, '#/cluster');
    await card(page, 'release').locator('strong', { hasText: '11.5' }).waitFor();
    await card(page, 'release').getByText('given', { exact: true }).waitFor();
    watch.errors.length = 0;

    await page.getByRole('button', { name: 'Clear case' }).click();
    await page.getByRole('button', { name: 'Clear the case' }).click();
    await openCluster(page);
    assert.equal(await page.getByLabel('The release of CUCM').inputValue(), '');
    assert.equal(await card(page, 'release').getByText('given', { exact: true }).count(), 0);
  }));

test('an example brings what is known of its cluster', () =>
  withPage(
    rig,
    async (page) => {
      await page.context().route(/examples\/manifest\.json$/, (route) =>
        route.fulfill({
          json: [
            {
              title: 'A cluster that is known',
              line: 'An ITL, the release, the mode and the nodes.',
              files: ['healthy/cucm-pub/ITLFile.tlv'],
              settings: { release: '12.5', mode: 'mixed', nodes: ['cucm-pub publisher TFTP', 'cucm-sub1 CallManager'] },
            },
          ],
        }),
      );
      await page.goto(rig.url);
      await started(page);
      await page.locator('.example').click();
      await judged(page);
      const summary = page.locator('.cluster-summary');
      await summary.getByText('2 nodes given').waitFor();
      assert.match(await summary.innerText(), /Release\s+12\.5 given\s+Mode\s+mixed given/);
      await summary.getByRole('link', { name: 'Change what is known of the cluster' }).click();
      assert.equal(await page.getByLabel('The nodes, one a line').inputValue(), 'cucm-pub publisher TFTP\ncucm-sub1 CallManager');
    },
    { open: false },
  ));

test('the fields can be used on a small screen in the dark', () =>
  withPage(
    rig,
    async (page) => {
      await openCluster(page);
      await give(page, 'The nodes, one a line', 'cucm-pub.a-long-domain-of-a-large-company.example.com 10.0.0.1 publisher TFTP CAPF');
      await card(page, 'nodes').locator('strong', { hasText: '1 node' }).waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.deepEqual(await accessibilityProblems(page), []);
      await shoot(page, 'cluster-380-dark');
    },
    { viewport: { width: 380, height: 800 }, colorScheme: 'dark' },
  ));

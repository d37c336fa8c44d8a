// Phones that move between the clusters of a case: the verdict for each kind of phone, what has to be imported, and what to do.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, judged, samples, started } from './page-kit.mjs';
import { accessibilityProblems, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

// An ITL of one cluster, and one of another (tests/tests/phone_lists.rs).
const lists = ['after', 'other'].map((name) => join(samples, '..', 'phone', name));

test('lists of two clusters are offered to the phones of each other', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, lists);
    await judged(page);
    await goTo(page, '#/plans');
    await page.getByRole('heading', { level: 2, name: 'Move phones between the clusters' }).waitFor();
    const ways = page.getByRole('heading', { level: 3, name: /^From .+ to .+/ });
    assert.equal(await ways.count(), 2, 'there and back');
    const way = page.getByRole('region', { name: /^From/ }).first();
    await way.getByRole('table', { name: 'Kinds of phones' }).waitFor();
    // Nothing tells what lies in the trust stores, and nothing that phones are to move: it is folded.
    await way.locator('.verdict').getByText('Open', { exact: true }).waitFor();
    await way.getByText('What to import, and what to do').click();
    const imports = way.getByRole('table', { name: 'Certificates to import' });
    assert.ok((await imports.getByText('Not known').count()) >= 2, 'a certificate for two stores');
    await imports.getByText(/^Phone-SAST-trust of /).first().waitFor();
    await way.getByText(/^Restart TVS in the cluster of /).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  }));

test('one cluster has nothing to move to', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, lists.slice(0, 1));
    await judged(page);
    await goTo(page, '#/plans');
    await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor();
    assert.equal(await page.getByText('Move phones between the clusters').count(), 0);
  }));

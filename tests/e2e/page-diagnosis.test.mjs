// A case explains itself: one cause is one headline, a plan says what to do, a picture what is missing, and services what
// it means.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { badList, drop, goTo, goodList, judged, sample, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const cutList = sample('own/ITLFile-truncated-in-last-record.tlv');

async function openCase(page, files) {
  await started(page);
  await drop(page, files);
  await judged(page);
}

async function setDate(page, date) {
  await page.getByLabel('Judge by date').fill(date);
  await page.getByLabel('Judge by date').press('Tab');
}

async function sayNodes(page, lines) {
  await goTo(page, '#/cluster/nodes');
  await page.getByLabel('The nodes, one a line').fill(lines);
  await page.getByRole('button', { name: 'Judge by these nodes' }).click();
  await page.locator('#cluster-nodes').getByText('given', { exact: true }).waitFor();
}

// In 2037 all certificates of this list have expired.
async function openExpired(page) {
  await openCase(page, [goodList]);
  await setDate(page, '2037-01-01');
  await goTo(page, '#/plans');
  await page.locator('.card').first().waitFor();
}

test('what follows from a cut file is folded under it, and counted with it', () =>
  withPage(rig, async (page) => {
    await openCase(page, [cutList, badList]);
    const cause = page.locator('.finding:has(> .opener:has-text("FMT-02"))');
    const consequences = cause.locator(':scope > .consequences');
    await consequences.getByText(/follow/).waitFor();
    const folded = consequences.locator('.finding');
    assert.equal(await folded.first().isVisible(), false);

    // The badge of the view and the tiles count headlines.
    await goTo(page, '#/findings');
    const headlines = await page.locator('.view > .findings > .finding').count();
    const tiles = await page.locator('.count-tile').allInnerTexts();
    assert.equal(tiles.reduce((sum, tile) => sum + Number.parseInt(tile, 10), 0), headlines);
    const badge = page.getByRole('navigation').getByRole('link', { name: /^Findings/ });
    assert.match(await badge.innerText(), new RegExp(`\\b${headlines}$`));
    assert.ok((await page.locator('.finding').count()) > headlines);

    await consequences.locator('summary').click();
    await folded.first().waitFor({ state: 'visible' });
    // An address leads to a consequence, wherever it is folded.
    const id = await folded.first().getAttribute('id');
    await goTo(page, '#/');
    await goTo(page, `#/${id.replace('-', '/')}`);
    await page.locator(`#${id} .finding-body`).waitFor({ state: 'visible' });
    assert.deepEqual(await accessibilityProblems(page), []);
  }));

test('a finding leads to its plan: steps with commands to copy, what to wait for, and what not to do', () =>
  withPage(
    rig,
    async (page) => {
      await openExpired(page);
      const title = await page.locator('.card h2 a').first().innerText();
      await page.locator('.card .links a').first().click();
      const finding = page.locator('.finding:has(.finding-body)').first();
      await finding.locator('.plan-link a', { hasText: title }).click();
      await page.getByRole('heading', { level: 2, name: title }).waitFor();
      const plan = page.locator('.plan');
      assert.ok((await plan.locator('.numbered > li').count()) > 1);
      for (const heading of ['Before the first step', 'Steps', 'How to see that it worked', 'The way back', 'What not to do']) {
        await plan.getByRole('heading', { level: 3, name: heading }).waitFor();
      }
      await plan.getByText(/^Source: /).waitFor();
      const command = plan.locator('.numbered .command').first();
      const words = await command.locator('code').innerText();
      await command.getByRole('button', { name: `Copy ${words}` }).click();
      await command.getByText('Copied').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), words);
      assert.deepEqual(await accessibilityProblems(page), []);
      await shoot(page, 'plan-1280-light');

      await page.emulateMedia({ media: 'print' });
      assert.equal(await command.getByRole('button').isVisible(), false);
      assert.equal(await page.locator('#views').isVisible(), false);
      assert.equal(await command.locator('code').isVisible(), true);
      await page.emulateMedia({ media: 'screen' });

      await goTo(page, '#/plans/P-NOTHING');
      await page.getByText('No finding of this case calls for a plan P-NOTHING.').waitFor();
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ));

test('a picture shows what a list should hold, and every hole leads to its check', () =>
  withPage(rig, async (page) => {
    await openCase(page, [goodList]);
    await sayNodes(page, 'ccm.lab.example publisher TFTP CallManager CAPF\ntvs.lab.example CallManager\ntftp.lab.example TFTP');
    await goTo(page, '#/lists/0');
    const picture = page.getByRole('table', { name: 'Nodes by roles' });
    const row = (name) => picture.getByRole('row', { name });
    assert.match(await row('tvs.lab.example').innerText(), /there/);
    const hole = row('ccm.lab.example').locator('a', { hasText: 'missing' });
    // Why it matters is said to the mouse and to the keyboard.
    const tip = row('ccm.lab.example').locator('.tip', { hasText: 'TVS of ccm.lab.example: missing.' });
    assert.equal(await tip.isVisible(), false);
    await hole.hover();
    await tip.waitFor({ state: 'visible' });
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'hidden' });
    await hole.focus();
    await tip.waitFor({ state: 'visible' });
    assert.equal(await hole.getAttribute('aria-describedby'), await tip.getAttribute('id'));
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, 'expected-1280-light');

    const line = page.locator('.holes li', { hasText: 'TVS of ccm.lab.example' });
    const check = line.locator('a.check');
    const id = await check.innerText();
    await check.click();
    await page.locator(`#checks-${id} .finding-body`).waitFor();
    await page.goBack();
    // What is there leads to its record.
    await row('tvs.lab.example').locator('a', { hasText: 'there' }).click();
    await page.waitForFunction(() => /^#\/lists\/0\/records\/\d+$/.test(location.hash));

    await goTo(page, '#/');
    const summary = page.locator('section', { has: page.getByRole('heading', { name: 'Expected against found' }) });
    assert.match(await summary.innerText(), /ITLFile-cucm12style-sha1\.tlv[^]*missing/);
  }));

test('the question under the article: the stale CAPF is the headline, the rest is explained, and the plan is right', () =>
  withPage(rig, async (page) => {
    await started(page);
    await page.locator('.example', { hasText: 'A CTL with a stale CAPF' }).click();
    await judged(page);
    assert.match(await page.locator('.cluster-summary').innerText(), /10\.5 given[^]*mixed given[^]*2 nodes given/);
    const first = page.locator('.finding').first();
    assert.match(await first.innerText(), /Critical[^]*CTLFile\.tlv holds a CAPF certificate that the server no longer uses[^]*XF-03/);
    await goTo(page, '#/findings');
    const said = (check) => page.locator(`.finding:has(> .opener:has-text("${check}"))`).first();
    assert.match(await said('XF-05').innerText(), /Info[^]*Before release 14 that is normal/);
    assert.match(await said('ITL-07').innerText(), /ha(s|ve) no CAPF, which phones tolerate/);
    // The values side by side.
    await first.locator('> .opener').click();
    const table = first.getByRole('table', { name: /^Compared: / });
    assert.match(await table.getByRole('row', { name: /Serial number/ }).innerText(), /[0-9a-f]{20,}\s+[0-9a-f]{20,}/);
    // The picture of the CTL shows the same, and leads there.
    await page.getByRole('navigation').getByRole('link', { name: /^Trust lists/ }).click();
    const list = page.locator('.trust-list', { hasText: 'cucm-pub/CTLFile.tlv' }).first();
    await list.locator('.holes li', { hasText: 'stale' }).getByRole('link', { name: 'finding' }).click();
    await first.locator('.plan-link a').click();
    await page.getByRole('heading', { level: 2, name: /^Bring the renewed CAPF certificate to the phones/ }).waitFor();
    assert.match(await page.locator('.numbered').innerText(), /utils ctl update CTLFile/);
    assert.doesNotMatch(await page.locator('.numbered').innerText(), /set cert regen CAPF/);
    assert.deepEqual(await accessibilityProblems(page), []);
  }));

test('services say what they rest on, and what stops', () =>
  withPage(rig, async (page) => {
    await openCase(page, [goodList]);
    await setDate(page, '2037-01-01');
    await goTo(page, '#/services');
    const service = page.locator('.finding', { hasText: 'Security By Default' });
    await service.getByText('Broken').waitFor();
    await service.getByRole('button').click();
    await service.getByText('What stops working').waitFor();
    const table = service.getByRole('table');
    assert.match(await table.innerText(), /TVS/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await table.getByRole('link', { name: 'tvs.lab.example' }).first().click();
    await page.waitForFunction(() => location.hash.startsWith('#/certificates/'));
    await goTo(page, '#/');
    const troubled = page.locator('section', { has: page.getByRole('heading', { name: 'Services' }) });
    await troubled.getByRole('link', { name: /^Security By Default/ }).click();
    await page.locator('.finding:has-text("Security By Default") .finding-body').waitFor();
    await goTo(page, '#/services/nothing');
    await page.getByText('There is no service “nothing”.').waitFor();
  }));

for (const [width, colorScheme] of [[380, 'light'], [380, 'dark'], [1920, 'light'], [1920, 'dark']]) {
  test(`everything fits at ${width} pixels in the ${colorScheme} theme`, () =>
    withPage(
      rig,
      async (page) => {
        await openExpired(page);
        await sayNodes(page, 'ccm.lab.example publisher TFTP CallManager CAPF 10.0.0.1\ntvs.lab.example CallManager\ntftp.lab.example TFTP');
        await goTo(page, '#/plans');
        await page.locator('.card h2 a').first().click();
        await page.locator('.plan').waitFor();
        const address = await page.evaluate(() => location.hash);
        for (const [name, view] of [
          ['overview', '#/'],
          ['finding', '#/findings/0'],
          ['plans', '#/plans'],
          ['plan', address],
          ['list', '#/lists/0'],
          ['service', '#/services/security-by-default'],
          ['cluster', '#/cluster'],
        ]) {
          await goTo(page, view);
          await page.waitForTimeout(250);
          assert.deepEqual(await accessibilityProblems(page), [], view);
          const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(content <= room, `${view} is ${content} wide on a page of ${room}.`);
          await shoot(page, `diagnosis-${name}-${width}-${colorScheme}`);
        }
      },
      { viewport: { width, height: 900 }, colorScheme },
    ));
}

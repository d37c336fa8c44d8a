// Before something is changed: what is chosen is tried with the phones of the case, refused with the way of their decision
// where they would be locked out, and given as a checklist to work through, to save and to print.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { goTo, judged, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const box = (page, name) => page.getByRole('checkbox', { name, exact: true });
const hash = (page, expected) => page.waitForFunction((wanted) => location.hash === wanted, expected);
const verdict = (page, words) => page.locator('.proposal [role=status]').getByText(words).waitFor();

// Two nodes of release 12.5 in mixed mode, made by the lab. The signer and TVS are what a phone has to know its way by:
// never both at once (domain.md, section 4.2).
async function openHealthy(page) {
  await started(page);
  await page.locator('.example', { hasText: 'A healthy cluster' }).click();
  await judged(page);
}

async function openRefused(page) {
  await openHealthy(page);
  await goTo(page, '#/plan/signer+tvs');
  await verdict(page, /^Refused/);
}

test('a choice by mouse and keyboard is refused with the reason, and the safe way stands below', () =>
  withPage(rig, async (page) => {
    await openHealthy(page);
    await page.getByRole('navigation').getByRole('link', { name: 'Plan a change', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Plan a change', exact: true }).waitFor();
    await page.getByText('Nothing is chosen yet.').waitFor();

    await box(page, 'Renew TVS').click();
    await hash(page, '#/plan/tvs');
    await page.getByRole('heading', { level: 2, name: 'Renew TVS', exact: true }).waitFor();
    await box(page, 'Renew the signer of the ITL').focus();
    await page.keyboard.press('Space');
    await hash(page, '#/plan/tvs+signer');
    await verdict(page, /^Refused/);
    assert.ok(await page.evaluate(() => document.activeElement.matches('input[type=checkbox]:checked')), 'the focus stays');

    const refusal = page.locator('.proposal .card', { has: page.getByRole('heading', { name: /^Why not: / }) }).first();
    assert.match(await refusal.locator('h2 .badge').innerText(), /^C-/);
    assert.equal(await refusal.locator('.decision .path-end').getByText(/^Accepted/).count(), 0, 'only reasons');
    const path = refusal.locator('.path > li:visible');
    assert.ok((await path.count()) > 1, 'the way of the decision is open');
    await refusal.getByText(/^Instead:/).waitFor();
    await page.getByRole('heading', { level: 2, name: 'The safe way instead' }).waitFor();
    assert.ok((await page.locator('.window').count()) > 1, 'one after the other');
    assert.match(await page.locator('.window').first().innerText(), /set cert regen [^]*Wait before the next window/);
    assert.deepEqual(await accessibilityProblems(page), []);

    // What phones do is told behind the step; why, to who asks.
    const moment = page.locator('.moment').first();
    await moment.getByText('Phones now:').first().waitFor();
    assert.equal(await moment.locator('.decision').first().isVisible(), false);
    await moment.getByText('How it decides').first().click();
    await moment.locator('.decision').first().waitFor();

    // One of a kind and all of a kind rule each other out.
    await page.getByText('TVS of some nodes only').click();
    await box(page, 'Renew TVS of cucm-sub1.example.com').click();
    await hash(page, '#/plan/signer+tvs@cucm-sub1.example.com');
    assert.equal(await box(page, 'Renew TVS').isChecked(), false);
    await page.getByRole('button', { name: 'Choose nothing' }).click();
    await page.getByText('Nothing is chosen yet.').waitFor();
    await hash(page, '#/plan');
  }));

test('an address names a choice, and ticks stay while the plan is the same', () =>
  withPage(
    rig,
    async (page) => {
      await openHealthy(page);
      await goTo(page, '#/plan/tomcat');
      await page.locator('.window').first().waitFor();
      assert.ok(await box(page, 'Renew Tomcat').isChecked());
      assert.doesNotMatch(await page.locator('.proposal [role=status]').innerText(), /Refused/);
      assert.equal(await page.getByRole('heading', { name: /^Why not/ }).count(), 0);
      const step = page.locator('.window .numbered > li').first();
      await step.getByRole('checkbox').check();
      const command = page.locator('.window .numbered .command').first();
      const words = await command.locator('code').innerText();
      await command.getByRole('button', { name: `Copy ${words}` }).click();
      await command.getByText('Copied').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), words);

      await goTo(page, '#/lists');
      await page.getByRole('navigation').getByRole('link', { name: 'Plan a change', exact: true }).click();
      await hash(page, '#/plan/tomcat');
      assert.ok(await step.getByRole('checkbox').isChecked(), 'still ticked');
      await box(page, 'Renew IPsec').click();
      await page.getByRole('heading', { level: 2, name: /Renew IPsec/ }).first().waitFor();
      assert.equal(await page.locator('.window input:checked').count(), 0, 'another plan, of which nothing is done');

      // What needs a date asks for it.
      await page.getByRole('link', { name: 'say first when it was made' }).click();
      await page.getByLabel('The day on which it was made').fill('2025-01-15');
      await page.keyboard.press('Tab');
      await page.locator('#cluster-backup').getByText('given', { exact: true }).waitFor();
      await goTo(page, '#/plan/restore');
      await page.getByRole('heading', { level: 2, name: 'Restore a backup', exact: true }).waitFor();
      assert.ok(await box(page, 'Restore a backup').isChecked());
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ));

test('the checklist is saved as Markdown, and the paper shows all of it', () =>
  withPage(rig, async (page) => {
    await openRefused(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as checklist (.md)' }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^plan-\d{4}-\d\d-\d\d\.md$/);
    const text = readFileSync(await download.path(), 'utf8');
    const lines = text.split('\n');
    assert.match(lines[0], /^# REFUSED: /);
    assert.match(text, /\*\*Instead:\*\*[^]*## The safe way instead[^]*## Window 1 of \d/);
    // Every command that the page shows stands in a block of its own lines.
    const commands = await page.locator('.window .numbered .command code').allInnerTexts();
    assert.ok(commands.length > 2);
    for (const command of commands) {
      assert.ok(lines.includes(`  ${command}`), command);
    }
    const boxes = lines.filter((line) => line.startsWith('- [ ] ')).length;
    assert.ok(boxes >= (await page.locator('.window input[type=checkbox]').count()), 'and waits have boxes too');

    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.plan-choice').isVisible(), false);
    assert.equal(await page.getByRole('button', { name: 'Print', exact: true }).isVisible(), false);
    assert.equal(await page.locator('.window .command .copy').first().isVisible(), false);
    assert.ok(await page.locator('.window input[type=checkbox]').first().isVisible());
    for (const way of await page.locator('.refusal details > :not(summary)').all()) {
      assert.ok((await way.boundingBox())?.height > 0, 'no reason is folded on paper');
    }
    await shoot(page, 'plan-view-print');
    await page.emulateMedia({ media: 'screen' });
  }));

for (const width of [390, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`a plan fits at ${width} pixels in the ${colorScheme} theme`, () =>
      withPage(
        rig,
        async (page) => {
          await openRefused(page);
          assert.deepEqual(await accessibilityProblems(page), []);
          const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(content <= room, `${content} wide on a page of ${room}`);
          await shoot(page, `plan-view-${width}-${colorScheme}`);
        },
        { viewport: { width, height: 900 }, colorScheme },
      ));
  }
}

// Would a phone take it? The form is filled by keyboard and mouse, and every way to a verdict can be followed, heard and copied.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, goodList, judged, samples, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

// Two generations of an ITL, and one of another cluster (tests/tests/phone_lists.rs), in this order the inputs 0, 1 and 2.
const lists = join(samples, '..', 'phone');
const generations = ['before', 'after', 'other'].map((name) => join(lists, name));

const heading = (page) => page.getByRole('heading', { level: 1, name: 'Phone', exact: true });
const held = (page) => page.getByRole('group', { name: 'What the phone holds' });
const offered = (page) => page.getByRole('group', { name: 'What it is offered' });
const box = (group, list) => group.getByRole('checkbox', { name: new RegExp(`^${list}/ITLFile`) });
const cards = (page) => page.locator('.phone-start');
const hash = (page) => page.evaluate(() => location.hash);

// The answer to what was asked last is there, and it is this.
async function answered(page, summary) {
  await page.locator('section[aria-busy=false] > [role=status]').getByText(summary, { exact: true }).waitFor();
}

async function openPhone(page, files = generations) {
  await started(page);
  for (const file of files) {
    await drop(page, [file]);
    await judged(page);
  }
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Phone', exact: true }).click();
  await heading(page).waitFor();
  await page.locator('section[aria-busy=false]').waitFor();
}

test('two generations suggest a phone that missed the newer one, and the way to the verdict can be followed', () =>
  withPage(
    rig,
    async (page) => {
      await openPhone(page);
      await page.getByText('The case has several generations of a list').waitFor();
      assert.equal(await box(held(page), 'before').isChecked(), true);
      assert.equal(await box(held(page), 'after').isChecked(), false);
      await answered(page, '1 start: 1 accepted.');
      const card = cards(page).first();
      await card.getByRole('heading', { level: 3, name: /^A phone that holds before\/ITLFile\.tlv/ }).waitFor();
      await card.getByRole('heading', { level: 4, name: 'after/ITLFile.tlv (ITL): accepted.' }).waitFor();
      const path = card.getByRole('list', { name: 'after/ITLFile.tlv (ITL): accepted.' });
      assert.equal(await path.evaluate((list) => list.tagName), 'OL');
      const steps = path.locator(':scope > li');
      assert.match(await steps.first().innerText(), /Can a phone load the file\?\s+Yes/);
      assert.match(await steps.last().innerText(), /Then: the phone takes it\./);
      await steps.last().getByText(/^Rule L-OPENS-BY-ITL\. Source: /).waitFor();
      await card.locator('.path-end').getByText('Accepted').waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);

      // What is heard is what is copied, and what the command prints.
      await page.getByRole('button', { name: 'Copy as text' }).click();
      await page.getByText('Copied').waitFor();
      const copied = (await page.evaluate(() => navigator.clipboard.readText())).replace(/\s+/g, ' ');
      const sentences = await steps.evaluateAll((all) =>
        all.flatMap((step) =>
          [...step.querySelectorAll('.path-question, .path-answer, .path-turn, .source')].map((part) => part.textContent),
        ),
      );
      assert.ok(sentences.length > 8);
      for (const sentence of sentences) {
        assert.ok(copied.includes(sentence.replace(/\s+/g, ' ').trim()), sentence);
      }

      // Evidence leads to the record itself.
      await steps.last().locator('.path-evidence a').first().click();
      await page.waitForFunction(() => !location.hash.startsWith('#/phone'));
      await page.goBack();
      await heading(page).waitFor();
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ));

test('by keyboard: what is changed is asked at once, stands in the address, and leaves the focus where it is', () =>
  withPage(rig, async (page) => {
    await openPhone(page);
    await box(offered(page), 'other').focus();
    await page.keyboard.press('Space');
    await answered(page, '1 start: 1 open.');
    assert.equal(await hash(page), '#/phone?holds=0&offered=2');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'phone-offered-2');
    const open = cards(page).locator('.fork');
    assert.match(await open.innerText(), /With yes it is open\s+With no it is refused/);
    const end = await cards(page).locator('.path-end').innerText();
    assert.match(end, /^Open: It depends on what is not known\. Missing:\s+the servers' own certificates/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await shoot(page, 'phone-open-1280-light');

    await page.getByRole('radio', { name: 'It reaches those of its CallManager group' }).focus();
    await page.keyboard.press('ArrowDown');
    await answered(page, '1 start: 1 refused.');
    assert.equal(await hash(page), '#/phone?holds=0&offered=2&tvs=none');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'phone-tvs-none');
    await cards(page).getByText(/reaches no TVS that it could ask\./).first().waitFor();
    await cards(page).getByRole('heading', { level: 4, name: 'What to do' }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('checkbox', { name: 'cucm-pub.example.com', exact: true }).waitFor();
    assert.equal(await hash(page), '#/phone?holds=0&offered=2&tvs=cucm-pub.example.com');
    await answered(page, '1 start: 1 open.');

    // Back is the question before.
    await page.goBack();
    await answered(page, '1 start: 1 refused.');
  }));

test('by mouse: a first start, several phones, and phones without Security By Default', () =>
  withPage(rig, async (page) => {
    await openPhone(page);
    const nothing = held(page).getByRole('button', { name: /^Nothing: a first start/ });
    assert.equal(await nothing.getAttribute('aria-pressed'), 'false');
    await nothing.click();
    await page.waitForFunction(() => location.hash === '#/phone?holds=');
    assert.equal(await nothing.getAttribute('aria-pressed'), 'true');
    await cards(page).first().getByText('It takes its first list on trust, whoever signed it.').first().waitFor();
    await box(held(page), 'before').check();
    await box(held(page), 'other').check();
    await box(offered(page), 'after').check();
    await answered(page, '2 starts: 1 open, 1 accepted.');
    await page.getByRole('checkbox', { name: 'It has Security By Default' }).uncheck();
    await answered(page, '2 starts: 2 not asked for.');
    assert.match(await hash(page), /sbd=no/);
    const newest = offered(page).getByRole('button', { name: 'The newest of its cluster that it does not hold' });
    await newest.click();
    await page.waitForFunction(() => !location.hash.includes('offered'));
    assert.equal(await box(offered(page), 'after').isChecked(), false);
  }));

test('a list leads to the question, a case without lists has none, and another case is another answer', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [join(samples, 'cisco-roots', 'crcam2.pem')]);
    await judged(page);
    const views = page.getByRole('navigation', { name: 'Views' });
    assert.equal(await views.getByRole('link', { name: 'Phone', exact: true }).count(), 0);
    await goTo(page, '#/phone');
    await page.getByText('There is no ITL or CTL in the case.').waitFor();
    await drop(page, [generations[0]]);
    await page.getByText("so this is a phone's first start.").waitFor();
    await goTo(page, '#/lists');
    await page.getByRole('link', { name: 'Would a phone with this list take what it is offered?' }).click();
    await page.getByText('Nothing is offered that phones do not hold already.').waitFor();
    assert.match(await hash(page), /^#\/phone\?holds=\d+$/);
    await drop(page, [generations[1]]);
    await cards(page).getByRole('heading', { level: 4, name: 'after/ITLFile.tlv (ITL): accepted.' }).waitFor();
  }));

test('what a phone says it holds is ticked', () =>
  withPage(rig, async (page) => {
    await openPhone(page, [goodList, join(samples, '..', 'logs', 'screen.txt')]);
    await page.getByText('A log says that a phone holds what is ticked.').waitFor();
    const own = held(page).getByRole('checkbox', { name: /a log says that a phone holds it/ });
    assert.equal(await own.isChecked(), true);
  }));

test('names from files do nothing, on paper nothing is folded, and it is to be looked at', () =>
  withPage(rig, async (page) => {
    await openPhone(page);
    await goTo(page, '#/phone?holds=0,2&offered=1,2&tvs=%3Cimg%20src%3Dx%3E,x');
    await answered(page, '4 starts: 2 open, 2 accepted.');
    assert.equal(await page.locator('.phone img').count(), 0);
    await page.locator('.path').getByText('It reaches <img src=x> and x.').first().waitFor({ state: 'attached' });
    const path = page.locator('.path').first();
    assert.equal(await path.isVisible(), false, 'of many starts the way is folded');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await path.locator('li').first().isVisible(), true);
    assert.equal(await page.locator('.phone-form').isVisible(), false);
    await page.emulateMedia({ media: 'screen' });

    await goTo(page, '#/phone?holds=0&offered=1,2');
    await answered(page, '2 starts: 1 open, 1 accepted.');
    for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await accessibilityProblems(page), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${width}: ${overflow} pixels too wide`);
      await shoot(page, `phone-${width}-${scheme}`);
    }
  }));

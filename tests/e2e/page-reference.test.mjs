// The reference of checks: every rule with its reason, its remedy and its source, reached by a link from anywhere, with
// and without a case.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { badList, drop, goTo, judged, poisonWorkers, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const opened = (page, id) => page.locator(`#checks-${id} .finding-body`);

test('a link leads to a check without any case', () =>
  withPage(
    rig,
    async (page) => {
      await page.goto(`${rig.url}#/checks/SIG-02`);
      await opened(page, 'SIG-02').waitFor();
      const text = await opened(page, 'SIG-02').innerText();
      for (const part of ['What it means', 'Who feels it, and how', 'What to do', 'What it looks at', 'Source']) {
        assert.ok(text.includes(part), `${part} in ${text}`);
      }
      assert.equal(await page.title(), 'SIG-02 · Checks · Trustlens');
      await page.waitForFunction(() => document.activeElement.closest('#checks-SIG-02'));
      assert.deepEqual(await accessibilityProblems(page), []);
      await shoot(page, 'reference-1280-light');
      // From here the way leads to the start.
      await page.getByRole('link', { name: 'Open the files of a case' }).click();
      await started(page);
      await page.getByRole('link', { name: /^All checks/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Checks' }).waitFor();
    },
    { open: false },
  ));

test('an id is found in any letter case, and an unknown one gets a sentence', () =>
  withPage(rig, async (page) => {
    await goTo(page, '#/checks/fmt-02');
    await opened(page, 'FMT-02').waitFor();
    await goTo(page, '#/checks/XX-99');
    await page.getByText('There is no check XX-99.').waitFor();
    assert.ok((await page.locator('.finding').count()) > 40, 'the others are there');
  }));

test('checks are grouped by family, and found by their words', () =>
  withPage(rig, async (page) => {
    await goTo(page, '#/checks');
    await page.getByRole('heading', { level: 2, name: /^Signatures/ }).waitFor();
    const all = await page.locator('.finding').count();
    await page.getByText(`${all} of ${all} checks`).waitFor();
    await page.getByLabel('Search').fill('wrong-end SHA-1 signature');
    await page.getByText('No check has all these words.').waitFor();
    await page.getByLabel('Search').fill('sig-0');
    await page.waitForFunction(() => [...document.querySelectorAll('.check-id')].every((id) => id.textContent.startsWith('SIG-0')));
    assert.ok((await page.locator('.finding').count()) >= 6);
    assert.equal(await page.locator('.family').count(), 1);
    // The one that an address names is shown, whatever is searched for.
    await goTo(page, '#/checks/FMT-02');
    await opened(page, 'FMT-02').waitFor();
    assert.equal(await page.getByLabel('Search').inputValue(), '');
  }));

test('a finding leads to its check, and back', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [badList]);
    await judged(page);
    await goTo(page, '#/findings/0');
    const check = page.locator('#findings-0 .source a.check');
    const id = await check.innerText();
    await check.click();
    await opened(page, id).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Checks' }).waitFor();
    await page.goBack();
    await page.locator('#findings-0 .finding-body').waitFor();
  }));

test('without the engine it says so, and can be tried again', () =>
  withPage(
    rig,
    async (page, watch) => {
      await page.context().route(/trustlens-engine-[0-9a-f]+_bg\.wasm/, (route) => route.abort());
      await page.goto(`${rig.url}#/checks/SIG-01`);
      await page.getByText('could not be loaded').waitFor();
      await page.context().unrouteAll();
      await page.getByRole('button', { name: 'Try again' }).click();
      await opened(page, 'SIG-01').waitFor();
      watch.errors.length = 0;
    },
    { open: false },
  ));

// It dies of the first thing that is asked of it.
const lethal = `
  const say = self.postMessage;
  let said = 0;
  self.postMessage = (message) => {
    said += 1;
    if (said > 1) setTimeout(() => { throw new Error('no memory'); });
    else say.call(self, message);
  };
`;

test('a worker that dies over it again and again is given up with a sentence', () =>
  withPage(
    rig,
    async (page, watch) => {
      await poisonWorkers(page.context(), lethal);
      await page.goto(`${rig.url}#/checks/SIG-01`);
      await page.getByText(/stopped several times/).waitFor();
      await page.context().unrouteAll();
      await page.getByRole('button', { name: 'Try again' }).click();
      await opened(page, 'SIG-01').waitFor();
      watch.errors.length = 0;
    },
    { open: false },
  ));

test('it can be read on a small screen in the dark', () =>
  withPage(
    rig,
    async (page) => {
      await page.goto(`${rig.url}#/checks/CRT-02`);
      await opened(page, 'CRT-02').waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.deepEqual(await accessibilityProblems(page), []);
      await shoot(page, 'reference-380-dark');
    },
    { viewport: { width: 380, height: 800 }, colorScheme: 'dark', open: false },
  ));

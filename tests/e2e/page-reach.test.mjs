// Everybody can use it: by keyboard, on narrow pages, in both themes, and by ear as far as axe-core can tell.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { badList, choose, drop, goTo, goodList, judged, manyCertificates, sample, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const files = [
  goodList,
  badList,
  sample('own/ITLFile-truncated-in-last-record.tlv'),
  sample('own/CTLFile-nonsecure-certless.tlv'),
  sample('peer/sgn-sha1/SEP001122334455.cnf.xml.sgn'),
  sample('cisco-roots/eccroot.pem'),
];

const views = [
  ['overview', '#/'],
  ['finding', '#/findings/0'],
  ['record', '#/lists/0/records/2'],
  ['signed-files', '#/signed-files'],
  ['certificates', '#/certificates'],
  ['expiry', '#/expiry'],
  ['input', '#/inputs/2'],
];

const hasNoSideScroll = async (page, where) => {
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= width, `${where} is ${content} wide on a page of ${width}.`);
};

for (const colorScheme of ['light', 'dark']) {
  describe(`in the ${colorScheme} theme`, () => {
    for (const width of [360, 1280, 1920]) {
      test(`at ${width} pixels everything fits and axe-core finds nothing`, () =>
        withPage(
          rig,
          async (page) => {
            await started(page);
            assert.deepEqual(await accessibilityProblems(page), []);
            await hasNoSideScroll(page, 'The start screen');
            await shoot(page, `page-start-${width}-${colorScheme}`);
            await drop(page, files);
            await judged(page);
            for (const [name, view] of views) {
              await goTo(page, view);
              await page.waitForTimeout(250);
              assert.deepEqual(await accessibilityProblems(page), [], view);
              await hasNoSideScroll(page, view);
              await shoot(page, `page-${name}-${width}-${colorScheme}`);
            }
          },
          { viewport: { width, height: 900 }, colorScheme },
        ));
    }
  });
}

test('a long name and a long table fit a narrow page', () =>
  withPage(
    rig,
    async (page) => {
      await started(page);
      await choose(page, [
        { name: `${'x'.repeat(300)}.pem`, bytes: Buffer.from(manyCertificates(250)) },
        { name: `${'folder/'.repeat(40)}file.tlv`, bytes: Buffer.from('words') },
      ]);
      await judged(page);
      for (const view of ['#/', '#/certificates', '#/expiry', '#/inputs/0', '#/inputs/1']) {
        await goTo(page, view);
        await page.waitForTimeout(250);
        await hasNoSideScroll(page, view);
      }
    },
    { viewport: { width: 360, height: 800 } },
  ));

// Presses Tab until the focus is where it should be; fails when that takes too long.
async function tabTo(page, description, isThere) {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(isThere)) {
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, 'none', `The focus on ${description} cannot be seen.`);
      return;
    }
  }
  assert.fail(`The keyboard does not reach ${description}.`);
}

test('the keyboard alone leads from the start to an opened record', () =>
  withPage(rig, async (page) => {
    // From here on the browser hands over its dialog for files instead of showing it.
    const choosing = page.waitForEvent('filechooser');
    await started(page);
    await tabTo(page, 'the button for files', () => document.activeElement.matches('button') && document.activeElement.textContent.includes('Choose files'));
    await page.keyboard.press('Enter');
    await (await choosing).setFiles([goodList]);
    await judged(page);
    await tabTo(page, 'the third record', () => document.activeElement.closest('tr')?.id === 'lists-0-records-3');
    await page.keyboard.press('Enter');
    await page.locator('#lists-0-records-3-opened').getByText('SUBJECTNAME').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'true');
    await tabTo(page, 'a copy button in the record', () => document.activeElement.matches('.opened .copy'));
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await page.locator('.opened').waitFor({ state: 'detached' });
  }));

test('the skip link leads past the navigation', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    await page.reload();
    await started(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip-link');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main-heading');
    assert.equal(new URL(page.url()).hash, '');
  }));

test('what happens is told to people who do not see it', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList, badList]);
    await judged(page);
    const status = page.locator('[role=status].visually-hidden');
    await status.getByText(/Done\. .*ITLFile-bad-signature\.tlv: Wrong key\./).waitFor({ state: 'attached' });
  }));

test('nothing moves for people who want no motion', () =>
  withPage(
    rig,
    async (page) => {
      await started(page);
      await drop(page, [goodList]);
      await judged(page);
      const moving = await page.evaluate(
        () => [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return transitionDuration !== '0s' || animationName !== 'none';
        }).length,
      );
      assert.equal(moving, 0);
    },
    { reducedMotion: 'reduce' },
  ));

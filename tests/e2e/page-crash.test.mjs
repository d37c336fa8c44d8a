// A case survives the death of the worker. The workers of these tests carry a script that makes them die, or fall
// silent, over files that say so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { badList, choose, drop, goTo, goodList, judged, poisonWorkers, started } from './page-kit.mjs';
import { startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const poison = `
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = async function () {
    const bytes = await read.call(this);
    const text = new TextDecoder().decode(bytes);
    if (text.startsWith('die')) {
      setTimeout(() => { throw new Error('out of memory'); });
      return new Promise(() => {});
    }
    if (text.startsWith('hang')) return new Promise(() => {});
    return bytes;
  };
  const say = self.postMessage;
  let isDead = false;
  self.postMessage = (message) => {
    // Of what the worker says, only the report has names in it.
    if (new TextDecoder().decode(message[0]).includes('unjudgeable')) {
      isDead = true;
      setTimeout(() => { throw new Error('unreachable'); });
    }
    if (!isDead) say.call(self, message);
  };
`;

const verdicts = (page, count) =>
  page.waitForFunction((number) => document.querySelectorAll('.verdicts .verdict').length === number, count);

// The deaths are meant, and the console tells of each.
const forgive = (watch) => {
  watch.errors.length = 0;
};

test('a file that kills the worker is left out, and the others are judged', () =>
  withPage(
    rig,
    async (page, watch) => {
      await poisonWorkers(page.context(), poison);
      await page.goto(rig.url);
      await started(page);
      await drop(page, [goodList]);
      await judged(page);
      await choose(page, [
        { name: 'evil.tlv', bytes: Buffer.from('die, worker') },
        { name: 'words.txt', bytes: Buffer.from('harmless') },
      ]);
      await page.getByText('evil.tlv was left out.').waitFor();
      await page.getByText('out of memory').waitFor();
      await drop(page, [badList]);
      await verdicts(page, 2);

      await page.getByRole('button', { name: 'Try evil.tlv again' }).click();
      await page.getByText('evil.tlv was left out.').waitFor();
      await verdicts(page, 2);
      await page.getByRole('button', { name: 'Remove evil.tlv' }).click();
      await page.locator('.failures').waitFor({ state: 'detached' });
      await goTo(page, '#/inputs');
      await page.waitForFunction(() => document.querySelectorAll('.data-table .row').length === 3);
      forgive(watch);
    },
    { open: false },
  ));

test('what makes judging die is found among many, and left out', () =>
  withPage(
    rig,
    async (page, watch) => {
      await poisonWorkers(page.context(), poison);
      await page.goto(rig.url);
      await started(page);
      const files = Array.from({ length: 9 }, (_, number) => ({
        name: number === 6 ? 'unjudgeable.txt' : `words-${number}.txt`,
        bytes: Buffer.from('harmless'),
      }));
      await choose(page, files);
      await page.getByText('unjudgeable.txt was left out.').waitFor();
      await judged(page);
      await goTo(page, '#/inputs');
      await page.waitForFunction(() => document.querySelectorAll('.data-table .row').length === 8);
      forgive(watch);
    },
    { open: false },
  ));

test('a worker that stops while nothing is asked of it costs nothing', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    await goTo(page, '#/lists/0/records/2');
    await page.locator('.opened').getByText('SUBJECTNAME').waitFor();
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('stopped from outside');
      });
    });
    await page.waitForEvent('worker');
    await judged(page);
    // What was open stays open, and more can be opened.
    await page.locator('#lists-0-records-2-opened').getByText('SUBJECTNAME').waitFor();
    await goTo(page, '#/lists/0/records/4');
    await page.locator('#lists-0-records-4-opened').getByText('SUBJECTNAME').waitFor();
    assert.equal(await page.locator('.failures').count(), 0);
    forgive(watch);
  }));

test('a worker that falls silent is replaced', () =>
  withPage(
    rig,
    async (page, watch) => {
      await page.clock.install();
      await poisonWorkers(page.context(), poison);
      await page.goto(rig.url);
      await started(page);
      await choose(page, [{ name: 'slow.tlv', bytes: Buffer.from('hang') }]);
      await page.getByText('Reading 0 of 1 source').waitFor();
      await page.waitForTimeout(500);
      await page.clock.runFor(50_000);
      await page.getByText('slow.tlv was left out.').waitFor();
      await page.getByText('did not answer any more').waitFor();
      forgive(watch);
    },
    { open: false },
  ));

// It dies of what it is by itself: as soon as it listens.
const lethal = `
  const say = self.postMessage;
  self.postMessage = (message) => {
    say.call(self, message);
    self.postMessage = () => {};
    setTimeout(() => { throw new Error('no memory'); });
  };
`;

test('a worker that dies again and again, of no file, is given up with a sentence, and can be tried again', () =>
  withPage(rig, async (page, watch) => {
    await poisonWorkers(page.context(), lethal);
    await drop(page, [goodList]);
    await page.getByText(/stopped several times/).waitFor();
    await page.context().unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await verdicts(page, 1);
    forgive(watch);
  }));

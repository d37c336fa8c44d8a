// Large files are read in pieces: the page says how far it is, and stops when it is told to.
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goodList, judged, poisonWorkers, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
let folder;
before(async () => {
  rig = await startRig();
  folder = mkdtempSync(join(tmpdir(), 'trustlens-'));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await rig?.close();
});

// A file of so many megabytes that takes no room on the disk: zeros behind its start.
function largeFile(name, megabytes, start = '') {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, start);
  closeSync(file);
  truncateSync(path, megabytes * 1e6);
  return path;
}

// Every piece takes a while, as from a slow disk. It counts them where a test can ask for it.
const slow = (milliseconds) => `
  const read = Blob.prototype.arrayBuffer;
  self.pieces = 0;
  Blob.prototype.arrayBuffer = async function () {
    self.pieces += 1;
    await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
    return read.call(this);
  };
`;

for (const { name, options } of [
  { name: '1280-light', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } },
  { name: '360-dark', options: { viewport: { width: 360, height: 800 }, colorScheme: 'dark' } },
]) {
  test(`reading a large file is told, and stopped by keyboard (${name})`, () =>
    withPage(
      rig,
      async (page) => {
        await poisonWorkers(page.context(), slow(100));
        await page.goto(rig.url);
        await started(page);
        await drop(page, [largeFile('a-capture-of-a-phone-that-starts-again-and-again.bin', 400), goodList]);
        const words = /^Reading a-capture-of-a-phone-that-starts-again-and-again\.bin: [1-9]\d* of 400 MB$/;
        await page.locator('.progress label').getByText(words).waitFor();
        const [done, total] = await page.locator('.progress progress').evaluate(({ value, max }) => [value, max]);
        assert.ok(done > 0 && done < total && total === 400e6, `${done} of ${total}`);
        await page.locator('[role=status].visually-hidden').getByText(/^Reading a-capture/).waitFor({ state: 'attached' });
        assert.deepEqual(await accessibilityProblems(page), []);
        await shoot(page, `page-reading-${name}`);

        const stop = page.getByRole('button', { name: 'Stop reading a-capture-of-a-phone-that-starts-again-and-again.bin' });
        for (let press = 0; press < 30 && !(await stop.evaluate((button) => button === document.activeElement)); press += 1) {
          await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Enter');
        await page.getByText(/was left out\. You stopped it/).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.id), 'main-heading');
        // The rest of the case does not suffer.
        await judged(page);
        assert.equal(await page.locator('.verdicts .verdict').count(), 1);
        await page.locator('[role=status].visually-hidden').getByText(/Left out of the case: 1 source\./).waitFor({ state: 'attached' });
        await shoot(page, `page-stopped-${name}`);
        const pieces = await page.workers()[0].evaluate(() => self.pieces);
        await page.waitForTimeout(500);
        assert.equal(await page.workers()[0].evaluate(() => self.pieces), pieces, 'The worker reads on.');

        await page.getByRole('button', { name: /^Try a-capture.* again$/ }).click();
        await stop.click();
        await page.getByText(/was left out\. You stopped it/).waitFor();
        await page.getByRole('button', { name: /^Remove a-capture/ }).click();
        await page.locator('.failures').waitFor({ state: 'detached' });
      },
      { open: false, ...options },
    ));
}

test('a large file is read to its end where nobody stops it', { timeout: 120_000 }, () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [largeFile('zeros.bin', 60)]);
    await judged(page);
    await page.getByText('1 input').waitFor();
    assert.equal(await page.locator('.failures').count(), 0);
  }));

test('a file that does not fit into memory is refused with a sentence', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [largeFile('vast.bin', 600), goodList]);
    await page.getByText('vast.bin was left out. It is too large').waitFor();
    await judged(page);
    assert.equal(await page.locator('.verdicts .verdict').count(), 1);
  }));

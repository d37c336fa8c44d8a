// The lab: a cluster is described, broken on purpose, made, and opened in the inspector.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, goTo, goodList, judged, paste, started } from './page-kit.mjs';
import { accessibilityProblems, shoot, startRig, withPage } from './rig.mjs';

let rig;
let folder;
before(async () => {
  rig = await startRig();
  folder = mkdtempSync(join(tmpdir(), 'trustlens-'));
});
after(async () => {
  if (folder) {
    rmSync(folder, { recursive: true });
  }
  await rig?.close();
});

const make = (page) => page.getByRole('button', { name: 'Make the cluster', exact: true });
const inspector = (page) => page.getByRole('button', { name: 'Open in the inspector' });

async function openLab(page) {
  await goTo(page, '#/lab');
  await page.getByRole('heading', { level: 1, name: 'Lab' }).waitFor();
  await page.getByLabel('Search faults').waitFor();
}

async function write(page, label, text) {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Tab');
}

// One node, made in a moment with short keys. A check speaks of these, so what is judged has longer ones.
async function describeSmall(page, key = 'rsa-1024') {
  await write(page, 'Number of nodes', '1');
  await page.getByLabel('Keys', { exact: true }).selectOption(key);
  await write(page, 'Seed', 'end to end');
}

async function makeIt(page) {
  await make(page).click();
  await page.getByRole('heading', { name: 'It is made' }).waitFor({ timeout: 120_000 });
}

async function openMade(page) {
  await inspector(page).click();
  await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  await judged(page);
}

// The titles of findings that are worse than info, but for those that only follow from another.
const worseThanInfo = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.finding:is(.tone-critical, .tone-error, .tone-warning)')]
      .filter((finding) => !finding.closest('.consequences'))
      .map((finding) => finding.querySelector('.finding-title').innerText),
  );

test('a sound cluster is made, saved, and opened in the inspector with all that is known of it', () =>
  withPage(rig, async (page) => {
    await started(page);
    await page.getByRole('link', { name: /^The lab/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Lab' }).waitFor();
    await page.getByText('never install these files on a real cluster').waitFor();
    await describeSmall(page, 'rsa-2048');
    await page.getByText('Release 14, mixed mode, 1 node, no phones, keys from the seed “end to end”.').waitFor();
    await makeIt(page);
    const files = page.getByText(/^[\d,]+ files, /);
    assert.ok(parseInt(await files.innerText(), 10) > 10);
    await page.getByText('cucm-pub/', { exact: true }).click();
    await page.getByRole('table', { name: 'Files in cucm-pub' }).getByText('ITLFile.tlv', { exact: true }).waitFor();

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as zip' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'lab-cluster-14-1-nodes.zip');
    assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK');

    await openMade(page);
    assert.deepEqual(await worseThanInfo(page), []);
    assert.equal(await page.getByLabel('Judge by date').inputValue(), '2026-11-23');
    const summary = page.locator('.cluster-summary');
    await summary.getByText('14 given').waitFor();
    await summary.getByText('mixed given').waitFor();
    await summary.getByText('1 node given').waitFor();
  }));

test('a fault is found by its words, and is the headline in the inspector', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await describeSmall(page, 'rsa-2048');
    await page.getByLabel('Search faults').fill('capf renewed');
    const box = page.getByRole('checkbox', { name: 'CAPF renewed after the CTL' });
    await box.check();
    await page.getByLabel('Chosen faults').getByText('CAPF renewed after the CTL').waitFor();
    const check = page.locator('.lab-faults li', { has: box }).locator('a.check');
    assert.equal(await check.getAttribute('href'), '#/checks/XF-03');
    await makeIt(page);
    await openMade(page);
    const first = page.locator('.finding').first();
    await first.getByText('XF-03').first().waitFor();
    const worse = await worseThanInfo(page);
    assert.equal(worse.length, 1, `one thing is broken, and these are found: ${worse.join('; ')}`);
  }));

test('a fault that does not fit says why, and the cluster can be made to fit', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await page.getByLabel('Keys', { exact: true }).selectOption('rsa-1024');
    await page.getByLabel('Mode', { exact: true }).selectOption('non-secure');
    await page.getByLabel('Search faults').fill('capf renewed');
    const box = page.getByRole('checkbox', { name: 'CAPF renewed after the CTL' });
    const item = page.locator('.lab-faults li', { has: box });
    await item.locator('.fault-closed', { hasText: 'mixed mode' }).waitFor();
    assert.ok(await box.isDisabled());
    await item.getByRole('button', { name: /^Make it fit/ }).click();
    await page.waitForFunction(() => document.querySelector('#lab-mode').value === 'mixed');
    assert.ok(await box.isChecked());
    assert.equal(await page.getByLabel('Keys', { exact: true }).inputValue(), 'rsa-1024', 'what fits is kept');
    // A chosen fault that fits no more is told of.
    await page.getByLabel('Mode', { exact: true }).selectOption('non-secure');
    await page.locator('.lab-obstacles').getByText(/mixed mode/).waitFor();
    assert.ok(await make(page).isDisabled());
    await page.getByRole('button', { name: 'Leave out' }).click();
    await page.locator('.lab-obstacles').waitFor({ state: 'detached' });
    await page.waitForFunction(() => [...document.querySelectorAll('button')].some((button) => button.innerText === 'Make the cluster' && !button.disabled));
  }));

test('what is wrong is told at its field, and the way there is a press', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    const address = page.getByLabel('Address of node 2', { exact: true });
    await address.fill('10.0.0.300');
    await page.locator('.lab-nodes .field-problem', { hasText: 'IPv4 address' }).waitFor();
    assert.equal(await address.getAttribute('aria-invalid'), 'true');
    assert.match(await address.getAttribute('aria-describedby'), /lab-nodes-1--address-problem/);
    await page.getByText('1 problem to mend first:').waitFor();
    assert.ok(await make(page).isDisabled());
    // One in a part that is closed.
    await page.getByText('Trust lists', { exact: true }).click();
    await page.getByLabel('VERSION', { exact: true }).fill('one');
    await page.getByText('Trust lists', { exact: true }).click();
    await page.getByText('2 problems to mend first:').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.locator('.lab-obstacles').getByRole('button', { name: /^Write two numbers/ }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'lab-lists-version');
    await page.getByLabel('VERSION', { exact: true }).fill('1.1');
    await address.fill('10.0.0.30');
    await page.locator('.lab-obstacles').waitFor({ state: 'detached' });
    assert.ok(await make(page).isEnabled());
  }));

test('a release brings its own ways, but not over what the person chose', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await page.getByText('Trust lists', { exact: true }).click();
    const signer = page.getByLabel('The CTL is signed', { exact: true });
    const digest = page.getByLabel('Hash of lists and configurations', { exact: true });
    assert.equal(await digest.inputValue(), 'SHA-512');
    await digest.selectOption('SHA-256');
    await page.getByLabel('Release', { exact: true }).selectOption('9.1');
    assert.equal(await signer.locator('option:checked').innerText(), 'By hardware tokens');
    assert.equal(await digest.inputValue(), 'SHA-256');
    // A release that is not in the list is written.
    await page.getByLabel('Release', { exact: true }).selectOption('Another');
    await page.getByLabel('Release', { exact: true }).fill('twelve');
    await page.locator('.field.wrong', { hasText: 'Release' }).getByText(/no release of CUCM/).waitFor();
    await page.getByLabel('Release', { exact: true }).fill('13.1');
    await page.locator('.lab-obstacles').waitFor({ state: 'detached' });
  }));

test('nodes are added, taken away, and get one domain', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await page.getByRole('button', { name: 'Add a node' }).click();
    await page.getByLabel('Domain of all nodes').fill('voice.example.org');
    assert.equal(await page.getByLabel('Name of node 4', { exact: true }).inputValue(), 'cucm-sub3.voice.example.org');
    await page.getByRole('button', { name: 'Remove node 2' }).click();
    assert.equal(await page.getByLabel('Number of nodes').inputValue(), '3');
    assert.equal(await page.getByLabel('Name of node 2', { exact: true }).inputValue(), 'cucm-sub2.voice.example.org');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'lab-nodes-heading');
  }));

test('a description is opened from a file, dropped, pasted and saved', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await page.getByText('Show it', { exact: true }).click();
    const text = page.getByLabel('The description as TOML');
    await text.getByText('release = "14"').waitFor();
    const path = join(folder, 'course.toml');
    writeFileSync(path, 'release = "12.5"\nnodes = 2\nseed = "a course"\n');
    await drop(page, [path]);
    await page.waitForFunction(() => document.querySelector('#lab-release').value === '12.5');
    assert.equal(await page.getByLabel('Number of nodes').inputValue(), '2');
    assert.equal(await page.getByLabel('Seed').inputValue(), 'a course');
    await text.getByText('release = "12.5"').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the description' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'lab.toml');
    assert.match(readFileSync(await download.path(), 'utf8'), /release = "12\.5"[^]*\[\[nodes\]\]/);
    await page.evaluate(() => document.activeElement.blur());
    await paste(page, '{ "release": "11.5", "nodes": 1 }');
    await page.waitForFunction(() => document.querySelector('#lab-release').value === '11.5');
    await page
      .locator('input[type=file][accept]')
      .setInputFiles({ name: 'wrong.toml', mimeType: 'text/plain', buffer: Buffer.from('relase = "14"') });
    await page.getByRole('alert').getByText(/relase/).waitFor();
    assert.equal(await page.locator('.case').count(), 0, 'nothing of it went into a case');
  }));

test('making is cancelled, and can be begun anew', () =>
  withPage(rig, async (page) => {
    await openLab(page);
    await write(page, 'Number of nodes', '9');
    await page.getByLabel('Keys', { exact: true }).selectOption('rsa-4096');
    await make(page).click();
    await page.locator('.lab-progress progress[value]').waitFor();
    await page.getByText(/^\d+ of \d+ steps$/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You stopped it before it was made.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'lab-make-heading');
    await describeSmall(page);
    await makeIt(page);
  }));

test('with a case open it asks whether to add what was made, or to begin anew', () =>
  withPage(rig, async (page) => {
    await started(page);
    await drop(page, [goodList]);
    await judged(page);
    await page.getByRole('navigation').getByRole('link', { name: 'Lab' }).click();
    await page.getByLabel('Search faults').waitFor();
    await describeSmall(page, 'rsa-2048');
    await makeIt(page);
    await inspector(page).click();
    const dialog = page.getByRole('dialog', { name: 'A case is open already' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await inspector(page).click();
    await dialog.getByRole('button', { name: 'Add to this case' }).click();
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await judged(page);
    await goTo(page, '#/inputs');
    await page.getByText('ITLFile-cucm12style-sha1.tlv').first().waitFor();
    await page.getByText('lab-cluster-14-1-nodes.zip').first().waitFor();
    await goTo(page, '#/lab');
    await inspector(page).click();
    await dialog.getByRole('button', { name: 'Begin a new case' }).click();
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await judged(page);
    assert.deepEqual(await worseThanInfo(page), []);
    await goTo(page, '#/inputs');
    await page.getByText('lab-cluster-14-1-nodes.zip').first().waitFor();
    assert.equal(await page.getByText('ITLFile-cucm12style-sha1.tlv').count(), 0);
  }));

test('nine nodes are made within 20 seconds, and the page goes on all the while', { timeout: 180_000 }, () =>
  withPage(rig, async (page) => {
    await openLab(page);
    // The last release of which every node has a CAPF and a TVS of its own: the most keys.
    await page.getByLabel('Release', { exact: true }).selectOption('12.5');
    await write(page, 'Number of nodes', '9');
    await page.getByText(/9 nodes, no phones, random keys/).waitFor();
    await page.evaluate(() => {
      globalThis.longest = 0;
      let last = performance.now();
      const look = (now) => {
        globalThis.longest = Math.max(globalThis.longest, now - last);
        last = now;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    // A busy computer makes pauses of its own, so the best of three counts.
    const runs = [];
    for (let run = 0; run < 3 && !runs.some(({ seconds, longest }) => seconds <= 20 && longest <= 100); run += 1) {
      await page.evaluate(() => {
        globalThis.longest = 0;
      });
      const begin = performance.now();
      await make(page).click();
      await page.getByRole('heading', { name: 'It is made' }).waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'It is made' }).waitFor();
      runs.push({ seconds: (performance.now() - begin) / 1000, longest: await page.evaluate(() => globalThis.longest) });
    }
    console.log(`nine nodes, seconds and the longest milliseconds between frames: ${JSON.stringify(runs)}`);
    const { seconds, longest } = runs.at(-1);
    assert.ok(seconds <= 20, `it took ${seconds} s`);
    assert.ok(longest <= 100, `the page stood still for ${longest} ms`);
  }));

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 800 },
]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it can be used at ${width} pixels in the ${colorScheme} theme`, () =>
      withPage(
        rig,
        async (page) => {
          await openLab(page);
          await shoot(page, `lab-${width}-${colorScheme}`);
          await describeSmall(page);
          await page.evaluate(() => document.querySelectorAll('.lab details').forEach((part) => part.setAttribute('open', '')));
          await page.getByRole('checkbox', { name: 'CAPF renewed after the CTL' }).check();
          await makeIt(page);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
          assert.deepEqual(await accessibilityProblems(page), []);
          await shoot(page, `lab-made-${width}-${colorScheme}`);
          // The warning stays in sight.
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          const { y } = await page.locator('.lab-warning').boundingBox();
          assert.ok(y >= 0 && y < 200, `the warning stands at ${y}`);
        },
        { viewport: { width, height }, colorScheme },
      ));
  }
}

test('an example of the start screen describes a broken cluster, which shows what it promises', () =>
  withPage(rig, async (page) => {
    await started(page);
    await page.locator('.lab-example', { hasText: 'Phones will refuse this ITL' }).click();
    await page.getByLabel('Chosen faults').getByText('An ITL that another key has signed').waitFor();
    await makeIt(page);
    await openMade(page);
    await page.locator('.finding.tone-critical').first().getByText('SIG-01').first().waitFor();
    assert.equal((await worseThanInfo(page)).length, 1);
  }));

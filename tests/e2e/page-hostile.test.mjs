// Names in files are chosen by whoever made the files: they are shown, and never become markup.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, goTo, judged, started, trustList } from './page-kit.mjs';
import { startRig, withPage } from './rig.mjs';

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.close());

const markup = '<img src=x onerror="globalThis.pwned=1">';
const script = '<script>globalThis.pwned=1</script>';

test('markup in names stays text in every view', () =>
  withPage(rig, async (page, watch) => {
    await started(page);
    const bytes = trustList({
      signer: `CN=${markup};O=${script}`,
      fileName: `${script}.tlv`,
      records: [
        { subject: `CN=${markup}`, role: 0 },
        { subject: `CN=${script};OU="><svg onload=globalThis.pwned=1>`, role: 4 },
      ],
    });
    await choose(page, [
      { name: `${markup}.tlv`, bytes },
      { name: 'javascript:globalThis.pwned=1', bytes: Buffer.from(script) },
    ]);
    await judged(page);
    for (const view of ['#/', '#/findings/0', '#/lists/0/records/1', '#/lists/0/records/2', '#/certificates', '#/expiry', '#/inputs/0', '#/inputs/1']) {
      await goTo(page, view);
      await page.waitForTimeout(150);
      const foreign = await page.evaluate(
        () => document.querySelectorAll('main img, main script, main iframe, main [onerror], main [onload], main [style]:not(td)').length,
      );
      assert.equal(foreign, 0, `There is foreign markup in ${view}.`);
      const links = await page.evaluate(() => [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href')));
      assert.ok(links.every((link) => link.startsWith('#/')), `A link leads elsewhere in ${view}: ${links}`);
    }
    await goTo(page, '#/lists/0/records/1');
    await page.locator('#lists-0-records-1-opened').getByText(markup).first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
    assert.deepEqual(watch.errors, []);
  }));

test('characters that deceive are spelled out', () =>
  withPage(rig, async (page) => {
    await started(page);
    const bytes = trustList({
      signer: 'CN=sa\u200bfe',
      fileName: 'ITLFile.tlv',
      records: [{ subject: 'CN=\u202egnorw;O=\u0007bell', role: 0 }],
    });
    await choose(page, [{ name: 'ITLFile.tlv', bytes }]);
    await judged(page);
    await goTo(page, '#/lists/0/records/1');
    await page.locator('.opened').getByText('SUBJECTNAME').waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, /\\u\{202e\}gnorw/);
    assert.match(text, /\\u\{7\}bell/);
    assert.match(text, /sa\\u\{200b\}fe/);
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u0007]/);
  }));

test('an address that names nothing leads somewhere', () =>
  withPage(rig, async (page) => {
    await started(page);
    await choose(page, [{ name: 'a.txt', bytes: Buffer.from('words') }]);
    await judged(page);
    for (const view of ['#/lists/77/records/9', '#/certificates/%3Cscript%3E', '#/findings/4711', '#/inputs/99', '#/nowhere', '#main', '#']) {
      await goTo(page, view);
      await page.waitForTimeout(100);
      assert.equal(await page.locator('main h1').count(), 1, `The page is empty at ${view}.`);
    }
  }));

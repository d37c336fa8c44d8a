// What the tests of the page share: ways to give it files, and ways to wait for it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const samples = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'samples');
export const sample = (name) => join(samples, name);
export const goodList = sample('own/ITLFile-cucm12style-sha1.tlv');
export const badList = sample('own/ITLFile-bad-signature.tlv');
export const certificatePem = () => readFileSync(sample('cisco-roots/crcam2.pem'), 'utf8');

// The start screen is there, with its examples.
export const started = (page) => page.waitForSelector('.examples ul');

// Everything that was given has been judged, and drawn.
export async function judged(page) {
  await page.waitForSelector('.view h1');
  await page.waitForFunction(() => !document.querySelector('.progress') && document.querySelector('.view > :nth-child(2)'));
}

// Gives files or folders as a person does who drops them: through the browser, not through the page.
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  }
  await session.detach();
}

// Gives files from memory: { name, bytes }.
export async function choose(page, files) {
  const payload = files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }));
  await page.locator('input[type=file]').first().setInputFiles(payload);
}

// Pastes a text, with the focus where it is.
export const paste = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, text);

export const goTo = (page, fragment) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);

// Puts a script before that of every worker that starts from now on.
export const poisonWorkers = (context, script) =>
  context.route(/worker-start-[0-9a-f]+\.js/, async (route) => {
    // A worker may still be starting when the test is over and its page closed; then there is nobody to answer.
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${script}\n${await response.text()}` });
    } catch (error) {
      if (!/closed|disposed/.test(String(error))) {
        throw error;
      }
    }
  });

// Elements and files of the trust list format (formats.md, sections 1 to 3), for lists that nobody would sign.
const element = (tag, value) => {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(`${value}\0`);
  return Buffer.concat([Buffer.from([tag, bytes.length >> 8, bytes.length & 255]), bytes]);
};
const word = (number) => Buffer.from([number >> 8, number & 255]);

export function trustList({ signer, fileName, records }) {
  const identity = [element(4, signer), element(5, Buffer.from([0x12, 0x34])), element(6, signer)];
  const signature = [
    element(8, Buffer.from([1])),
    Buffer.from([9, 0, 8]),
    element(10, Buffer.from([0])),
    element(11, Buffer.from([1])),
  ];
  const size = (parts) => parts.reduce((sum, part) => sum + part.length, 0);
  const rest = [
    Buffer.concat([Buffer.from([3]), word(size(identity))]),
    ...identity,
    Buffer.concat([Buffer.from([7]), word(size(signature))]),
    ...signature,
    element(12, Buffer.alloc(128, 7)),
    element(14, fileName),
    element(15, Buffer.from([0x55, 0x4a, 0xd7, 0xb7])),
  ];
  const version = element(1, Buffer.from([1, 2]));
  const length = element(2, word(version.length + 5 + size(rest)));
  const body = records.map(({ subject, role }) => {
    const parts = [
      element(2, subject),
      element(3, subject),
      element(4, word(role)),
      element(5, subject),
      element(6, Buffer.from([0x56, 0x78])),
    ];
    return Buffer.concat([element(1, word(5 + size(parts))), ...parts]);
  });
  return Buffer.concat([version, length, ...rest, ...body]);
}

// So many different certificates as one PEM text: one certificate, each time with another serial number. Their
// signatures do not hold, which costs as much to find out as that they do.
export function manyCertificates(count) {
  const base64 = certificatePem().replace(/-----[^-]+-----|\s/g, '');
  const der = Buffer.from(base64, 'base64');
  // Its subject key identifier ends the part of the certificate that may differ at will: 20 bytes of a hash.
  const marker = Buffer.from('0603551d0e', 'hex');
  const place = der.indexOf(marker) + marker.length + 4;
  const texts = [];
  for (let number = 0; number < count; number += 1) {
    der.writeUInt32BE(number, place);
    texts.push(`-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`);
  }
  return texts.join('');
}

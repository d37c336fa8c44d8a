// Prints what the first load of the page takes, compressed, and fails above the limit.
//
//   node scripts/sizes.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const limit = 300 * 1024;
// Loaded only when somebody asks for them.
const onDemand = ['examples/'];

const folder = process.argv[2] ?? 'dist';

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function compressedSize(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

function line(name, bytes, compressed) {
  return `${name.padEnd(52)}${String(bytes).padStart(10)}${String(compressed).padStart(10)}`;
}

const rows = filesBelow(folder)
  .map((path) => ({ name: relative(folder, path).split(sep).join('/'), bytes: readFileSync(path) }))
  .filter(({ name }) => !onDemand.some((start) => name.startsWith(start)))
  .map(({ name, bytes }) => ({ name, plain: bytes.length, compressed: compressedSize(bytes) }))
  .sort((one, other) => other.compressed - one.compressed);

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const total = sum('compressed');

console.log('\nWhat the first load takes, in bytes:\n');
console.log(line('file', 'plain', 'brotli'));
for (const { name, plain, compressed } of rows) {
  console.log(line(name, plain, compressed));
}
console.log(line('total', sum('plain'), total));

const words = `${(total / 1024).toFixed(1)} KB of at most ${limit / 1024} KB`;
if (!rows.some(({ name }) => name === 'index.html')) {
  console.error(`\nStopped: ${folder} holds no page.`);
  process.exitCode = 1;
} else if (total > limit) {
  console.error(`\nStopped: the page is too big: ${words}.`);
  process.exitCode = 1;
} else {
  console.log(`\nThe page takes ${words}.`);
}

// Prints what the page takes to load, compressed, and fails above the limits: what everybody loads at first, what
// is loaded once somebody gives something, and what once somebody opens the lab.
//
//   node scripts/sizes.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

// In the order in which they are asked; each file belongs to the first that wants it.
const loads = [
  // Of the examples everybody loads the few that they want to see.
  { title: null, has: (name) => name.startsWith('examples/') },
  // The engine carries the catalogue of checks, the plans, and the rules of phones and of the planner: their texts are a good part of it.
  { title: 'once something is given', limit: 800 * 1024, has: (name) => /^(trustlens-engine|worker-start)-/.test(name) },
  // The lab carries the texts of all faults, and the keys and signatures of three curves beside RSA.
  { title: 'once the lab is opened', limit: 550 * 1024, has: (name) => /^(trustlens-lab|lab-start)-/.test(name) },
  { title: 'at first', limit: 300 * 1024, has: () => true },
];

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

const files = filesBelow(folder)
  .map((path) => ({ name: relative(folder, path).split(sep).join('/'), bytes: readFileSync(path) }))
  .map(({ name, bytes }) => ({ name, bytes, load: loads.find(({ has }) => has(name)) }));

// Prints the files of a load, and gives a sentence about them; `fits` says whether they are small enough.
function weigh(load) {
  const rows = files
    .filter((file) => file.load === load)
    .map(({ name, bytes }) => ({ name, plain: bytes.length, compressed: compressedSize(bytes) }))
    .sort((one, other) => other.compressed - one.compressed);
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const total = sum('compressed');
  console.log(`\nWhat is loaded ${load.title}, in bytes:\n`);
  console.log(line('file', 'plain', 'brotli'));
  for (const { name, plain, compressed } of rows) {
    console.log(line(name, plain, compressed));
  }
  console.log(line('total', sum('plain'), total));
  const words = `Loaded ${load.title}: ${(total / 1024).toFixed(1)} KB of at most ${load.limit / 1024} KB.`;
  return { words, fits: total <= load.limit && rows.some(({ name }) => name.endsWith('.wasm')) };
}

const weighed = loads.filter(({ title }) => title).reverse().map(weigh);
console.log('');
for (const { words, fits } of weighed) {
  if (fits) {
    console.log(words);
  } else {
    console.error(`Stopped: too much, or no program at all. ${words}`);
    process.exitCode = 1;
  }
}

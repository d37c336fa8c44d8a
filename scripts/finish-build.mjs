// Trunk calls this before it puts the new files into dist/.
//
// It gives what workers run – each program, its glue and the script that starts it – names with their digests, as Trunk
// does for all others: a browser that kept files of an earlier version must not mix them with those of this one. And it
// makes the glue between programs and browser small, which Trunk's own minifier does not understand.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) {
  throw new Error('finish-build.mjs is to be called by Trunk, which says where the new files are.');
}
const path = (name) => join(folder, name);
const read = (name) => readFileSync(path(name), 'utf8');

function replaceAll(text, from, to, where) {
  if (!text.includes(from)) {
    throw new Error(`${where} does not name ${from}.`);
  }
  return text.replaceAll(from, to);
}

const digest = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);
const small = async (text) => (await minify(text, { module: true, compress: { passes: 2 }, mangle: true })).code;

const glue = readdirSync(folder).find((name) => /^trustlens-web-[0-9a-f]+\.js$/.test(name));
if (!glue) {
  throw new Error('Trunk has made no glue for the program.');
}
writeFileSync(path(glue), await small(read(glue)));

// Puts `content` in the place of the file `from`, under a name with its digest, and gives that name.
function rename(from, before, content, after) {
  const name = `${before}-${digest(content)}${after}`;
  rmSync(path(from));
  writeFileSync(path(name), content);
  return name;
}

let page = read('index.html');

// Each program that workers run gets a script of its own that starts it.
const startOfAll = 'worker-start.js';
const starts = { 'trustlens-engine': 'worker-start', 'trustlens-lab': 'lab-start' };
for (const [program, start] of Object.entries(starts)) {
  const wasm = rename(`${program}_bg.wasm`, program, readFileSync(path(`${program}_bg.wasm`)), '_bg.wasm');
  const glueOfProgram = rename(`${program}.js`, program, await small(read(`${program}.js`)), '.js');
  const text = await small(replaceAll(read(startOfAll), 'trustlens-engine.js', glueOfProgram, startOfAll));
  const name = `${start}-${digest(text)}.js`;
  writeFileSync(path(name), text);
  page = replaceAll(page, `${start}.js`, name, 'index.html');
  page = replaceAll(page, `${program}_bg.wasm`, wasm, 'index.html');
}
rmSync(path(startOfAll));

// One style sheet instead of many: fewer requests, and together they compress better.
const links = [...page.matchAll(/<link[^>]*rel="?stylesheet"?[^>]*>/g)].map(([link]) => link);
const sheets = links.map((link) => link.match(/href="?(?:\.\/)?([^"\s>]+)/)[1]);
const styles = sheets.map(read).join('\n');
const stylesName = `styles-${digest(styles)}.css`;
writeFileSync(path(stylesName), styles);
sheets.forEach((sheet) => rmSync(path(sheet)));
links.forEach((link, index) => {
  page = page.replace(link, index === 0 ? `<link rel="stylesheet" href="./${stylesName}">` : '');
});
writeFileSync(path('index.html'), page);

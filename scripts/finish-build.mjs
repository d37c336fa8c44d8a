// Trunk calls this before it puts the new files into dist/.
//
// It tells the worker's script the name of the program, and gives the script a name with its digest, as Trunk
// does for all others: a browser that kept files of an earlier version must not mix them with those of this one.
// And it makes the glue between program and browser small, which Trunk's own minifier does not understand.
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

const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const small = async (text) => (await minify(text, { module: true, compress: { passes: 2 }, mangle: true })).code;

const glue = readdirSync(folder).find((name) => /^trustlens-web-[0-9a-f]+\.js$/.test(name));
if (!glue) {
  throw new Error('Trunk has made no glue for the program.');
}
writeFileSync(path(glue), await small(read(glue)));

const start = 'worker-start.js';
const startText = await small(replaceAll(read(start), 'trustlens-web.js', glue, start));
const newStart = `worker-start-${digest(startText)}.js`;
writeFileSync(path(newStart), startText);
rmSync(path(start));
let page = replaceAll(read('index.html'), start, newStart, 'index.html');

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

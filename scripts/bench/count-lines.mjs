// The least that reading a capture can cost: counts the line feeds of a file.
import { closeSync, openSync, readSync } from 'node:fs';

const file = openSync(process.argv[2], 'r');
const chunk = Buffer.allocUnsafe(1 << 20);
let lines = 0;
for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
  for (let at = chunk.indexOf(10); at !== -1 && at < length; at = chunk.indexOf(10, at + 1)) lines++;
}
closeSync(file);
console.log(lines);

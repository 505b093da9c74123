// ink-table as an ES module for vitest: it is CommonJS and requires Ink, which has a top-level await and so cannot be required.
// (The bundle has the same cure as an esbuild plugin in build.mjs.)
import { readFileSync } from 'node:fs';

export const inkTableForVite = {
  name: 'ink-table-for-vite',
  load(id) {
    if (!id.endsWith('/ink-table/dist/index.js')) return null;
    return `import * as react from 'react';
import * as ink from 'ink';
import hash from 'object-hash';
const exports = {};
const require = (name) => ({ react: { ...react, __esModule: true }, ink, 'object-hash': hash })[name];
${readFileSync(id, 'utf8').replace(/\/\/# sourceMappingURL.*/, '')}
export default exports.default;`;
  },
};

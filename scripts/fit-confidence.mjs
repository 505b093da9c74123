// Fits src/knowledge/confidence.yaml on the recorded worlds of the repository: node scripts/with-node.mjs scripts/fit-confidence.mjs [--write] [FOLDER…]
// With folders of other recorded runs (a meta.json and a capture each), it also says how well the table does on those. They are not fitted on.
import { importTypeScript, root } from './run-typescript.mjs';

const { main } = await importTypeScript('scripts/confidence/main.ts');
const words = process.argv.slice(2);
await main(
  root,
  words.filter((word) => word !== '--write'),
  words.includes('--write'),
);

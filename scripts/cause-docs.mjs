// Writes docs/causes from src/knowledge and the recorded worlds: node scripts/with-node.mjs scripts/cause-docs.mjs [--check]
import { importTypeScript, root } from './run-typescript.mjs';

const { outOfDate, write } = await importTypeScript('scripts/cause-docs/main.ts');
if (!process.argv.includes('--check')) await write(root);
else {
  const pages = await outOfDate(root);
  if (pages.length > 0) {
    console.error(`docs/causes: ${pages.join(', ')} out of date, run node scripts/with-node.mjs scripts/cause-docs.mjs`);
    process.exitCode = 1;
  }
}

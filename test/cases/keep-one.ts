// A program of its own that keeps one case: the first argument, as JSON.
import { keep } from './kept.ts';

await keep(JSON.parse(process.argv[2] ?? ''));

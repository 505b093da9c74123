// An edit of a file in words, where no file can be looked at: reports and cases.
import type { FileEdit } from '../model/report.ts';

/** One sentence without full stop; its text comes from outside: escape before printing. */
export function editWords(edit: FileEdit): string {
  const { path } = edit;
  switch (edit.how) {
    case 'append':
      return `add to the end of ${path}: ${edit.text}`;
    case 'prepend':
      return `put before the first line of ${path}: ${edit.text}`;
    case 'replace':
      return edit.to === '' ? `take out of ${path}: ${edit.from}` : `replace in ${path}: ${edit.from} by ${edit.to}`;
    case 'content':
      return `write to ${path}: ${edit.text}`;
    case 'mode':
      return `give ${path} the mode ${edit.mode}`;
    case 'link':
      return `let the link ${path} point to ${edit.target}`;
  }
}

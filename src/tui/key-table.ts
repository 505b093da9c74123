// The README's key table, from the table that drives the keys.

import { keyLabel } from './key-label.ts';
import { KEY_BINDINGS, type KeyGroup } from './keymap.ts';

const GROUPS: Readonly<Record<KeyGroup, string>> = { move: 'Move', look: 'Look closer', find: 'Find', go: 'Go', do: 'Do', whytrace: 'whytrace' };

/** A Markdown table: keys, what they do, where. */
export function keyTableMarkdown(): string {
  const rows = (Object.keys(GROUPS) as KeyGroup[]).flatMap((group) =>
    KEY_BINDINGS.filter((binding) => binding.group === group).map(({ keys, says, panes, live }, i) => {
      const where = [panes?.map((pane) => pane[0]?.toUpperCase() + pane.slice(1)).join(', ') ?? '', live ? 'live captures' : ''];
      return `| ${i === 0 ? `**${GROUPS[group]}**` : ''} | ${keys.map(code).join(' ')} | ${says.replaceAll('|', '\\|')} | ${where.filter((part) => part !== '').join('; ')} |`;
    }),
  );
  return ['| | keys | what they do | only in |', '|---|---|---|---|', ...rows].join('\n');
}

const code = (key: string): string => `\`${keyLabel(key, false)}\``;

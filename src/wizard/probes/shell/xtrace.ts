// What a shell prints of each command that it runs (`set -x`), with a PS4 that tells file, line and PATH: format and reader. Pure.

/** One command as it was run. */
export interface XtraceRecord {
  /** null: the command line itself, or a shell that does not say. */
  readonly file: string | null;
  /** Within the file, from 1; null where the shell does not say. */
  readonly line: number | null;
  /** The function that it stands in; '' for none. */
  readonly within: string;
  /** Where that function was called, or the file sourced. */
  readonly from: { readonly file: string; readonly line: number } | null;
  /** PATH at that moment. bash and zsh print before the command, ash prints an assignment behind it. */
  readonly path: string;
  /** With its words expanded. */
  readonly text: string;
}

const BEGIN = '\u001e';
const FIELD = '\u001f';

const ps4 = (...fields: readonly string[]): string => `+${BEGIN}${fields.join(FIELD)}${FIELD}`;

/** @see bash(1) PS4, BASH_SOURCE, BASH_LINENO. Unset ones must not stop a file that has `set -u`. */
export const BASH_PS4 = ps4(
  `\${BASH_SUBSHELL}`,
  `\${BASH_SOURCE[0]-}`,
  `\${LINENO}`,
  `\${FUNCNAME[0]-}`,
  `\${BASH_SOURCE[1]-}`,
  `\${BASH_LINENO[0]-}`,
  `\${PATH-}`,
);
/** @see zshmisc(1) EXPANSION OF PROMPT SEQUENCES; needs the option promptsubst. */
export const ZSH_PS4 = ps4(`\${ZSH_SUBSHELL}`, '%x', '%I', '%N', '', '', `\${PATH-}`);
/** dash and busybox expand variables in PS4; files they do not tell. */
export const ASH_PS4 = ps4('0', '', '', '', '', '', `\${PATH-}`);

const RECORD = new RegExp(`^\\+*${BEGIN}([^${FIELD}\\n]*)${FIELD}${`([^${FIELD}]*)${FIELD}`.repeat(6)}(.*)$`, 's');

/** The commands of the shell itself; those of its subshells can't change its PATH. What else stands in the text is passed over. */
export function readXtrace(text: string): readonly XtraceRecord[] {
  return text.split(new RegExp(`(?=\\+${BEGIN})`)).flatMap((part) => {
    const [, level, file = '', line, within = '', fromFile = '', fromLine, path = '', rest = ''] = RECORD.exec(part) ?? [];
    if (level !== '0') return [];
    const isFile = file.startsWith('/') || file.startsWith('.');
    return [
      {
        file: isFile ? file : null,
        line: Number(line) || null,
        within: within === 'source' || within === file ? '' : within,
        from: fromFile === '' ? null : { file: fromFile, line: Number(fromLine) },
        path,
        text: (rest.split('\n')[0] ?? '').trimEnd(),
      },
    ];
  });
}

// The kernel can't run the file: another machine, damaged, empty, no program at all, still being written, or too many arguments for any.

import { valueOr } from '../../model/answers.ts';
import { nativeElf } from '../aims/load-library.ts';
import type { Content } from '../content.ts';
import { baseName, type Inquiry } from '../inquiry.ts';
import type { KnownFile } from '../known-file.ts';
import { detector } from './detector.ts';
import { contentWords, failedExec, fileOf, shown } from './started-file.ts';

/** ENOEXEC: no loader takes it. EFAULT, EINVAL, EIO, ELIBBAD: the ELF loader took it and stumbled (fs/binfmt_elf.c). */
const LOADER_ERRNOS = new Set(['ENOEXEC', 'EFAULT', 'EINVAL', 'EIO', 'ELIBBAD', 'ENOMEM']);

/** Whether an ELF file is for another machine or class than this host's. */
function isForeign(inquiry: Inquiry, content: Content): boolean {
  if (content.kind !== 'elf') return false;
  const native = nativeElf(inquiry);
  const machine = native?.machine ?? valueOr(inquiry.answers.machine, null);
  if (machine === null) return false;
  if (content.machine !== null)
    return content.machine !== machine || (content.class !== null && native?.class !== null && native !== null && content.class !== native.class);
  return false;
}

/** Big files that nobody looked into are programs for another machine more often than damaged ones. */
const foreignBySize = (file: KnownFile): boolean =>
  file.content === null && (file.sizeBytes ?? 0) > 60_000 && !/\.(?:sh|py|pl|rb|js)$/.test(file.path);

export const wrongArchitecture = detector('exec/wrong-architecture', 'start-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOEXEC') return null;
  const file = fileOf(inquiry, aim);
  const content = file.content?.content;
  if (content === undefined ? !foreignBySize(file) : !isForeign(inquiry, content)) return null;
  const machine = content?.kind === 'elf' ? content.machine : null;
  const own = nativeElf(inquiry)?.machine ?? null;
  return {
    subject: aim.path,
    errno: 'ENOEXEC',
    title: `${baseName(aim.path)} cannot be started: it was built for ${machine ?? 'another machine'}${own === null || own === machine ? '' : `, and this host is ${own}`}`,
    proofs: [
      failedExec(aim, `the kernel knows no way to run ${aim.path}`),
      ...(file.content === null ? [] : [shown(file.content.by, 'elf', machine ?? '?', `its header says ${machine ?? 'another machine'}`)]),
    ],
    parameters: { file: aim.path, ...(machine === null ? {} : { machine }) },
  };
});

export const badFormat = detector('exec/bad-format', 'start-file', (aim, inquiry) => {
  if (!LOADER_ERRNOS.has(aim.errno) || (aim.errno === 'ENOMEM' && fileOf(inquiry, aim).content === null)) return null;
  const file = fileOf(inquiry, aim);
  const content = file.content?.content ?? null;
  if (aim.errno === 'ENOEXEC' && content !== null && isForeign(inquiry, content)) return null;
  const what =
    content === null
      ? 'it is no program that this system knows'
      : content.kind === 'elf'
        ? 'its ELF content is damaged or incomplete'
        : `it is ${contentWords(content)}`;
  return {
    subject: aim.path,
    errno: aim.errno,
    title: `${baseName(aim.path)} ${aim.recovery === null ? 'cannot be started' : 'was run as a shell script although it is none'}: ${what}`,
    proofs: [
      failedExec(aim, `the kernel knows no way to run ${aim.path}`),
      ...(file.content === null
        ? []
        : [shown(file.content.by, 'content', contentWords(file.content.content), `its content: ${contentWords(file.content.content)}`)]),
    ],
    parameters: {
      file: aim.path,
      ...(content?.kind === 'lfs-pointer' ? { lfs: aim.path } : {}),
      ...(content?.kind === 'text' ? { script: aim.path } : {}),
    },
  };
});

export const textBusy = detector('exec/text-busy', 'start-file', (aim) =>
  aim.errno !== 'ETXTBSY'
    ? null
    : {
        subject: aim.path,
        errno: 'ETXTBSY',
        title: `${baseName(aim.path)} cannot be started: some process still has ${aim.path} open for writing`,
        proofs: [failedExec(aim, `starting it (execve) is refused while ${aim.path} is being written`)],
        parameters: { file: aim.path },
      },
);

export const argumentsTooLong = detector('exec/arguments-too-long', 'start-file', (aim) =>
  aim.errno !== 'E2BIG'
    ? null
    : {
        subject: aim.path,
        errno: 'E2BIG',
        title: `${baseName(aim.path)} cannot be started: its arguments and environment are too long, together or one of them alone`,
        proofs: [failedExec(aim, 'a program can be started (execve) with at most a quarter of the stack limit in all, and 128 KiB in one string')],
        parameters: { file: aim.path },
      },
);

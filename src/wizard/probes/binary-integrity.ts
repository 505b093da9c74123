// Probe `binary-integrity`: whether a program file is whole and as its linker left it, by its headers, functions, build id, a checksum or another copy.
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { otherBuilds } from '../../probes/other-builds.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type Comparison, compare, comparisonSays } from './binary-integrity/compare.ts';
import { type Examined, examine } from './binary-integrity/examine.ts';
import { fileNamed } from './elf/file-named.ts';

const CHECKSUM = /^(?:sha256:)?([\da-f]{64})$/i;
/** Each is read whole. */
const COPIES_MOST = 8;

export const binaryIntegrity: Probe = {
  name: 'binary-integrity',
  says: 'whether a program file is whole: ELF headers, Go functions and build id, a SHA-256 checksum or another copy',
  usage: 'FILE [CHECKSUM|COPY]',
  least: 1,
  most: 2,
  async ask(request) {
    const { args, cwd, env, signal } = request;
    const [name = '', against] = args;
    const found = fileNamed(name, cwd, env, answersForCommand(env, null));
    if ('because' in found) return unknownAnswer(`${name} cannot be looked at: ${found.because}`, 'give the path of the program file');
    try {
      const file = await examine(found.path, signal);
      if (file === null) return unknownAnswer(`${found.path} is no regular file`, 'give the path of the program file');
      const checksum = CHECKSUM.exec(against ?? '')?.[1]?.toLowerCase() ?? null;
      const given = against === undefined || checksum !== null ? null : await examine(resolve(cwd, against), signal);
      return answerOf(file, checksum, given === null ? await intactCopy(file, request) : compare(file, given));
    } catch (error) {
      return unknownAnswer(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'ask as a user who may read it');
    }
  },
};

/** A copy of the very same build whose content is as it was, where the file itself is not. */
async function intactCopy(file: Examined, { cwd, env, signal, progress }: ProbeRequest): Promise<Comparison | null> {
  if (file.identity === null || (file.idState !== 'differs' && file.damage === null)) return null;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const lookup = valueOr(answersForCommand(env, null).commandLookup(`${name}-elsewhere`, env.PATH ?? '', cwd), null);
  const onPath = (lookup?.tries ?? []).map(({ path }) => join(path, '..', name));
  const usual = ['/usr/local/go/bin', '/usr/lib/go/bin', '/usr/bin'].map((directory) => join(directory, name));
  const places = [...new Set([...otherBuilds(file.path, hostFiles()), ...onPath, ...usual])].filter(
    (path) => existsSync(path) && !isSame(path, file.path),
  );
  for (const path of places.slice(0, COPIES_MOST)) {
    progress(`reading ${path}`);
    const copy = await examine(path, signal).catch(() => null);
    if (copy !== null && copy.damage === null && copy.identity === file.identity && copy.idState !== 'differs') return compare(file, copy);
  }
  return null;
}

const isSame = (one: string, other: string): boolean => realpathSync(one) === realpathSync(other);

function answerOf(file: Examined, checksum: string | null, comparison: Comparison | null): ProbeAnswer {
  const { path, damage, idState, lacking, isElf, isGo } = file;
  const wrongSum = checksum !== null && checksum !== file.sha256;
  const changed = comparison?.sameBuild === true && comparison.difference !== null;
  const says = !isElf
    ? `${path} is no ELF file`
    : damage !== null
      ? `${path} is damaged: it ${damage}`
      : wrongSum
        ? `${path} is not the file that the checksum is of`
        : changed
          ? `${path} is not as it was linked: ${comparisonSays(file, comparison)}`
          : (lacking?.names.length ?? 0) > 0
            ? `${path} lacks ${lacking?.names.join(', ')}, which every Go program has`
            : idState === 'differs'
              ? `${path} was changed after it was built: its content does not agree with its build id${file.stripped ? ' (strip and packers do that, too)' : ''}`
              : proofOf(file, checksum, comparison);
  const bad = damage !== null || wrongSum || changed || (lacking?.names.length ?? 0) > 0;
  // strip(1) and packers change a file without harm; nothing else tells them from damage.
  const open =
    !bad &&
    (!isElf || (idState === 'differs' && file.stripped) || ((idState === 'none' || idState === 'unset') && checksum === null && comparison === null));
  const status = bad ? 'fail' : open ? 'unknown' : idState === 'differs' ? 'fail' : 'pass';
  const cause = isElf && (damage !== null || comparison?.inCode === true) ? damagedCause(file, says, comparison) : null;
  return {
    status,
    says: open && isElf && idState !== 'differs' ? `${says}; whether its content was changed, only a checksum or another copy can tell` : says,
    evidence: evidenceOf(file, checksum, comparison),
    facts: {
      ...{ file: path, sha256: file.sha256, damage, isGo, buildId: file.buildId, idState, stripped: file.stripped },
      ...{ lacking: lacking?.names ?? null, checksum: checksum === null ? null : !wrongSum, intact: changed ? comparison.copy.path : null },
    },
    command: isGo ? ['go', 'tool', 'buildid', path] : ['sha256sum', path],
    ...(cause === null ? {} : { cause }),
  };
}

function proofOf({ path, idState }: Examined, checksum: string | null, comparison: Comparison | null): string {
  if (checksum !== null) return `${path} is whole: its checksum is the one given`;
  if (idState === 'agrees') return `${path} is whole: its content agrees with the build id that the go command gave it`;
  if (comparison !== null) return `${path}: ${comparisonSays({ path } as Examined, comparison)}`;
  return `${path} has sane ELF headers`;
}

function evidenceOf(file: Examined, checksum: string | null, comparison: Comparison | null): readonly string[] {
  const { damage, buildId, idState, contentId, lacking, sha256, sizeBytes } = file;
  const last = buildId?.split('/').at(-1);
  return [
    ...(damage === null ? [] : [`damage: it ${damage}`]),
    ...(checksum === null ? [] : [`SHA-256 wanted ${checksum}`]),
    `SHA-256        ${sha256} (${sizeBytes} bytes)`,
    ...(comparison === null ? [] : [comparisonSays(file, comparison)]),
    ...(buildId === null ? [] : [`Go build id ${buildId}`]),
    ...(idState === 'agrees' ? [`its last part agrees with the content`] : []),
    ...(idState === 'differs' ? [`its last part is ${last}, for this content it would be ${contentId}`] : []),
    ...(idState === 'unset' ? ['the go command has not put the content into the build id (go run and go test do not)'] : []),
    ...(lacking === null
      ? []
      : lacking.names.length === 0
        ? [`main.main and the entries of the runtime are there (${lacking.from})`]
        : [`not there, by ${lacking.from}: ${lacking.names.join(', ')}`]),
  ];
}

function damagedCause({ path }: Examined, title: string, comparison: Comparison | null): ProvenCause {
  const parameters = { file: path, ...(comparison === null ? {} : { intact: comparison.copy.path }) };
  return { code: isOfGoTree(path) ? 'go/corrupt-binary' : 'exec/bad-format', subject: path, title, parameters };
}

/** `go` and `gofmt` of a tree, and its tools. */
function isOfGoTree(path: string): boolean {
  const root = /^(.*)\/bin\/(?:go|gofmt)$/.exec(path)?.[1];
  return /\/pkg\/tool\/\w+_\w+\/[\w-]+$/.test(path) || (root !== undefined && (/\/go[^/]*$/.test(root) || existsSync(`${root}/VERSION`)));
}

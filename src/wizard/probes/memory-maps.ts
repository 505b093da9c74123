// Probe `memory-maps`: the mappings of a process, of a kept copy of its maps, or those that a program file asks for; and what limits them here.
import { resolve } from 'node:path';
import type { MemoryMap } from '../../model/answers.ts';
import { valueOr } from '../../model/answers.ts';
import { rawText } from '../../model/raw-text.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { withFileBytes } from '../../probes/bytes.ts';
import { PF_X, PT_LOAD, readElfHeader } from '../../probes/elf-header.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { memoryMaps as mapsOf, parseMaps } from '../../probes/memory-maps.ts';
import { answersForCommand, answersForProcess } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { noSuchProcess, unknownAnswer } from '../probe.ts';
import { fileNamed } from './elf/file-named.ts';
import { biggest, isWritableCode, type MemorySettings, mapLine, memorySettings, settingLines } from './process/mappings.ts';

const [PF_W, PF_R] = [2, 4];
/** `<elf.h>`: its flags say whether the stack may be executed. */
const PT_GNU_STACK = 0x6474e551;
const KEPT_MOST_BYTES = 4 * 1024 * 1024;

export const memoryMaps: Probe = {
  name: 'memory-maps',
  says: 'memory that is writable and executable, the number of mappings, and what limits them',
  usage: 'PID|FILE',
  least: 1,
  most: 1,
  async ask({ args: [given = ''], cwd, env }) {
    const read = hostFiles().text;
    if (/^\d+$/.test(given)) {
      const pid = Number(given);
      const maps = mapsOf(pid);
      if (maps === null) return noSuchProcess(pid);
      if (maps === 'denied') return unknownAnswer(`the mappings of ${pid} may not be read`, 'ask as its user, or as root');
      return answerOf(`process ${pid}`, maps, memorySettings(answersForProcess(pid), read), ['cat', `/proc/${pid}/maps`]);
    }
    const answers = answersForCommand(env, null);
    const found = fileNamed(given, cwd, env, answers);
    if ('because' in found) return unknownAnswer(`${given} cannot be looked at: ${found.because}`, 'give a process id, or the path of a program');
    const settings = memorySettings(answers, read);
    if (valueOr(answers.fileFormat(found.path), null)?.kind === 'elf')
      return answerOf(found.path, segmentsOf(found.path), settings, ['readelf', '--segments', found.path], true);
    const text = withFileBytes(resolve(cwd, found.path), (source) => source.read(0, KEPT_MOST_BYTES).toString('utf8'));
    const kept = parseMaps(text ?? '');
    if (kept.length === 0)
      return unknownAnswer(`${found.path} is no program, and no copy of /proc/PID/maps`, 'give a process id, or the path of a program');
    return answerOf(found.path, kept, settings, ['cat', found.path]);
  },
};

/** What the kernel maps at the start: the segments to load, and the stack. */
function segmentsOf(path: string): readonly MemoryMap[] {
  const segments = withFileBytes(path, (source) => {
    const header = readElfHeader(source);
    return 'reason' in header ? [] : header.segments;
  });
  return (segments ?? []).flatMap(({ type, flags, address, memoryBytes }): MemoryMap[] => {
    if (type !== PT_LOAD && type !== PT_GNU_STACK) return [];
    const protection = `${flags & PF_R ? 'r' : '-'}${flags & PF_W ? 'w' : '-'}${flags & PF_X ? 'x' : '-'}`;
    return [{ start: address, sizeBytes: memoryBytes, protection, shared: false, name: rawText(type === PT_LOAD ? path : '[stack]') }];
  });
}

function answerOf(what: string, maps: readonly MemoryMap[], settings: MemorySettings, command: readonly string[], isFile = false): ProbeAnswer {
  const both = maps.filter(isWritableCode);
  const { mapsMost, addressSpace } = settings;
  const bytes = maps.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const full = !isFile && mapsMost !== null && maps.length >= mapsMost * NEARLY;
  const filled = !isFile && addressSpace !== null && bytes >= addressSpace * NEARLY;
  const says = full
    ? `${what} has ${maps.length} of the ${mapsMost} mappings that the kernel permits`
    : filled
      ? `${what} has used up its address space`
      : both.length > 0
        ? `${what} ${isFile ? 'asks for' : 'has'} memory that is writable and executable: ${both.length === 1 ? 'one mapping' : `${both.length} mappings`}`
        : `${what}: no memory is both writable and executable`;
  return {
    // Compilers at run time need such memory: only a policy makes a fault of it, and that shows in the trace.
    status: full || filled ? 'fail' : 'pass',
    says,
    evidence: [
      ...both.slice(0, 20).map((map) => `writable and executable: ${mapLine(map)}`),
      ...settingLines(settings, isFile ? null : maps.length),
      ...(isFile ? maps.map(mapLine) : biggest(maps)),
    ],
    facts: {
      ...{ mappings: maps.length, bytes, writableCode: both.length, executableStack: both.some(({ name }) => name === '[stack]') },
      ...{ overcommit: settings.overcommit, mapsMost, addressSpace },
    },
    command,
  };
}

const NEARLY = 0.97;

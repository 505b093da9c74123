// All detectors. A new cause is a file of its own and a line here (and in causes.yaml).
import type { Aim } from '../aims/aim.ts';
import type { Inquiry } from '../inquiry.ts';
import { affinityDenied } from '../latency/affinity.ts';
import { argumentsTooLong, badFormat, textBusy, wrongArchitecture } from './bad-program.ts';
import { killedByPipe, pipeRefused } from './broken-pipe.ts';
import { crashedGoProgram, cutLibrary, damagedGoProgram, damagedProgram } from './death.ts';
import type { AimOf, Detector, Discovery } from './detector.ts';
import { fileSizeRefused, killedByFileSize } from './file-size-limit.ts';
import { fileDetectors } from './files.ts';
import { forkLimit } from './fork-limit.ts';
import { goMessages } from './go-message.ts';
import {
  compilerMissing,
  corruptBinary,
  gorootIncomplete,
  gorootNotFound,
  toolchainMissing,
  toolchainNotFetched,
  toolMissing,
  toolNotStarted,
} from './go-tree.ts';
import { buildCacheUnwritable, goPathUnwritable, workDirectoryMissing } from './go-writes.ts';
import { interruptedForEver, signalIgnored, stoppedByTerminal } from './hang-by-signal.ts';
import { killed } from './killed.ts';
import { badLibrary, libraryUnreadable, missingLibrary, noexecLibrary, preloadMissing, unloadedLibrary, wrongClassLibrary } from './library.ts';
import { preloadFailed, saidBad, saidMissing, saidUnreadable, saidWrongClass, undefinedSymbol, versionNotFound } from './link-message.ts';
import { addressSpace, outOfMemory } from './memory-limit.ts';
import {
  interpreterByEnv,
  missingElfInterpreter,
  missingElfInterpreterOnPath,
  missingScriptInterpreter,
  missingScriptInterpreterOnPath,
} from './missing-interpreter.ts';
import { missingScript } from './missing-script.ts';
import { NETWORK_DETECTORS } from './net/index.ts';
import { noexecMapping } from './noexec-mapping.ts';
import { closedPathEntry, directoryOnPath, notOnPath, unusableOnPath } from './not-on-path.ts';
import { danglingOnPath, danglingSymlink, fileOnPath, noSuchProgram, notADirectory, symlinkLoop, symlinkLoopOnPath } from './path-does-not-lead.ts';
import { directoryNotSearchable, isADirectory, noexecMount, notExecutable, startDeniedByPolicy } from './permission.ts';
import { pipeDeadlock } from './pipe-deadlock.ts';
import { killedBySeccomp, refusedBySeccomp } from './seccomp-denied.ts';
import { terminalGone } from './terminal-gone.ts';
import { waitsOnChild } from './waits-on-child.ts';
import { waitsOnInput } from './waits-on-input.ts';
import { waitsOnLock } from './waits-on-lock.ts';

/** Every detector as one type: each is only ever given the kind of aim it is for. */
const DETECTORS = [
  ...[
    notOnPath,
    missingScript,
    closedPathEntry,
    unusableOnPath,
    directoryOnPath,
    danglingOnPath,
    symlinkLoopOnPath,
    fileOnPath,
    interpreterByEnv,
    missingElfInterpreterOnPath,
    missingScriptInterpreterOnPath,
  ],
  ...[missingElfInterpreter, missingScriptInterpreter, danglingSymlink, symlinkLoop, notADirectory, noSuchProgram],
  ...[
    notExecutable,
    directoryNotSearchable,
    isADirectory,
    noexecMount,
    startDeniedByPolicy,
    wrongArchitecture,
    badFormat,
    textBusy,
    argumentsTooLong,
  ],
  ...[missingLibrary, wrongClassLibrary, badLibrary, libraryUnreadable, noexecLibrary, preloadMissing, unloadedLibrary],
  ...[versionNotFound, undefinedSymbol, preloadFailed, saidMissing, saidWrongClass, saidBad, saidUnreadable],
  ...[gorootNotFound, gorootIncomplete, toolMissing, toolNotStarted, toolchainMissing, toolchainNotFetched, compilerMissing, corruptBinary],
  ...NETWORK_DETECTORS,
  ...fileDetectors,
  noexecMapping,
  ...[damagedProgram, damagedGoProgram, crashedGoProgram, cutLibrary],
  ...[affinityDenied],
  ...[killed, killedByPipe, pipeRefused, killedByFileSize, fileSizeRefused, killedBySeccomp, refusedBySeccomp],
  ...[addressSpace, outOfMemory, forkLimit],
  ...[terminalGone, stoppedByTerminal, interruptedForEver, signalIgnored],
  ...[pipeDeadlock, waitsOnLock, waitsOnInput, waitsOnChild],
  ...goMessages,
  ...[buildCacheUnwritable, goPathUnwritable, workDirectoryMissing],
] as const;

/** What the detectors say of one aim. */
export const detect = (inquiry: Inquiry, aim: Aim): readonly Discovery[] =>
  DETECTORS.flatMap((detector) => {
    if (detector.on !== aim.kind || detector.code === inquiry.without?.code) return [];
    const found = (detector as Detector<typeof aim.kind>).find(aim as AimOf<typeof aim.kind>, inquiry);
    return found === null ? [] : [found];
  });

/** Whether the detector of a code finds it in an aim. */
export const shows = (inquiry: Inquiry, aim: Aim, code: string): boolean =>
  DETECTORS.some(
    (one) => one.on === aim.kind && one.code === code && (one as Detector<typeof aim.kind>).find(aim as AimOf<typeof aim.kind>, inquiry) !== null,
  );

/** Codes that some detector can prove. */
export const DETECTED_CODES: readonly string[] = [...new Set(DETECTORS.map((detector) => detector.code))];

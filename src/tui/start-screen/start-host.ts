// What the start screen asks of this host: recent captures, running processes, directories.
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { listRecent } from '../../capture/recent.ts';
import { attachProblem } from '../../probes/ptrace-attach.ts';
import { toVisible } from '../../text/visible.ts';
import { currentDirectory } from '../../transport/current-directory.ts';
import { type AttachPicker, matching } from './attach-picker.ts';
import { describeFile, listDirectory } from './directory-list.ts';
import { directoryOf, type FilePicker, openFilePicker, pathOf, shownEntries } from './file-picker.ts';
import { listProcesses } from './process-list.ts';
import { dueOf } from './start-due.ts';
import type { StartModel } from './start-model.ts';

/** The model with the answer to what {@link dueOf} says. */
export function readHost(model: StartModel): StartModel {
  switch (dueOf(model)) {
    case 'host':
      return readStart(model);
    case 'processes':
      return { ...model, attach: { ...model.attach, processes: listProcesses() } };
    case 'verdict':
      return { ...model, attach: judgeChosen(model.attach) };
    case 'directory': {
      const directory = directoryOf(model.file);
      return { ...model, file: { ...model.file, listed: { directory, entries: readDirectory(directory) } } };
    }
    case 'description':
      return { ...model, file: describeChosen(model.file) };
    case null:
      return model;
  }
}

function readStart(model: StartModel): StartModel {
  const recent = listRecent();
  const lastFile = recent.find(({ kind }) => kind === 'file')?.path;
  const file = openFilePicker(lastFile === undefined ? currentDirectory() : dirname(lastFile), homedir());
  return { ...model, hostRead: true, menu: { ...model.menu, recent, nowMs: Date.now() }, file };
}

function judgeChosen(attach: AttachPicker): AttachPicker {
  const chosen = matching(attach)[attach.cursor];
  if (chosen === undefined) return attach;
  const problem = attachProblem(chosen.pid);
  const says = problem?.message ?? `the kernel permits to attach to ${chosen.pid}`;
  return { ...attach, verdicts: new Map(attach.verdicts).set(chosen.pid, { permitted: problem === null, says }) };
}

function describeChosen(file: FilePicker): FilePicker {
  const chosen = shownEntries(file)[file.cursor];
  if (chosen === undefined) return file;
  const path = pathOf(file, chosen);
  return { ...file, described: new Map(file.described).set(path, describeFile(path)) };
}

function readDirectory(directory: string) {
  try {
    return listDirectory(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = { ENOENT: 'there is no such directory', EACCES: 'its permissions forbid to read it', ENOTDIR: 'it is not a directory' }[code ?? ''];
    return `${toVisible(directory)}: ${why ?? `it cannot be read (${code})`}`;
  }
}

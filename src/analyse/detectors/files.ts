// The detectors that judge files a process could not use, and what files are made with: descriptors, watches, locks, keys, capabilities.
import { crossDevice, fileBusy, fileExists, isADirectory, linkLoop, runningProgramWritten } from './file-in-the-way.ts';
import { fileLocked, lockServiceMissing } from './file-lock.ts';
import { fileNotFound, notADirectory } from './file-missing.ts';
import { deniedByPolicy, directoryNotSearchable, permissionDenied, rootWithoutOverride } from './file-refused.ts';
import { noSpace, noSuchDevice, readOnlyFilesystem, storageErrors, tooLarge } from './file-storage.ts';
import { inotifyInstances, inotifyWatches, mmapMinAddr, tooManyOpen } from './limits.ts';
import { capabilityMissing, keyMissing, unsupported } from './security.ts';

export const fileDetectors = [
  ...[fileNotFound, notADirectory, permissionDenied, directoryNotSearchable, deniedByPolicy, rootWithoutOverride],
  ...[fileExists, isADirectory, fileBusy, crossDevice, linkLoop, runningProgramWritten, fileLocked, lockServiceMissing],
  ...[readOnlyFilesystem, noSpace, tooLarge, ...storageErrors, noSuchDevice],
  ...[tooManyOpen, inotifyWatches, inotifyInstances, mmapMinAddr, capabilityMissing, keyMissing, unsupported],
];

// The directory that we are in, also when it has been deleted.

/** @returns in a deleted directory a name that leads to it all the same: that of the process that uses it (proc(5), `/proc/pid/cwd`) */
export function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '/proc/self/cwd';
  }
}

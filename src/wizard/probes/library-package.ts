// Probe `library-package`: which package has a shared library.
import { existsSync } from 'node:fs';
import { valueOr } from '../../model/answers.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { managerOf } from '../../probes/package-managers.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';

export const libraryPackage: Probe = {
  name: 'library-package',
  says: "which package has a library, by the host's package manager or our table, and where the library lies already",
  usage: 'SONAME',
  least: 1,
  most: 1,
  async ask({ args: [given = ''], env }) {
    const soname = given.slice(given.lastIndexOf('/') + 1);
    const answers = answersForCommand(env, null);
    const places = valueOr(answers.libraryElsewhere(soname), []);
    const found = valueOr(answers.packageOfLibrary(soname), null);
    const evidence = places.map((place) => `it lies in ${place}`);
    const facts = { soname, places, package: found?.name ?? null, manager: found?.manager ?? null, install: found?.install ?? [] };
    if (found === null) {
      const manager = managerOf(hostFiles().text('/etc/os-release') ?? '');
      const remedy =
        manager === 'apt' && !existsSync('/usr/bin/apt-file')
          ? 'apt-file knows the files of all packages: apt-get install apt-file && apt-file update'
          : 'it may belong to a program that was not installed from packages: look where that came from';
      const unknown = unknownAnswer(`no package is known that has ${soname}`, remedy);
      return { ...unknown, facts, evidence: [...unknown.evidence, ...evidence] };
    }
    return {
      status: 'pass',
      says: `${soname} is in the package ${found.name}`,
      evidence: [
        found.source === 'host' ? `${found.manager} says so` : 'from a table of usual names: the name may differ in this release',
        ...(found.install.length === 0 ? [] : [`to install it: ${shellLine(found.install)}`]),
        ...evidence,
      ],
      facts,
      command: null,
    };
  },
};

// Probe `cgo-sides`: two builds side by side, one without cgo and one with it: compilers looked for and run, headers, libraries, packages.
import { buildTools, failedTool } from '../../analyse/go/build-tools.ts';
import { type CgoSide, cgoSide } from '../../analyse/go/cgo-side.ts';
import type { Probe } from '../probe.ts';
import { notRead, readCapture } from '../read-capture.ts';
import { endWords } from './go-build-tools.ts';

export const cgoSides: Probe = {
  name: 'cgo-sides',
  says: 'what a build with cgo looks for and runs that the one without it does not',
  usage: 'CAPTURE-WITHOUT CAPTURE-WITH',
  least: 2,
  most: 2,
  async ask({ args: [pathWithout = '', pathWith = ''] }) {
    const [off, on] = await Promise.all([readCapture(pathWithout), readCapture(pathWith)]);
    if ('problem' in off) return notRead(off.problem);
    if ('problem' in on) return notRead(on.problem);
    const [without, withCgo] = [cgoSide(off.inquiry), cgoSide(on.inquiry)];
    const failed = failedTool(buildTools(on.inquiry));
    const lines = [
      ...both('compilers that were run', without, withCgo, ({ compilers }) => compilers),
      ...both('compilers looked for and not found', without, withCgo, ({ missing }) => missing),
      ...both('headers not found', without, withCgo, ({ headers }) => headers),
      ...both('libraries asked for', without, withCgo, ({ libraries }) => libraries),
      ...both('packages compiled', without, withCgo, ({ packages }) => packages),
      ...(failed === null ? [] : [`with cgo: ${failed.name} ${endWords(failed.end)}`]),
    ];
    const [missing] = withCgo.missing.filter((name) => !withCgo.compilers.includes(name));
    return {
      status: missing !== undefined || failed !== null ? 'fail' : 'pass',
      says:
        missing !== undefined
          ? `with cgo, the build looks for ${missing} and does not find it; without cgo nobody needs it`
          : failed !== null
            ? `with cgo, ${failed.name} ${endWords(failed.end)}`
            : lines.length === 0
              ? 'the two builds look for and run the same'
              : 'the two builds differ, and neither looks for something in vain',
      evidence: lines,
      facts: { missing: withCgo.missing, headers: withCgo.headers, compilers: withCgo.compilers, failed: failed?.name ?? null },
      command: null,
    };
  },
};

/** What one side has and the other has not; nothing where they are the same. */
function both(says: string, off: CgoSide, on: CgoSide, of: (side: CgoSide) => readonly string[]): readonly string[] {
  const only = (a: readonly string[], b: readonly string[]) => a.filter((one) => !b.includes(one));
  const [onlyOn, onlyOff] = [only(of(on), of(off)), only(of(off), of(on))];
  return [
    ...(onlyOn.length === 0 ? [] : [`only with cgo, ${says}: ${fewOf(onlyOn)}`]),
    ...(onlyOff.length === 0 ? [] : [`only without cgo, ${says}: ${fewOf(onlyOff)}`]),
  ];
}

const fewOf = (names: readonly string[]): string => `${names.slice(0, 8).join(' ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;

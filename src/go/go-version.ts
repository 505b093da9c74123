// Versions of Go and how they are ordered: `1.21`, `1.21rc2`, `1.21.0`, `1.22.3-custom`.

/** `go version go1.21.4 linux/amd64` → `1.21.4`; also of `go1.21rc2`, `devel go1.22-abcdef`, `1.21`. @returns null where there is no version in it */
export const versionIn = (text: string): string | null => /(?:^|go|\s)(\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)/.exec(text)?.[1] ?? null;

/**
 * Negative when `a` is older. A language version (`1.21`) is older than its release candidates, and those than its first release `1.21.0`.
 * Up to 1.20 the first release has no third number, and its candidates are older.
 * @see internal/gover gover.go Compare
 */
export function compareGoVersions(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  for (const [index, part] of one.entries()) {
    const difference = part - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Release candidates sort behind the language version and before `.0`; betas before candidates. */
function partsOf(version: string): readonly number[] {
  const [, major = '0', minor = '0', patch, kind, number = '0'] = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(rc|beta)(\d+))?/.exec(version) ?? [];
  const isOld = Number(major) === 1 && Number(minor) < 21;
  const rank = patch !== undefined ? 3 : kind === 'rc' ? 2 : kind === 'beta' ? 1 : isOld ? 3 : 0;
  return [Number(major), Number(minor), rank, Number(patch ?? 0), Number(number)];
}

/** `1.21`: of the language, not of a release. */
export const isLanguageVersion = (version: string): boolean => /^\d+\.\d+$/.test(version);

// Sizes as people read them.

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes: `512 B`, `4.0 KiB`, `1.2 GiB`. '' for none. */
export function spokenBytes(bytes: number): string {
  if (!(bytes > 0)) return '';
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

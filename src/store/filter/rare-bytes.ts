// Which two bytes of a text are looked for: those that are rare in strace output, so that few places have to be compared in full.

/** Printable ASCII by how often it was in captures of many programs, the most frequent first. */
const BY_FREQUENCY = ' 014.e973s25/_at,conr68i><l=LfEd()pu"ONTmR\\ADFxIChbgUv-:GP|yS{}zWkYwX[]MVjK+H*B&q?J@~QZ;!%#$\'^`';

/** How rare each byte is; what is not printable is rarest. */
const RARITY = Uint8Array.from({ length: 256 }, (_, byte) => {
  const place = BY_FREQUENCY.indexOf(String.fromCharCode(byte));
  return place < 0 ? BY_FREQUENCY.length : place;
});

/** Places of the two rarest bytes, the rarest first; the same place twice where there is one byte only. */
export function rarePlaces(needle: Uint8Array): readonly [number, number] {
  const rarity = (place: number): number => RARITY[needle[place]!]!;
  let first = 0;
  for (let place = 1; place < needle.length; place++) if (rarity(place) > rarity(first)) first = place;
  let second = first === 0 ? needle.length - 1 : 0;
  for (let place = 0; place < needle.length; place++) if (place !== first && rarity(place) > rarity(second)) second = place;
  return [first, second];
}

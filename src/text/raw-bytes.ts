// The bytes of a text in which lone surrogates stand for what is no UTF-8.

/** U+DC80..U+DCFF: the byte itself (see RawText). Other lone surrogates: three bytes, as programs write them that know no better. */
export function rawBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text);
  const pieces = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return Buffer.from([code - 0xdc00]);
    if (code >= 0xd800 && code <= 0xdfff) return Buffer.from([0xed, (code >> 6) & 0xbf, (code & 0x3f) | 0x80]);
    return Buffer.from(character);
  });
  return Buffer.concat(pieces);
}

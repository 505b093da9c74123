// Questions that are answered once: a host is not asked the same thing twice in one diagnosis.

/** Keeps the answer for each first argument. */
export function remembered<Rest extends readonly unknown[], T>(answer: (key: string, ...rest: Rest) => T): (key: string, ...rest: Rest) => T {
  const answers = new Map<string, { readonly value: T }>();
  return (key, ...rest) => {
    const kept = answers.get(key) ?? { value: answer(key, ...rest) };
    answers.set(key, kept);
    return kept.value;
  };
}

export function once<T>(answer: () => T): () => T {
  const kept = remembered((_: string) => answer());
  return () => kept('');
}

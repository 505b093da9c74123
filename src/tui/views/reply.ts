// What a pane has asked the session, and what it knows by now.

export type Reply<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly value: T }
  /** One sentence. */
  | { readonly kind: 'failed'; readonly says: string };

export const asking: Reply<never> = { kind: 'asking' };

export const failedReply = (error: unknown): Reply<never> => ({ kind: 'failed', says: error instanceof Error ? error.message : String(error) });

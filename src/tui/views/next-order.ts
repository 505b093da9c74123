// The order that `s` and `S` turn a list to.

/** The one behind `order`, or before it for `sort-back`; round and round. */
export function nextOrder<T>(orders: readonly [T, ...T[]], order: T, command: 'sort' | 'sort-back'): T {
  const next = orders.indexOf(order) + (command === 'sort' ? 1 : orders.length - 1);
  return orders[next % orders.length] ?? orders[0];
}

// Waiting for things that may take too long, without a timer that stays behind.

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether `promise` settles in time; the timer is gone either way. */
export async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const settled = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return settled;
}

/** Whether `promise` has settled already. */
export const isSettled = (promise: Promise<unknown>): Promise<boolean> => Promise.race([promise.then(() => true), pause(0).then(() => false)]);

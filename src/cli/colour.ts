// Whether standard output gets colours.

/** @see https://no-color.org: any value but an empty one counts */
export const useColour = (asked: boolean): boolean => asked && process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

// One sentence on standard error, beside what a command prints.

/** @param sentence visible text */
export const sayOnStderr = (sentence: string): void => void process.stderr.write(`whytrace: ${sentence}\n`);

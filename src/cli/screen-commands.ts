// The commands with a screen, as one part of the program that is loaded together: each part more is a file more to load.
export { attachCommand } from './attach.ts';
export { openCommand } from './open.ts';
export { runCommand } from './run.ts';
export { startScreenCommand } from './start-screen.ts';
export { wizardOnScreen } from './wizard-screen.ts';

// What diagnoses and compares without a screen, as one part of the program that is loaded when it is needed: with a screen the worker does it.
export { diagnoseCommand } from './diagnose.ts';
export { diffCommand } from './diff.ts';

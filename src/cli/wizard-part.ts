// All that the wizard works with, as one part of the program that is loaded when it is needed: cards, probes, fixes, cases.
export { walkParts } from '../wizard/host-parts.ts';
export { casesCommand } from './cases.ts';
export { probeCommand } from './probe.ts';
export { wizardCommand } from './wizard.ts';

// All that Ink draws, as one part of the program that is loaded after the first frame: each part more is more files to load before it, too.
export { helpView } from '../dialogs/help-view.tsx';
export { Quit } from '../dialogs/quit-view.tsx';
export { rowsView } from '../dialogs/rows-view.tsx';
export { tableRows } from '../small-table.tsx';
export { StartScreen } from '../start-screen/start-view.tsx';
export { WizardScreen } from '../wizard/wizard-view.tsx';
export { mountChrome } from './mount.tsx';

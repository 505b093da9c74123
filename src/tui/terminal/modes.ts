// The terminal's modes while the screen is up, and the sequences that undo them.

/** Alternate screen, no cursor, no automatic line wrap, bracketed paste, mouse presses and wheel in SGR form. @see xterm's ctlseqs */
export const ENTER_SCREEN = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1000h\x1b[?1006h\x1b[H\x1b[2J';

/** All of that undone, in reverse; also ends a synchronised update and colours that were cut short. Harmless when sent twice. */
export const LEAVE_SCREEN = '\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l';

// All demo worlds; the first is the one that `npm start` opens.
import type { World } from './world.ts';
import { commandNotOnPath } from './worlds/command-not-on-path.ts';
import { crlfScript } from './worlds/crlf-script.ts';
import { danglingLink } from './worlds/dangling-link.ts';
import { goBuild } from './worlds/go-build.ts';
import { healthy } from './worlds/healthy.ts';
import { loginShellOnly } from './worlds/login-shell-only.ts';
import { missingInterpreter } from './worlds/missing-interpreter.ts';
import { missingLibrary } from './worlds/missing-library.ts';
import { missingScriptInterpreter } from './worlds/missing-script-interpreter.ts';
import { notExecutable } from './worlds/not-executable.ts';
import { wrongArchitecture } from './worlds/wrong-architecture.ts';
import { wrongClassLibrary } from './worlds/wrong-class-library.ts';

export const WORLDS: readonly [World, ...World[]] = [
  commandNotOnPath,
  missingLibrary,
  missingInterpreter,
  danglingLink,
  crlfScript,
  wrongArchitecture,
  loginShellOnly,
  goBuild,
  missingScriptInterpreter,
  notExecutable,
  wrongClassLibrary,
  healthy,
];

// A virtual environment that was moved: its scripts name the python of the old place.
import { type World, worldEnv } from '../world.ts';

export const missingScriptInterpreter: World = {
  name: 'missing-script-interpreter',
  says: 'a project was moved to another directory, and its commands are "not found"',
  expects: 'exec/missing-script-interpreter',
  statuses: [126, 127],
  build(place) {
    const old = place.at('home/dev/old-project');
    place.script('home/dev/project/venv/bin/pip', `#!${old}/venv/bin/python3`, 'import sys', 'print("pip 24.3.1")');
    return {
      subject: `${old}/venv/bin/python3`,
      argv: [place.host.shell.name, '-c', 'pip install -r requirements.txt'],
      cwd: place.at('home/dev/project'),
      env: worldEnv(place, ['home/dev/project/venv/bin']),
    };
  },
};

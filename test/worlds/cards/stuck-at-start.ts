// Worlds of the card stuck-at-start: two programs that wait for a lock that somebody else holds, one of them a Go program that has not come to main.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorldNeeds, type WorldPlace, type WorldRun, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';
import { goEnv, realGoroot } from '../real-go.ts';

const start = ({ argv: [file, ...args], cwd, env }: WorldRun): ChildProcess => spawn(file, args, { cwd, env, stdio: 'ignore' });

const HOLD = 'open my $lock, ">>", "state.lock" or die; flock $lock, 2 or die; open my $held, ">", "held"; sleep 300';

/** Holds the lock until it is closed. One process alone: who is ended lets go. */
async function holder({ cwd, env }: WorldRun): Promise<{ close(): Promise<void> }> {
  const child = spawn('perl', ['-e', HOLD], { cwd, env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let waited = 0; waited < 100 && !existsSync(join(cwd, 'held')); waited++) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    close: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

const needsFlock = (place: WorldPlace): void => {
  for (const name of ['flock', 'perl']) if (place.host.program(name) === null) throw new WorldNeeds(`this host has no ${name}(1)`);
};

const backupWaits: CardWorld = {
  card: 'stuck-at-start',
  name: 'backup-waits',
  says: 'the backup has been running since yesterday and has written nothing',
  expects: 'process/waits-on-lock',
  statuses: [],
  mends: 'End the holder',
  serve: holder,
  hang: start,
  build(place) {
    needsFlock(place);
    place.file('var/state.lock', '');
    return {
      subject: place.at('var/state.lock'),
      argv: ['flock', place.at('var/state.lock'), 'true'],
      cwd: place.at('var'),
      env: worldEnv(place, []),
    };
  },
};

const MAIN = `package main

import (
	"os"
	"syscall"
)

func init() {
	file, err := os.OpenFile("state.lock", os.O_RDWR, 0)
	if err != nil {
		panic(err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		panic(err)
	}
}

func main() { println("ready") }
`;

const serverWaits: CardWorld = {
  card: 'stuck-at-start',
  name: 'go-init-waits',
  says: 'a Go server starts and says nothing: it has not come to main',
  expects: 'process/waits-on-lock',
  statuses: [],
  mends: 'End the holder',
  answers: { copy: ['2'] },
  serve: holder,
  hang: start,
  build(place) {
    needsFlock(place);
    const goroot = realGoroot();
    place.file('var/state.lock', '');
    place.file('src/go.mod', 'module example.com/server\n\ngo 1.20\n');
    place.file('src/main.go', MAIN);
    const env = goEnv(place, goroot);
    execFileSync(join(goroot, 'bin/go'), ['build', '-o', place.at('bin/server'), '.'], { cwd: place.at('src'), env, stdio: 'pipe' });
    return { subject: place.at('var/state.lock'), argv: [place.at('bin/server')], cwd: place.at('var'), env };
  },
};

export const stuckAtStartWorlds: readonly CardWorld[] = [backupWaits, serverWaits];

// World of the card cgo-on-off: a program that has C code and a way without it, and a C compiler that is set and not there.
import type { CardWorld } from '../card-world.ts';
import { goEnv, realGoroot } from '../real-go.ts';

const compilerGone: CardWorld = {
  card: 'cgo-on-off',
  name: 'cc-gone',
  says: 'go build fails on this host only; on others it works, and CI, which builds without cgo, is green',
  expects: 'go/compiler-missing',
  statuses: [1, 2],
  mends: 'Build without C',
  build(place) {
    place.file('work/go.mod', 'module example.com/app\n\ngo 1.20\n');
    place.file('work/main.go', 'package main\n\nfunc main() { println(answer()) }\n');
    place.file(
      'work/native.go',
      'package main\n\n// static int answer(void) { return 42; }\nimport "C"\n\nfunc answer() int { return int(C.answer()) }\n',
    );
    place.file('work/pure.go', '//go:build !cgo\n\npackage main\n\nfunc answer() int { return 42 }\n');
    return {
      subject: 'acme-linux-musl-gcc',
      argv: ['go', 'build', '-o', '/dev/null', '.'],
      cwd: place.at('work'),
      env: goEnv(place, realGoroot(), { CC: 'acme-linux-musl-gcc' }),
    };
  },
};

export const cgoOnOffWorlds: readonly CardWorld[] = [compilerGone];

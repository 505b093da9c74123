// Worlds with a broken Go tree: see record-scenarios.mjs. The tree is a copy of links to the installed one.
const FULL = ['-f', '-yy', '-T', '-ttt', '-s', '256'];
const FILES = ['-f', '-e', 'trace=%process,%file'];

const TREE = `R=$(PATH=$PATH:/usr/local/go/bin go env GOROOT); mkdir -p go/bin go/pkg/tool; cp "$R/bin/go" go/bin/go
for t in src lib misc api test go.env VERSION; do [ -e "$R/$t" ] && ln -s "$R/$t" "go/$t"; done
for t in "$R"/pkg/*; do [ "\${t##*/}" = tool ] || ln -s "$t" "go/pkg/\${t##*/}"; done
for t in "$R"/pkg/tool/*; do mkdir "go/pkg/tool/\${t##*/}"; ln -s "$t"/* "go/pkg/tool/\${t##*/}/"; done
T=$(ls -d go/pkg/tool/*_*); printf 'module example.org/hello\\n\\ngo 1.21\\n' > go.mod; printf 'package main\\n\\nfunc main() { println("hi") }\\n' > main.go
`;
const ENV = {
  PATH: '{DIR}/go/bin:/usr/bin:/bin',
  GOCACHE: '/tmp/whytrace-worlds/gocache',
  GOTOOLCHAIN: 'local',
  GOPROXY: 'off',
  GOFLAGS: '-buildvcs=false',
  GOTELEMETRY: 'off',
  CGO_ENABLED: '0',
};
const needs = ['go'];

export const goScenarios = [
  {
    id: 'go-root-variable',
    title: 'GOROOT names a directory that is gone',
    strace: FULL,
    setup: TREE,
    env: { ...ENV, GOROOT: '/opt/go1.9' },
    run: ['bash', '-c', 'go version && go build -o /dev/null .'],
    needs,
    expect: { code: 'go/goroot-not-found', subject: '/opt/go1.9' },
  },
  {
    id: 'go-root-copied-binary',
    title: 'bin/go was copied without its tree',
    strace: FILES,
    setup: `${TREE}mkdir -p only/bin; cp go/bin/go only/bin/`,
    env: { ...ENV, PATH: '{DIR}/only/bin:/usr/bin:/bin' },
    run: ['sh', '-c', 'go env GOROOT >/dev/null; go build -o /dev/null . || exit 6'],
    needs,
    large: true,
    expect: { code: 'go/goroot-not-found', subject: '{DIR}/only', also: ['go/goroot-incomplete'] },
  },
  {
    id: 'go-package-missing',
    title: 'one package of the standard library is missing',
    strace: FILES,
    setup: `${TREE}rm go/src; mkdir go/src; for t in "$R"/src/*; do [ "\${t##*/}" = fmt ] || ln -s "$t" go/src/; done; printf 'package main\\n\\nimport "fmt"\\n\\nfunc main() { fmt.Println("hi") }\\n' > main.go`,
    env: ENV,
    run: ['go', 'vet', '.'],
    needs,
    large: true,
    expect: { code: 'go/goroot-incomplete', subject: '{DIR}/go/src/fmt' },
  },
  {
    id: 'go-tool-compile',
    title: 'the compiler of the tree is missing',
    strace: FULL,
    setup: `${TREE}rm "$T/compile"`,
    env: ENV,
    run: ['go', 'build', '-o', '/dev/null', '.'],
    needs,
    large: true,
    expect: { code: 'go/tool-missing', subject: '{DIR}/go/pkg/tool/linux_amd64/compile' },
  },
  {
    id: 'go-tool-garbage',
    title: 'the compiler of the tree is garbage',
    strace: FULL,
    setup: `${TREE}rm "$T/compile"; head -c 4000 /dev/zero > "$T/compile"; chmod 755 "$T/compile"`,
    env: ENV,
    run: ['go', 'build', '-o', '/dev/null', '.'],
    needs,
    large: true,
    expect: { code: 'go/corrupt-binary', subject: '{DIR}/go/pkg/tool/linux_amd64/compile' },
  },
  {
    id: 'go-toolchain',
    title: 'go.mod asks for a release that PATH does not have',
    strace: FULL,
    setup: `${TREE}printf 'module example.org/hello\\n\\ngo 1.98\\n' > go.mod`,
    env: { ...ENV, GOTOOLCHAIN: 'path' },
    run: ['go', 'version'],
    needs,
    expect: { code: 'go/toolchain-missing', subject: 'go1.98.0' },
  },
  {
    id: 'go-compiler-said',
    title: 'cgo finds no C compiler, and says so',
    strace: FULL,
    setup: `${TREE}printf 'package main\\n\\n// int one(void) { return 1; }\\nimport "C"\\n\\nfunc main() { println(C.one()) }\\n' > main.go`,
    env: { ...ENV, CGO_ENABLED: '1', CC: 'armcc-7' },
    run: ['go', 'build', '-o', '/dev/null', '.'],
    needs,
    large: true,
    expect: { code: 'go/compiler-missing', subject: 'armcc-7' },
  },
  {
    id: 'go-own-error',
    title: 'a type error: the compiler says so',
    strace: FULL,
    setup: `${TREE}printf 'package main\\n\\nfunc main() { println(undefinedName) }\\n' > main.go`,
    env: ENV,
    run: ['sh', '-c', 'go vet . || exit 1'],
    needs,
    large: true,
    expect: { code: 'program/own-error' },
  },
];

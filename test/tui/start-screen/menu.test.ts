// The first page of the start screen at 80x24, 120x40 and 40x12.
import { expect, test } from 'vitest';
import { draw, large, medium, small } from './drawn.tsx';
import { known, typed } from './typed.ts';

test('the menu offers what to do, recent captures and the symptoms, and says what the chosen one looks at', () => {
  expect(draw(known, medium)).toMatchInlineSnapshot(`
    "
     r  Run a command         under strace, from its start
     a  Attach to a process   one that hangs or is slow right now
     o  Open a capture        strace output in a file
     p  Paste a capture       strace output from the clipboard

     Recent captures
     bash -c 'go version'                                   3 min ago    812 kB
     /var/tmp/trace.txt                                     yesterday     12 MB

     What do you see?
     "command not found", and yet the file exists
     It ends at once, or says "No such file or directory" for a file that exis…
     "Exec format error"
     go build or go run fails or hangs
     "cannot find GOROOT"
     The wrong Go version, GOROOT or GOPATH is used

     Shows what it does while it runs, and names the cause when it fails, hangs
     or stalls.
    "
  `);
  expect(draw(known, large)).toMatchInlineSnapshot(`
    "
     r  Run a command         under strace, from its start
     a  Attach to a process   one that hangs or is slow right now
     o  Open a capture        strace output in a file
     p  Paste a capture       strace output from the clipboard

     Recent captures
     bash -c 'go version'                                                           3 min ago    812 kB
     /var/tmp/trace.txt                                                             yesterday     12 MB

     What do you see?
     "command not found", and yet the file exists
     It ends at once, or says "No such file or directory" for a file that exists
     "Exec format error"
     go build or go run fails or hangs
     "cannot find GOROOT"
     The wrong Go version, GOROOT or GOPATH is used
     It works in a login shell but not in a script, cron or CI, or the other way round
     It starts, and then nothing: no output, no error
     go mod download hangs or times out
     Certificate errors, or the TLS handshake times out
     It just fails, and nothing says why
     It works on the host but not in the container
     It builds only with CGO_ENABLED=0, or only with CGO_ENABLED=1
     cgo or a plugin crashes, mmap or mprotect fails
     It crashes or computes nonsense; the file may be damaged or changed
     go mod tidy takes minutes
     It answers slowly at regular times





     Shows what it does while it runs, and names the cause when it fails, hangs or stalls.
    "
  `);
  expect(draw(typed(known, medium, 'G').model, medium)).toMatchInlineSnapshot(`
    "
     It ends at once, or says "No such file or directory" for a file that exis…
     "Exec format error"
     go build or go run fails or hangs
     "cannot find GOROOT"
     The wrong Go version, GOROOT or GOPATH is used
     It works in a login shell but not in a script, cron or CI, or the other w…
     It starts, and then nothing: no output, no error
     go mod download hangs or times out
     Certificate errors, or the TLS handshake times out
     It just fails, and nothing says why
     It works on the host but not in the container
     It builds only with CGO_ENABLED=0, or only with CGO_ENABLED=1
     cgo or a plugin crashes, mmap or mprotect fails
     It crashes or computes nonsense; the file may be damaged or changed
     go mod tidy takes minutes
     It answers slowly at regular times

     Looks at slow calls by thread and file, their period, and what they wait
     for.
    "
  `);
});

test('the menu fits 40x12', () => {
  expect(draw(known, small)).toMatchInlineSnapshot(`
    "
     r  Run a command
     a  Attach to a process
     o  Open a capture
     p  Paste a capture


     Shows what it does while it runs,
     and names the cause when it fails…
    "
  `);
  expect(draw(typed(known, small, 'G', 'k').model, small)).toMatchInlineSnapshot(`
    "
     It builds only with CGO_ENABLED=0…
     cgo or a plugin crashes, mmap or …
     It crashes or computes nonsense; …
     go mod tidy takes minutes
     It answers slowly at regular times

     Looks at requests by host and
     phase, and what it waited for in …
    "
  `);
});

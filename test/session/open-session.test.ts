// Sessions as the screen sees them: stored, pasted, live. The engine runs beside the test, where there is no bundle.
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/model/session.ts';
import { openLive, openPasted, openStored } from '../../src/session/open-session.ts';
import { fixturePath } from '../fixtures/captures.ts';
import { liveCapture } from './live-capture.ts';
import { until } from './until.ts';

const directory = mkdtempSync(join(tmpdir(), 'open-session-'));
afterAll(() => rmSync(directory, { recursive: true }));

const ended = (session: Session) => until(session, () => session.state.kind === 'ended' && session.report !== null);
const kept = (session: Session): number[] => [...(session.filtered.events?.subarray(0, session.filtered.length) ?? [])];

async function filtered(session: Session, expression: string, fold = false): Promise<number[]> {
  session.setFilter(expression, fold);
  await until(session, () => session.filtered.expression === expression);
  return kept(session);
}

describe('a stored capture', () => {
  test('has its first records when it is open, and ends with an outcome and a report', async () => {
    const [session] = await openStored([fixturePath('6.1/recorded/family.f.strace')]);
    expect(session!.trace.eventCount).toBeGreaterThan(0);
    expect(session!.origin).toBe('stored');
    await ended(session!);
    expect(session!.state).toMatchObject({ kind: 'ended', outcome: { kind: 'exit', status: 127 } });
    expect(session!.report!.verdict).toBe('cause-found');
    expect(session!.trace.processes).toHaveLength(5);
    expect(session!.trace.ended).toBe(true);
    await session!.close();
  });

  test('is filtered, folded, searched and completed', async () => {
    const [session] = await openStored([fixturePath('6.1/recorded/family.f.strace')]);
    await ended(session!);
    const failed = await filtered(session!, 'fail:');
    expect(failed.length).toBeGreaterThan(2);
    expect(failed.every((event) => session!.trace.errno(event) !== null)).toBe(true);
    const hit = await session!.search('/nonexistent', -1, 1);
    expect(session!.trace.text(hit!)).toContain('/nonexistent');
    expect(failed).toContain(hit);
    expect(await session!.search('no such text', 0, 1)).toBeNull();
    const last = await session!.search('ENOENT', session!.trace.eventCount, -1);
    expect(last).toBeGreaterThanOrEqual(hit!);
    session!.setFilter('', false);
    await until(session!, () => session!.filtered.events === null);
    expect(session!.filtered.length).toBe(session!.trace.eventCount);
    expect(session!.readFilter('nonsense:1')).toMatchObject({ kind: 'error', at: 0 });
    expect(session!.completeFilter('errno:', 6)[0]).toMatchObject({ insert: expect.stringContaining('errno:E') });
    expect(await filtered(session!, 'why:')).not.toEqual([]);
    await session!.close();
  });

  test('answers how a command was looked up, and which libraries a process has', async () => {
    const tried = ['/a/go', '/b/go'].map((path) => `1 execve("${path}", ["go"], 0x7 /* 1 var */) = -1 ENOENT (No such file or directory)`);
    const path = join(directory, 'not-found');
    writeFileSync(
      path,
      ['1 execve("/bin/sh", ["sh", "-c", "go"], 0x7 /* 1 var */) = 0', ...tried, '1 exit_group(127) = ?', '1 +++ exited with 127 +++', ''].join('\n'),
    );
    const [session] = await openStored([path]);
    await ended(session!);
    expect(await session!.commandLookup(2)).toMatchObject({ command: 'go', state: 'not-found', tries: [{ path: '/a/go' }, { path: '/b/go' }] });
    const [family] = await openStored([fixturePath('6.1/recorded/family.f.strace')]);
    await ended(family!);
    expect(await family!.libraryTree(0)).toMatchObject({ executable: '/usr/bin/sh', roots: [{ soname: 'libc.so.6' }] });
    await family!.close();
    await session!.close();
  });

  test('shows output that stands between the records', async () => {
    const [session] = await openStored([fixturePath('6.1/mixed__decode-fds-all-e.strace')]);
    await ended(session!);
    await until(session!, () => session!.output.length > 0);
    expect(session!.output[0]).toMatchObject({ stream: 'in-trace' });
    await session!.close();
  });

  test('several files are several sessions, a set is one', async () => {
    const sessions = await openStored([fixturePath('6.1/recorded/set'), fixturePath('6.1/recorded/true.r.strace.gz')]);
    expect(sessions.map(({ trace }) => trace.files.length)).toEqual([5, 1]);
    for (const session of sessions) await session.close();
  });

  test('that can not be read is refused before there is a session', async () => {
    const path = join(directory, 'letter');
    writeFileSync(path, 'Dear diary\n');
    await expect(openStored([path])).rejects.toMatchObject({ code: 'unreadable-input', message: expect.stringContaining('no line in it') });
    await expect(openStored([join(directory, 'nothing')])).rejects.toThrow('there is no such file');
  });

  test('is read to its end although a line is longer than what is read at a time', async () => {
    const path = join(directory, 'long-line');
    writeFileSync(path, `1 close(3) = 0\n1 write(1, "${'x'.repeat(5 << 20)}", 5242880) = 5242880\n1 +++ exited with 0 +++\n`);
    const [session] = await openStored([path]);
    await ended(session!);
    expect(session!.trace.eventCount).toBe(3);
    await session!.close();
  });

  test('is followed while somebody writes it', async () => {
    const path = join(directory, 'followed');
    writeFileSync(path, '1 close(3) = 0\n');
    const [session] = await openStored([path], { follow: true });
    expect(session!.state.kind).toBe('live');
    appendFileSync(path, '1 close(4) = -1 EBADF (Bad file descriptor)\n1 clo');
    await until(session!, () => session!.trace.eventCount === 2);
    expect(await filtered(session!, 'errno:EBADF')).toEqual([1]);
    appendFileSync(path, 'se(5) = -1 EBADF (Bad file descriptor)\n');
    await until(session!, () => session!.filtered.length === 2);
    expect(kept(session!)).toEqual([1, 2]);
    await session!.close();
  });

  test('that is followed goes on when it is truncated, replaced, removed and made again, and keeps what it had', async () => {
    const path = join(directory, 'rotated');
    writeFileSync(path, '1 chdir("/first") = 0\n1 chdir("/cut');
    const [session] = await openStored([path], { follow: true });
    const paths = () =>
      Array.from({ length: session!.trace.eventCount }, (_, event) => Buffer.from(session!.trace.lineBytes(event, 'first')).toString());
    writeFileSync(path, '1 chdir("/second") = 0\n');
    await until(session!, () => paths().includes('1 chdir("/second") = 0'));
    writeFileSync(`${path}.new`, '1 chdir("/third") = 0\n');
    renameSync(`${path}.new`, path);
    await until(session!, () => paths().includes('1 chdir("/third") = 0'));
    rmSync(path);
    writeFileSync(path, '1 chdir("/fourth") = 0\n');
    await until(session!, () => paths().includes('1 chdir("/fourth") = 0'));
    expect(paths()).toEqual(['1 chdir("/first") = 0', '1 chdir("/cut', '1 chdir("/second") = 0', '1 chdir("/third") = 0', '1 chdir("/fourth") = 0']);
    await session!.close();
  });

  test('that is not there yet is waited for, and what becomes of it is said', async () => {
    const path = join(directory, 'not-yet');
    const [session] = await openStored([path], { follow: true });
    const says = () => (session!.state.kind === 'live' ? session!.state.says : undefined);
    expect(says()).toBe(`waiting for ${path}: it is not there yet`);
    writeFileSync(path, '1 close(3) = 0\n1 close(4) = 0\n');
    await until(session!, () => session!.trace.eventCount === 2);
    await until(session!, () => says() === null);
    writeFileSync(path, '1 close(5) = 0\n');
    await until(session!, () => session!.trace.eventCount === 3);
    await until(session!, () => says()?.includes('was truncated') === true);
    rmSync(path);
    await until(session!, () => says()?.includes('was removed') === true);
    await session!.close();
  });

  test('that is a set gets the files that are yet to come, and what is written to those that were there, by their stamps', async () => {
    const prefix = join(directory, 'growing-set');
    writeFileSync(`${prefix}.7`, '1700000000.000001 chdir("/a") = 0\n1700000000.000003 chdir("/c") = 0\n');
    writeFileSync(`${prefix}.8`, '1700000000.000002 chdir("/b") = 0\n1700000000.000005 chd');
    const [session] = await openStored([prefix], { follow: true });
    const { trace } = session!;
    const seen = () => Array.from({ length: trace.eventCount }, (_, event) => `${trace.tid(event)} ${/"(.*)"/.exec(trace.text(event))?.[1]}`);
    await until(session!, () => trace.eventCount === 3);
    writeFileSync(`${prefix}.9`, '1700000000.000004 chdir("/d") = 0\n');
    appendFileSync(`${prefix}.8`, 'ir("/e") = 0\n1700000000.000006 chdir("/f") = 0\n');
    await until(session!, () => trace.eventCount === 6);
    expect(seen().slice(0, 3)).toEqual(['7 /a', '8 /b', '7 /c']);
    expect(seen().slice(3).toSorted()).toEqual(['8 /e', '8 /f', '9 /d']);
    expect(trace.processes.map(({ pid }) => pid).toSorted()).toEqual([7, 8, 9]);
    await session!.close();
  });

  test('that is packed is not followed', async () => {
    const path = join(directory, 'packed-followed');
    writeFileSync(path, gzipSync('1 close(3) = 0\n'));
    await expect(openStored([path], { follow: true })).rejects.toThrow('--follow reads plain files');
  });
});

describe('a pasted text', () => {
  test('is a capture', async () => {
    const session = await openPasted('execve("/bin/x", ["x"], 0x7 /* 1 var */) = -1 ENOENT (No such file or directory)\n');
    await ended(session);
    expect(session.trace.errno(0)).toBe('ENOENT');
    expect(session.trace.text(0)).toContain('/bin/x');
    await session.close();
  });

  test('that is none is refused', async () => {
    await expect(openPasted('hello')).rejects.toThrow('no line of the pasted text is strace output');
  });
});

describe('a live capture', () => {
  test('grows while strace writes, keeps the filter, and ends with its outcome', async () => {
    const spool = join(directory, 'spool');
    const { capture, end, commandEnded, asked } = liveCapture(spool);
    const session = openLive(capture);
    expect(session.state.kind).toBe('starting');
    session.setFilter('fail:', false);
    writeFileSync(spool, '9 1.0 execve("/bin/x", ["x"], 0x7 /* 1 var */) = 0\n9 1700000000.1 read(3, <unfinished ...>\n');
    await until(session, () => session.trace.eventCount === 2);
    expect(session.state).toMatchObject({ kind: 'live', commandEnded: null });
    expect(kept(session)).toEqual([]);
    appendFileSync(spool, '9 1700000000.2 <... read resumed>0x7, 1) = -1 EIO (Input/output error)\n');
    // The call that was pending has failed: it now passes the filter.
    await until(session, () => session.filtered.length === 1);
    expect(kept(session)).toEqual([1]);
    commandEnded.resolve({ kind: 'exit', status: 3 });
    await until(session, () => session.state.kind === 'live' && session.state.commandEnded !== null);
    appendFileSync(spool, '9 1700000000.3 +++ exited with 3 +++\n');
    end({ kind: 'exit', status: 3 });
    await ended(session);
    expect(session.state).toMatchObject({ kind: 'ended', outcome: { kind: 'exit', status: 3 } });
    expect(session.trace.eventCount).toBe(3);
    session.sendInput('y');
    session.interrupt();
    await session.close();
    expect(asked).toEqual(['input y', 'interrupt', 'discard']);
  });

  test('that still runs is stopped when the session is closed, unless it was left running', async () => {
    const stopped = liveCapture(join(directory, 'stopped'));
    await openLive(stopped.capture).close();
    expect(stopped.asked).toEqual(['stop', 'discard']);
    const left = liveCapture(join(directory, 'left'));
    const session = openLive(left.capture);
    await session.detach();
    await session.close();
    expect(left.asked).toEqual(['detach', 'discard']);
  });
});

// What a file is by its first bytes.
import { expect, test } from 'vitest';
import { judgeContent } from '../../src/analyse/content.ts';
import { readCStringBytes } from '../../src/text/c-string.ts';

const judge = (strace: string) => judgeContent(readCStringBytes(strace)!);

test.each([
  ['"\\177ELF\\2\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\2\\0\\267\\0\\1\\0"', { kind: 'elf', class: 64, machine: 'AArch64', type: 2 }],
  ['"\\177ELF\\1\\2\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\2\\0\\10"', { kind: 'elf', class: 32, machine: 'MIPS', type: 2 }],
  ['"\\177ELF\\2\\1"', { kind: 'elf', class: 64, machine: null, type: null }],
  ['"#! /usr/bin/env  ruby -w \\nputs 1"', { kind: 'script', interpreter: '/usr/bin/env', argument: 'ruby -w', cut: false }],
  ['"#!/bin/bash\\r\\necho"', { kind: 'script', interpreter: '/bin/bash\r', argument: null, cut: false }],
  ['"<!DOCTYPE html>\\n<html>"', { kind: 'html' }],
  ['"version https://git-lfs.github.com/spec/v1\\n"', { kind: 'lfs-pointer' }],
  ['"{\\"message\\": \\"Not Found\\"}"', { kind: 'json' }],
  ['"echo hi\\n"', { kind: 'text' }],
  ['"\\357\\273\\277#!/bin/sh\\n"', { kind: 'marked' }],
  ['"\\377\\376#\\0!\\0"', { kind: 'marked' }],
  ['"\\37\\213\\10\\0\\0\\0\\0\\0"', { kind: 'binary' }],
  ['""', { kind: 'empty' }],
])('%s', (strace, wanted) => {
  expect(judge(strace)).toEqual(wanted);
});

// Machine code of a program that prints one text and exits: no libc, two system calls.

export type ProgramMachine = 'x86-64' | 'AArch64';

/** `write(1, text); exit_group(status)`, position independent, the text behind it. At most 256 bytes in all. */
export function machineCode(machine: ProgramMachine, { prints, exits }: { readonly prints: string; readonly exits: number }): Buffer {
  const text = Buffer.from(prints);
  const code = machine === 'x86-64' ? x86(text.length, exits) : arm(text.length, exits);
  if (code.length + text.length > 256) throw new Error('the text is too long for a demo program');
  return Buffer.concat([code, text]);
}

function x86(length: number, status: number): Buffer {
  const u32 = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff];
  const before = [0xb8, ...u32(1), 0xbf, ...u32(1)]; // mov eax, SYS_write; mov edi, 1
  const after = [
    ...[0xba, ...u32(length), 0x0f, 0x05], // mov edx, length; syscall
    ...[0xb8, ...u32(231), 0xbf, ...u32(status), 0x0f, 0x05], // mov eax, SYS_exit_group; mov edi, status; syscall
  ];
  return Buffer.from([...before, 0x48, 0x8d, 0x35, ...u32(after.length), ...after]); // lea rsi, [rip + text]
}

function arm(length: number, status: number): Buffer {
  const movz = (register: number, value: number) => 0xd2800000 + value * 32 + register;
  const svc = 0xd4000001;
  // adr x1, text: the text stands seven instructions (28 bytes) behind this one.
  const adr = 0x10000001 + (28 / 4) * 32;
  const instructions = [movz(8, 64), movz(0, 1), adr, movz(2, length), svc, movz(8, 94), movz(0, status), svc, 0xd503201f];
  const code = Buffer.alloc(instructions.length * 4);
  instructions.forEach((instruction, index) => {
    code.writeUInt32LE(instruction >>> 0, index * 4);
  });
  return code;
}

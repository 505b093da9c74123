// The addresses in a descriptor's target (`-yy`) and in a sockaddr argument.

export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:8080`, `[::1]:443`, as in `TCP:[10.0.0.1:5000->10.0.0.2:443]`. */
const IN_TARGET = /(?<=[[>])(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d+)/g;
const IPV4 = /sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]*)"\)/g;
const IPV6 = /sin6_port=htons\((\d+)\)[^{}]*inet_pton\(AF_INET6, "([^"]*)"/g;

export function addressesIn(text: string): readonly SocketAddress[] {
  const found: SocketAddress[] = [];
  if (/(?:TCP|UDP|SCTP|DCCP|UDPLITE|PING|RAW)(?:v6)?(?:-\w+)?:\[/.test(text)) {
    for (const [, v6, v4, port] of text.matchAll(IN_TARGET)) found.push({ host: v6 ?? v4 ?? '', port: Number(port) });
  }
  if (text.includes('htons(')) {
    for (const [, port, host = ''] of text.matchAll(IPV4)) found.push({ host, port: Number(port) });
    for (const [, port, host = ''] of text.matchAll(IPV6)) found.push({ host, port: Number(port) });
  }
  return found;
}

// A module proxy for worlds: serves a directory as the go command expects it (https://go.dev/ref/mod#goproxy-protocol), slowly.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { WorldPlace } from '../../demo/world.ts';

/** Lays out one version of a module below `proxy`. */
export function publish(place: WorldPlace, module: string, version: string, files: Readonly<Record<string, string>>): void {
  const base = `proxy/${module}/@v`;
  place.file(`${base}/list`, `${version}\n`);
  place.file(`${base}/${version}.info`, JSON.stringify({ Version: version, Time: '2024-03-01T00:00:00Z' }));
  place.file(`${base}/${version}.mod`, files['go.mod'] ?? `module ${module}\n`);
  place.file(`${base}/${version}.zip`, zip(Object.entries(files).map(([name, text]) => [`${module}@${version}/${name}`, Buffer.from(text)])));
}

/** @param delayMs how long it takes for each answer */
export async function serveModules(directory: string, delayMs: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    setTimeout(() => {
      try {
        const bytes = readFileSync(join(directory, request.url ?? '/'));
        response.writeHead(200, { 'content-length': bytes.length });
        response.end(bytes);
      } catch {
        response.writeHead(404);
        response.end('not found');
      }
    }, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** Files stored without compression. @see APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12, 4.3.16 */
function zip(files: readonly (readonly [name: string, bytes: Buffer])[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    // Version 2.0, no flags, stored, 1980-01-01.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  const directory = Buffer.concat(central);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

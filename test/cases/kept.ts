// Cases made for tests.
import type { CaseRecord } from '../../src/cases/case-record.ts';
import { keepCase } from '../../src/cases/keep-case.ts';

export const record = (id: string, more: Partial<CaseRecord> = {}): CaseRecord => ({
  schema: 'whytrace.case/1',
  id,
  card: 'command-not-found',
  command: ['bash', '-c', 'go version'],
  code: 'exec/not-executable',
  subject: '/opt/go/bin/go',
  title: '/opt/go/bin/go is there, and nobody may execute it',
  errno: 'EACCES',
  outcome: 'fixed',
  remedy: { title: 'Make it executable', commands: [['chmod', '+x', '/opt/go/bin/go']], risk: 'anybody may run it then', reversible: true },
  times: { seen: '2026-11-20T10:00:00.000Z', named: '2026-11-20T10:00:04.000Z', fixed: null, verified: '2026-11-20T10:01:00.000Z', undone: null },
  host: { os: 'Debian', kernel: 'Linux 6.1', arch: 'x64', strace: '6.1' },
  evidence: ['execve("/opt/go/bin/go", ["go", "version"], 0x0) = -1 EACCES (Permission denied)'],
  ...more,
});

export const keep = (one: CaseRecord): ReturnType<typeof keepCase> =>
  keepCase(
    one.id,
    { 'case.json': `${JSON.stringify(one, null, 2)}\n`, 'report.json': '{}\n', 'report.md': `# ${one.title}\n`, 'evidence.txt': '' },
    `${one.id}`,
  );

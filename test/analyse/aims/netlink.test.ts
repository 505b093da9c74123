// Requests over netlink whose refusal is in the answer.
import { expect, test } from 'vitest';
import { diagnoseLines, diagnoseScenario } from '../fixtures.ts';

const request = (answer: string): readonly string[] => [
  '7 execve("/usr/bin/ip", ["ip", "link", "set", "eth0", "up"], 0x7ffe /* 9 vars */) = 0',
  '7 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3',
  `7 recvmsg(3, {msg_iov=[{iov_base=[{nlmsg_len=52, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0, nlmsg_seq=1, nlmsg_pid=7}, {error=${answer}, msg=[{nlmsg_len=32, nlmsg_type=RTM_NEWLINK, nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK, nlmsg_seq=1, nlmsg_pid=0}, {ifi_family=AF_UNSPEC}]}], iov_len=4096}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 52`,
];
const ends = (status: number): readonly string[] => [`7 exit_group(${status}) = ?`, `7 +++ exited with ${status} +++`];

test('EPERM in an answer is a missing capability', async () => {
  expect((await diagnoseScenario('security-netlink-refused')).report.findings).toMatchObject([
    { code: 'security/capability-missing', subject: 'CAP_NET_ADMIN' },
  ]);
});

test('EOPNOTSUPP in an answer is something that the kernel lacks', () => {
  const said = '7 write(2, "RTNETLINK answers: Operation not supported\\n", 43) = 43';
  expect(diagnoseLines([...request('-EOPNOTSUPP'), said, ...ends(2)]).report.findings).toMatchObject([
    { code: 'kernel/unsupported', errno: 'EOPNOTSUPP' },
  ]);
});

test('what was refused first and then done is no failure', () => {
  expect(diagnoseLines([...request('-EPERM'), ...request('0').slice(2), ...ends(3)]).report.findings).toMatchObject([{ code: 'program/own-error' }]);
});

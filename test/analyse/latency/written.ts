// Captures written as `strace -f -ttt -T -yy` writes them, with times of one's choosing.
import { diagnose } from '../../../src/analyse/diagnose.ts';
import type { HostAnswers } from '../../../src/model/answers.ts';
import type { Report } from '../../../src/model/report.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';

/** Lines of one process; each call begins where the last one ended, `at` seconds from the start unless told otherwise. */
export class Written {
  private readonly lines: string[] = [];
  private readonly pid: number;
  now = 0;

  constructor(program: string, pid = 500) {
    this.pid = pid;
    this.call(`execve("/usr/bin/${program}", ["${program}"], 0x7ffc /* 9 vars */) = 0`, 0.001);
    this.call('brk(NULL) = 0x55', 0.00001);
    this.call('rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN}, NULL, 8) = 0', 0.00001);
  }

  /** @param took seconds in the call, then `pause` seconds of its own until the next one */
  call(text: string, took: number, pause = 0.0001): this {
    this.lines.push(`${this.pid} ${(1_700_000_000 + this.now).toFixed(6)} ${text} <${took.toFixed(6)}>`);
    this.now += took + pause;
    return this;
  }

  /** What was done for some seconds was dropped to stay within --max-size. */
  dropped(seconds: number): this {
    this.lines.push('whytrace: dropped 1200000000 bytes here, about 11000000 lines, to stay within --max-size');
    this.now += seconds;
    return this;
  }

  end(status = 0): string {
    const at = (1_700_000_000 + this.now).toFixed(6);
    return `${this.lines.join('\n')}\n${this.pid} ${at} exit_group(${status}) = ?\n${this.pid} ${at} +++ exited with ${status} +++\n`;
  }
}

const stored = { argv: null, cwd: '/srv', env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };
export const reportOf = (text: string, answers: HostAnswers = offlineAnswers): Report => diagnose(traceFromText(text), stored, answers).report;

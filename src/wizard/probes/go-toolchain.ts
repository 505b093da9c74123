// Probe `go-toolchain`: which toolchain the go command switches to here, why, and whether it is at hand.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { goRequirement } from '../../go/go-mod.ts';
import { chooseToolchain, type ToolchainChoice, toolchainDirectory } from '../../go/toolchain-choice.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type HostGo, hostGo, NO_GO } from './go/host-go.ts';

export const goToolchain: Probe = {
  name: 'go-toolchain',
  says: 'which Go toolchain is chosen here by GOTOOLCHAIN and go.mod, and whether it is at hand',
  usage: '',
  least: 0,
  most: 0,
  async ask({ cwd, env }) {
    const host = hostGo({ env, cwd });
    const { running, valueNow } = host;
    if (running === null) return unknownAnswer('there is no go command that could choose', NO_GO);
    if (running.version === null)
      return unknownAnswer(`the version of ${running.path} is not known`, 'it is no program of Go, and no VERSION lies beside it');
    const needs = goRequirement(cwd, valueNow('GOWORK'));
    const choice = chooseToolchain(valueNow('GOTOOLCHAIN'), running.version, needs);
    const command = ['go', 'env', 'GOTOOLCHAIN'];
    if ('invalid' in choice) return { status: 'fail', says: choice.invalid, evidence: [], facts: { chosen: null }, command };
    return { ...answerOf(choice, running.version, host), command };
  },
};

function answerOf(choice: ToolchainChoice, local: string, { sources, valueNow }: HostGo): Omit<ProbeAnswer, 'command'> {
  const { name, reasons, tooOld } = choice;
  const facts = { chosen: name, local, mode: choice.from };
  if (tooOld) return { status: 'fail', says: `Go ${local} must do it, and it is too old`, evidence: reasons, facts: { ...facts, atHand: null } };
  if (name === 'local')
    return { status: 'pass', says: `the go command does it itself: Go ${local}`, evidence: reasons, facts: { ...facts, atHand: true } };
  const places = [
    ...(sources.env.PATH ?? '').split(':').map((directory) => join(directory, name)),
    ...(choice.from === 'path-or-download'
      ? [join(toolchainDirectory(valueNow('GOMODCACHE'), name, valueNow('GOOS'), valueNow('GOARCH')), 'bin/go')]
      : []),
  ];
  const at = places.find((path) => existsSync(path));
  if (at !== undefined) return { status: 'pass', says: `go switches to ${name}: ${at}`, evidence: reasons, facts: { ...facts, atHand: true } };
  const proxy = valueNow('GOPROXY') || 'https://proxy.golang.org,direct';
  const mayLoad = choice.from === 'path-or-download' && proxy.split(/[,|]/)[0] !== 'off';
  const looked = `looked for in ${places.length} places: the directories of PATH${choice.from === 'path' ? '' : ' and the module cache'}`;
  if (mayLoad)
    return {
      status: 'pass',
      says: `go switches to ${name}, which it would have to download first`,
      evidence: [...reasons, looked, `from GOPROXY=${proxy}`],
      facts: { ...facts, atHand: false },
    };
  const why = choice.from === 'path' ? `GOTOOLCHAIN=${valueNow('GOTOOLCHAIN')} permits no download` : `GOPROXY=${proxy} permits no download`;
  const fromFile = sources.user?.settings?.get('GOTOOLCHAIN') !== undefined && !sources.env.GOTOOLCHAIN && reasons.length === 1;
  const title = `go is to switch to the toolchain ${name}, which is not at hand`;
  return {
    status: 'fail',
    says: title,
    evidence: [...reasons, looked, why],
    facts: { ...facts, atHand: false },
    cause:
      fromFile && sources.user !== null
        ? {
            code: 'go/env-file-override',
            subject: sources.user.path,
            title: `${sources.user.path}, which go env -w wrote, sets GOTOOLCHAIN=${valueNow('GOTOOLCHAIN')}: ${title}`,
            parameters: { file: sources.user.path, variable: 'GOTOOLCHAIN', line: `GOTOOLCHAIN=${valueNow('GOTOOLCHAIN')}\n` },
          }
        : { code: 'go/toolchain-missing', subject: name, title, parameters: { toolchain: name } },
  };
}

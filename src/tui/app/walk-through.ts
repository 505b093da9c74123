// From what was found in a capture into the wizard: the card that is about it, at the step that the finding already answers.
import { commandEnvironment } from '../../capture/command-environment.ts';
import type { Report } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { visible } from '../../text/visible.ts';
import { currentDirectory } from '../../transport/current-directory.ts';
import { chainLines } from '../../wizard/chain-lines.ts';
import type { StepRecord } from '../../wizard/step-result.ts';
import { beginWalk, type Given, type Walk } from '../../wizard/walk.ts';
import { wizardDialog } from '../wizard/wizard-dialog.ts';
import type { Controller } from './controller.ts';
import { openDialog } from './dialogs.ts';

/** @param toFix straight to what mends it */
export async function walkThrough(controller: Controller, toFix: boolean): Promise<void> {
  const { session } = controller;
  const refusal = session === null ? 'there is no capture yet' : whyNot(session);
  if (session === null || refusal !== null) {
    controller.say(visible(refusal ?? ''));
    return;
  }
  const report = await wholeReport(controller, session);
  const [finding] = report?.findings ?? [];
  if (toFix && finding === undefined) {
    controller.say('no cause was found in this capture: there is nothing to mend');
    return;
  }
  const parts = await controller.outside.wizard();
  const card = parts.shelf.about(finding?.code ?? null);
  const given = givenOf(session);
  openDialog(controller, wizardDialog(card, given, parts, finding === undefined ? null : asTraced(beginWalk(card, given), session)));
  if (session.origin === 'stored') controller.say(visible('this capture is a file: probes ask this host, which may be another'));
}

const whyNot = ({ state }: Session): string | null =>
  state.kind === 'live' || state.kind === 'loading' || state.kind === 'partial'
    ? 'the capture is not at its end yet: what is found so far stands in view 3'
    : null;

/** The capture may have ended a moment ago. @returns null for one that could not be read */
async function wholeReport(controller: Controller, session: Session): Promise<Report | null> {
  const slow = setTimeout(() => controller.say('looking for the cause'), SOON_MS);
  session.diagnoseAgain();
  try {
    return (await session.final).report;
  } catch {
    return null;
  } finally {
    clearTimeout(slow);
  }
}

const SOON_MS = 200;

/** What the capture is about; of a stored one only its command is known. */
function givenOf(session: Session): Given {
  const context = session.command;
  const argv = context?.argv ?? session.report?.command ?? null;
  return { argv, cwd: context?.cwd ?? currentDirectory(), env: context?.env ?? commandEnvironment(process.env, [], false), pid: null };
}

/** The capture that is there already is the walk's trace: it goes on at the judgement. */
function asTraced(walk: Walk, session: Session): Walk {
  const findings = session.report?.findings ?? [];
  const record: StepRecord = {
    step: 'trace',
    kind: 'trace',
    status: 'fail',
    says: findings[0]?.title ?? '',
    command: null,
    evidence: chainLines(findings),
    facts: { codes: findings.map(({ code }) => code), code: findings[0]?.code ?? null, subject: findings[0]?.subject ?? null },
    findings,
  };
  return { ...walk, taken: [record], at: 'judge' };
}

// From a descriptor of a call to the call that opened it.
import type { EventIndex } from '../../model/event.ts';
import { toVisible } from '../../text/visible.ts';
import type { Controller } from './controller.ts';
import { goTo } from './navigate.ts';
import { activeTab } from './state.ts';

export async function goToOpener(controller: Controller, event: EventIndex, fd: number): Promise<void> {
  const tab = activeTab(controller.state);
  const session = tab?.session;
  if (session === null || session === undefined) return;
  try {
    const opener = await session.survey('opener', { event, fd });
    if (activeTab(controller.state)?.id !== tab?.id) return;
    if (opener === 'cancelled' || opener === 'left') return;
    if (opener === null) return controller.say(`nothing in this capture tells what descriptor ${fd} is`);
    const what = toVisible(opener.what);
    if (opener.event === null) return controller.say(`descriptor ${fd} is ${what}: it was open before this capture begins`);
    if (opener.event === event) return controller.say(`descriptor ${fd} is ${what}: this is the call that opened it`);
    controller.change(goTo(controller.state, { kind: 'detail', event: opener.event }));
    controller.say(`descriptor ${fd} is ${what}`);
  } catch (error) {
    controller.say(toVisible(error instanceof Error ? error.message : String(error)), 'error');
  }
}

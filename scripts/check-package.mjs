// What publint says about the package, less one remark that does not fit.
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** publint knows `#!/usr/bin/env` only. Ours is `#!/bin/sh`: whytrace must start on a host whose PATH is broken, where `env` would not find it. */
const NOT_OURS = new Set(['BIN_FILE_NOT_EXECUTABLE']);

const { messages, pkg } = await publint({ strict: true });
const complaints = messages.filter(({ code }) => !NOT_OURS.has(code)).map((message) => formatMessage(message, pkg));
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

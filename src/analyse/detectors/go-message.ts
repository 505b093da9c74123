// What the go command itself gives as its reason, with the calls that show it.
import { GO_MESSAGE_CODES } from '../../knowledge/go-messages.ts';
import { toVisible } from '../../text/visible.ts';
import type { GoMessage } from '../aims/aim.ts';
import { fileForDirectory, goWritesAims, lastRefused } from '../aims/go-writes.ts';
import { fileInTheWay } from '../files/ways.ts';
import type { Inquiry } from '../inquiry.ts';
import { moduleAsked } from '../module-asked.ts';
import { workingDirectory } from '../place.ts';
import { call, type Discovery, detector, type Proof } from './detector.ts';
import { buildCacheUnwritable, goPathUnwritable, whyNotWritten, workDirectoryMissing, writeProofs } from './go-writes.ts';

type Found = Omit<Discovery, 'code' | 'process'>;

/** One for each code: the message is the same aim for all, and names its code. */
export const goMessages = GO_MESSAGE_CODES.map((code) =>
  detector(code, 'go-message', (aim, inquiry) => (aim.code === code ? found(aim, inquiry) : null)),
);

function found(aim: GoMessage, inquiry: Inquiry): Found | null {
  const said = call(aim.tries[0]!.event, `go says so: ${toVisible(aim.text.trim())}`);
  switch (aim.code) {
    case 'go/cache-unwritable':
    case 'go/gopath-unwritable':
    case 'go/tmpdir-missing-or-full':
      return unwritable(aim, inquiry, said);
    case 'go/module-unavailable':
    case 'go/checksum-mismatch':
      return ofModule(aim, inquiry, said);
    case 'go/no-module':
      return noModule(aim, inquiry, said);
    default:
      return plain(aim, aim.subject ?? 'HOME', [said]);
  }
}

const plain = (aim: GoMessage, subject: string, proofs: readonly Proof[], errno: string | null = null): Found => ({
  subject,
  errno,
  title: aim.title.replace('$0', toVisible(subject)),
  proofs,
  parameters: { variable: subject },
});

/** The calls know the errno, and the directory where the message was cut. */
function unwritable(aim: GoMessage, inquiry: Inquiry, said: Proof): Found | null {
  const refusal = goWritesAims(inquiry, aim.process).find((writes) =>
    [buildCacheUnwritable, goPathUnwritable, workDirectoryMissing].some(
      (detector) => detector.code === aim.code && detector.find(writes, inquiry) !== null,
    ),
  );
  const before = aim.tries[0]!.event;
  const refused =
    refusal === undefined ? (lastRefused(inquiry, aim.process, before) ?? fileForDirectory(inquiry, aim.process, before, aim.text)) : null;
  const directory = (aim.code === 'go/gopath-unwritable' ? refusal?.directory : undefined) ?? aim.subject ?? refusal?.directory ?? refused?.path;
  if (directory === undefined) return null;
  const inTheWay = (refusal?.errno ?? refused?.errno) === 'ENOTDIR' ? fileInTheWay(inquiry, aim.process, directory) : null;
  const subject = inTheWay?.path ?? directory;
  const errno = refusal?.errno ?? refused?.errno ?? null;
  const proofs = refusal !== undefined ? writeProofs(refusal) : refused === null ? [] : writeProofs({ tries: [refused] });
  const { title, ...rest } = plain(aim, subject, [...proofs, said], errno);
  return { ...rest, title: errno === null ? title : `${title}: ${whyNotWritten(errno)}`, parameters: { directory: subject } };
}

function ofModule(aim: GoMessage, inquiry: Inquiry, said: Proof): Found {
  const asked = moduleAsked(inquiry, aim.process, aim.tries[0]!.event);
  const named = aim.subject?.includes('@') === true ? aim.subject : null;
  const subject = named ?? asked?.module ?? aim.subject ?? 'GOPROXY';
  const { parameters, ...rest } = plain(aim, subject, [
    said,
    ...(asked === null ? [] : [call(asked.event, `go asks its module cache for ${asked.module}`)]),
  ]);
  return { ...rest, parameters: { ...parameters, module: subject } };
}

/** go looks for go.mod in the working directory and all above it. @see modload.findModuleRoot */
function noModule(aim: GoMessage, inquiry: Inquiry, said: Proof): Found {
  const { trace, timeline, paths } = inquiry;
  const file = aim.subject ?? 'go.mod';
  const looked = [...timeline.eventsOf(aim.process)].filter(
    (event) => paths.of(event)?.endsWith(`/${file}`) === true && trace.errno(event) === 'ENOENT',
  );
  const directory = workingDirectory(inquiry, aim.process, aim.tries[0]!.event);
  const proofs = looked.slice(0, 12).map((event) => call(event, `go looks for ${paths.of(event)}, which does not exist`));
  const [first, ...others] = proofs;
  const { title, ...rest } = plain(aim, file, first === undefined ? [said] : [first, ...others, said], looked.length > 0 ? 'ENOENT' : null);
  return {
    ...rest,
    title: directory?.startsWith('/') !== true ? title : title.replace('here', `in ${directory}`),
    parameters: directory?.startsWith('/') !== true ? {} : { directory },
  };
}

// What only the dynamic linker's message shows: versions and symbols that a library lacks; and the rest where its opens are not in the capture.
import { toVisible } from '../../text/visible.ts';
import type { LinkMessage } from '../aims/aim.ts';
import { lastEvent } from '../aims/aim.ts';
import { baseName, type Inquiry, programName } from '../inquiry.ts';
import { absoluteFrom } from '../place.ts';
import { call, detector, type Proof } from './detector.ts';

const said = (aim: LinkMessage): Proof => call(lastEvent(aim), `the dynamic linker says: ${toVisible(aim.text)}`);
const objectPath = (inquiry: Inquiry, aim: LinkMessage): string =>
  aim.object.includes('/') ? absoluteFrom(inquiry, aim.process, lastEvent(aim), aim.object) : aim.object;
/** strace cut the name (`-s`): then the file is what is known. */
const isCut = ({ detail }: LinkMessage): boolean => detail?.endsWith('…') ?? false;
const who = (inquiry: Inquiry, aim: LinkMessage): string => programName(inquiry, aim.process);

export const versionNotFound = detector('loader/version-not-found', 'link-message', (aim, inquiry) =>
  aim.says !== 'version' || aim.detail === null
    ? null
    : {
        subject: isCut(aim) ? objectPath(inquiry, aim) : aim.detail,
        errno: null,
        title: `${who(inquiry, aim)} needs version ${aim.detail}, which ${baseName(aim.object)} here does not have: it is too old`,
        proofs: [said(aim)],
        parameters: { ...(isCut(aim) ? {} : { version: aim.detail }), library: baseName(aim.object), file: objectPath(inquiry, aim) },
      },
);

export const undefinedSymbol = detector('loader/undefined-symbol', 'link-message', (aim, inquiry) =>
  aim.says !== 'symbol' || aim.detail === null
    ? null
    : {
        subject: isCut(aim) ? objectPath(inquiry, aim) : aim.detail,
        errno: null,
        title: `${baseName(aim.object)} needs the symbol ${aim.detail}, which no library that ${who(inquiry, aim)} loaded has`,
        proofs: [said(aim)],
        parameters: { ...(isCut(aim) ? {} : { symbol: aim.detail }), file: objectPath(inquiry, aim) },
      },
);

export const preloadFailed = detector('loader/preload-failed', 'link-message', (aim, inquiry) =>
  aim.says !== 'preload'
    ? null
    : {
        subject: objectPath(inquiry, aim),
        errno: 'ENOENT',
        title: `${aim.object}, which LD_PRELOAD names, cannot be loaded: the loader's complaint stands in what ${who(inquiry, aim)} prints`,
        proofs: [said(aim)],
        parameters: { library: aim.object },
      },
);

const bySaying = (code: string, says: LinkMessage['says'], errno: string | null, sentence: (aim: LinkMessage, object: string) => string) =>
  detector(code, 'link-message', (aim, inquiry) => {
    if (aim.says !== says) return null;
    const object = objectPath(inquiry, aim);
    return {
      subject: object,
      errno,
      title: `${who(inquiry, aim)} cannot start: ${sentence(aim, object)}`,
      proofs: [said(aim)],
      parameters: { library: baseName(object), ...(object.includes('/') ? { file: object } : {}) },
    };
  });

export const saidMissing = bySaying(
  'loader/missing-library',
  'missing-library',
  'ENOENT',
  (_, object) => `the library ${object} is nowhere where the loader looks`,
);
export const saidWrongClass = bySaying(
  'loader/wrong-class-library',
  'wrong-class',
  null,
  (_, object) => `${object} was built for another kind of machine`,
);
export const saidBad = bySaying(
  'loader/bad-library',
  'bad-library',
  null,
  (aim, object) => `${object} is no usable library (${aim.detail ?? 'damaged'})`,
);
export const saidUnreadable = bySaying('loader/library-unreadable', 'unreadable', 'EACCES', (_, object) => `${object} cannot be opened`);

// What signs are worth: see evidence.yaml.
import * as v from 'valibot';
import table from './evidence.yaml';

const points = v.number();

export const evidenceTable = v.strictObject({
  kinds: v.strictObject({
    'link-message': points,
    'load-at-start': points,
    death: points,
    'start-file': points,
    'find-command': points,
    'look-for-command': points,
    'load-later': points,
    'go-part': points,
    pending: points,
    'go-message': points,
    'go-writes': points,
    limit: points,
    network: points,
    'http-error': points,
    'one-way': points,
    'look-for-file': points,
    'read-file': points,
    'refused-file': points,
    'out-of-resource': points,
    call: points,
  }),
  signs: v.strictObject({
    named: points,
    'named-in-passing': points,
    'named-with-errno': points,
    mentioned: points,
    'in-other-words': points,
    'hinted-at': points,
    'again-and-again': points,
    'found-elsewhere': points,
    'errno-said': points,
    'right-before-end': points,
    'right-before-message': points,
    'each-step-after': points,
    'each-step-after-refusal': points,
    'each-start-after': points,
    'status-says-exec': points,
    'speaks-of-other': points,
    'failure-said': points,
    'status-says': points,
    'status-says-other': points,
    'not-of-network': points,
    'other-exception': points,
    'speaks-of-lack': points,
    'run-as-script': points,
    'is-a-script': points,
    'passed-since': points,
    'goes-on-elsewhere': points,
  }),
  children: v.strictObject({
    base: points,
    'same-status': points,
    'same-rare-status': points,
    'same-common-status': points,
    'known-mapping': points,
    'never-started': points,
    'only-failure': points,
    'ends-on-other': points,
    'told-in-passing': points,
    'looks-on': points,
    'tidies-up': points,
    muted: points,
    'last-child': points,
  }),
  'own-error': v.strictObject({ heard: points, 'not-heard': points }),
});

export type EvidenceTable = v.InferOutput<typeof evidenceTable>;
export type Sign = keyof EvidenceTable['signs'] | keyof EvidenceTable['children'];

export const EVIDENCE = table as EvidenceTable;

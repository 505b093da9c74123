// Settings of the go command that cannot be right, as far as files show it.
import { isAbsolute } from 'node:path';
import { gorootState, treeVersion } from './goroot.ts';
import type { Setting, SettingSources } from './settings.ts';

export interface SettingTrouble {
  readonly setting: Setting;
  /** A code of the failure table for a setting of the environment; null where none fits. */
  readonly code: string | null;
  /** One clause about the value. */
  readonly says: string;
}

/** @param own version of the go command that runs, by its own file; null when it is not known */
export function settingTroubles(settings: readonly Setting[], { goroot }: SettingSources, own: string | null): readonly SettingTrouble[] {
  return settings.flatMap((setting): readonly SettingTrouble[] => {
    const [layer] = setting.layers;
    if (layer === undefined || layer.name === 'built in' || layer.name === 'GOROOT/go.env') return [];
    const trouble = troubleOf(setting.name, layer.value, goroot, own);
    return trouble === null ? [] : [{ setting, ...trouble }];
  });
}

function troubleOf(name: string, value: string, goroot: string | null, own: string | null): Pick<SettingTrouble, 'code' | 'says'> | null {
  switch (name) {
    case 'GOROOT':
      return gorootTrouble(value, own);
    case 'GOPATH': {
      const odd = value.split(':').find((entry) => entry !== '' && !isAbsolute(entry));
      if (odd !== undefined) return { code: null, says: `${odd} is no absolute path, and go refuses that` };
      return value === goroot ? { code: null, says: 'it is the Go tree itself: go keeps modules and programs in its GOPATH' } : null;
    }
    case 'GOCACHE':
    case 'GOMODCACHE':
      return value === 'off' || isAbsolute(value) ? null : { code: null, says: `${value} is no absolute path, and go refuses that` };
    case 'GOTMPDIR':
      return gorootState(value) === 'missing' ? { code: 'go/tmpdir-missing-or-full', says: `there is no directory ${value}` } : null;
    default:
      return null;
  }
}

function gorootTrouble(value: string, own: string | null): Pick<SettingTrouble, 'code' | 'says'> | null {
  const code = 'go/goroot-not-found';
  const state = gorootState(value);
  if (state !== 'tree') return { code, says: state === 'missing' ? `there is no directory ${value}` : `${value} is no Go tree: it has no pkg/tool` };
  // go compiles with the tools of that tree, which refuse a go command of another release.
  const tree = treeVersion(value);
  return own === null || tree === null || tree === own
    ? null
    : { code, says: `it is the tree of Go ${tree}, and the go command that runs is ${own}` };
}

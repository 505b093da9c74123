// Whether AppArmor or SELinux restrict a process: its label, and whether the module only warns.
import type { Confinement } from '../model/answers.ts';
import type { HostFiles } from './host-files.ts';

/**
 * `/usr/sbin/nginx (enforce)`, `docker-default (complain)`, `unconfined`.
 * @see apparmor(7), aa-status(8); the label is in attr/apparmor/current, or in attr/current where AppArmor is the only such module
 */
export function parseAppArmorLabel(text: string): Confinement | null {
  const [, label = '', mode] = /^(.+?)(?: \((\w+)\))?\s*$/.exec(text.replace(/\0/g, '')) ?? [];
  return label === '' || label === 'unconfined' ? null : { module: 'AppArmor', label, enforced: mode === 'enforce' };
}

/** @param process `self` or a pid @returns what restricts it; [] for nothing */
export function confinements(files: Pick<HostFiles, 'text'>, process: string): readonly Confinement[] {
  const attribute = (name: string): string | null => files.text(`/proc/${process}/attr/${name}`);
  const enforce = files.text('/sys/fs/selinux/enforce')?.trim();
  const hasAppArmor = files.text('/sys/module/apparmor/parameters/enabled')?.trim() === 'Y';
  const appArmor = hasAppArmor ? (attribute('apparmor/current') ?? (enforce === undefined ? attribute('current') : null)) : null;
  const selinux = enforce === undefined ? null : attribute('current')?.replace(/\0/g, '').trim();
  return [
    ...[appArmor === null ? null : parseAppArmorLabel(appArmor)].flatMap((one) => one ?? []),
    // unconfined_t may do what the modes permit. @see selinux(8)
    ...(selinux == null || selinux === '' || /:unconfined_t(?::|$)/.test(selinux)
      ? []
      : [{ module: 'SELinux' as const, label: selinux, enforced: enforce === '1' }]),
  ];
}

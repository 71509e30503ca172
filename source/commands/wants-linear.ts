/**
 * Lines alone instead of screens: `--linear`, `SLOTSH_LINEAR=1`, or Ink's own variable for screen readers, `INK_SCREEN_READER=true`.
 */
export function wantsLinear(flag: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const says = (name: string) => !['', '0', 'false'].includes(env[name] ?? '');
  return flag || says('SLOTSH_LINEAR') || says('INK_SCREEN_READER');
}

import type { en } from '../en/en.ts';
import { check } from './check.ts';
import { checkCommand } from './check-command.ts';
import { cli } from './cli.ts';
import { editor } from './editor.ts';
import { exec } from './exec.ts';
import { explainErrors } from './explain-errors.ts';
import { failures } from './failures.ts';
import { home } from './home.ts';
import { ownCommands } from './own-commands.ts';
import { plain } from './plain.ts';
import { routing } from './routing.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { spec } from './spec.ts';
import { streams } from './streams.ts';
import { tasks } from './tasks.ts';
import { wizard } from './wizard.ts';

/** 简体中文，形状与英文相同。 */
export const zh: typeof en = {
  check,
  checkCommand,
  cli,
  editor,
  exec,
  failures,
  wizard,
  home,
  ownCommands,
  explainErrors,
  routing,
  setup,
  plain,
  shell,
  spec,
  tasks,
  streams,
};

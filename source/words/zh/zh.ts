import type { en } from '../en/en.ts';
import { check } from './check.ts';
import { checkCommand } from './check-command.ts';
import { cli } from './cli.ts';
import { commandHelp } from './command-help.ts';
import { complete } from './complete.ts';
import { danger } from './danger.ts';
import { editor } from './editor.ts';
import { exec } from './exec.ts';
import { explainErrors } from './explain-errors.ts';
import { failures } from './failures.ts';
import { home } from './home.ts';
import { learn } from './learn.ts';
import { lessonScreen } from './lesson-screen.ts';
import { live } from './live.ts';
import { ownCommands } from './own-commands.ts';
import { plain } from './plain.ts';
import { preview } from './preview.ts';
import { replay } from './replay.ts';
import { replies } from './replies.ts';
import { routing } from './routing.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { spec } from './spec.ts';
import { streams } from './streams.ts';
import { tasks } from './tasks.ts';
import { why } from './why.ts';
import { wizard } from './wizard.ts';

/** 简体中文，形状与英文相同。 */
export const zh: typeof en = {
  check,
  checkCommand,
  cli,
  commandHelp,
  complete,
  danger,
  editor,
  exec,
  failures,
  wizard,
  home,
  learn,
  lessonScreen,
  live,
  ownCommands,
  explainErrors,
  routing,
  setup,
  plain,
  preview,
  replay,
  replies,
  shell,
  spec,
  why,
  tasks,
  streams,
};

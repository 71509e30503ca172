import { formatAddress } from '../../cluster/address.ts';
import type { LessonEvent, NamedNode } from '../../lessons/stage.ts';
import type { Words } from '../../words/words.ts';
import { span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { showTime } from '../shell/naming/show-time.ts';
import { noticeLine, type TranscriptLine } from '../shell/transcript/transcript-line.ts';
import { describeCheck } from './describe-check.ts';

/** Milliseconds that nobody waits for. */
const MOMENT_MS = 1000;

/** What a lesson's events leave in the transcript; most of them leave nothing. */
export function tellLesson(event: LessonEvent, words: Words): TranscriptLine[] {
  const { lessonScreen: texts } = words;
  switch (event.type) {
    case 'catching-up':
      return [{ left: [span('dim', texts.catchingUp(event.steps))], sentence: true }];
    case 'acted': {
      const { do: deed } = event.act;
      const role = deed === 'stop' || deed === 'freeze' ? 'warn' : 'ok';
      return [noticeLine(texts.acts[deed](event.nodes.map(nameNode).join(', ')), role)];
    }
    case 'held': {
      if (event.ms < MOMENT_MS) return [];
      return [noticeLine(texts.held(describeCheck(event.check, words), showTime(event.ms)), 'ok')];
    }
    default:
      return [];
  }
}

/** `A 127.0.0.1:6371`. */
export function nameNode({ name, address }: NamedNode): string {
  return `${escapeText(name)} ${escapeText(formatAddress(address))}`;
}

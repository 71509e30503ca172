import type {
  LessonEvent,
  LessonResult,
  LineToRun,
  PredictionQuestion,
  Scene,
  Stage,
} from '../../lessons/stage.ts';
import type { ShellSession } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { paintLine, span } from '../components/line.ts';
import { wrapText } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import type { Companion } from '../shell/companion.ts';
import type { Theme } from '../theme.ts';
import { Desk } from './desk.ts';
import { endLesson, type NextLesson } from './end-lesson.ts';
import { type OptionTexts, optionTextsOf, tellForetold } from './foretold-lines.ts';
import type { Pace } from './pace.ts';
import { nameNode, tellLesson } from './tell-lesson.ts';
import { WaitClock } from './wait-clock.ts';

export interface LessonStageOptions {
  pace: Pace;
  words: Words;
  theme: Theme;
  stdout: NodeJS.WriteStream;
  /** The shell on the lesson's session, until it is left. */
  openShell: (session: ShellSession, companion: Companion) => Promise<unknown>;
  /** Plays a recording on the whole terminal, until it is left. */
  playRecording: (file: string) => Promise<void>;
  next?: NextLesson;
  /** The command that takes the lesson up again. */
  again: string;
}

/** A lesson on the shell's own screen: it is told in the transcript, and the prompt is the shell's. */
export class LessonStage implements Stage {
  readonly #options: LessonStageOptions;
  readonly #desk: Desk;
  readonly #clock: WaitClock;
  readonly #optionTexts = new Map<string, string>();
  #scene: Scene | undefined;
  #shell: Promise<void> = Promise.resolve();
  /** Was something said after the line of this step, or nothing done in it? Then there is something to read. */
  #isTold = false;

  constructor(options: LessonStageOptions) {
    const { words, theme, pace } = options;
    this.#options = options;
    this.#desk = new Desk({ words, hasColour: theme.hasColour, idleKeys: pace.idleKeys });
    this.#clock = new WaitClock(this.#desk);
  }

  get left(): AbortSignal {
    return this.#desk.left;
  }

  async begin(scene: Scene): Promise<void> {
    this.#scene = scene;
    this.#desk.nodes = scene.nodes;
    this.#shell = this.#options.openShell(scene.session, this.#desk).then(
      () => this.#desk.close(),
      thrown => this.#desk.close(thrown),
    );
    await Promise.race([this.#desk.ready, this.#shell]);
    this.left.throwIfAborted();
  }

  async tell(event: LessonEvent): Promise<void> {
    const { words, pace } = this.#options;
    const desk = this.#desk;
    switch (event.type) {
      case 'cluster-making':
        this.#write(words.lessonScreen.making(event.nodes, event.joined));
        return;
      case 'lesson-started':
        return this.#tellTitle(event.title, event.steps);
      case 'step-started':
        pace.begin?.(desk);
        desk.place = event;
        this.#isTold = true;
        return;
      case 'said':
        await pace.beforeText?.(event.part, desk);
        this.#isTold = true;
        desk.narrate(event.text, event.part === 'say' ? desk.placeHead : []);
        await pace.afterText?.(event.text, desk);
        if (event.part === 'say') await this.#untilRead(event.step);
        return;
      case 'prompt-moved':
        desk.print([{ left: [span('dim', `  ${words.lessonScreen.promptOn(nameNode(event.node))}`)] }]);
        return;
      case 'foretold':
        desk.print([tellForetold(event, this.#textOf, words)]);
        return;
      case 'awaiting':
        this.#clock.begin(event.check, this.#secondsFor(event.step));
        return;
      case 'held':
        this.#clock.stop();
        break;
    }
    desk.print(tellLesson(event, words));
  }

  async predict({ step, of, ask, line, options }: PredictionQuestion): Promise<string | undefined> {
    const { words, pace } = this.#options;
    const asked = {
      ask: ask ?? words.lessonScreen.asks[of],
      ...(line !== undefined && { line }),
      options: options.map(({ text }) => text),
    };
    for (const { value, text } of options) this.#optionTexts.set(`${step} ${value}`, text);
    const chosen = await pace.ask(asked, this.#desk);
    return chosen === undefined ? undefined : options[chosen]?.value;
  }

  async run(line: LineToRun): Promise<void> {
    if (line.by === 'lesson') return this.#desk.give(line.line);
    await this.#options.pace.run(line, this.#desk);
    this.#isTold = false;
  }

  async show({ file }: { file: string }): Promise<void> {
    const desk = this.#desk;
    if (!desk.look.isLinear) return desk.lend(() => this.#options.playRecording(file));
    desk.narrate(desk.words.learn.recording(escapeText(file)));
  }

  async goOn(): Promise<void> {
    const { pace, words } = this.#options;
    await pace.goOn(this.#desk, { isTold: this.#isTold, does: words.lessonScreen.does.goOn });
  }

  async end(result: LessonResult): Promise<void> {
    this.#clock.stop();
    const { words, again } = this.#options;
    if (!this.left.aborted && result.outcome === 'done' && this.#scene) {
      await endLesson(result, this.#scene, {
        ...this.#options,
        desk: this.#desk,
        textOf: this.#textOf,
      }).catch(thrown => {
        // Whoever leaves during the questions has done the lesson.
        if (!this.left.aborted) throw thrown;
      });
    }
    this.#desk.leave();
    await this.#shell;
    if (result.outcome !== 'left') return;
    this.#write(words.lessonScreen.end.left(result.done + 1, result.of, again));
  }

  /** What the lesson does by itself it does when the text before it was read. */
  async #untilRead(id: string): Promise<void> {
    const { pace, words } = this.#options;
    const { does } = words.lessonScreen;
    const step = this.#sceneNow.lesson.steps.find(each => each.id === id);
    if (step?.act && !step.predict) await pace.goOn(this.#desk, { isTold: true, does: does.letIt });
    else if (step?.show !== undefined || (step?.first && pace.isShown))
      await pace.goOn(this.#desk, { isTold: true, does: does.goOn });
  }

  /** Before there is a shell, and after it. */
  #write(text: string): void {
    const { stdout, theme } = this.#options;
    const rows = wrapText(text, (stdout.columns || 80) - 1).map(row => paintLine([span('dim', row)], theme));
    stdout.write(`${rows.join('\n')}\n`);
  }

  #tellTitle(title: string, steps: number): void {
    const { lessonScreen } = this.#options.words;
    const { minutes } = this.#sceneNow.lesson;
    this.#desk.print([
      { left: [] },
      { left: [span('strong', ` ${lessonScreen.lesson(escapeText(title))}`)] },
      { left: [span('dim', ` ${lessonScreen.length(steps, minutes)}`)] },
    ]);
  }

  /** Of an earlier visit's questions only the narration knows. */
  readonly #textOf: OptionTexts = (step, value) =>
    this.#optionTexts.get(`${step} ${value}`) ?? optionTextsOf(this.#sceneNow.narration)(step, value);

  get #sceneNow(): Scene {
    if (!this.#scene) throw new Error('the lesson has not begun');
    return this.#scene;
  }

  #secondsFor(step: string): number {
    return this.#sceneNow.lesson.steps.find(({ id }) => id === step)?.within ?? 30;
  }
}

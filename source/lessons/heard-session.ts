import type { HopEvent } from '../shell/events.ts';
import type { ShellSession } from '../shell/session.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';

/** Who hears what lines do, whoever runs them. */
export interface SessionListener {
  onHops(event: HopEvent): void;
  onTask(event: TaskEvent): void;
}

/**
 * The same session, with somebody who listens to every line that runs on it. On a lesson's own cluster nothing is asked about
 * before it is sent: whatever becomes of that cluster, it is gone afterwards.
 */
export function hearSession(session: ShellSession, listener: SessionListener, isOwn: boolean): ShellSession {
  return {
    get view() {
      return session.view;
    },
    get streams() {
      return session.streams;
    },
    get commands() {
      return session.commands;
    },
    judgeDanger: args => (isOwn ? undefined : session.judgeDanger(args)),
    weighDanger: weighed => session.weighDanger(weighed),
    learnCommands: (cache, tell) => session.learnCommands(cache, tell),
    subscribe: hear => session.subscribe(hear),
    preview: line => session.preview(line),
    run: (args, emit, signal, onArriving) =>
      session.run(
        args,
        event => {
          emit(event);
          listener.onHops(event);
        },
        signal,
        onArriving,
      ),
    runTask: (request, emit, signal) =>
      session.runTask(
        request,
        async event => {
          await emit(event);
          listener.onTask(event);
        },
        signal,
      ),
    show: detail => session.show(detail),
    attend: () => session.attend(),
    close: () => session.close(),
  };
}

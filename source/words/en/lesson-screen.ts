/** What a lesson's screen says around the lesson's own narration. */
export const lessonScreen = {
  // --- before it begins
  making: (nodes: number, joined: boolean) =>
    joined
      ? `Making a cluster of ${nodes} nodes on this machine for this lesson; it is gone afterwards …`
      : `Starting ${nodes} nodes on this machine for this lesson, no cluster yet; they are gone afterwards …`,
  lesson: (title: string) => `Lesson: ${title}`,
  length: (steps: number, minutes: number) =>
    `${steps === 1 ? '1 step' : `${steps} steps`} · about ${minutes} min`,
  catchingUp: (steps: number) =>
    `On from where you left: ${steps === 1 ? 'the step before runs by itself' : `the ${steps} steps before run by themselves`}.`,
  promptOn: (node: string) => `the prompt is on ${node}`,

  // --- under the prompt
  place: (at: number, of: number) => `${at}/${of}`,
  type: 'type',
  /** Before nodes by the lesson's names. */
  named: 'in this lesson',
  /** What a key does. */
  does: {
    typeIt: 'type it for me',
    typeNext: 'type the next line',
    run: 'run it',
    goOn: 'go on',
    explain: 'explain',
    letIt: 'let it happen',
    reveal: 'on to the answer',
    choose: 'choose',
    pass: 'pass',
    leave: 'leave',
  },
  keys: { space: 'Space', digits: (most: number) => `1-${most}` },

  // --- a line
  stillWaits: 'That ran, too. The lesson still waits for',
  hint: 'Hint:',
  promptBack: (node: string) => `back on ${node}, where the lesson is`,
  help: [
    'A lesson is this shell: whatever you type runs. What the lesson waits for stands under the prompt.',
    'Tab on an empty line types it, Enter on an empty line goes on, Ctrl-D or quit leaves. The next time the lesson is taken up there.',
  ],

  // --- predictions
  passed: 'passed over',
  asks: {
    redirection: 'Which redirection will come?',
    node: 'Which node will answer in the end?',
    outcome: 'What will come of it?',
    reply: 'What will the reply be?',
    slot: 'Which slot has the key?',
  },
  right: (truth: string) => `Foretold rightly: ${truth}`,
  wrong: (truth: string, chosen: string) => `It is: ${truth} (foretold: ${chosen})`,
  unsaid: (truth: string) => `It is: ${truth}`,

  // --- what the lesson does
  acts: {
    stop: (nodes: string) => `${nodes}: killed (SIGKILL)`,
    start: (nodes: string) => `${nodes}: started again`,
    freeze: (nodes: string) => `${nodes}: frozen (SIGSTOP), its process is there and says nothing`,
    thaw: (nodes: string) => `${nodes}: goes on (SIGCONT)`,
  },

  // --- what it waits for
  waits: (what: string) => `waiting: ${what}`,
  time: (seconds: number, most: number) => `${seconds} s of at most ${most} s`,
  held: (what: string, time: string) => `${what}, after ${time}`,
  checks: {
    stateOfAll: (is: string) => `all nodes say cluster_state:${is}`,
    stateBy: (is: string, by: string) => `${by} says cluster_state:${is}`,
    master: (node: string) => `${node} is a master`,
    replica: (node: string) => `${node} is a replica`,
    replicaOf: (node: string, of: string) => `${node} is a replica of ${of}`,
    failed: (node: string) => `${node} counts as failed`,
    suspected: (node: string) => `${node} is suspected of having failed`,
    reachable: (node: string) => `${node} answers`,
    owner: (slot: string, node: string) => `slot ${slot} belongs to ${node}`,
    movingTo: (slot: string, node: string) => `slot ${slot} is on its way to ${node}`,
    key: (key: string, value: string) => `${key} holds ${value}`,
    noKey: (key: string) => `there is no ${key}`,
    known: (node: string, nodes: number) => `${node} knows ${nodes} nodes`,
    covered: (slots: number) => `${slots} slots have an owner that lives`,
    info: (node: string, field: string, value: string) => `${node} says ${field}:${value}`,
  },

  // --- the end
  end: {
    foretold: (right: number, all: number) => `What you foretold: ${right} of ${all} right`,
    passed: (truth: string) => `passed over · it was: ${truth}`,
    wrong: (chosen: string, truth: string) => `${chosen} · it was: ${truth}`,
    learnt: 'What was learnt',
    quiz: (at: number, of: number) => `Question ${at} of ${of}`,
    rightAnswer: 'Right.',
    wrongAnswer: (answer: string) => `It is: ${answer}`,
    done: (title: string) => `${title}: done`,
    next: (title: string, command: string) => `Next: ${title} · ${command}`,
    left: (at: number, of: number, command: string) =>
      `Left at step ${at} of ${of}. On from there: ${command}`,
  },

  // --- the list
  list: {
    title: 'Lessons',
    about: 'On a real cluster, at the prompt of the shell itself.',
    minutes: (count: number) => `${count} min`,
    done: 'done',
    at: (step: number, of: number) => `at ${step} of ${of}`,
    more: (count: number) => `+ ${count} more`,
    keys: {
      choose: 'choose',
      begin: 'begin',
      goOn: 'go on',
      again: 'once more',
      reset: 'from the beginning',
      leave: 'leave',
      back: 'back',
    },
  },
};

import { startDockerContainers } from '../docker/start-docker-containers.ts';
import { provePaths } from '../preflight/prove-paths.ts';
import { startProcesses } from '../process/start-processes.ts';
import { byRuntime, type Step } from '../step.ts';

const start = byRuntime({ docker: startDockerContainers, process: startProcesses });

/** Start every node, and see that each of them really runs, answers, and can be reached by the others. */
export const startContainers: Step = {
  ...start,
  async verify(run, facts) {
    await start.verify(run, facts);
    await provePaths(run);
  },
};

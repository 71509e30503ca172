import { startDockerContainers } from '../docker/start-docker-containers.ts';
import { startProcesses } from '../process/start-processes.ts';
import { byRuntime } from '../step.ts';

/** Start every node, and see that each of them really runs and answers. */
export const startContainers = byRuntime({ docker: startDockerContainers, process: startProcesses });

import { prepareDockerHosts } from '../docker/prepare-docker-hosts.ts';
import { prepareProcessHosts } from '../process/prepare-process-hosts.ts';
import { byRuntime } from '../step.ts';

/** Reach every host, find all that would make a later step fail, and fetch the image or the server where it is missing. */
export const prepareHosts = byRuntime({ docker: prepareDockerHosts, process: prepareProcessHosts });

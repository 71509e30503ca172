import type { Step } from './step.ts';
import { createCluster } from './steps/create-cluster.ts';
import { prepareHosts } from './steps/prepare-hosts.ts';
import { startContainers } from './steps/start-containers.ts';
import { verify } from './steps/verify.ts';
import { writeConfigs } from './steps/write-configs.ts';

/** The guide, chapter by chapter. */
export const guide: readonly Step[] = [prepareHosts, writeConfigs, startContainers, createCluster, verify];

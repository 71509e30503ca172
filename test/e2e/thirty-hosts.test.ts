import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { buildCli } from './build-cli.ts';
import { readRun } from './run-cli.ts';

const available = labAvailable();
const addresses = Array.from({ length: 30 }, (_, index) => `192.168.10.${10 + index}`);

describe.skipIf(!available.ok)(`thirty hosts${available.ok ? '' : ` (${available.why})`}`, () => {
  let lab: Lab;
  let cli: string;

  beforeAll(async () => {
    const hosts = addresses.map(address => ({ address, docker: false }));
    [lab, cli] = await Promise.all([startLab({ hosts }), buildCli()]);
  });
  afterAll(() => lab?.close());

  test('a node on each: every way between them is tried, and the cluster is healthy', async () => {
    const file = join(lab.home, 'thirty.yaml');
    const hosts = addresses.map(address => `  - { address: ${address}, ssh: root@${address}, ports: 6371 }`);
    writeFileSync(file, ['hosts:', ...hosts, 'runtime: process', 'password: "1234"', ''].join('\n'));
    const slotsh = async (...args: string[]) => readRun(await lab.run([process.execPath, cli, ...args]));

    const run = await slotsh('up', file, '--yes', '--json');
    expect(run).toMatchObject({ code: 0, last: { outcome: 'done' } });
    const tried = run.events.filter(event => event['name'] === 'check-paths' && event['state'] === 'done');
    expect(new Set(tried.map(({ host }) => host)).size).toBe(30);
    // Each master's replica is on another host, and no host holds most of the masters: nothing to warn of.
    const check = await slotsh('check', file, '--json');
    expect(check).toMatchObject({ code: 0, last: { ok: true } });
    const findings = check.last['findings'] as { id: string; severity: string }[];
    expect(findings.filter(({ severity }) => severity !== 'ok')).toEqual([]);
    await slotsh('down', file, '--data', '--yes', '--json');
  });
});

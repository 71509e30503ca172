import type { SpecFaultFacts } from './failure-facts.ts';
import type { SpecFaultWords } from './spec-fault-facts.ts';

/** A fault as one line, as compilers write it: `cluster.yaml:3:10 hosts[0].ports: 60000 is …`. */
export function describeFault(file: string, fault: SpecFaultFacts, words: SpecFaultWords): string {
  const { line, column, id, path, values } = fault;
  const sentence = (words[id] as (values: SpecFaultFacts['values']) => string)(values);
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${sentence}`;
}

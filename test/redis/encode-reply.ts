import type { Reply } from '../../source/redis/reply.ts';

/** A reply as bytes on the wire: the decoder's inverse, and the tongue of pretended servers. */
export function encodeReply(reply: Reply): Buffer {
  const out: Buffer[] = [];
  writeReply(reply, out);
  return Buffer.concat(out);
}

function writeReply(reply: Reply, out: Buffer[]): void {
  const line = (text: string) => out.push(Buffer.from(`${text}\r\n`));
  const pairs = (entries: readonly [Reply, Reply][]) => {
    for (const entry of entries) for (const part of entry) writeReply(part, out);
  };
  switch (reply.type) {
    case 'status':
    case 'error':
      out.push(Buffer.from(reply.type === 'status' ? '+' : '-'), reply.value, Buffer.from('\r\n'));
      break;
    case 'bulk':
    case 'bulk-error':
      line(`${reply.type === 'bulk' ? '$' : '!'}${reply.value.length}`);
      out.push(reply.value, Buffer.from('\r\n'));
      break;
    case 'verbatim':
      line(`=${reply.value.length + 4}`);
      out.push(Buffer.from(`${reply.format}:`), reply.value, Buffer.from('\r\n'));
      break;
    case 'nil':
      line('_');
      break;
    case 'nil-array':
      line('*-1');
      break;
    case 'boolean':
      line(reply.value ? '#t' : '#f');
      break;
    case 'integer':
      line(`:${reply.value}`);
      break;
    case 'double':
      line(`,${reply.value}`);
      break;
    case 'big-number':
      line(`(${reply.value}`);
      break;
    case 'array':
    case 'set':
    case 'push':
      line(`${{ array: '*', set: '~', push: '>' }[reply.type]}${reply.items.length}`);
      for (const item of reply.items) writeReply(item, out);
      break;
    case 'map':
      line(`%${reply.entries.length}`);
      pairs(reply.entries);
      break;
    case 'attributed':
      line(`|${reply.attributes.length}`);
      pairs(reply.attributes);
      writeReply(reply.reply, out);
  }
}

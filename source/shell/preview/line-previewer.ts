import type { NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { ServerCommands } from '../commands/server-commands.ts';
import { splitOutlet } from '../line/split-outlet.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import type { SlotCache } from '../smart/slot-cache.ts';
import type { SessionState } from '../state/session-state.ts';
import { findTargets, type TargetNode } from '../targets/find-targets.ts';
import { askKeysOver } from './ask-keys.ts';
import { LeftInSlot } from './left-in-slot.ts';
import type { LinePreview } from './line-preview.ts';
import { previewLine } from './preview-line.ts';
import { ToldKeys } from './told-keys.ts';

interface Known {
  state: SessionState;
  cache: SlotCache;
  commands: ServerCommands;
  pool: NodePool;
}

/** Previews lines with what a session knows at the moment. */
export class LinePreviewer {
  readonly #known: Known;
  readonly #toldKeys: ToldKeys;
  readonly #leftInSlot: LeftInSlot;

  /** @param connect opens a connection for questions, to any node or to this one */
  constructor(known: Known, connect: (node?: NodeAddress) => Promise<NodeConnection>) {
    this.#known = known;
    const onTold = () => known.state.tellAgain();
    this.#toldKeys = new ToldKeys(askKeysOver(connect), onTold);
    this.#leftInSlot = new LeftInSlot(connect, onTold);
  }

  /** Synchronous, without the network; the first call has what the servers say of their commands read in the background. */
  preview(line: string): LinePreview {
    const { state, cache, commands, pool } = this.#known;
    void commands.load();
    const { table } = commands;
    const { transaction } = state;
    // Behind `|` and `>` stands nothing of the command.
    const preview = previewLine(splitOutlet(line).command, {
      map: state.map,
      from: state.current,
      mode: state.mode,
      ...(table && { table, toldKeys: args => this.#toldKeys.find(args, table) }),
      ...(transaction && { transaction }),
      cachedOwner: slot => cache.ownerOf(slot),
      answersReads: node => state.answersReads(node),
      masterOf: node => state.nodeAt(node)?.masterId,
      isRefused: args => pool.refuse?.(args) !== undefined,
      targetNodes: target => this.#targetNodes(target),
    });
    if (!state.isStandalone) return this.#withLeft(preview);
    // Without a cluster there are no slots: what is left are the shell's own words.
    const { keys: _, expect: __, scope: ___, ...own } = preview;
    return { ...own, keys: [], expect: 'unknown' };
  }

  #withLeft(preview: LinePreview): LinePreview {
    const [key] = preview.keys;
    if (preview.expect !== 'moving' || !key?.owner) return preview;
    const leftInSlot = this.#leftInSlot.find(key.slot, key.owner.address);
    return leftInSlot === undefined ? preview : { ...preview, leftInSlot };
  }

  #targetNodes(target: Buffer): readonly TargetNode[] {
    try {
      return findTargets(target, this.#known.state.view);
    } catch {
      // Half typed, or a name that no node has: running it says which.
      return [];
    }
  }
}

import {
  type Alias,
  Composer,
  type Document,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLError,
} from 'yaml';
import { FaultList } from './fault-list.ts';

/** Larger than a cluster of a thousand nodes needs; a bound on what a hostile file can cost. */
const MAX_CHARACTERS = 256 * 1024;
/** cluster.yaml is three levels deep. The composer recurses, and V8 can die of a few thousand levels. */
const MAX_DEPTH = 40;

/** The file as a tree with positions, and where its faults are collected. */
export interface YamlTree {
  root: Node | null;
  /** What each alias stands for; an alias without an anchor is not in it. */
  aliases: ReadonlyMap<Alias, Node>;
  faults: FaultList;
}

/**
 * Parses YAML 1.2 and keeps every scalar as the text that was written (the failsafe schema:
 * `yes`, `0x10` and `1e3` stay what they are). Syntax faults go to `faults`; then `root` is null.
 */
export function parseYaml(text: string): YamlTree {
  const lines = new LineCounter();
  const faults = new FaultList(lines);
  const tree: YamlTree = { root: null, aliases: new Map(), faults };
  if (text.length > MAX_CHARACTERS) {
    lines.addNewLine(0);
    faults.add('file-too-large', { path: '', offset: 0 }, { limit: String(MAX_CHARACTERS / 1024) });
    return tree;
  }
  const notText = text.indexOf('\uFFFD');
  if (notText >= 0) {
    lines.addNewLine(0);
    for (const { index } of text.slice(0, notText).matchAll(/\n/g)) lines.addNewLine(index + 1);
    faults.add('not-utf8', { path: '', offset: notText }, {});
    return tree;
  }
  // The parser would count a byte order mark as a column.
  const [document, next] = composeDocuments(text.replace(/^\uFEFF/, ''), lines, faults);
  if (!document) return tree;
  for (const error of [...document.errors, ...document.warnings]) addSyntaxFault(faults, error);
  if (next) {
    faults.add(
      'yaml-syntax',
      { path: '', offset: next.range?.[0] ?? 0 },
      { code: 'MULTIPLE_DOCS', detail: '' },
    );
  }
  if (faults.count > 0) return tree;
  return { root: document.contents, aliases: resolveAliases(document), faults };
}

/** The first document and, where there is one, the second. */
function composeDocuments(text: string, lines: LineCounter, faults: FaultList): Document.Parsed[] {
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      faults.add(
        'nested-too-deep',
        { path: '', offset: Math.min(parser.offset, text.length) },
        { limit: String(MAX_DEPTH) },
      );
      return [];
    }
  }
  tokens.push(...parser.end());
  // Unique keys are checked by the readers: the composer compares every key with every other.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokens, true, text.length)) {
    documents.push(document as Document.Parsed);
    if (documents.length === 2) break;
  }
  return documents;
}

function addSyntaxFault(faults: FaultList, { code, message, pos }: YAMLError): void {
  faults.add('yaml-syntax', { path: '', offset: pos[0] }, { code, detail: message });
}

/** An alias stands for the last anchor of its name before it (YAML 1.2.2, 7.1). One pass, however many there are. */
function resolveAliases(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(document, {
    Value(_key, node) {
      if (node.anchor) anchors.set(node.anchor, node);
    },
    Alias(_key, node) {
      const target = anchors.get(node.source);
      if (target) aliases.set(node, target);
    },
  });
  return aliases;
}

/**
 * Single values inside a YAML text: where they stand, and the same text with one of them changed.
 *
 * Everything else stays as it was written, with its comments. Only what the rule packs are written in is understood:
 * blocks by indentation, list items named by their `code`, and maps in braces on one line. What is written otherwise
 * is not found, and has to be changed in the text.
 */

/** The place of a value: its line and the columns from its first to behind its last character. */
interface Span {
  line: number;
  from: number;
  to: number;
}

/** Some lines of the text, from the first to before the last. */
interface Block {
  from: number;
  to: number;
}

const ITEM = /^(\s*)- /;

const indentOf = (line: string) => line.search(/\S/);

function isContent(line: string): boolean {
  const text = line.trim();
  return text !== '' && !text.startsWith('#');
}

/** The lines with the dash of the list item at the beginning of a block taken out, so that its keys stand in a row. */
const plain = (lines: string[], block: Block) =>
  lines.map((line, index) => (index === block.from ? line.replace(ITEM, '$1  ') : line));

function firstLine(lines: string[], block: Block): number | null {
  for (let index = block.from; index < block.to; index += 1) if (isContent(lines[index] ?? '')) return index;
  return null;
}

/** The block behind a line: everything that stands deeper, and a list that stands as deep as its key. */
function blockBehind(lines: string[], line: number, end: number): Block {
  const indent = indentOf(lines[line] ?? '');
  let to = line + 1;
  for (; to < end; to += 1) {
    const text = lines[to] ?? '';
    if (!isContent(text)) continue;
    const deeper = indentOf(text) > indent || (indentOf(text) === indent && ITEM.test(text));
    if (!deeper) break;
  }
  return { from: line + 1, to };
}

/** The items of a list, each as a block that begins with its dash. */
function itemsOf(lines: string[], block: Block): Block[] {
  const first = firstLine(lines, block);
  if (first === null || !ITEM.test(lines[first] ?? '')) return [];
  const indent = indentOf(lines[first] ?? '');
  const starts: number[] = [];
  for (let index = first; index < block.to; index += 1) {
    const line = lines[index] ?? '';
    if (ITEM.test(line) && indentOf(line) === indent) starts.push(index);
  }
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? block.to }));
}

/** The line of a key that stands right in a block. */
function lineOfKey(lines: string[], block: Block, key: string): number | null {
  const first = firstLine(lines, block);
  if (first === null) return null;
  const indent = indentOf(lines[first] ?? '');
  for (let index = first; index < block.to; index += 1) {
    const line = lines[index] ?? '';
    if (isContent(line) && indentOf(line) === indent && line.trimStart().startsWith(`${key}:`)) return index;
  }
  return null;
}

/** The span of what stands behind `key:` on a line; null when nothing does. */
function valueSpan(lines: string[], line: number, key: string): Span | null {
  const text = lines[line] ?? '';
  const behind = text.indexOf(`${key}:`) + key.length + 1;
  const value = /^(\s*)([^#]*?)\s*(#.*)?$/.exec(text.slice(behind));
  if (!value?.[2]) return null;
  const from = behind + (value[1]?.length ?? 0);
  return { line, from, to: from + value[2].length };
}

/** The span of a value inside a map in braces. */
function inBraces(lines: string[], outer: Span, key: string): Span | null {
  const text = (lines[outer.line] ?? '').slice(outer.from, outer.to);
  const found = new RegExp(`([{,]\\s*${key}:\\s*)([^,{}\\[\\]]+?)\\s*[,}]`).exec(text);
  if (!found?.[1] || !found[2]) return null;
  const from = outer.from + found.index + found[1].length;
  return { line: outer.line, from, to: from + found[2].length };
}

function find(lines: string[], path: string): Span | null {
  let block: Block = { from: 0, to: lines.length };
  let text = lines;
  const keys = path.split('/').filter((key) => key !== '');
  for (const [index, key] of keys.entries()) {
    const item = itemsOf(text, block).find((one) => codeOf(text, one) === key);
    if (item) {
      text = plain(text, item);
      block = item;
      continue;
    }
    const line = lineOfKey(text, block, key);
    if (line === null) return null;
    const span = valueSpan(text, line, key);
    const rest = keys.slice(index + 1);
    if (rest.length === 0) return span;
    if (span) return rest.length === 1 ? inBraces(text, span, rest[0] ?? '') : null;
    block = blockBehind(text, line, block.to);
  }
  return null;
}

const cut = (lines: string[], span: Span) => (lines[span.line] ?? '').slice(span.from, span.to);

function codeOf(lines: string[], item: Block): string | null {
  const text = plain(lines, item);
  const line = lineOfKey(text, item, 'code');
  const span = line === null ? null : valueSpan(text, line, 'code');
  return span ? cut(text, span) : null;
}

/** Reads the value at a path such as `/dispatch/classes/care/base`; null when it is not found. */
export function readScalar(text: string, path: string): string | null {
  const lines = text.split('\n');
  const span = find(lines, path);
  return span ? cut(lines, span) : null;
}

/** Returns the text with another value at a path; the same text when the path is not found. */
export function writeScalar(text: string, path: string, value: string): string {
  const lines = text.split('\n');
  const span = find(lines, path);
  if (!span) return text;
  const line = lines[span.line] ?? '';
  lines[span.line] = line.slice(0, span.from) + value + line.slice(span.to);
  return lines.join('\n');
}

/** Lists the codes of the items of a list, in their order. */
export function listCodes(text: string, path: string): string[] {
  const lines = text.split('\n');
  let block: Block = { from: 0, to: lines.length };
  for (const key of path.split('/').filter((part) => part !== '')) {
    const line = lineOfKey(lines, block, key);
    if (line === null) return [];
    block = blockBehind(lines, line, block.to);
  }
  return itemsOf(lines, block)
    .map((item) => codeOf(lines, item))
    .filter((code) => code !== null);
}

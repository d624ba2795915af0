import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, defaultValues, fields, sections, type ValuesChange } from '../index';
import { arbitraryLeaf } from '../testing/leaf-values';
import { sameMeaning } from './edit/edit-text';
import { parseValuesTree } from './parse';
import { createPlaneDocument, type PlaneDocument } from './plane-document';
import { createTextEngine } from './text-engine';
import { arbitraryText, commentsOf, leafSources } from './testing/texts';

const shape = { sections, defaults: defaultValues };
const engine = createTextEngine(shape);

/** One act of a user. Texts are typed as a whole, as an editor hands them over. */
type Act =
  | { kind: 'form'; change: ValuesChange }
  | { kind: 'text'; text: string }
  | { kind: 'comment'; line: number }
  | { kind: 'break' }
  | { kind: 'undo' }
  | { kind: 'redo' };

// Fields that the handwritten texts use come up often, so that edits meet what is written.
const often =
  /^(gateway|observer)\.(replicas|image\.tag|resources\.|podAnnotations|nodeSelector|extraEnv|cors)|commonLabels|initSQL.schema|storage\.size/;
const all = fields();
const familiar = all.filter(({ path }) => often.test(path));
const change = fc
  .oneof(fc.constantFrom(...familiar), fc.constantFrom(...all))
  .chain((field) =>
    fc.oneof(
      { weight: 4, arbitrary: arbitraryLeaf(field).map((set): ValuesChange => ({ path: field.path, set })) },
      { weight: 1, arbitrary: fc.constant<ValuesChange>({ path: field.path, unset: true }) },
      { weight: 1, arbitrary: fc.constant<ValuesChange>({ path: field.path, set: field.default }) },
    ),
  );
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: change.map((one): Act => ({ kind: 'form', change: one })) },
  { weight: 2, arbitrary: arbitraryText().map((text): Act => ({ kind: 'text', text })) },
  { weight: 2, arbitrary: fc.nat(20).map((line): Act => ({ kind: 'comment', line })) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'break' }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'undo' }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'redo' }) },
);

function open(text: string): PlaneDocument {
  let clock = 0;
  // Every act is a step of its own: more than a pause passes between two.
  const document = createPlaneDocument(shape, () => (clock += 10_000));
  document.attach(engine);
  document.setText(text, { label: 'Open' });
  return document;
}

/** What an edit by path must leave alone. */
function expectOnlyThatChanged(before: string, after: string, edited: ValuesChange): void {
  const trees = [parseValuesTree(before), parseValuesTree(after)] as const;
  const wanted = applyPatch(trees[0].values, [edited]);
  expect(sameMeaning(trees[1].values, wanted, shape)).toBe(true);

  const isEdited = (path: string) =>
    path === edited.path || path.startsWith(`${edited.path}.`) || path.startsWith(`${edited.path}[`);
  const isAround = (path: string) => path === '' || edited.path.startsWith(`${path}.`);
  const [old, now] = trees.map(leafSources) as [Map<string, string>, Map<string, string>];
  const hasAliases = /[*]/.test(before);
  for (const [path, source] of old) {
    // What an alias of the edited place said is written out; an empty map in the way fills.
    if (isEdited(path) || isAround(path) || (hasAliases && path.includes('<<'))) continue;
    if (source.startsWith('*')) continue;
    expect(now.get(path), path).toBe(source);
  }
  const bareBreaks = (text: string) => text.replaceAll('\r\n', '').split('\n').length;
  if (before.includes('\r\n')) expect(bareBreaks(after)).toBeLessThanOrEqual(bareBreaks(before));

  // Comments stay, in their order, but for those within the edited value and beside it.
  const kept = commentsOf(after);
  const lost = commentsOf(before).filter((comment) => !kept.includes(comment));
  const range = ownLines(before, edited.path);
  for (const comment of lost) expect(range, comment).toContain(comment);
  const stayed = commentsOf(before).filter((comment) => kept.includes(comment));
  expect(kept.filter((comment) => stayed.includes(comment))).toEqual(stayed);
}

/** Returns the lines that hold the value of a path, from its key to the end of its last line. */
function ownLines(text: string, path: string): string {
  const document = parseValuesTree(text);
  const keys = path.split('.');
  const start = document.positionOf(keys, 'key').line;
  const lines = text.split('\n');
  const indent = /^[ ?:]*/.exec(lines[start - 1] ?? '')?.[0].length ?? 0;
  let end = start;
  const isBelow = (line: string) =>
    line.trim() === '' ||
    (/^ */.exec(line)?.[0].length ?? 0) > indent ||
    line.trimStart().startsWith('- ') ||
    /^ *#/.test(line);
  while (end < lines.length && isBelow(lines[end] ?? '')) end++;
  return lines.slice(start - 1, end).join('\n');
}

describe('a document under random edits in both views', () => {
  it('changes nothing but the edited value, and undoes and redoes to the same bytes', () => {
    fc.assert(
      fc.property(arbitraryText(), fc.array(act, { minLength: 1, maxLength: 10 }), (first, acts) => {
        const document = open(first);
        const texts = ['', document.getText()].filter((text, index, list) => index === 0 || text !== list[0]);
        let at = texts.length - 1;
        for (const one of acts) {
          const before = document.getText();
          const { faults } = document.getSnapshot();
          perform(document, one);
          const after = document.getText();
          if (one.kind === 'undo') at = Math.max(0, at - 1);
          else if (one.kind === 'redo') at = Math.min(texts.length - 1, at + 1);
          else if (after !== before || at < texts.length - 1) {
            const { undoLabel, redoLabel } = document.getSnapshot();
            // An edit that meant what was there already is no step.
            if (after === before && redoLabel !== undefined) continue;
            if (after === before && undoLabel === undefined) continue;
            texts.splice(at + 1, Infinity, after);
            at++;
          }
          expect(after).toBe(texts[at]);
          if (one.kind === 'form') {
            if (faults.length > 0) expect(after).toBe(before);
            else expectOnlyThatChanged(before, after, one.change);
          }
          const read = parseValuesTree(after);
          if (read.values === undefined) expect(document.getSnapshot().faults).not.toEqual([]);
          else expect(sameMeaning(document.getSnapshot().values, read.values, shape)).toBe(true);
        }
        while (document.undo() !== undefined) expect(document.getText()).toBe(texts[--at]);
        expect(document.getText()).toBe('');
        while (document.redo() !== undefined) expect(document.getText()).toBe(texts[++at]);
        expect(document.getText()).toBe(texts.at(-1));
      }),
      { numRuns: 1000 },
    );
  });
});

function perform(document: PlaneDocument, one: Act): void {
  const text = document.getText();
  switch (one.kind) {
    case 'form':
      document.edit([one.change], { label: 'form' });
      break;
    case 'text':
      document.setText(one.text, { label: 'text' });
      break;
    case 'comment': {
      const lines = text.split('\n');
      lines.splice(one.line % (lines.length + 1), 0, `# note ${one.line}`);
      document.setText(lines.join('\n'), { label: 'comment' });
      break;
    }
    case 'break':
      document.setText(`${text}\n"`, { label: 'break' });
      break;
    case 'undo':
      document.undo();
      break;
    case 'redo':
      document.redo();
      break;
  }
}

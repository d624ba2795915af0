import { assertNever } from '../../base';
import type { BranchNode, Node } from './node';
import { quoteGo } from './quote';

/** Returns a node as Go's messages print it between `<` and `>`; spacing is normalised, as in Go. */
export function printNode(node: Node): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'list':
      return node.nodes.map(printNode).join('');
    case 'action':
      return `{{${printNode(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range':
      return printBranch(node);
    case 'template':
      return `{{template ${quoteGo(node.name)}${node.pipe ? ` ${printNode(node.pipe)}` : ''}}}`;
    case 'break':
      return '{{break}}';
    case 'continue':
      return '{{continue}}';
    case 'pipe': {
      const declared = node.declared.map((variable) => variable.name).join(', ');
      const head = node.declared.length === 0 ? '' : `${declared} ${node.isAssign ? '=' : ':='} `;
      return head + node.commands.map(printNode).join(' | ');
    }
    case 'command':
      return node.args.map((arg) => (arg.kind === 'pipe' ? `(${printNode(arg)})` : printNode(arg))).join(' ');
    case 'identifier':
      return node.name;
    case 'field':
      return node.path.map((name) => `.${name}`).join('');
    case 'chain': {
      const term = node.term.kind === 'pipe' ? `(${printNode(node.term)})` : printNode(node.term);
      return term + node.path.map((name) => `.${name}`).join('');
    }
    case 'variable':
      return [node.name, ...node.path].join('.');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
    default:
      return assertNever(node);
  }
}

function printBranch(node: BranchNode): string {
  const orElse = node.orElse ? `{{else}}${printNode(node.orElse)}` : '';
  return `{{${node.kind} ${printNode(node.pipe)}}}${printNode(node.list)}${orElse}{{end}}`;
}

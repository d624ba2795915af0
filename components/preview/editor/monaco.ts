import * as monaco from 'monaco-editor/editor';
// All at once: what registers after the first editor exists is not found by it. The values editor needs most.
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/yaml/register';

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};

monaco.editor.defineTheme('studio-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'type', foreground: '2b4fb8' },
    { token: 'string', foreground: '1c6b45' },
    { token: 'string.yaml', foreground: '1c6b45' },
    { token: 'number', foreground: '8f3f00' },
    { token: 'keyword', foreground: '7a2f9e' },
    { token: 'comment', foreground: '69717f' },
    { token: 'operators', foreground: '59606d' },
  ],
  colors: {
    'editor.background': '#fbfbfc',
    'editorGutter.background': '#fbfbfc',
    'editorLineNumber.foreground': '#656d7a',
    'editorLineNumber.activeForeground': '#1a1d23',
    'editor.lineHighlightBorder': '#00000000',
    'editorIndentGuide.background1': '#e9ebef',
    'editorIndentGuide.activeBackground1': '#d5d9e0',
    'diffEditor.insertedLineBackground': '#e3f4e7b0',
    'diffEditor.insertedTextBackground': '#c2e6cbb0',
    'diffEditor.removedLineBackground': '#fbe7e8b0',
    'diffEditor.removedTextBackground': '#f6cccfb0',
  },
});

monaco.editor.defineTheme('studio-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'type', foreground: '9db4ff' },
    { token: 'string', foreground: '8fd3a8' },
    { token: 'string.yaml', foreground: '8fd3a8' },
    { token: 'number', foreground: 'f0b078' },
    { token: 'keyword', foreground: 'd3a4f0' },
    { token: 'comment', foreground: '8c94a3' },
    { token: 'operators', foreground: 'a4abb8' },
  ],
  colors: {
    'editor.background': '#121418',
    'editorGutter.background': '#121418',
    'editorLineNumber.foreground': '#7f8795',
    'editorLineNumber.activeForeground': '#e6e8ec',
    'editor.lineHighlightBorder': '#00000000',
    'editorIndentGuide.background1': '#22262d',
    'editorIndentGuide.activeBackground1': '#343a45',
    'diffEditor.insertedLineBackground': '#1d3a2880',
    'diffEditor.insertedTextBackground': '#2b5a3d80',
    'diffEditor.removedLineBackground': '#44202680',
    'diffEditor.removedTextBackground': '#6b2c3480',
  },
});

export { monaco };

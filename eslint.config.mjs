import next from 'eslint-config-next';
import tseslint from 'typescript-eslint';

/** File names are kebab-case: one spelling on every file system, and no guessing when importing. */
const kebabCaseFiles = {
  meta: { type: 'problem', schema: [], messages: { name: 'file names are kebab-case: {{name}}' } },
  create(context) {
    const name = context.filename.split('/').at(-1) ?? '';
    return {
      Program(node) {
        if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/.test(name))
          context.report({ node, messageId: 'name', data: { name } });
      },
    };
  },
};

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next',
      'next-env.d.ts',
      '**/*.generated.ts',
      'coverage',
      'test-results',
      'playwright-report',
      '.cache',
    ],
  },
  ...next,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { studio: { rules: { 'kebab-case-files': kebabCaseFiles } } },
    rules: { 'studio/kebab-case-files': 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-params': ['error', 3],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Tools and tests talk to a terminal, and node's test doubles need looser signatures.
    files: ['{bin,bench,scripts,e2e}/**/*.{ts,mjs}', '**/*.test.ts', '**/testing/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // State, dot and node travel through every step of a template; an object for them would cost each step.
    files: ['lib/helm/{template,engine,provenance,yaml}/**/*.ts'],
    rules: { 'max-params': ['error', 4] },
  },
  {
    files: ['*.config.mjs', '.*.mjs'],
    rules: { 'import/no-anonymous-default-export': 'off' },
  },
);

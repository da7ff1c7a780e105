import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Imports point one way (see ARCHITECTURE.md). Each entry: files under `target` may not import from
 * `from`. Whatever is not listed is allowed.
 */
const directions = [
  {
    target: './core',
    from: ['./main', './preload', './renderer', './e2e', './bench', './scripts'],
  },
  { target: './main', from: ['./renderer', './preload', './e2e', './bench'] },
  { target: './preload', from: ['./main', './renderer'] },
  {
    target: './renderer',
    from: [
      './main',
      './preload',
      ...[
        'task',
        'engine',
        'store',
        'sdss',
        'fits',
        'spectrum',
        'continuum',
        'tasks',
        'storage',
        'workspace',
      ].map((folder) => `./core/${folder}`),
    ],
  },
  // Inside core, lower layers know nothing of higher ones.
  { target: './core/fits', from: others('fits') },
  { target: './core/continuum', from: others('continuum') },
  { target: './core/sdss', from: others('sdss') },
  { target: './core/task', from: others('task') },
  { target: './core/spectrum', from: others('spectrum', 'fits') },
  { target: './core/store', from: others('store', 'task') },
  { target: './core/engine', from: others('engine', 'task', 'store', 'workspace') },
  { target: './core/storage', from: others('storage', 'task', 'store') },
  {
    target: './core/tasks',
    from: others('tasks', 'task', 'sdss', 'fits', 'spectrum', 'continuum'),
  },
  { target: './core/workspace', from: others('workspace') },
  { target: './core/api', from: others('api') },
];

function others(...allowed) {
  const all = [
    'api',
    'continuum',
    'engine',
    'fits',
    'sdss',
    'spectrum',
    'storage',
    'store',
    'task',
    'tasks',
    'workspace',
  ];
  return all.filter((folder) => !allowed.includes(folder)).map((folder) => `./core/${folder}`);
}

export default tseslint.config(
  { ignores: ['out', 'dist', 'node_modules', '.cache'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true } },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.json'] } } },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: directions },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // async also turns what a handler throws into a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['core/**/*.ts'],
    ignores: ['core/**/*.test.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['electron', 'electron/*', 'react', 'react-dom', 'react/*'],
              message: 'core is plain Node',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['node:*', 'electron'], message: 'the renderer runs in a browser' }],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);

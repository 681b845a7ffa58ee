import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import ts from 'typescript-eslint';
import { templates } from './test/lint-templates.js';

const raw = 'Text from elsewhere must not become markup: bind it as text.';
const sinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'];
const unsafe = [
  { name: 'lit', importNames: ['unsafeCSS'], message: raw },
  ...['unsafe-html', 'unsafe-svg', 'unsafe-mathml'].map((name) => ({
    name: `lit/directives/${name}.js`,
    message: raw,
  })),
  { name: 'lit/static-html.js', message: raw },
  { name: 'lit/directives/style-map.js', message: 'The strict policy blocks style attributes: use a class or .style.' },
];

export default defineConfig(
  { ignores: ['dist', 'build', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Lit binds its own listeners.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      // A signal's reason is passed on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // A number in a sentence is no mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An async function without await is how a function that answers later says so.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice'], noUnsanitized.configs.recommended],
    plugins: { 'lit-a11y': litA11y, templates },
    rules: {
      ...litA11y.configs.recommended.rules,
      // "No" has the focus in a question (style-examples: asking first); a dialog without one takes the first field.
      'lit-a11y/no-autofocus': 'off',
      // A table laid out as blocks, as on a phone, is no table to a screen reader unless its roles are said.
      'lit-a11y/no-redundant-role': 'off',
      'templates/strict': 'error',
      'no-restricted-imports': ['error', { paths: unsafe }],
      'no-restricted-properties': ['error', ...sinks.map((property) => ({ property, message: raw }))],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="addEventListener"][arguments.0.value="message"]',
          message: 'Other windows have nothing to tell the portal: no message listener.',
        },
        {
          selector: 'AssignmentExpression[left.property.name="onmessage"]',
          message: 'Other windows have nothing to tell the portal: no message listener.',
        },
      ],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
    },
  },
  { files: ['src/cli/**/*.ts', 'demo/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai's `expect(x).to.be.true` and node:test's own promises.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      // Answers of servers are read loosely here, to say what is in them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);

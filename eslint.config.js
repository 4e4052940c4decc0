// What the browser's modules and their tests are held to; types are checked by tsc (tsconfig.json).

import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv*/", "build/", "dist/"] },
  js.configs.recommended,
  {
    files: ["layers/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
      "max-lines": ["error", { max: 260, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["benchmarks/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/js/**/*.js", "tests/**/*.mjs", "*.config.js"], languageOptions: { globals: globals.node } },
];

/**
 * The rules that a compiler cannot keep: imports run one way, promises are awaited, types are never waved through, and
 * every random number comes from one generator. Warnings are errors. Formatting is prettier's.
 */
import lit from "eslint-plugin-lit";
import tseslint from "typescript-eslint";

/** A development dependency that the benchmark of the command line alone may load. */
const JAX = {
  group: ["@jax-js/*", "**/jax-bench*", "**/jax-bench/*"],
  message: "jax-js is not shipped: only workers/jax-bench* and its test load it, and npm run bench starts that worker.",
};

/** Each may not import what `patterns` match; the message says where the import belongs instead. */
const IMPORT_DIRECTIONS = [
  {
    files: ["components/**/*.ts"],
    patterns: [
      JAX,
      {
        group: ["@tensorflow/*"],
        message: "Components show and never compute: tensors live in the worker (src/protocol.ts is the way to it).",
      },
      {
        group: ["**/workers/*", "**/workers/**"],
        message: "Components know the worker by its URL only; types that both need belong in src/protocol.ts.",
      },
      {
        group: ["**/run.ts", "**/networks/*", "**/training/*", "**/restorers/*"],
        message: "How an experiment is done belongs to the worker; the page reads spec.ts.",
      },
    ],
  },
  {
    files: ["src/**/*.ts"],
    patterns: [
      JAX,
      {
        group: [
          "**/components/*",
          "**/components/**",
          "**/store/*",
          "**/store/**",
          "**/workers/*",
          "**/workers/**",
          "**/scripts/*",
          "**/scripts/**",
        ],
        message: "src is the same everywhere and imports only itself; pass in what it needs.",
      },
    ],
  },
  {
    files: ["src/catalog.ts", "src/experiments/*/spec.ts"],
    patterns: [
      {
        group: ["@tensorflow/*", "**/run.ts", "**/networks/*", "**/training/*", "**/restorers/*"],
        message: "Specs are loaded by the page and the command line: they say what is asked, and nothing heavy.",
      },
      {
        group: ["**/components/**", "**/workers/**", "**/scripts/**"],
        message: "src is the same everywhere and imports only itself; pass in what it needs.",
      },
    ],
  },
  {
    files: ["store/**/*.ts"],
    patterns: [
      JAX,
      {
        group: ["@tensorflow/*", "**/run.ts", "**/networks/*", "**/training/*", "**/restorers/*"],
        message: "The store keeps what was measured and measures nothing.",
      },
      {
        group: ["**/components/*", "**/components/**", "**/workers/*", "**/workers/**"],
        message: "The store is used by page and worker and knows neither.",
      },
    ],
  },
  {
    files: ["workers/**/*.ts"],
    ignores: ["workers/jax-bench.worker.ts", "workers/jax-bench.ts", "workers/jax-bench/*.ts"],
    patterns: [
      JAX,
      {
        group: ["**/components/*", "**/components/**"],
        message: "Workers do not know who shows their events; what both need belongs in src.",
      },
    ],
  },
];

export default tseslint.config(
  { ignores: ["dist/", ".tsbuild/", ".cache/", "results/", "docs/results/", "public/", "workers/engine/assembly/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["vite.config.ts"], defaultProject: "scripts/tsconfig.json" },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // The contract's methods are promises whether or not this side of it waits for something.
      "@typescript-eslint/require-await": "off",
      // Contexts and handles are plain objects of closures; taking a function out of one is safe and common here.
      "@typescript-eslint/unbound-method": "off",
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Use src/random.ts: a result must come again from its seed." },
      ],
    },
  },
  { files: ["components/**/*.ts"], ...lit.configs["flat/recommended"] },
  ...IMPORT_DIRECTIONS.map(({ files, ignores = [], patterns }) => ({
    files,
    ignores,
    rules: { "no-restricted-imports": ["error", { patterns }] },
  })),
  {
    files: ["test/**/*.ts"],
    rules: {
      // Chai asserts by reading a property: expect(x).to.be.true.
      "@typescript-eslint/no-unused-expressions": "off",
      // Node's runner waits for them itself.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "it", "test"], package: "node:test" }] },
      ],
    },
  },
);

/** What `--help` prints. Kept apart so that it can be read, and changed, as prose. */

export type CommandName = keyof typeof HELP;

export const HELP = {
  lab: `Lacuna without a window: runs an experiment in a headless browser and writes its table.

  npm run lab -- list                         experiments, presets and parameters
  npm run lab -- run <experiment> [options]   one run
  npm run lab -- rerun <manifest.json>        the same configuration again
  npm run reproduce                           masked restoration, quick, nothing else needed

Every command takes --help and --json (npm prints lines of its own: npm run --silent lab -- … --json).
Exit status: 0 done, 1 failed, 2 bad usage, 130 stopped.
`,
  list: `List what can be run.

  npm run lab -- list [--json]

  --json   the same as one JSON object
`,
  run: `Run one experiment and write table.csv, curves.csv, figure.png and manifest.json.

  npm run lab -- run <experiment> [options]

  --preset NAME      where the values come from (the experiment's default preset)
  --set NAME=VALUE   another value for one parameter; may be repeated; lists as 3,5,7 or 3..15
  --seed N           the same as --set seed=N
  --engine NAME      auto, webgpu, wasm or cpu (auto)
  --data DIR         folder with the four IDX files of MNIST or any set of 28×28 images, .gz or raw
  --out DIR          where the files go (results/<experiment>-<preset>-seed<seed>)
  --shelf DIR        where trained networks are kept from run to run (results/shelf)
  --resume           go on where the same run was interrupted: same experiment, values, engine and digits
  --json             print one JSON object instead of the table

Ctrl-C stops the run and writes what was measured; a second Ctrl-C ends it at once. Either way, and also when it is killed,
the same command with --resume goes on from the state of the training that was kept last, at most some twenty seconds or a
hundredth of the training back, and ends as if it had never been interrupted. Without --resume it begins anew.
`,
  rerun: `Run the configuration of a manifest again.

  npm run lab -- rerun <manifest.json> [options]

  --data DIR   folder with the four IDX files, when the first run was given one
  --out DIR    where the files go (results/<experiment>-<preset>-seed<seed>-rerun)
  --shelf DIR  where trained networks are kept from run to run (results/shelf)
  --resume     go on where the same run was interrupted
  --json       print one JSON object instead of the table
`,
} as const;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(HELP, name);
}

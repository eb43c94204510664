/** What `--help` prints. Kept apart so that it can be read, and changed, as prose. */

import { READY_SWEEPS } from "../../src/sweep/ready-sweeps.ts";

export type CommandName = keyof typeof HELP;

export const HELP = {
  lab: `Lacuna without a window: runs an experiment in a headless browser and writes its table.

  npm run lab -- list                         experiments, presets and parameters
  npm run lab -- run <experiment> [options]   one run
  npm run lab -- rerun <manifest.json>        the same configuration again
  npm run lab -- sweep <file.json or name>    every trial of a sweep
  npm run reproduce                           masked restoration, quick, nothing else needed

Every command takes --help and --json (npm prints lines of its own: npm run --silent lab -- … --json).
Exit status: 0 done, 1 failed, 2 bad usage, 130 stopped.
`,
  list: `List what can be run.

  npm run lab -- list [--json]

  --json   the same as one JSON object
`,
  run: `Run one experiment and write table.csv, curves.csv, figure.png, manifest.json and, for each network that it trained, a
folder model-<name> that TensorFlow.js reads.

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
  sweep: `Run every trial of a sweep: one experiment, several values for some of its parameters.

  npm run lab -- sweep <file.json> [options]
  npm run lab -- sweep <name of a ready sweep> [options]

Ready: ${READY_SWEEPS.map(({ id }) => id).join(", ")}; "list" says what each answers.
The file is a sweep in W&B's words, as the page's Sweeps shows it: experiment, preset, engine, method (grid or random),
metric, parameters (value, values, or min and max), run_cap, early_terminate.

  --set NAME=VALUE   one value for a parameter, whatever the sweep says of it; may be repeated
  --seed N           the same as --set seed=N
  --preset NAME      another preset for what is not swept
  --engine NAME      auto, webgpu, wasm or cpu, instead of the sweep's
  --data DIR         folder with the four IDX files of MNIST or any set of 28×28 images, .gz or raw
  --out DIR          where the files go (results/sweep-<name>)
  --shelf DIR        where trained networks are kept from run to run (results/shelf)
  --retry-failed     run again what failed
  --json             print one JSON object

Into the folder go trials.csv (one line for each trial), sweep.json, and for each trial a folder with the files of a run.
A trial is known by its values, engine and digits: the same command again, also after Ctrl-C or a crash, skips what is done,
resumes the trial that was interrupted and goes on; a sweep that was given more values runs only those.
`,
} as const;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(HELP, name);
}

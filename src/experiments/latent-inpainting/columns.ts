/** The columns of latent inpainting's `table.csv`; labelled ones appear on the page. */
import type { Column } from "../../results/table.ts";

export const COLUMNS = [
  { name: "experiment" },
  { name: "preset" },
  { name: "seed" },
  { name: "n_kept", label: "Kept", unit: "px", digits: 0, help: "The first N pixels, down the columns from the left." },
  { name: "image", label: "Image", digits: 0 },
  { name: "optimiser", label: "Optimiser" },
  { name: "restarts", label: "Starts", digits: 0 },
  {
    name: "lowest_j",
    label: "J",
    digits: 1,
    help: "Of the code that was taken: N·ln of the squared residual, plus zᵀz.",
  },
  {
    name: "error_l2",
    label: "Error",
    digits: 2,
    help: "Length of ideal minus restored over all 784 pixels, as published.",
  },
  { name: "mse_all", label: "MSE", digits: 4, help: "Mean squared error over all 784 pixels." },
  { name: "mse_hole", label: "MSE in the hole", digits: 4, help: "Mean squared error over the lost pixels only." },
  { name: "success_rate", label: "Success", digits: 2, help: "Share of the starts whose error is below 2." },
  { name: "success_rate_ci95", label: "±", digits: 2, help: "Half the 95 % interval over starts." },
  {
    name: "success_rate_last",
    label: "Success, last codes",
    digits: 2,
    help: "The same judged on each start's last code instead of the one that is taken.",
  },
  { name: "median_error_l2", label: "Median error", digits: 2, help: "Over starts: what a single run may expect." },
  {
    name: "j_at_truth",
    label: "J of the truth",
    digits: 1,
    help: "J of the code that the ideal image was drawn from; where it is above the lowest J, J is not lowest at the truth.",
  },
  {
    name: "published_j",
    label: "Published J",
    digits: 0,
    help: "Where the published curve levels off, read off its plot.",
  },
  { name: "difference_percent", label: "Difference", unit: "%", digits: 1, help: "J against the published one." },
  {
    name: "kept_rms",
    label: "Kept residual",
    digits: 3,
    help: "Root mean square over kept pixels; the noise if all is well.",
  },
  { name: "dropped_percent", unit: "%", digits: 1 },
  { name: "steps", digits: 0 },
  { name: "selection" },
  { name: "source" },
  { name: "generator" },
] as const satisfies readonly Column[];

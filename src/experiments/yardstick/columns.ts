/** The columns of the yardstick's `table.csv`; labelled ones appear on the page. */
import type { Column } from "../../results/table.ts";

const INTERVAL = "Half the width of the 95 % interval over images.";

export const COLUMNS = [
  { name: "experiment" },
  { name: "preset" },
  { name: "restorer", label: "Restorer" },
  { name: "corruption", label: "Corruption" },
  { name: "size", label: "Size", digits: 0, help: "px; for first pixels how many are kept; % for noise." },
  { name: "masked_percent", label: "Hidden", unit: "%", digits: 1, help: "Noise hides nothing and puts all in doubt." },
  { name: "composited", label: "Pasted", help: "Whether the known pixels were pasted back before measuring." },
  {
    name: "mse_hole",
    label: "MSE in the hole",
    digits: 4,
    help: "Over the missing pixels; over all of them for noise.",
  },
  { name: "mse_hole_ci95", label: "±", digits: 4, help: INTERVAL },
  {
    name: "ratio_to_linear",
    label: "Of linear fill",
    digits: 2,
    help: "MSE in the hole as a multiple of linear fill's.",
  },
  { name: "mse_all", label: "MSE", digits: 4, help: "Mean squared error over all 784 pixels, pixels in [0, 1]." },
  { name: "mse_all_ci95", label: "±", digits: 4, help: INTERVAL },
  { name: "psnr_db", label: "PSNR", unit: "dB", digits: 1, help: "10·log₁₀(1 / MSE), of the mean MSE." },
  { name: "ssim", label: "SSIM", digits: 3, help: "Structural similarity, 7 × 7 windows, 1 = identical." },
  {
    name: "accuracy_percent",
    label: "Judged right",
    unit: "%",
    digits: 1,
    help: "Restored digits the judge reads right.",
  },
  { name: "accuracy_percent_ci95", label: "±", digits: 1, help: INTERVAL },
  { name: "n_images", label: "Images", digits: 0 },
] as const satisfies readonly Column[];

/** The columns of masked restoration's `table.csv`, stable since the first release; labelled ones appear on the page. */
import type { Column } from "../../results/table.ts";

export const COLUMNS = [
  { name: "experiment" },
  { name: "preset" },
  { name: "seed" },
  { name: "restorer", label: "Restorer" },
  { name: "corruption", label: "Mask" },
  { name: "size_px", label: "Size", unit: "px", digits: 0 },
  { name: "masked_percent", label: "Hidden", unit: "%", digits: 1 },
  { name: "composited", label: "Pasted", help: "Whether the known pixels were pasted back before measuring." },
  { name: "mse_all", label: "MSE", digits: 4, help: "Mean squared error over all 784 pixels, pixels in [0, 1]." },
  { name: "mse_all_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
  { name: "mse_hole", label: "MSE in the hole", digits: 4, help: "Mean squared error over the missing pixels only." },
  { name: "mse_hole_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
  { name: "psnr_db", label: "PSNR", unit: "dB", digits: 1, help: "10·log₁₀(1 / MSE), of the mean MSE." },
  { name: "ssim", label: "SSIM", digits: 3, help: "Structural similarity, 7 × 7 windows, 1 = identical." },
  { name: "published_mse", label: "Published", digits: 4 },
  { name: "difference_percent", label: "Difference", unit: "%", digits: 0, help: "Measured against published." },
  { name: "quality", label: "Quality", help: "The source's stated rule: good < 0.02, acceptable < 0.04, else poor." },
  { name: "n_images", label: "Images", digits: 0 },
] as const satisfies readonly Column[];

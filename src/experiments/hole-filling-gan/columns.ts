/** The columns of the hole-filling GAN's `table.csv`: one row for each way of filling the hole. */
import type { Column } from "../../results/table.ts";

export const COLUMNS = [
  { name: "experiment" },
  { name: "preset" },
  { name: "seed" },
  {
    name: "pictures",
    label: "Pictures",
    help: "What the judge reads: untouched digits, digits with a black hole, or what a method made of them.",
  },
  { name: "composited", label: "Pasted", help: "Whether the known pixels were pasted back before measuring." },
  {
    name: "accuracy_percent",
    label: "Accuracy",
    unit: "%",
    digits: 2,
    help: "Share of the pictures that the judge takes for the digit they show.",
  },
  { name: "accuracy_ci95", label: "±", unit: "%", digits: 2, help: "Half the width of the 95 % interval over images." },
  { name: "published_readme_percent", label: "README", unit: "%", digits: 2, help: "Accuracy that the README states." },
  {
    name: "published_book_percent",
    label: "Book",
    unit: "%",
    digits: 2,
    help: "Accuracy in the notebook of the book whose code the source copies. Clean digits: on validation, not test.",
  },
  {
    name: "difference_points",
    label: "Difference",
    unit: "points",
    digits: 2,
    help: "Measured minus published: the README's figure where it states one, the book's otherwise.",
  },
  { name: "mse_hole", label: "MSE in the hole", digits: 4, help: "Mean squared error over the missing pixels only." },
  { name: "mse_hole_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
  { name: "mse_all", label: "MSE", digits: 4, help: "Mean squared error over all 784 pixels, pixels in [0, 1]." },
  { name: "mse_all_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
  { name: "psnr_db", label: "PSNR", unit: "dB", digits: 1, help: "10·log₁₀(1 / MSE), of the mean MSE." },
  { name: "ssim", label: "SSIM", digits: 3, help: "Structural similarity, 7 × 7 windows, 1 = identical." },
  { name: "n_images", label: "Images", digits: 0 },
] as const satisfies readonly Column[];

/**
 * The yardstick: every restorer that the lab has trained and the four baselines, on every corruption at every size. Nothing
 * was published in this form, and that is the point: the published figures cannot be compared with one another.
 */
import { DATA_PARAMETER, type ExperimentSpec } from "../experiment.ts";
import { ParameterError, type ValuesOf } from "../parameters.ts";
import { COLUMNS } from "./columns.ts";
import { NOTES } from "./notes.ts";
import { PICTURES } from "./pictures-name.ts";

export const PARAMETERS = {
  data: DATA_PARAMETER,
  testImages: {
    kind: "integer",
    label: "Test images",
    group: "Data",
    help: "The first so many test images of all ten digits; 0 takes every one.",
    unit: "images",
    minimum: 0,
    maximum: 60_000,
  },
  training: {
    kind: "choice",
    label: "Restorers are trained",
    group: "Restorers",
    help:
      "A restorer that is kept on this machine is not trained again. At a glance means some seconds each; briefly, up to " +
      "half a minute each; fully, as its own experiment says, which takes hours without a GPU.",
    options: [
      { value: "glimpse", label: "At a glance" },
      { value: "quick", label: "Briefly" },
      { value: "full", label: "Fully" },
      { value: "kept", label: "Never: fully trained ones that are kept here" },
    ],
  },
  pcaComponents: {
    kind: "integer",
    label: "PCA components",
    group: "Restorers",
    help: "Directions kept by the PCA baseline.",
    minimum: 1,
    maximum: 784,
  },
  judge: {
    kind: "switch",
    label: "Judge restored digits",
    group: "Restorers",
    help: "Has a classifier say which digit each restored picture shows. It is trained once, as briefly or fully as the rest.",
  },
  stripeWidths: {
    kind: "integer-list",
    label: "Stripe widths",
    group: "Corruptions",
    help: "Widths of the vertical and horizontal stripes.",
    unit: "px",
    minimum: 1,
    maximum: 28,
    fewest: 0,
  },
  patchSizes: {
    kind: "integer-list",
    label: "Patch sizes",
    group: "Corruptions",
    help: "Sides of the square patches.",
    unit: "px",
    minimum: 1,
    maximum: 28,
    fewest: 0,
  },
  centreHoles: {
    kind: "integer-list",
    label: "Centre holes",
    group: "Corruptions",
    help: "6 px is the hole of the energy-based model, 8 px that of the hole-filling GAN; each lies where its source has it.",
    unit: "px",
    minimum: 6,
    maximum: 8,
    fewest: 0,
  },
  firstPixels: {
    kind: "integer-list",
    label: "First pixels kept",
    group: "Corruptions",
    help: "How many of 784 pixels stay, counted down the columns from the left, as latent inpainting has it.",
    unit: "px",
    minimum: 1,
    maximum: 784,
    fewest: 0,
  },
  gaussianNoise: {
    kind: "integer-list",
    label: "Gaussian noise",
    group: "Corruptions",
    help: "Standard deviation as a share of the range from paper to ink; clipped to that range.",
    unit: "%",
    minimum: 1,
    maximum: 100,
    fewest: 0,
  },
  saltAndPepper: {
    kind: "integer-list",
    label: "Salt and pepper",
    group: "Corruptions",
    help: "Share of the pixels that become paper or ink at random.",
    unit: "%",
    minimum: 1,
    maximum: 100,
    fewest: 0,
  },
} as const;

export type YardstickValues = ValuesOf<typeof PARAMETERS>;

const FULL: YardstickValues = {
  data: "real",
  testImages: 1000,
  training: "full",
  pcaComponents: 20,
  judge: true,
  stripeWidths: [3, 5, 7, 9, 11, 15, 21],
  patchSizes: [5, 7, 9, 11, 13, 15, 17, 21],
  centreHoles: [6, 8],
  firstPixels: [300, 350, 400, 500],
  gaussianNoise: [10, 25, 50],
  saltAndPepper: [5, 10, 20],
};

export const yardstick = {
  name: "yardstick",
  title: "Yardstick",
  summary: "Every restorer and four baselines on every corruption: the same digits, the same damage, one table.",
  introduction:
    "Each published system chose its own mask, its own metric and its own baseline. Here all of them restore the same test " +
    "digits behind the same damage. A restorer is trained once and kept, and so is every cell that was measured: a run that " +
    "was stopped goes on where it ended.",
  source: "The lab's own measure",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary:
        "Restorers trained for some seconds each on embedded digits, seven corruptions, no judge: a first impression in " +
        "under two minutes.",
      values: {
        ...FULL,
        data: "embedded",
        testImages: 100,
        training: "glimpse",
        judge: false, // training it would take as long as all restorers together
        stripeWidths: [9],
        patchSizes: [9],
        centreHoles: [6, 8],
        firstPixels: [400],
        gaussianNoise: [25],
        saltAndPepper: [],
      },
    },
    "as-published": {
      label: "Every corruption",
      summary: "Every restorer fully trained, every corruption at every size on the first 1,000 test digits.",
      values: FULL,
    },
    "all-images": {
      label: "Every image",
      summary: "The same on all 10,000 test digits, for intervals a third as wide.",
      values: { ...FULL, testImages: 0 },
    },
  },
  defaultPreset: "quick",
  checkTogether(values): void {
    const lists = [values.stripeWidths, values.patchSizes, values.centreHoles, values.firstPixels];
    if ([...lists, values.gaussianNoise, values.saltAndPepper].every((list) => list.length === 0)) {
      throw new ParameterError("Cannot measure: choose at least one corruption.", "stripeWidths");
    }
    if (values.centreHoles.includes(7)) {
      throw new ParameterError(
        "Cannot set centreHoles: it takes 6 and 8 px, the published sizes, got 7.",
        "centreHoles",
      );
    }
  },
  columns: COLUMNS,
  charts: [
    {
      kind: "heat-map",
      title: "Every restorer on every corruption",
      rows: ["restorer"],
      columns: ["corruption", "size"],
      values: [
        { column: "mse_hole", better: "lower" },
        { column: "ratio_to_linear", better: "lower" },
        { column: "mse_all", better: "lower" },
        { column: "psnr_db", better: "higher" },
        { column: "ssim", better: "higher" },
        { column: "accuracy_percent", better: "higher" },
      ],
      where: { composited: true },
      pictures: PICTURES,
    },
  ],
  curves: [{ title: "Loss", x: "epoch", value: "Loss", axis: "log" }],
  published: [],
  reference: "yardstick-as-published-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "all-images">;

/** One sweep for each published table that a single run does not make: ready to launch, and an example of the JSON. */

export interface ReadySweep {
  /** Short and stable: in addresses. */
  readonly id: string;
  readonly title: string;
  /** What it answers, one sentence. */
  readonly summary: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export const READY_SWEEPS: readonly ReadySweep[] = [
  {
    id: "kept-pixels",
    title: "Kept pixels: N = 500 to 300",
    summary: "How often the latent search finds the right digit as fewer pixels are kept, for three seeds.",
    json: {
      name: "Kept pixels, N = 500 to 300",
      experiment: "latent-inpainting",
      preset: "quick",
      method: "grid",
      metric: { name: "success_rate", goal: "maximize" },
      parameters: { N: { values: [[500], [400], [350], [300]] }, seed: { values: [1, 2, 3] } },
    },
  },
  {
    id: "progressive-masking",
    title: "Progressive masking over seeds",
    summary: "The table of 22 masks for each of three seeds and two training laws: how much of it is luck.",
    json: {
      name: "Progressive masking over seeds",
      experiment: "masked-restoration",
      preset: "quick",
      method: "grid",
      metric: { name: "network_mse", goal: "minimize" },
      parameters: { maskLaw: { values: ["published", "wide"] }, seed: { values: [1, 2, 3] } },
    },
  },
  {
    id: "pca-directions",
    title: "Principal directions: d",
    summary: "The hole of the energy exercise filled from d principal directions, d = 5 to 360.",
    json: {
      name: "Principal directions",
      experiment: "energy-inpainting",
      preset: "quick",
      method: "grid",
      parameters: { components: { values: [[5], [10], [20], [60], [120], [360]] } },
    },
  },
  {
    id: "hole-sizes",
    title: "Hole sizes",
    summary: "What training on wide masks buys at each stripe and patch, one size at a time.",
    json: {
      name: "Hole sizes",
      experiment: "masked-restoration",
      preset: "quick",
      method: "grid",
      metric: { name: "network_hole_mse", goal: "minimize" },
      parameters: {
        patchSizes: { values: [[5], [9], [13], [17], [21]] },
        stripeWidths: { values: [[]] },
        maskLaw: { values: ["published", "wide"] },
      },
    },
  },
  {
    id: "engines",
    title: "Engines",
    summary: "The same training on each engine: the same curve, and how long it takes.",
    json: {
      name: "Engines",
      experiment: "masked-restoration",
      preset: "quick",
      method: "grid",
      metric: { name: "network_mse", goal: "minimize" },
      parameters: { engine: { values: ["wasm", "webgpu", "cpu"] } },
    },
  },
];
